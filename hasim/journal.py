"""A session kept as it goes: a session file to which every finished input is added at once.

The file is always one that `hasim play` replays to the present. An input that is done is a line that is appended;
whatever is not an input (going back, going on to another branch) rewrites the file whole or not at all. What a list of
inputs cannot say stands under ``kept`` in its head: the inputs that were taken back, and the other branches.

A process that is killed in the middle of a line leaves a piece of one; :func:`whole` drops it when the file is read.
Two processes may be led to the same file, as two kernels of one notebook are: who finds that it is not as he left it
writes nothing there (:class:`Claimed`), and so neither spoils what the other keeps.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hasim.inputs import KEPT, Input, SessionError, read_lines, write_lines
from hasim.storage import storage


@dataclass(frozen=True, slots=True)
class Course:
    """What was done on one branch, oldest first, and what was taken back, the next to do again first."""

    name: str
    done: tuple[Input, ...] = ()
    undone: tuple[Input, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A session with all its branches: the one that is shown, and the others; and what was predicted, as JSON data."""

    head: Mapping[str, Any]
    shown: Course
    others: tuple[Course, ...] = ()
    predictions: list[Any] = field(default_factory=list)

    def text(self) -> str:
        """The file."""
        return write_lines(self.full_head(), self.shown.done)

    def full_head(self) -> dict[str, Any]:
        """The head with all that the list of inputs cannot say."""
        extra: dict[str, Any] = {}
        if self.shown.undone:
            extra["undone"] = [one.to_json() for one in self.shown.undone]
        if self.others:
            extra["branch"] = self.shown.name
            extra["others"] = [_course_json(one) for one in self.others]
        if self.predictions:
            extra["predictions"] = self.predictions
        return {**self.head, KEPT: extra} if extra else dict(self.head)


def _course_json(course: Course) -> dict[str, Any]:
    done, undone = ([one.to_json() for one in inputs] for inputs in (course.done, course.undone))
    return {"name": course.name, "done": done, "undone": undone}


@dataclass(frozen=True, slots=True)
class Found:
    """A file that was read back, each branch's inputs as JSON data. ``cut`` says that a piece was dropped."""

    head: Mapping[str, Any]
    shown: str
    courses: Mapping[str, tuple[tuple[Any, ...], tuple[Any, ...]]] = field(default_factory=dict)
    cut: bool = False
    predictions: tuple[Any, ...] = ()

    @property
    def done(self) -> tuple[Any, ...]:
        """The inputs of the branch that was shown."""
        return self.courses[self.shown][0]

    @property
    def size(self) -> int:
        """How many inputs it has in all, with those that were taken back."""
        return sum(len(done) + len(undone) for done, undone in self.courses.values())


def whole(text: str) -> str:
    """A session file without the piece of a line at its end that a killed process left."""
    ended, newline, rest = text.rpartition("\n")
    if not rest.strip():
        return text
    try:
        json.loads(rest)
    except (ValueError, RecursionError):
        return ended + newline
    return text


def find(text: str) -> Found | None:
    """What is kept in a file's text; None where not even its head is whole. Raises SessionError for other damage."""
    kept = whole(text)
    if not kept.strip():
        return None
    head, rows = read_lines(kept)
    extra = head.get(KEPT)
    extra = extra if isinstance(extra, dict) else {}
    shown = str(extra.get("branch", ""))
    courses = {shown: (tuple(data for _, data in rows), _list(extra, "undone"))}
    for other in _list(extra, "others"):
        if isinstance(other, dict):
            courses.setdefault(str(other.get("name", "")), (_list(other, "done"), _list(other, "undone")))
    plain = {name: value for name, value in head.items() if name != KEPT}
    return Found(plain, shown, courses, kept != text, _list(extra, "predictions"))


def _list(data: Mapping[str, Any], name: str) -> tuple[Any, ...]:
    value = data.get(name, [])
    return tuple(value) if isinstance(value, list) else ()


def same_start(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two heads ask for the same world. The language, and an answer that was given, have no part in that."""
    ignored = ("lang", "answer", KEPT)
    return {k: v for k, v in one.items() if k not in ignored} == {k: v for k, v in other.items() if k not in ignored}


class Claimed(Exception):
    """The file is not as this process left it: another one keeps its session there."""


class Journal:
    """A file that is kept up to date with a session. Errors are OSError; the next call then writes the whole file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._head: dict[str, Any] | None = None
        self._done: tuple[Input, ...] = ()
        self._left: tuple[int, int] | None = None
        """The file as it was read or written last; None for no file."""

    def keep(self, now: Kept) -> None:
        """Bring the file up to date. It appends where that is enough: where only inputs were added.

        Raises Claimed, with nothing written, where somebody else has changed the file since it was read or written.
        """
        there = self._mark()
        if there is not None and there != self._left:
            raise Claimed(self.path)
        head = now.full_head()
        old, self._head = self._head, None  # until it has worked, nothing is known of the file
        try:
            if there is not None and old == head and _begins_with(now.shown.done, self._done):
                self._append("".join(map(_line, now.shown.done[len(self._done) :])), there)
            else:
                self._write(now.text())
        except OSError:
            self._left = self._mark()
            raise
        self._head, self._done = head, now.shown.done

    def _append(self, text: str, there: tuple[int, int]) -> None:
        if text:
            storage().append(self.path, text)
            self._left = mark(text, there)

    def _write(self, text: str) -> None:
        storage().write(self.path, text)
        self._left = mark(text)

    def _mark(self) -> tuple[int, int] | None:
        """What tells the file as it is now from any other; None where there is none."""
        try:
            return mark(storage().read(self.path))
        except FileNotFoundError:
            return None

    def read(self) -> Found | None:
        """What the file holds; None where there is none or nothing in it. OSError, SessionError."""
        try:
            text = storage().read(self.path)
        except FileNotFoundError:
            return None
        self._left = mark(text)
        return find(text)

    def set_aside(self) -> str:
        """Copy the file beside itself under a name that is free, unless it is there already; returns that name.

        What is there is kept now, whoever wrote it, so that it may be written over.
        """
        text = storage().read(self.path)
        self._left = mark(text)
        for name in names(self.path, "earlier"):
            try:
                if storage().read(name) == text:
                    return name
            except FileNotFoundError:
                storage().write(name, text)
                return name
        raise OSError(f"{self.path}: too many earlier sessions are kept beside it")

    def elsewhere(self, now: Kept) -> Journal:
        """A journal of its own beside this one, with the whole session in it. OSError."""
        for name in names(self.path, "other"):
            journal = Journal(name)
            try:
                journal.keep(now)
            except Claimed:
                continue
            return journal
        raise OSError(f"{self.path}: too many other sessions are kept beside it")


def mark(text: str, before: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """The length and a check sum of a text, or of one that was added to what has the mark `before`."""
    data = text.encode("utf-8", "surrogatepass")
    return before[0] + len(data), zlib.crc32(data, before[1])


def names(path: str, why: str) -> Iterator[str]:
    """Names for further files beside `path`."""
    stem, dot, _ = path.rpartition(".hasim.jsonl")
    for number in range(1, 10_000):
        yield f"{stem}.{why}-{number}.hasim.jsonl" if dot else f"{path}.{why}-{number}"


def _line(given: Input) -> str:
    return json.dumps(given.to_json(), ensure_ascii=False) + "\n"


def _begins_with(inputs: Sequence[Input], beginning: Sequence[Input]) -> bool:
    """By identity: the inputs of a session stay the same objects."""
    return len(inputs) >= len(beginning) and all(a is b for a, b in zip(inputs, beginning, strict=False))


__all__ = ["Claimed", "Course", "Found", "Journal", "Kept", "SessionError", "find", "same_start", "whole"]
