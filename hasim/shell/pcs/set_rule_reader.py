"""The rule of a set of defaults as it is typed: expressions joined by `and`, `or` and parentheses.

Both operators bind alike, from the left; of all readings of an expression the longest is taken. A text that makes no
sense is reported at the place up to which the best reading came.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Part", "RuleError", "read_rule"]

_COMPARISONS = ("lte", "lt", "gte", "gt", "eq", "ne")
_TYPES = ("integer", "number", "string", "version")
_WORD = re.compile(r"[^\s()]+")
_AGENT = re.compile(r"([^\s:()]+)?:([^\s:()]+)?:([^\s:()]+)?")
_PART = re.compile(r"([^=\s()]+)=\s*([^\s()]+)")
_INTERVAL = re.compile(r"=\s*([0-9]+(?:[A-Za-z]+)?)")


class RuleError(Exception):
    """The text is no rule; `at` counts characters from 0."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a rule: what it is, its words (empty for what is not said), parts and name=value pairs."""

    kind: str
    words: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()


def read_rule(text: str) -> Part:
    """The rule, of the kind `and` or `or`. Raises RuleError."""
    reader = _Reader(text)
    part = reader.joined()
    if not reader.is_done():
        raise RuleError(reader.at)
    return part if part.kind in ("and", "or") else Part("and", parts=(part,))


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def skip(self) -> None:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1

    def is_done(self) -> bool:
        self.skip()
        return self.at >= len(self.text)

    def take(self, pattern: re.Pattern[str]) -> re.Match[str]:
        self.skip()
        return self.take_here(pattern)

    def take_here(self, pattern: re.Pattern[str]) -> re.Match[str]:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise RuleError(self.at)
        self.at = match.end()
        return match

    def word(self) -> str:
        return self.take(_WORD)[0]

    def keyword(self, *words: str) -> str:
        """One of the words, in small letters whatever the case; it ends where no letter, digit, _ or $ follows."""
        self.skip()
        for word in words:
            end = self.at + len(word)
            after = self.text[end : end + 1]
            if self.text[self.at : end].lower() == word and not (after.isalnum() or (after and after in "_$")):
                self.at = end
                return word
        raise RuleError(self.at)

    def optional(self, *words: str) -> str:
        start = self.at
        try:
            return self.keyword(*words)
        except RuleError:
            self.at = start
            return ""

    def joined(self) -> Part:
        left, operator = self.single(), ""
        stacked: list[Part] = []
        while True:
            self.skip()
            start = self.at
            try:
                next_operator = self.keyword("and", "or")
                right = self.single()
            except RuleError:
                self.at = start
                break
            if operator not in ("", next_operator):
                left, stacked = Part(operator, parts=(left, *stacked)), []
            operator = next_operator
            stacked.append(right)
        return Part(operator, parts=(left, *stacked)) if stacked else left

    def single(self) -> Part:
        """The longest reading of an expression, or what stands in parentheses."""
        self.skip()
        start, best, end, furthest = self.at, None, -1, self.at
        for reading in _READINGS:
            self.at = start
            try:
                part = reading(self)
            except RuleError as error:
                furthest = max(furthest, error.at)
            else:
                best, end = (part, self.at) if self.at > end else (best, end)
        if best is not None:
            self.at = end
            return best
        self.at = start
        if not self.text.startswith("(", start):
            raise RuleError(furthest)
        self.at += 1
        inner = self.joined()
        self.skip()
        if not self.text.startswith(")", self.at):
            raise RuleError(self.at)
        self.at += 1
        return inner


def _date(reader: _Reader) -> Part:
    reader.keyword("date")
    return Part("date", (reader.keyword("gt", "lt"), reader.word()))


def _range(reader: _Reader) -> Part:
    reader.keyword("date")
    reader.keyword("in_range")
    start, first = reader.at, ""
    try:
        first = reader.word()
        after = reader.at
        reader.keyword("to")
        reader.at = after
    except RuleError:
        reader.at, first = start, ""
    reader.keyword("to")
    start = reader.at
    if reader.optional("duration"):
        try:
            return Part("range", (first, ""), pairs=_pairs(reader))
        except RuleError:
            reader.at = start
    return Part("range", (first, reader.word()))


def _spec(reader: _Reader) -> Part:
    reader.keyword("date-spec")
    return Part("date-spec", pairs=_pairs(reader))


def _pairs(reader: _Reader) -> tuple[tuple[str, str], ...]:
    found: list[tuple[str, str]] = []
    while True:
        reader.skip()
        match = _PART.match(reader.text, reader.at)
        if match is None:
            break
        reader.at = match.end()
        found.append((match[1], match[2]))
    if not found:
        reader.take(re.compile(r"[^=\s()]+"))
        raise RuleError(reader.at)
    return tuple(found)


def _defined(reader: _Reader) -> Part:
    operator = reader.keyword("defined", "not_defined")
    return Part("attribute", (operator, reader.word(), "", ""))


def _comparison(reader: _Reader) -> Part:
    attribute = reader.word()
    operator = reader.keyword(*_COMPARISONS)
    type_ = reader.optional(*_TYPES)
    return Part("attribute", (operator, attribute, type_, reader.word()))


def _resource(reader: _Reader) -> Part:
    reader.keyword("resource")
    match = reader.take(_AGENT)
    return Part("resource", tuple(each or "" for each in match.groups()))


def _operation(reader: _Reader) -> Part:
    reader.keyword("op")
    name, start = reader.word(), reader.at
    if reader.optional("interval"):
        try:
            return Part("op", (name, reader.take_here(_INTERVAL)[1]))
        except RuleError:
            reader.at = start
    return Part("op", (name, ""))


_READINGS: tuple[Callable[[_Reader], Part], ...] = (
    _date,
    _range,
    _spec,
    _defined,
    _comparison,
    _resource,
    _operation,
)
