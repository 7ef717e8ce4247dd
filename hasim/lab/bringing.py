"""`bring()`: a box for one's own configuration in a cell, and below it the Board of what can run."""

from pathlib import Path

import ipywidgets as widgets

from hasim.host import read_bytes
from hasim.intake import Taken
from hasim.lab.board import Board
from hasim.lab.lesson_language import language
from hasim.lab.own_box import OwnBox
from hasim.lab.sink import WidgetSink, show


class Bring:
    """The box; `board` is the Board below it, None as long as there is none."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.board: Board | None = None
        self.box = OwnBox(lang, self._open)
        self.widget = widgets.VBox([self.box.widget])
        self.widget.add_class("hasim-bring")

    def _open(self, taken: Taken) -> None:
        session = taken.session(self.lang)
        if self.board is not None:
            self.board.open(session, own=taken)
            return
        sink = WidgetSink()
        self.board = Board(session, lang=self.lang, sink=sink)
        self.board.own = taken
        self.widget.children = (self.box.widget, self.board.widget, sink.widget)

    def _ipython_display_(self) -> None:
        show(self.widget)


def bring(source: str | Path | None = None, *, lang: str | None = None) -> Bring:
    """Bring your own cluster: paste a configuration into the box, or give it at once.

    `source` is the path of a file, or the text itself: a CIB, the output of `cibadmin -Q` or of `crm configure show`.
    A file that cannot be read is an OSError; what is wrong with a text is said in the box.
    """
    made = Bring(lang or language())
    if isinstance(source, Path) or (source is not None and "\n" not in source and "<" not in source):
        made.box.take(read_bytes(str(source)))
    elif source is not None:
        made.box.take(source)
    return made
