"""The session and the Board that the cells of a notebook mean."""

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakSet, WeakValueDictionary

from hasim.session import Session

if TYPE_CHECKING:
    from hasim.lab.board import Board


@dataclass(slots=True)
class Current:
    """What `%%on` and the checks speak to, and the newest Board of each session, by the session's identity."""

    session: Session | None = None
    board: "Board | None" = None
    boards: "WeakValueDictionary[int, Board]" = field(default_factory=WeakValueDictionary)


CURRENT = Current()

BOARDS: "WeakSet[Board]" = WeakSet()
"""All Boards of this kernel."""


def catch_up() -> None:
    """Let the Boards on the screen follow whose session was moved on, or back, elsewhere."""
    for board in tuple(BOARDS):
        if board.behind and board.visible:
            board.refresh()


def catch_up_soon(mover: "Board") -> None:
    """The same once the present click is done, if `mover` is not the only Board of its session.

    Without an event loop it is left to the end of the cell.
    """
    if any(board.behind and board is not mover for board in tuple(BOARDS)):
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        loop.call_soon(catch_up)


class NoSession(RuntimeError):
    """No session was made in this notebook yet."""


def use(session: Session, board: "Board | None" = None) -> None:
    """Let the cell magics and the checks of this notebook work on `session`."""
    CURRENT.session, CURRENT.board = session, board
    if board is not None:
        CURRENT.boards[id(session)] = board
    from hasim.lab.magics import register

    register()


def session() -> Session:
    """The notebook's session. NoSession where there is none."""
    if CURRENT.session is None:
        from hasim.lab.lesson_language import language
        from hasim.text import say

        raise NoSession(say("magic.no_session", language()))
    return CURRENT.session
