"""Placement strategies: what resources use, and what nodes have left."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib.score import INFINITY
from hasim.scheduler.colocate import Effect, effect
from hasim.scheduler.colocation import this_with, with_this
from hasim.scheduler.constraints import Colocation
from hasim.scheduler.node import Node
from hasim.scheduler.node_order import compare_capacity
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Resource
from hasim.scheduler.scores import CauseKind, Fact


def reserve_capacity(resource: Primitive) -> Node | None:
    """Ban the nodes that have too little left for `resource` and all that must be with it.

    If no node has enough for all of them, those are banned that have not even enough for the resource itself, and
    the freest node is returned: it is preferred among the best.
    """
    cluster = resource.cluster
    if cluster.options.placement_strategy == "default":
        return None
    needed = _sum_of(_bound(resource, {}))
    usable = [entry for entry in resource.scores.values() if entry.node.available and entry.score >= 0]
    freest: Node | None = None
    capable = 0
    for entry in usable:
        capable += _suffices(entry.node, needed)
        if freest is None or compare_capacity(entry.node.capacity, freest.capacity) < 0:
            freest = entry.node
    if not capable:
        needed = dict(resource.utilization)
    for entry in resource.scores.values():
        if entry.node.available and not _suffices(entry.node, needed):
            detail = _shortage(entry.node, needed) if cluster.explain else None
            entry.ban(cluster.cause(CauseKind.CAPACITY, -INFINITY, detail=detail))
    return None if capable else freest


def _suffices(node: Node, needed: Mapping[str, int]) -> bool:
    return all(node.capacity.get(name, 0) >= amount for name, amount in needed.items())


def _shortage(node: Node, needed: Mapping[str, int]) -> Fact:
    short = (name for name, amount in needed.items() if node.capacity.get(name, 0) < amount)
    found = ", ".join(f"{name} {node.capacity.get(name, 0)} < {needed[name]}" for name in short)
    return Fact.of("shortage", found=found)


def _bound(resource: Resource, found: dict[Resource, None]) -> dict[Resource, None]:
    """`resource` and all that must be placed together with it, added to `found`."""
    if resource in found:
        return found
    found[resource] = None
    if isinstance(resource, Group):
        for member in _counted_members(resource):
            _bound(member, found)
    for each in this_with(resource):
        if _binds(each, resource, each.primary):
            _bound(each.primary, found)
    for each in with_this(resource):
        any_instance_will_do = isinstance(resource, Clone) and not isinstance(each.dependent, Clone)
        if not any_instance_will_do and _binds(each, each.dependent, resource):
            _bound(each.dependent, found)
    return found


def _binds(colocation: Colocation, dependent: Resource, primary: Resource) -> bool:
    if colocation.score < INFINITY:
        return False
    return effect(dependent, primary, colocation, preview=True) is Effect.LOCATION


def _counted_members(group: Group) -> list[Resource]:
    """The members that are bound to be together; of a group that is not colocated, the first alone counts."""
    together = group.colocated or isinstance(group.parent, Clone)
    return group.children if together else group.children[:1]


def _sum_of(resources: dict[Resource, None]) -> dict[str, int]:
    total: dict[str, int] = {}
    for resource in resources:
        if not resource.decided:
            _add_use(resource, resources, total)
    return total


def _add_use(resource: Resource, together: dict[Resource, None], total: dict[str, int]) -> None:
    match resource:
        case Primitive():
            for name, amount in resource.utilization.items():
                total[name] = total.get(name, 0) + amount
        case Group():
            for member in _counted_members(resource):
                if not member.decided and member not in together:
                    _add_use(member, together, total)
        case Bundle():
            for container in resource.instances[:1]:
                _add_use(container, together, total)
        case Clone():
            _add_use_of_clone(resource, together, total)


def _add_use_of_clone(clone: Clone, together: dict[Resource, None], total: dict[str, int]) -> None:
    if any(instance in together for instance in clone.children):
        return
    for instance in clone.children:
        if any(member in together for member in instance.children):
            _add_use(instance, together, total)
            return
    if clone.children:
        _add_use(clone.children[0], together, total)
