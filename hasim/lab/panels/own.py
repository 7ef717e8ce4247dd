"""Your own cluster, on the Board: what is taken there takes the Board, if it can run."""

from typing import TYPE_CHECKING

from hasim.intake import Taken
from hasim.lab.own_box import OwnBox
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board


class OwnPanel:
    """The box to paste a configuration into."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self.box = OwnBox(lang, self._open)
        self.widget = self.box.widget
        if board.own is not None:
            self.box.tell(board.own)

    def refresh(self) -> None:
        """What is said does not depend on the moment."""

    def _open(self, taken: Taken) -> None:
        board = self._board
        board.open(taken.session(self._lang), own=taken, note=say("own.opened", self._lang))
        board.drawer.open("own")
