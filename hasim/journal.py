"""A session kept as it goes: a session file to which every finished input is added at once.

The file is always one that `hasim play` replays to the present. An input that is done is a line that is appended;
whatever is not an input (going back, going on to another branch) rewrites the file whole or not at all. What a list of
inputs cannot say stands under ``kept`` in its head: the inputs that were taken back, and the other branches.

A process that is killed in the middle of a line leaves a piece of one; :func:`whole` drops it when the file is read.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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


class Journal:
    """A file that is kept up to date with a session. Errors are OSError; the next call then writes the whole file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._head: dict[str, Any] | None = None
        self._done: tuple[Input, ...] = ()

    def keep(self, now: Kept) -> None:
        """Bring the file up to date. It appends where that is enough: where only inputs were added."""
        head = now.full_head()
        old, self._head = self._head, None  # until it has worked, nothing is known of the file
        if old == head and _begins_with(now.shown.done, self._done):
            added = now.shown.done[len(self._done) :]
            if added:
                storage().append(self.path, "".join(_line(one) for one in added))
        else:
            storage().write(self.path, now.text())
        self._head, self._done = head, now.shown.done

    def read(self) -> Found | None:
        """What the file holds; None where there is none or nothing in it. OSError, SessionError."""
        try:
            text = storage().read(self.path)
        except FileNotFoundError:
            return None
        return find(text)

    def set_aside(self) -> str:
        """Copy the file beside itself under a name that is free, unless it is there already; returns that name."""
        text = storage().read(self.path)
        for number in range(1, 10_000):
            name = aside(self.path, number)
            try:
                if storage().read(name) == text:
                    return name
            except FileNotFoundError:
                storage().write(name, text)
                return name
        raise OSError(f"{self.path}: too many earlier sessions are kept beside it")


def aside(path: str, number: int) -> str:
    """The name for an earlier session that was kept under ``path``."""
    stem, dot, _ = path.rpartition(".hasim.jsonl")
    return f"{stem}.earlier-{number}.hasim.jsonl" if dot else f"{path}.earlier-{number}"


def _line(given: Input) -> str:
    return json.dumps(given.to_json(), ensure_ascii=False) + "\n"


def _begins_with(inputs: Sequence[Input], beginning: Sequence[Input]) -> bool:
    """By identity: the inputs of a session stay the same objects."""
    return len(inputs) >= len(beginning) and all(a is b for a, b in zip(inputs, beginning, strict=False))


__all__ = ["Course", "Found", "Journal", "Kept", "SessionError", "find", "same_start", "whole"]
