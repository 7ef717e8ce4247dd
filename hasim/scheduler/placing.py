"""Deciding: giving a resource its node, or taking it away again."""

from __future__ import annotations

from functools import singledispatch

from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import ScoreEntry, ScoreRecord


@singledispatch
def assign(resource: Resource, prefer: Node | None = None, stop_if_fail: bool = True) -> Node | None:
    """Decide where `resource` runs, and first what that depends on; the (first) node is returned.

    `prefer` is taken if no other node is better. With `stop_if_fail`, a resource that can run nowhere is to be
    stopped; otherwise it is left without a node for now. Each kind of resource registers how it is done.
    """
    raise TypeError(f"no way to assign a {type(resource).__name__}")


def place(resource: Resource, entry: ScoreEntry | None, *, force: bool = False, stop: bool = True) -> None:
    """Assign `resource` (and all its parts) to the node of `entry`, or to none.

    Unless `force`, a node that is not available or has a negative score counts as none; guests are expected to come
    up. With `stop`, having none
    means that the resource is to be stopped.
    """
    if resource.children:
        for child in resource.children:
            place(child, entry, force=force, stop=stop)
        return
    if entry is not None and not force and (entry.score < 0 or not (entry.node.available or entry.node.is_guest)):
        entry = None
    if resource.assigned is not None:
        _release(resource)
    resource.decided = True
    if entry is None:
        if stop:
            resource.next_role = Role.STOPPED
        return
    resource.assigned, resource.assigned_score = entry.node, entry.score
    entry.count += 1
    entry.node.assigned_count += 1
    _use_capacity(resource, entry.node, 1)


def unassign(resource: Resource) -> None:
    """Take back the assignment of `resource` and its parts; it is undecided then."""
    for child in resource.children:
        unassign(child)
    resource.decided = False
    if resource.assigned is not None:
        _release(resource)


def _release(resource: Resource) -> None:
    node = resource.assigned
    assert node is not None  # the caller looked
    node.assigned_count -= 1
    _use_capacity(resource, node, -1)
    resource.assigned = None


def _use_capacity(resource: Resource, node: Node, sign: int) -> None:
    if isinstance(resource, Primitive):
        for name, amount in resource.utilization.items():
            if name in node.capacity:
                node.capacity[name] -= sign * amount


def record_table(resource: Resource, function: str) -> None:
    """Print the table of one resource, so to speak. What is no longer configured is not shown."""
    if resource.removed:
        return
    records = resource.cluster.records
    for entry in resource.scores.in_order():
        records.append(ScoreRecord(function, resource.id, entry.node.name, entry.score, entry.causes))


def record_tables(resource: Resource, function: str) -> None:
    """Print the tables of a resource and all below it."""
    if not resource.removed:
        record_table(resource, function)
        for child in resource.children:
            record_tables(child, function)
