"""The part of XPath 1.0 that people use on a CIB: steps, `//`, `*`, attributes, `text`-free predicates with and/or.

`/cib/configuration//primitive[@id='vip' and @class="ocf"][1]/@type|//group` and the like. What is beyond that is
refused rather than misread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hasim.cib import Element, Unsupported

__all__ = ["Match", "select"]

_STEP = re.compile(r"(//|/)?(\*|[A-Za-z_][\w.-]*)")
_TEST = re.compile(r"""@([\w.#-]+)\s*(?:(!?=)\s*(?:'([^']*)'|"([^"]*)"))?$""")
_CALL = re.compile(r"""(starts-with|contains)\(\s*@([\w.-]+)\s*,\s*(?:'([^']*)'|"([^"]*)")\s*\)$""")
_WORDS = re.compile(r"\s+(and|or)\s+")


@dataclass(frozen=True, slots=True)
class Match:
    """An element that was found, with its ancestors from the root down."""

    element: Element
    ancestors: tuple[Element, ...] = ()

    @property
    def path(self) -> str:
        """The way to it: tags with ids."""
        way = (*self.ancestors, self.element)
        return "".join(f"/{each.tag}" + (f"[@id='{each.id}']" if each.id else "") for each in way)


Test = Callable[[Element, int, int], bool]


def select(root: Element, expression: str) -> list[Match]:
    """The elements that the expression names, in document order; Unsupported for what is not understood.

    An attribute at the end stands for the elements that have it, as the tools show those.
    """
    found: dict[int, Match] = {}
    for part in _alternatives(expression):
        for match in _select(root, part.strip()):
            found[id(match.element)] = match
    order = {id(match.element): number for number, match in enumerate(_descendants(Match(root)))}
    return sorted(found.values(), key=lambda match: order[id(match.element)])


def _alternatives(expression: str) -> list[str]:
    parts, depth, quote = [""], 0, ""
    for letter in expression:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        depth += (letter == "[") - (letter == "]") if not quote else 0
        if letter == "|" and not quote and not depth:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def _select(root: Element, expression: str) -> list[Match]:
    here: list[Match] = []
    rest, first = re.sub(r"/@([\w.-]+)$", r"[@\1]", expression), True
    while rest:
        step = _STEP.match(rest)
        if step is None or (not first and step[1] is None):
            raise Unsupported("this XPath expression", "xpath", expression)
        deep = step[1] == "//" or (first and step[1] is None)
        tests, rest = _predicates(rest[step.end() :], expression)
        if first:
            pool = [_descendants(Match(root)) if deep else iter([Match(root)])]
        elif deep:
            pool = [_below(match) for match in here]
        else:
            pool = [_children(match) for match in here]
        here = [match for group in pool for match in _filtered(group, step[2], tests)]
        first = False
    return here


def _filtered(matches: Iterator[Match], tag: str, tests: list[Test]) -> list[Match]:
    found = [match for match in matches if tag in ("*", match.element.tag) and not match.element.tag.startswith("#")]
    for test in tests:
        found = [match for number, match in enumerate(found, 1) if test(match.element, number, len(found))]
    return found


def _children(match: Match) -> Iterator[Match]:
    return (Match(child, (*match.ancestors, match.element)) for child in match.element.children)


def _descendants(match: Match) -> Iterator[Match]:
    yield match
    yield from _below(match)


def _below(match: Match) -> Iterator[Match]:
    for child in _children(match):
        yield from _descendants(child)


def _predicates(text: str, whole: str) -> tuple[list[Test], str]:
    tests: list[Test] = []
    while text.startswith("["):
        inside, quote, end = "", "", 1
        while end < len(text) and (quote or text[end] != "]"):
            letter = text[end]
            if quote:
                quote = "" if letter == quote else quote
            elif letter in "'\"":
                quote = letter
            inside += letter
            end += 1
        if end >= len(text):
            raise Unsupported("this XPath expression", "xpath", whole)
        tests.append(_predicate(inside.strip(), whole))
        text = text[end + 1 :]
    return tests, text


def _predicate(text: str, whole: str) -> Test:
    if text.isdigit():
        wanted = int(text)
        return lambda element, number, last: number == wanted
    if text == "last()":
        return lambda element, number, last: number == last
    words = _WORDS.split(text)
    conditions = [_condition(word.strip(), whole) for word in words[::2]]
    joiners = set(words[1::2])
    if len(joiners) > 1:
        raise Unsupported("and and or in one XPath predicate", "xpath", whole)
    together = any if joiners == {"or"} else all
    return lambda element, number, last: together(condition(element) for condition in conditions)


def _condition(text: str, whole: str) -> Callable[[Element], bool]:
    test = _TEST.match(text)
    if test is not None:
        name, relation, value = test[1], test[2], test[3] if test[3] is not None else test[4]
        if relation is None:
            return lambda element: element.get(name) is not None
        if relation == "=":
            return lambda element: element.get(name) == value
        return lambda element: element.get(name) is not None and element.get(name) != value
    call = _CALL.match(text)
    if call is not None:
        name, wanted, starts = call[2], call[3] if call[3] is not None else call[4], call[1] == "starts-with"
        return lambda element: (
            (element.get(name) or "").startswith(wanted) if starts else wanted in (element.get(name) or "")
        )
    if re.fullmatch(r"[A-Za-z_][\w.-]*", text):
        return lambda element: element.first(text) is not None
    raise Unsupported("this XPath predicate", "xpath", whole)
