"""What was done in one go, as by one click, is taken back by one Undo, however many inputs it was."""

from itertools import takewhile

from hasim.session import Session


def begun(session: Session) -> int:
    """How many inputs were done before the last unit."""
    joined = sum(1 for _ in takewhile(lambda step: step.input.joined, reversed(session.history)))
    return max(len(session.history) - joined - 1, 0)


def undo(session: Session) -> None:
    """Take the last unit back, if there is one."""
    session.travel(begun(session))


def redo(session: Session) -> None:
    """Do the unit again that was taken back last, if there is one; or the rest of one."""
    joined = sum(1 for _ in takewhile(lambda step: step.input.joined, session.future[1:]))
    session.travel(len(session.history) + 1 + joined)
