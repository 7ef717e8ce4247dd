"""The session and the Board that the cells of a notebook mean."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from weakref import WeakValueDictionary

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
