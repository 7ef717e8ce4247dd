"""Noting that a resource is active on a node."""

from __future__ import annotations

from hasim.cib.score import INFINITY
from hasim.cib.values import is_true, parse_boolean
from hasim.scheduler.banning import only_bans
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Bundle, Group, Primitive, Resource
from hasim.scheduler.roles import MultipleActive
from hasim.scheduler.scores import CauseKind, Fact


def add_running(resource: Primitive, node: Node) -> None:
    """`resource` is active on `node`, and so are the collectives around it."""
    if node in resource.active_on:
        return
    resource.active_on.append(node)
    node.running.append(resource)
    if node.maintenance:
        resource.managed = False
        resource.maintenance = True
    if not resource.managed:
        detail = _why_unmanaged(resource, node) if resource.cluster.explain else None
        cause = resource.cluster.cause(CauseKind.UNMANAGED, INFINITY, detail=detail)
        resource.scores.add(node, INFINITY, cause)
        ancestor = resource.parent
        while ancestor is not None:
            ancestor.active_on.append(node)
            ancestor = ancestor.parent
        return
    if _too_many(resource):
        _react(resource)
    ancestor = resource.parent
    while ancestor is not None:
        if node not in ancestor.active_on:
            ancestor.active_on.append(node)
        ancestor = ancestor.parent


def _why_unmanaged(resource: Primitive, node: Node) -> Fact:
    """Everything that by itself keeps the cluster from managing the resource there, as options and attributes."""
    meta, options = resource.meta, resource.cluster.options
    found = {
        "maintenance-mode=true": options.maintenance_mode,
        f"{node.name}: maintenance={node.attributes.get('maintenance')}": node.maintenance,
        "maintenance=true": is_true(meta.get("maintenance")),
        "is-managed=false": parse_boolean(meta.get("is-managed")) is False,
        "blocked": resource.blocked,
    }
    return Fact.of("unmanaged", by=", ".join(name for name, holds in found.items() if holds) or "-")


def _too_many(resource: Primitive) -> bool:
    """Whether it is active in more than one place; places where it is fenced anyway count only if it needs that."""
    places = resource.active_on
    if not resource.needs_fencing:
        places = [node for node in places if node.online and not node.unclean]
    return len(places) > 1


def _react(resource: Primitive) -> None:
    if resource.multiple_active is MultipleActive.STOP_ONLY:
        only_bans(resource, CauseKind.MULTIPLE_ACTIVE)
    elif resource.multiple_active is MultipleActive.BLOCK:
        _block(resource)
        parent = resource.parent
        if isinstance(parent, (Group, Bundle)) and parent.multiple_active is MultipleActive.BLOCK:
            for member in parent.children:
                _block(member)


def _block(resource: Resource) -> None:
    resource.managed = False
    resource.blocked = True
