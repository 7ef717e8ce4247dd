"""Autosave: after each input the session of a Board is in a file, and a Board made again offers to go on with it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakValueDictionary

from hasim.journal import Claimed, Course, Found, Journal, Kept, same_start
from hasim.lab.branches import Branches
from hasim.lab.verbs import Verbs
from hasim.session import Session, SessionError
from hasim.text import say

Progress = Callable[[int, int], None]


class Predictions(Protocol):
    """What was predicted, which is kept with the session."""

    def to_json(self) -> list[list[Any]]:
        """All of them."""

    def recall(self, rows: Any) -> None:
        """Take them up again."""


_open: "WeakValueDictionary[str, Autosave]" = WeakValueDictionary()
"""Who writes to which file: the Board of a cell that is run again takes it over."""


class Autosave:
    """Keeps the session of a Board in a file.

    `offer` is the earlier session that is found there, as long as it may be taken up. `notes` are what the learner
    should know, `stopped` why nothing can be kept ("" while it can).
    """

    def __init__(self, board: Verbs, path: str, predictions: Predictions) -> None:
        self._board = board
        self._predictions = predictions
        self._lang = board.lang
        self.journal = Journal(path)
        self.offer: Found | None = None
        self.notes: list[str] = []
        self.stopped = ""
        self._watched: list[Session] = []
        self._written = False
        earlier = _open.get(path)
        if earlier is not None:
            earlier.close()
        _open[path] = self
        self._look()
        self.follow()

    @property
    def other_start(self) -> bool:
        """Whether the earlier session began differently from the one that the Board shows."""
        return self.offer is not None and not same_start(self.offer.head, self._board.session.head)

    @property
    def file(self) -> str:
        """The name of the file, without its folder."""
        return Path(self.journal.path).name

    # -- what is there already --------------------------------------------------------------------------------------

    def _look(self) -> None:
        """Find an earlier session. One that cannot be taken up here is set aside."""
        try:
            found = self.journal.read()
        except OSError as error:
            self._stop(error)
            return
        except SessionError as error:
            self._set_aside("keep.aside.broken", error=error)
            return
        if found is None or not found.size:
            return
        self.offer = found

    def _set_aside(self, key: str, **fields: object) -> None:
        try:
            name = Path(self.journal.set_aside()).name
        except OSError as error:
            self._stop(error)
        else:
            self.offer = None
            self.notes.append(say(key, self._lang, file=name, **fields))

    # -- keeping ----------------------------------------------------------------------------------------------------

    def follow(self) -> None:
        """Keep what the Board shows now: after a fork or a switch that is another session."""
        sessions = list(self._board.branches.all.values())
        self.close()
        self._watched = sessions
        for session in sessions:
            session.watch(self.changed)
        self.changed()

    def close(self) -> None:
        """Write no more: another Board has the file now."""
        for session in self._watched:
            session.unwatch(self.changed)
        self._watched.clear()

    def changed(self) -> None:
        """An input was done, taken back or done again."""
        now = replace(kept(self._board.branches, self._board.session.head), predictions=self._predictions.to_json())
        if self.offer is not None:
            if retraces(now, self.offer):
                return  # the file says this and more
            if _same(now, self.offer):
                self.offer = None
            elif _has_inputs(now):
                self._set_aside("keep.aside")
            else:
                return
        if self.offer is None and (self._written or _has_inputs(now)):
            self._write(now)

    def _write(self, now: Kept) -> None:
        try:
            self._keep(now)
        except (OSError, ValueError) as error:  # ValueError: a text that cannot be encoded
            self._stop(error)
        else:
            self.stopped, self._written = "", True

    def _keep(self, now: Kept) -> None:
        """Keep it; in a file of its own where another kernel keeps its session in this one."""
        try:
            self.journal.keep(now)
        except Claimed:
            self.journal = self.journal.elsewhere(now)
            self.notes.append(say("keep.claimed", self._lang, file=self.file))

    def _stop(self, error: Exception) -> None:
        self.stopped = str(getattr(error, "strerror", None) or error)

    def put_away(self) -> None:
        """Another session takes the Board: the present one's file is copied aside before it is written over."""
        if self._written:
            self._set_aside("keep.aside")
        self._written = False

    # -- the learner's choice ---------------------------------------------------------------------------------------

    def resume(self, progress: Progress) -> None:
        """Take the earlier session up where it was left. One that cannot be played again is set aside."""
        found, self.offer = self.offer, None
        if found is None:
            return
        try:
            head = {**found.head, "lang": self._board.session.lang}
            branches = restored(found, head, self._lang, progress)
        except Exception as error:  # whatever is wrong with it, the file must stay and the Board must go on
            self._set_aside("keep.aside.broken", error=error)
            return
        if found.cut:
            self.notes.append(say("keep.cut", self._lang))
        self._written = True
        self._predictions.recall(list(found.predictions))
        self._board.take_up(branches)

    def afresh(self) -> None:
        """Begin anew; the earlier session stays in a file of its own."""
        if self.offer is not None:
            self._set_aside("keep.aside")
            if self.offer is None and not self.stopped:
                self._written = True
                self.changed()


def kept(branches: Branches, head: Mapping[str, Any]) -> Kept:
    """All that a Board's branches hold."""
    courses = {name: _course(name, session) for name, session in branches.all.items()}
    shown = courses.pop(branches.name)
    return Kept(head, shown, tuple(courses.values()))


def _course(name: str, session: Session) -> Course:
    done, undone = (tuple(step.input for step in steps) for steps in (session.history, session.future))
    return Course(name, done, undone)


def _has_inputs(now: Kept) -> bool:
    return "answer" in now.head or any(course.done or course.undone for course in (now.shown, *now.others))


def retraces(now: Kept, found: Found) -> bool:
    """Whether nothing was done yet but what the file has too, and the file has more: as when all cells run again."""
    done = [one.to_json() for one in now.shown.done]
    later = same_start(now.head, found.head) and len(done) < found.size
    return not now.others and later and done == list(found.done[: len(done)])


def _same(now: Kept, found: Found) -> bool:
    return (
        same_start(now.head, found.head)
        and not now.others
        and [one.to_json() for one in now.shown.done] == list(found.done)
    )


def restored(found: Found, head: Mapping[str, Any], lang: str, progress: Progress) -> Branches:
    """The branches of a file, played again. Raises SessionError and whatever else an input can raise."""
    shown = Session.start(head)
    done, undone = found.courses[found.shown]
    played = 0
    for data in (*done, *undone):
        shown.input(data)
        played += 1
        progress(played, found.size)
    sessions = {found.shown: shown}
    for name, (other_done, other_undone) in found.courses.items():
        if name != found.shown:
            sessions[name] = _branch(shown, name, (*other_done, *other_undone), (*done, *undone))
            sessions[name].travel(len(other_done))
            played += len(other_done) + len(other_undone)
            progress(played, found.size)
    shown.travel(len(done))
    return Branches.of(sessions, found.shown, lang)


def _branch(first: Session, name: str, inputs: tuple[Any, ...], known: tuple[Any, ...]) -> Session:
    """A branch, from the past that it shares with the first one on."""
    shared = 0
    while shared < min(len(inputs), len(known)) and inputs[shared] == known[shared]:
        shared += 1
    first.travel(shared)
    session = first.fork(name)
    for data in inputs[shared:]:
        session.input(data)
    return session
