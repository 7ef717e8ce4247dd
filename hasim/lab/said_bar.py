"""Below the Board's buttons: the last command in the words of each family of tools, ready to copy."""

from typing import TYPE_CHECKING

from hasim.lab.command_list import CommandList
from hasim.lab.controls import change
from hasim.lab.other_words import Said, last_command

if TYPE_CHECKING:
    from hasim.lab.board import Board


class SaidBar:
    """A list of commands, which is not there as long as there is nothing to say."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self.widget = CommandList(board.lang)
        self.widget.add_class("hasim-said")

    def refresh(self) -> None:
        """Say the last command of the session as it is now; what cannot be said is left out, which is no failure.

        While the pictures are hidden nothing is said: what a command has changed would tell what came of it.
        """
        try:
            said: Said = () if self._board.hidden else last_command(self._board.session)
        except Exception:
            said = ()
        self.widget.show(said)
        change(self.widget.layout, display=None if said else "none")
