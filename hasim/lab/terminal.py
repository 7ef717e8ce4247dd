"""A terminal as a widget: a screen, a prompt, a history, and the messages that typing sends."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"


class Terminal(anywidget.AnyWidget):
    """Shows `screen` above `prompt`; the arrow keys walk through `history`, oldest first.

    `run` gets what was typed, `complete` the text and where in it Tab was pressed, `clear` is Ctrl+L.
    """

    _esm = STATIC / "terminal.js"
    _css = STATIC / "terminal.css"
    screen = traitlets.Unicode().tag(sync=True)
    prompt = traitlets.Unicode().tag(sync=True)
    history = traitlets.List(traitlets.Unicode()).tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)

    def __init__(
        self, run: Callable[[str], None], complete: Callable[[str, int], None], clear: Callable[[], None]
    ) -> None:
        super().__init__()
        self._run, self._complete, self._clear = run, complete, clear
        self.on_msg(lambda _, content, __: self.hear(content))

    def hear(self, content: Any) -> None:
        """The browser tells what was done."""
        if "run" in content:
            self._run(str(content["run"]))
        elif "complete" in content:
            self._complete(str(content["complete"]), int(content["at"]))
        elif "clear" in content:
            self._clear()

    def put(self, line: str, at: int | None = None) -> None:
        """Let this stand on the line that is typed, with the cursor at a place (by default its end)."""
        self.send({"line": line, "at": len(line) if at is None else at})
