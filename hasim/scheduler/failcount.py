"""How often resources failed on a node, and when last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from hasim.cib.duration import parse_duration
from hasim.cib.element import Element
from hasim.cib.history import Operation
from hasim.cib.score import add, parse_score
from hasim.cib.values import parse_integer
from hasim.scheduler.node import Node
from hasim.scheduler.outcome import expected_rc
from hasim.scheduler.resource import Primitive, Resource

PREFIX = "fail-count-"
LAST_PREFIX = "last-failure-"
_INSTANCE = re.compile(r":[0-9]+$")


@dataclass(frozen=True, slots=True)
class FailCount:
    """`count` failures (up to INFINITY) that are not forgotten, the last of them at `last` (epoch, 0 = unknown)."""

    count: int = 0
    last: int = 0


_NONE = FailCount()


def attribute_name(resource: Resource) -> str:
    """The name under which failures are counted; all instances of an anonymous clone share one."""
    name = resource.attribute_name
    return name if resource.unique else _INSTANCE.sub("", name)


def fail_count(resource: Primitive, node: Node, *, effective: bool = True, entry: Operation | None = None) -> FailCount:
    """The failures of `resource` on `node`; unless `effective`, those older than failure-timeout count as well.

    Whether a failure must not be forgotten, because of on-fail=block, is asked of the `entry` alone if there is one.
    """
    if not any(name.startswith((PREFIX, LAST_PREFIX)) for name in node.attributes):
        return _NONE
    plain = resource.cluster.plain_failcount_names
    pattern = _pattern(attribute_name(resource), resource.unique, plain)
    count = last = 0
    for name, value in node.attributes.items():
        if name.startswith(PREFIX):
            if pattern.fullmatch(name, len(PREFIX)):
                count = add(count, parse_score(value))
        elif name.startswith(LAST_PREFIX) and pattern.fullmatch(name, len(LAST_PREFIX)):
            last = max(last, parse_integer(value) or 0)
    if count > 0 and resource.failure_timeout > 0 and _is_held(resource, node, entry):
        resource.failure_timeout = 0
    timeout = resource.failure_timeout
    if effective and timeout > 0 and last > 0:
        if resource.cluster.now > last + timeout:
            return FailCount(0, last)
        if count > 0:
            resource.cluster.rules.boundaries.append(last + timeout + 1)
    return FailCount(count, last)


@lru_cache(maxsize=4096)
def _pattern(name: str, unique: bool, plain: bool) -> re.Pattern[str]:
    """What may follow the prefix in an attribute's name. A dot in a resource's name stands for any character."""
    text = ".".join(re.escape(part) for part in name.split("."))
    return re.compile(text + ("" if unique else "(:[0-9]+)?") + ("" if plain else "#.+_[0-9]+"))


def _is_held(resource: Primitive, node: Node, entry: Operation | None) -> bool:
    """Whether an operation with on-fail=block failed: such a failure must not be forgotten by itself."""
    blocking = [op for op in resource.operations if op.get("on-fail") == "block"]
    name = _INSTANCE.sub("", resource.id)  # so the histories of a unique clone's instances are not looked at
    entries = [entry] if entry is not None else _entries(resource, node, name) if blocking else []
    return any(_failed(each, name, op.get("name") or "", _interval(op)) for op in blocking for each in entries)


def _interval(op: Element) -> int:
    return parse_duration(op.get("interval"))


def _entries(resource: Primitive, node: Node, name: str) -> list[Operation]:
    state = next((each for each in resource.cluster.node_states if each.get("uname") == node.name), None)
    lists = state.find("lrm", "lrm_resources") if state is not None else None
    for history in lists.all("lrm_resource") if lists is not None else ():
        if history.id == name:
            return [Operation.from_element(each) for each in history.all("lrm_rsc_op")]
    return []


def _failed(entry: Operation, name: str, operation: str, interval: int) -> bool:
    if (entry.operation, entry.interval_ms) != (operation, interval):
        return False
    if entry.id == f"{name}_last_failure_0":
        return True
    return entry.id == f"{name}_{operation}_{interval}" and expected_rc(entry) != entry.rc
