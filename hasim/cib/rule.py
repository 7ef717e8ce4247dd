"""Rules: conditions on nodes, dates, resources and operations.

Source of the rules: Pacemaker Explained, "Rules", and the scheduler's behaviour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from hasim.cib.dates import add_period, matches_date_spec, parse_date
from hasim.cib.duration import parse_duration
from hasim.cib.element import Element
from hasim.cib.errors import CibError
from hasim.cib.references import References
from hasim.cib.values import parse_integer

__all__ = ["RuleContext", "expand_groups", "passes"]

_DEEPEST = 200
"""Rules within rules: more than any document may hold, so that a loop of references is found."""
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_VERSION = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_GROUP = re.compile(r"%([0-9])")


@dataclass(frozen=True, slots=True)
class RuleContext:
    """What a rule is evaluated against. What does not apply is left empty, and conditions on it do not hold."""

    now: int
    """Epoch seconds."""
    references: References
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Node attributes."""
    agent: tuple[str, str, str] | None = None
    """Class, provider and type of the resource."""
    operation: tuple[str, int] | None = None
    """Name and interval in milliseconds."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """Instance attributes, for ``value-source=param``."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Meta-attributes, for ``value-source=meta``."""
    groups: tuple[str, ...] = ()
    """What a resource pattern matched: the whole, then its groups."""
    zone: tzinfo = UTC
    """The time zone of dates without an offset."""
    boundaries: list[int] = field(default_factory=list)
    """Collects when (epoch seconds) the dates looked at make a difference; contexts made from this one share it."""
    needs_node: bool = False
    """Where no node is looked at, no condition on its attributes holds, not even that one is absent (2.1.5)."""

    def on(self, attributes: Mapping[str, str]) -> RuleContext:
        """The same context with these node attributes."""
        return self.about(self.agent, self.operation, attributes)

    def about(
        self,
        agent: tuple[str, str, str] | None,
        operation: tuple[str, int] | None = None,
        attributes: Mapping[str, str] | None = None,
    ) -> RuleContext:
        """The same context for an agent and one of its operations, with these node attributes (if any are given)."""
        return RuleContext(  # made very often: `replace` takes more than twice as long
            self.now,
            self.references,
            self.attributes if attributes is None else attributes,
            agent,
            operation,
            self.parameters,
            self.meta,
            self.groups,
            self.zone,
            self.boundaries,
            self.needs_node,
        )


def passes(rule: Element, context: RuleContext, depth: int = 0) -> bool:
    """Whether `rule` (a ``rule`` element, nested in `depth` others) holds; one without conditions does.

    Raises CibError for a rule that refers to itself.
    """
    if depth > _DEEPEST:
        raise CibError(f"rule {rule.id} refers to itself")
    conditions = [child for child in rule.children if child.tag == "rule" or child.tag in _CHECKS]
    if not conditions:
        return True
    results = (_holds(condition, context, depth) for condition in conditions)
    return any(results) if (rule.get("boolean-op") or "and").lower() == "or" else all(results)


def _holds(condition: Element, context: RuleContext, depth: int) -> bool:
    found = context.references.resolve(condition)
    if found is None:
        return False
    return passes(found, context, depth + 1) if found.tag == "rule" else _CHECKS[found.tag](found, context)


def expand_groups(text: str, groups: tuple[str, ...]) -> str:
    """`text` with ``%0`` ... ``%9`` replaced by what a pattern matched, missing groups by nothing.

    >>> expand_groups("ping-%1", ("web-7", "7")), expand_groups("%2x", ("a",)), expand_groups("50%1", ())
    ('ping-7', 'x', '50%1')
    """
    if not groups:
        return text
    return _GROUP.sub(lambda match: groups[int(match[1])] if int(match[1]) < len(groups) else "", text)


# conditions on attributes


def _expression(condition: Element, context: RuleContext) -> bool:
    operation = (condition.get("operation") or "").lower()
    value = condition.get("value")
    name = condition.get("attribute")
    if not name or (context.needs_node and not context.attributes):
        return False
    actual = context.attributes.get(expand_groups(name, context.groups))
    if operation in ("defined", "not_defined"):
        return value is None and (actual is not None) == (operation == "defined")
    compare = _COMPARISONS.get(operation)
    if compare is None or value is None:
        return False
    wanted = _reference_value(condition.get("value-source") or "literal", value, context)
    order = _order(actual, wanted, _type_of(condition.get("type"), operation, actual, wanted))
    if order is None:
        return operation == "ne"
    return compare(order)


_COMPARISONS: dict[str, Callable[[int], bool]] = {
    "lt": lambda order: order < 0,
    "gt": lambda order: order > 0,
    "lte": lambda order: order <= 0,
    "gte": lambda order: order >= 0,
    "eq": lambda order: order == 0,
    "ne": lambda order: order != 0,
}


def _reference_value(source: str, value: str, context: RuleContext) -> str | None:
    if source == "param":
        return context.parameters.get(value)
    return context.meta.get(value) if source == "meta" else value


def _type_of(given: str | None, operation: str, actual: str | None, wanted: str | None) -> str:
    if given:
        return given.lower()
    if operation in ("eq", "ne"):
        return "string"
    return "number" if "." in (actual or "") + (wanted or "") else "integer"


def _order(actual: str | None, wanted: str | None, type_: str) -> int | None:
    """Less than, equal to or greater than 0 as `actual` compares to `wanted`; None if just one is missing."""
    if actual is None or wanted is None:
        return 0 if actual is wanted else None
    parse = _PARSERS.get(type_)
    if parse is not None:
        left, right = parse(actual), parse(wanted)
        if left is not None and right is not None:
            return (left > right) - (left < right)
    elif type_ == "version":
        return _version_order(actual, wanted)
    first, second = actual.lower(), wanted.lower()
    return (first > second) - (first < second)


def _float(text: str) -> float | None:
    match = _NUMBER.match(text)
    return float(match[0]) if match else None


_PARSERS: dict[str, Callable[[str], float | None]] = {"integer": parse_integer, "number": _float}


def _version_order(left: str, right: str) -> int:
    first, second = _version(left), _version(right)
    length = max(len(first), len(second))
    first += [0] * (length - len(first))
    second += [0] * (length - len(second))
    return (first > second) - (first < second)


def _version(text: str) -> list[int]:
    match = _VERSION.match(text.strip())
    return [int(part[:30]) for part in match[0].split(".")] if match else []


# conditions on dates, resources and operations


def _date_expression(condition: Element, context: RuleContext) -> bool:
    now = datetime.fromtimestamp(context.now, context.zone)
    operation = (condition.get("operation") or "in_range").lower()
    if operation == "date_spec":
        spec = condition.first("date_spec")
        return spec is not None and matches_date_spec(now, spec)
    start = parse_date(condition.get("start"), context.zone)
    end = parse_date(condition.get("end"), context.zone)
    if operation == "in_range":
        end = _end_of_range(condition, start, end)
    _note_boundaries(context, operation, start, end)
    if operation == "gt":
        return start is not None and now > start
    if operation == "lt":
        return end is not None and now < end
    return operation == "in_range" and _in_range(condition, now, start, end)


def _end_of_range(condition: Element, start: datetime | None, end: datetime | None) -> datetime | None:
    period = condition.first("duration")
    if end is None and start is not None and period is not None and "end" not in condition.attributes:
        return add_period(start, period)
    return end


def _note_boundaries(context: RuleContext, operation: str, start: datetime | None, end: datetime | None) -> None:
    """A range holds from its start through its end; gt begins after the start, lt ends at the end."""
    if start is not None and operation != "lt":
        context.boundaries.append(int(start.timestamp()) + (operation == "gt"))
    if end is not None and operation != "gt":
        context.boundaries.append(int(end.timestamp()) + (operation == "in_range"))


def _in_range(condition: Element, now: datetime, start: datetime | None, end: datetime | None) -> bool:
    unreadable = any(date is None and name in condition.attributes for name, date in (("start", start), ("end", end)))
    if unreadable or (start is None and end is None):
        return False
    return (start is None or start <= now) and (end is None or now <= end)


def _rsc_expression(condition: Element, context: RuleContext) -> bool:
    if context.agent is None:
        return False
    given = (condition.get(name) for name in ("class", "provider", "type"))
    return all(wanted is None or wanted == actual for wanted, actual in zip(given, context.agent, strict=True))


def _op_expression(condition: Element, context: RuleContext) -> bool:
    if context.operation is None:
        return False
    name, interval = context.operation
    wanted = condition.get("interval")
    return condition.get("name") == name and (wanted is None or parse_duration(wanted) == interval)


_CHECKS: dict[str, Callable[[Element, RuleContext], bool]] = {
    "expression": _expression,
    "date_expression": _date_expression,
    "rsc_expression": _rsc_expression,
    "op_expression": _op_expression,
}
