"""Which inputs belong to one click, so that one Undo takes one click back."""

from hasim.session import Session


class Units:
    """The stretches of a session's history that were done in one go, from (length before) to (length after)."""

    def __init__(self) -> None:
        self._starts: dict[int, int] = {}

    def copy(self) -> "Units":
        """The same stretches, for a session that goes its own way."""
        twin = Units()
        twin._starts = dict(self._starts)
        return twin

    def done(self, before: int, after: int) -> None:
        """The inputs from `before` on, up to `after`, were one unit; what had been undone there is gone for good."""
        self._starts = {end: start for end, start in self._starts.items() if end <= before}
        if after > before:
            self._starts[after] = before

    def begun(self, session: Session) -> int:
        """How many inputs were done before the last unit."""
        length = len(session.history)
        return max(self._starts.get(length, length - 1), 0)

    def undo(self, session: Session) -> bool:
        """Take the last unit back; False where there is nothing."""
        length, target = len(session.history), self.begun(session)
        session.travel(target)
        return len(session.history) < length

    def redo(self, session: Session) -> bool:
        """Do the unit again that was taken back last; False where there is none."""
        length = len(session.history)
        target = next((end for end, start in self._starts.items() if start == length), length + 1)
        session.travel(target)
        return len(session.history) > length
