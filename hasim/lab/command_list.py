"""Commands on the screen, each with a button that copies it."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from hasim.lab.controls import change
from hasim.text import say

STATIC = Path(__file__).parent / "static"


class CommandList(anywidget.AnyWidget):
    """The command lines of the families of tools (``crm``, ``pcs``, ``low``) that all do the same."""

    _esm = STATIC / "commands.js"
    _css = STATIC / "commands.css"
    lines = traitlets.List(traitlets.Dict()).tag(sync=True)
    words = traitlets.Dict().tag(sync=True)

    def __init__(self, lang: str, **traits: Any) -> None:
        words = {"copy": say("command.copy", lang), "copied": say("command.copied", lang)}
        super().__init__(words=words, **traits)
        self._lang = lang

    def show(self, lines: Iterable[tuple[str, str]]) -> None:
        """Show these command lines, each with the family of tools that it belongs to."""
        rows = [{"tool": say(f"command.tool.{tool}", self._lang), "text": line} for tool, line in lines]
        change(self, lines=rows)
