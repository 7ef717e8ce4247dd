"""Fail counts as pcs lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hasim.cib import Cib
from hasim.cib.duration import read_duration
from hasim.cib.score import INFINITY, parse_score

__all__ = ["lines"]

_NAME = re.compile(r"fail-count-(.+)#(.+)_(\d+)$")


@dataclass(frozen=True, slots=True)
class Count:
    """How often an operation of a resource failed on a node."""

    resource: str
    node: str
    operation: str
    interval: int
    value: int


def _counts(cib: Cib) -> Iterator[Count]:
    for state in cib.status.all("node_state"):
        for pair in (each for part in state.all("transient_attributes") for each in part.walk()):
            found = _NAME.match(pair.get("name") or "") if pair.tag == "nvpair" else None
            if found is not None:
                resource = found[1].split(":")[0]
                node = state.get("uname") or ""
                yield Count(resource, node, found[2], int(found[3]), parse_score(pair.get("value"), 1))


def lines(cib: Cib, resource: str, given: Mapping[str, str], *, full: bool) -> list[str]:
    """The list, of one resource (or all for an empty name) and of what else is `given`: node, operation, interval."""
    interval = read_duration(given.get("interval")) if "interval" in given else None
    chosen = [
        each
        for each in _counts(cib)
        if resource in ("", each.resource)
        and given.get("node", each.node) == each.node
        and given.get("operation", each.operation) == each.operation
        and interval in (None, each.interval)
    ]
    if not chosen:
        return [_headline("No failcounts", resource, given)]
    said: list[str] = []
    for name in sorted({each.resource for each in chosen}):
        said.append(_headline("Failcounts", name, given))
        mine = [each for each in chosen if each.resource == name]
        for node in sorted({each.node for each in mine}):
            said += _of_node(node, [each for each in mine if each.node == node], full=full)
    return said


def _headline(start: str, resource: str, given: Mapping[str, str]) -> str:
    parts = [start]
    if given.get("operation"):
        parts.append(f"for operation '{given['operation']}'")
        parts += [f"with interval '{given['interval']}'"] if given.get("interval") else []
    if resource:
        parts.append(f"{'of' if given.get('operation') else 'for'} resource '{resource}'")
    return " ".join([*parts, *([f"on node '{given['node']}'"] if given.get("node") else [])])


def _of_node(node: str, counts: list[Count], *, full: bool) -> list[str]:
    if not full:
        return [f"  {node}: {_sum(counts)}"]
    said = [f"  {node}:"]
    for key in sorted({(each.operation, each.interval) for each in counts}):
        same = [each for each in counts if (each.operation, each.interval) == key]
        said.append(f"    {key[0]} {key[1]}ms: {_sum(same)}")
    return said


def _sum(counts: list[Count]) -> str:
    if any(each.value >= INFINITY for each in counts):
        return "INFINITY"
    return str(sum(each.value for each in counts))
