"""HTML as a widget, parts of which can be chosen."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anywidget
import traitlets

STATIC = Path(__file__).parent / "static"


class Listing(anywidget.AnyWidget):
    """Shows `html`; `picked` gets the value of ``data-pick`` where something that has one is chosen."""

    _esm = STATIC / "listing.js"
    html = traitlets.Unicode().tag(sync=True)

    def __init__(self, picked: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self._picked = picked
        self.on_msg(lambda _, content, __: self.hear(content))

    def hear(self, content: Any) -> None:
        """The browser tells what was chosen."""
        if self._picked is not None and "pick" in content:
            self._picked(str(content["pick"]))
