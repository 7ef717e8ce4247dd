"""The Board's pictures, touched: a widget without a face of its own that tells of clicks and keys on them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import anywidget
import traitlets

STATIC = Path(__file__).with_name("static")
SCRIPT = STATIC.joinpath("touch.js").read_text(encoding="utf-8")
LOOK = STATIC.joinpath("board.css").read_text(encoding="utf-8")


class Touch(anywidget.AnyWidget):
    """Listens to the pictures of one Board, which are marked with its name. The script needs no network.

    `visible` is whether the Board is on the screen or near it, as far as the page has told.
    """

    _esm = SCRIPT
    _css = LOOK
    board = traitlets.Unicode().tag(sync=True)
    known_keys = traitlets.List(traitlets.Unicode()).tag(sync=True)
    large = traitlets.Bool(False).tag(sync=True)
    visible = traitlets.Bool(True).tag(sync=True)

    def __init__(self, board: str, keys: Sequence[str], told: Callable[[dict[str, str]], None]) -> None:
        """`told` gets {"pick": ...}, {"pick": ..., "offer": ...} or {"key": ...}."""
        super().__init__(board=board, known_keys=list(keys))
        self.layout.height = "0px"
        self.on_msg(lambda _, content, __: self._hear(told, content))

    def _hear(self, told: Callable[[dict[str, str]], None], content: Any) -> None:
        told({str(name): str(value) for name, value in dict(content).items()})
        self.send({"done": True})

    def menu(self, pick: str, title: str, offers: Sequence[tuple[str, str]], lang: str) -> None:
        """Open a menu beside a pick; `offers` are (key, label)."""
        self.send({"menu": {"pick": pick, "title": title, "offers": [list(each) for each in offers], "lang": lang}})
