"""Rules as they are typed: comparisons joined by `and`, `or` and parentheses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from hasim.cib import Element
from hasim.cib.dates import parse_date
from hasim.shell.pcs.faults import Failure
from hasim.shell.pcs.ids import free_id

__all__ = ["rule_element"]

_COMPARISONS = ("eq", "ne", "lt", "gt", "lte", "gte")
_PREFIXES = ("defined", "not_defined")
_TYPES = {
    "string": re.compile(r""),
    "integer": re.compile(r"[-+]?\d+$"),
    "number": re.compile(r"[-+]?(\d+|\d*\.\d+|\d+\.\d*)([eE][+-]?\d+)?$"),
    "version": re.compile(r"\d+(\.\d+)*$"),
}
_DATE_PARTS = ("hours", "monthdays", "weekdays", "yeardays", "months", "weeks", "years", "weekyears", "moon")
_KEYWORDS = (*_COMPARISONS, *_PREFIXES, *_TYPES, "in_range", "to", "and", "or", "(", ")", "date-spec", "duration")
_LIMITS = {"hours": (0, 23), "monthdays": (0, 31), "weekdays": (1, 7), "yeardays": (1, 366), "months": (1, 12)}
_LIMITS |= {"weeks": (1, 53), "weekyears": (1, 53), "moon": (0, 7)}


class _Fault(Exception):
    """The rule makes no sense; the text, if any, says why."""


@dataclass(frozen=True, slots=True)
class _Tree:
    """A part of a rule: what it is, and its words or parts."""

    kind: str
    words: tuple[str, ...] = ()
    parts: tuple[_Tree, ...] = ()
    values: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Reader:
    words: list[str]
    at: int = 0
    label: str = field(default="", init=False)

    def peek(self) -> str:
        return self.words[self.at] if self.at < len(self.words) else ""

    def done(self) -> bool:
        return self.at >= len(self.words)

    def take(self) -> str:
        if self.done():
            raise _Fault("unexpected end of rule")
        self.at += 1
        return self.words[self.at - 1]

    def whole(self) -> _Tree:
        tree = self.joined()
        if not self.done():
            raise _Fault(f"unexpected '{self.peek()}'")
        if tree.kind == "literal":
            known = [*_COMPARISONS, "in_range", *_PREFIXES, "date-spec"]
            listed = "', '".join(known)
            raise _Fault(f"missing one of '{listed}'")
        return tree

    def joined(self) -> _Tree:
        left = self.single()
        while self.peek() in ("and", "or"):
            operator = self.take()
            if left.kind == "literal":
                raise _Fault(f"unexpected '{left.words[0]}' before '{operator}'")
            right = self.single()
            if right.kind == "literal":
                raise _Fault(f"unexpected '{right.words[0]}' after '{operator}'")
            left = _Tree(operator, parts=(left, right))
        return left

    def single(self) -> _Tree:
        word = self.take()
        if word == "(":
            inner = self.joined()
            if self.done():
                raise _Fault("missing ')'")
            closing = self.take()
            if closing != ")":
                raise _Fault(f"expecting ')', got '{closing}'")
            return inner
        if word in _PREFIXES:
            return _Tree(word, (self.literal(word),))
        if word == "date-spec":
            return _Tree(word, values=_date_parts(self.date_words(), word))
        if word in _KEYWORDS:
            raise _Fault(f"unexpected '{word}'")
        if self.peek() == "in_range":
            return self.range(word)
        if self.peek() in _COMPARISONS:
            return self.comparison(word)
        return _Tree("literal", (word,))

    def literal(self, after: str) -> str:
        word = self.take()
        if word in _KEYWORDS:
            raise _Fault(f"unexpected '{word}'" + (f" after '{after}'" if after in _PREFIXES else ""))
        return word

    def comparison(self, left: str) -> _Tree:
        operator = self.take()
        type_ = self.take() if self.peek() in _TYPES else ""
        value = self.take() if type_ else self.literal(operator)
        if type_ and not _TYPES[type_].match(value):
            raise _Fault(f"invalid {type_} value '{value}'")
        if left == "date" and operator in ("gt", "lt") and not type_:
            if parse_date(value) is None:
                raise _Fault(f"'{value}' is not an ISO 8601 date")
            return _Tree("date", (operator, value))
        return _Tree("comparison", (left, operator, type_, value))

    def range(self, left: str) -> _Tree:
        self.take()
        if left != "date":
            raise _Fault(f"unexpected '{left}' before 'in_range'")
        start = self.literal("in_range")
        if self.done():
            raise _Fault("missing 'to'")
        word = self.take()
        if word != "to":
            raise _Fault(f"expecting 'to', got '{word}'")
        if self.peek() == "duration":
            self.take()
            parts = _date_parts(self.date_words(), "duration")
            self.check_date(start)
            return _Tree("range", (start,), values=parts)
        end = self.literal("to")
        self.check_date(start)
        self.check_date(end)
        return _Tree("range", (start, end))

    def check_date(self, text: str) -> None:
        if parse_date(text) is None:
            raise _Fault(f"invalid date '{text}' in 'in_range ... to'")

    def date_words(self) -> list[str]:
        found: list[str] = []
        if self.done():
            raise _Fault("unexpected end of rule")
        while not self.done() and self.peek().split("=")[0] in _DATE_PARTS:
            found.append(self.take())
        return found


def _date_parts(words: Sequence[str], keyword: str) -> tuple[tuple[str, str], ...]:
    found: dict[str, str] = {}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign:
            raise _Fault(f"missing =value after '{word}' in {keyword}")
        if not value:
            raise _Fault(f"missing value after '{word}' in {keyword}")
        found[name] = value
    if not found:
        listed = "=', '".join(_DATE_PARTS)
        raise _Fault(f"missing one of '{listed}=' in {keyword}")
    for name, value in found.items():
        valid = value.isdigit() if keyword == "duration" else _is_spec(name, value)
        if not valid:
            raise _Fault(f"invalid {name} '{value}' in '{keyword}'")
    return tuple(found.items())


def _is_spec(name: str, value: str) -> bool:
    match = re.match(r"(\d+)(?:-(\d+))?$", value)
    if match is None:
        return False
    low, high = _LIMITS.get(name, (0, 10**9))
    if not low <= int(match[1]) <= high:
        return False
    return match[2] is None or int(match[1]) < int(match[2])


def _tokens(words: Sequence[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        found += [part for part in re.split(r"([()])", word) if part] if "(" in word or ")" in word else [word]
    return found


def rule_element(words: Sequence[str], holder_id: str, id: str, used: set[str]) -> Element:
    """The rule that the words describe, without score; Failure where they describe none. `used` grows."""
    typed = " ".join(words)
    if not words:
        raise Failure("no rule expression was specified")
    try:
        tree = _Reader(_tokens(words)).whole()
    except _Fault as fault:
        raise Failure(f"'{typed}' is not a valid rule expression: {fault}") from fault
    return _rule(tree, id or _new(f"{holder_id}-rule", used), used)


def _new(wanted: str, used: set[str]) -> str:
    id = free_id(wanted, used)
    used.add(id)
    return id


def _rule(tree: _Tree, id: str, used: set[str]) -> Element:
    used.add(id)
    if tree.kind not in ("and", "or"):
        return Element("rule", {"id": id}, (_expression(tree, id, used),))
    return Element("rule", {"id": id, "boolean-op": tree.kind}, tuple(_joined(tree, tree.kind, id, used)))


def _joined(tree: _Tree, operator: str, id: str, used: set[str]) -> list[Element]:
    found: list[Element] = []
    for part in tree.parts:
        if part.kind == operator:
            found += _joined(part, operator, id, used)
        elif part.kind in ("and", "or"):
            inner = _rule(part, _new(f"{id}-rule", used), used)
            found.append(inner.with_attributes({"score": "0"}))
        else:
            found.append(_expression(part, id, used))
    return found


def _expression(tree: _Tree, id: str, used: set[str]) -> Element:
    own = _new(f"{id}-expr", used)
    if tree.kind in _PREFIXES:
        return Element("expression", {"id": own, "operation": tree.kind, "attribute": tree.words[0]})
    if tree.kind == "comparison":
        attribute, operation, type_, value = tree.words
        typed = {"type": type_} if type_ else {}
        return Element(
            "expression", {"id": own, "operation": operation, "attribute": attribute, **typed, "value": value}
        )
    if tree.kind == "date":
        end = {"start" if tree.words[0] == "gt" else "end": tree.words[1]}
        return Element("date_expression", {"id": own, "operation": tree.words[0], **end})
    if tree.kind == "date-spec":
        spec = Element("date_spec", {"id": _new(f"{own}-datespec", used), **dict(tree.values)})
        return Element("date_expression", {"id": own, "operation": "date_spec"}, (spec,))
    attributes = {"id": own, "operation": "in_range", "start": tree.words[0]}
    if len(tree.words) > 1:
        return Element("date_expression", {**attributes, "end": tree.words[1]})
    duration = Element("duration", {"id": _new(f"{own}-duration", used), **dict(tree.values)})
    return Element("date_expression", attributes, (duration,))
