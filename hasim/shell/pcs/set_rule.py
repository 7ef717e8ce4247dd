"""The rule of a set of defaults: what is wrong with it, and its element."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hasim.cib import Element
from hasim.shell.pcs.ids import child_id
from hasim.shell.pcs.messages import invalid_options, invalid_value
from hasim.shell.pcs.run import quoted_list
from hasim.shell.pcs.set_rule_reader import Part, RuleError, read_rule

__all__ = ["parse", "problems", "rule_element"]

_LIMITS: dict[str, tuple[int, int] | None] = {
    "hours": (0, 23),
    "monthdays": (1, 31),
    "months": (1, 12),
    "moon": (0, 7),
    "weekdays": (1, 7),
    "weeks": (1, 53),
    "weekyears": None,
    "years": None,
    "yearsdays": (1, 366),
}
_ISO = re.compile(
    r"\d{4}(-?W\d{2}(-?\d)?|-?\d{3}|(-?\d{2})?|-?\d{2}-?\d{2})"
    r"(.\d{2}(:?\d{2}(:?\d{2}([.,]\d+)?)?)?(Z|[+-]\d{2}(:?\d{2})?)?)?"
)
_ATTRIBUTE_TYPES = {
    "integer": (re.compile(r"[-+]?\d+"), "an integer"),
    "number": (re.compile(r"[-+]?(\d+|\d*\.\d+|\d+\.\d*)([eE][+-]?\d+)?"), "a floating-point number"),
    "version": (re.compile(r"\d+(\.\d+)*"), "a version number (e.g. 1, 1.2, 1.23.45, ...)"),
}
_KEYWORDS = {
    "attribute": "Keywords 'defined', 'not_defined', 'eq', 'ne', 'gte', 'gt', 'lte' and 'lt'",
    "op": "Keyword 'op'",
    "resource": "Keyword 'resource'",
}


def parse(text: str) -> tuple[Part | None, str]:
    """The rule that a text is, or None and what is wrong."""
    try:
        return read_rule(text), ""
    except RuleError as error:
        mark = "-" * error.at + "^"
        return None, (
            f"'{text}' is not a valid rule expression, parse error near or after line 1 column {error.at + 1}\n"
            f"  {text}\n  {mark}"
        )


def problems(rule: Part, allowed: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with a rule in which only these kinds of expressions may stand, beside those about dates."""
    yield from _problems(rule, allowed)
    used = {each.kind for each in _walk(rule)}
    for kind, words in _KEYWORDS.items():
        if kind in used and kind not in allowed:
            yield f"{words} cannot be used in a rule in this command"


def _walk(part: Part) -> Iterator[Part]:
    yield part
    for each in part.parts:
        yield from _walk(each)


def _problems(part: Part, allowed: tuple[str, ...]) -> Iterator[str]:
    for each in part.parts:
        yield from _problems(each, allowed)
    if part.kind == "date":
        yield from _date_problems(part.words[1])
    elif part.kind == "range":
        yield from _range_problems(part)
    elif part.kind == "date-spec":
        yield from _pair_problems(part, "datespec")
    elif part.kind == "attribute" and "attribute" in allowed:
        _, _, type_, value = part.words
        if type_ in _ATTRIBUTE_TYPES and not _ATTRIBUTE_TYPES[type_][0].fullmatch(value):
            yield invalid_value(f"{type_} attribute", value, _ATTRIBUTE_TYPES[type_][1])


def _date_problems(*dates: str) -> Iterator[str]:
    for date in dates:
        if date and not _ISO.fullmatch(date):
            yield invalid_value("date", date, "ISO 8601 date")


def _range_problems(part: Part) -> Iterator[str]:
    start, end = part.words
    found = list(_date_problems(start, end))
    yield from found
    if start and end and not found and re.sub(r"\D", "", start) >= re.sub(r"\D", "", end):
        yield f"Since '{start}' is not sooner than until '{end}'"
    if part.pairs:
        yield from _pair_problems(part, "duration")


def _pair_problems(part: Part, kind: str) -> Iterator[str]:
    given = dict(part.pairs)
    for name in sorted(_LIMITS):
        limits = _LIMITS[name]
        if name not in given:
            continue
        if kind == "duration":
            if not (given[name].isdigit() and int(given[name]) > 0):
                yield invalid_value(name, given[name], "a positive integer")
        elif not _is_spec(given[name], limits):
            low, high = limits or (0, 0)
            hint = (
                f"{low}..{high} or {low}..{high - 1}-{low + 1}..{high}" if limits else "an integer or integer-integer"
            )
            yield invalid_value(name, given[name], hint)
    unknown = [name for name in given if name not in _LIMITS]
    if unknown:
        yield invalid_options(unknown, _LIMITS, kind)
    names = [name for name, _ in part.pairs]
    doubled = {name for name in names if names.count(name) > 1}
    if doubled:
        yield f"Duplicate options in a single (sub)expression: {quoted_list(doubled)}"


def _hint(limits: tuple[int, int] | None) -> str:
    if limits is None:
        return "an integer or integer-integer"
    low, high = limits
    return f"{low}..{high} or {low}..{high - 1}-{low + 1}..{high}"


def _is_spec(value: str, limits: tuple[int, int] | None) -> bool:
    match = re.fullmatch(r"(\d+)(?:-(\d+))?", value)
    if match is None:
        return False
    numbers = [int(each) for each in match.groups() if each is not None]
    inside = limits is None or all(limits[0] <= each <= limits[1] for each in numbers)
    return inside and (len(numbers) < 2 or numbers[0] < numbers[1])


def rule_element(rule: Part, holder: Element, used: set[str]) -> Element:
    """The element of a rule for a set of values; `used` grows."""
    return _rule(rule, holder, used).with_attributes({"score": "INFINITY"})


def _new(parent: Element, name: str, used: set[str]) -> str:
    id = child_id(parent, name, used)
    used.add(id)
    return id


def _rule(part: Part, parent: Element, used: set[str]) -> Element:
    rule = Element("rule", {"id": _new(parent, "rule", used), "boolean-op": part.kind, "score": "0"})
    for each in part.parts:
        make = _rule if each.kind in ("and", "or") else _expression
        rule = rule.with_child(make(each, rule, used))
    return rule


def _expression(part: Part, rule: Element, used: set[str]) -> Element:
    if part.kind == "op":
        interval = {"interval": part.words[1]} if part.words[1] else {}
        return Element(
            "op_expression", {"id": _new(rule, f"op-{part.words[0]}", used), "name": part.words[0], **interval}
        )
    if part.kind == "resource":
        words = "-".join(word for word in part.words if word)
        agent = {name: word for name, word in zip(("class", "provider", "type"), part.words, strict=True) if word}
        return Element("rsc_expression", {"id": _new(rule, f"rsc-{words}", used), **agent})
    id = _new(rule, "expr", used)
    if part.kind == "attribute":
        operator, attribute, type_, value = part.words
        more = {name: text for name, text in (("value", value), ("type", type_)) if text}
        return Element("expression", {"id": id, "attribute": attribute, "operation": operator, **more})
    return _date_expression(part, id, used)


def _date_expression(part: Part, id: str, used: set[str]) -> Element:
    if part.kind == "date":
        operator, date = part.words
        end = "start" if operator == "gt" else "end"
        return Element("date_expression", {"id": id, "operation": operator, end: date})
    kinds = {"date-spec": ("date_spec", "datespec"), "range": ("duration", "duration")}
    operation = "date_spec" if part.kind == "date-spec" else "in_range"
    start, end = part.words or ("", "")
    dates = {name: text for name, text in (("start", start), ("end", end)) if text}
    expression = Element("date_expression", {"id": id, "operation": operation, **dates})
    if not part.pairs:
        return expression
    tag, name = kinds[part.kind]
    return expression.with_child(Element(tag, {"id": _new(expression, name, used), **dict(part.pairs)}))
