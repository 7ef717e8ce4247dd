"""The orderings that every resource brings along: of its own actions, and of a collective's parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.action import operation_key
from hasim.scheduler.flags import (
    FIRST_GATES_THEN,
    FIRST_PULLS_THEN,
    FIRST_SHOWS_THEN,
    GUEST_OK,
    ORDER,
    PROM_THEN_PULLS_FIRST,
    PSEUDO,
    RESTART,
    RUNNABLE,
    SAME_NODE_ONLY,
    SAME_NODE_OR_TARGET,
    SAME_NODE_PULL,
    THEN_CANCELS_FIRST,
    THEN_PULLS_FIRST,
    THEN_SHOWS_FIRST,
)
from hasim.scheduler.launching import machine_of
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Replica, Resource
from hasim.scheduler.roles import Requires, Role
from hasim.scheduler.unfencing import unfence_action

if TYPE_CHECKING:
    from hasim.scheduler.action import Action
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan


def order_internally(plan: Plan, resource: Resource) -> None:
    """Add the relations of a resource and of everything below it."""
    if isinstance(resource, Primitive):
        _order_primitive(plan, resource)
    elif isinstance(resource, Group):
        _order_group(plan, resource)
    elif isinstance(resource, Clone):
        _order_clone(plan, resource)
    elif isinstance(resource, Bundle):
        _order_bundle(plan, resource)


def _order_primitive(plan: Plan, resource: Primitive) -> None:
    if not resource.managed:
        return
    plan.order_tasks(resource, "stop", resource, "start", ORDER | FIRST_PULLS_THEN | RESTART)
    if resource.top.promotable or resource.role > Role.UNPROMOTED:
        plan.order_tasks(resource, "demote", resource, "stop", PROM_THEN_PULLS_FIRST)
        plan.order_tasks(resource, "start", resource, "promote", FIRST_GATES_THEN)
    plan.order_tasks(resource, "lrm_delete", resource, "monitor", SAME_NODE_ONLY | THEN_CANCELS_FIRST)
    if resource.requires is Requires.UNFENCING and not resource.is_fence_device:
        _order_unfencing(plan, resource)
    if resource.utilization and plan.cluster.options.placement_strategy != "default":
        _order_utilization(plan, resource)
    launcher = resource.launcher
    if launcher is not None and resource.is_remote_connection:
        plan.order_tasks(launcher, "monitor", resource, "stop", ORDER)
    if launcher is not None and machine_of(resource) is None:
        plan.order_tasks(launcher, "start", resource, "start", FIRST_PULLS_THEN | FIRST_GATES_THEN)
        plan.order_tasks(resource, "stop", launcher, "stop", THEN_PULLS_FIRST)


def _allowed_by_name(resource: Resource) -> list[Node]:
    return [entry.node for entry in sorted(resource.scores.values(), key=lambda entry: entry.node.name)]


def _order_unfencing(plan: Plan, resource: Primitive) -> None:
    for node in _allowed_by_name(resource):
        unfence = unfence_action(plan, node, optional=True)
        stop, start = operation_key(resource.id, "stop"), operation_key(resource.id, "start")
        plan.order(resource, stop, None, unfence, ORDER | SAME_NODE_ONLY)
        plan.order(None, unfence, resource, start, SAME_NODE_PULL | SAME_NODE_ONLY)


def _order_utilization(plan: Plan, resource: Primitive) -> None:
    """A node has room for what comes only after what leaves has left."""
    for node in resource.active_on:
        stop = operation_key(resource.id, "stop")
        plan.order(resource, stop, None, _load_stopped(plan, node), SAME_NODE_OR_TARGET)
    for node in _allowed_by_name(resource):
        load_stopped = _load_stopped(plan, node)
        for task in ("start", "migrate_to"):
            plan.order(None, load_stopped, resource, operation_key(resource.id, task), SAME_NODE_OR_TARGET)


def _load_stopped(plan: Plan, node: Node) -> Action:
    key = f"load_stopped_{node.name}"
    action = plan.get(None, key, node, optional=False, key=key)
    action.flags |= PSEUDO | RUNNABLE
    return action


def _order_group(plan: Plan, group: Group) -> None:
    plan.order_tasks(group, "stop", group, "stopped", FIRST_GATES_THEN)
    plan.order_tasks(group, "stopped", group, "start", ORDER)
    plan.order_tasks(group, "start", group, "running", FIRST_GATES_THEN)
    previous: Resource | None = None
    last_active: Resource | None = None
    for member in group.children:
        order_internally(plan, member)
        _order_member(plan, group, member, is_first=previous is None)
        if previous is not None and group.ordered:
            _order_after_previous(plan, group, member, previous)
            if member.active_on and not previous.active_on and last_active is not None:
                plan.order_tasks(member, "stop", last_active, "stop", ORDER)
        if member.active_on:
            last_active = member
        previous = member


def _order_member(plan: Plan, group: Group, member: Resource, *, is_first: bool) -> None:
    down, post = THEN_SHOWS_FIRST, FIRST_SHOWS_THEN
    if is_first and group.ordered:
        down, post = down | ORDER, FIRST_PULLS_THEN
    up = FIRST_GATES_THEN | FIRST_PULLS_THEN | FIRST_SHOWS_THEN
    begin = THEN_SHOWS_FIRST if group.ordered else THEN_SHOWS_FIRST | FIRST_PULLS_THEN | FIRST_GATES_THEN
    promotable = group.top.promotable
    if promotable:
        plan.order_tasks(group, "demote", member, "demote", down)
        plan.order_tasks(member, "demote", group, "demoted", post)
        plan.order_tasks(member, "promote", group, "promoted", up)
        plan.order_tasks(group, "promote", member, "promote", THEN_SHOWS_FIRST)
    plan.order_tasks(group, "stop", member, "stop", down)
    plan.order_tasks(member, "stop", group, "stopped", post)
    plan.order_tasks(group, "start", member, "start", THEN_SHOWS_FIRST)
    plan.order_tasks(member, "start", group, "running", up)
    if not group.ordered:
        plan.order_tasks(group, "start", member, "start", begin)
        if promotable:
            plan.order_tasks(group, "promote", member, "promote", begin)


def _order_after_previous(plan: Plan, group: Group, member: Resource, previous: Resource) -> None:
    plan.order_tasks(previous, "start", member, "start", FIRST_PULLS_THEN | FIRST_GATES_THEN)
    plan.order_tasks(member, "stop", previous, "stop", ORDER | RESTART)
    if member.active_on and not previous.active_on:
        plan.order_tasks(member, "stop", previous, "start", THEN_PULLS_FIRST | FIRST_GATES_THEN)
    if group.top.promotable:
        plan.order_tasks(previous, "promote", member, "promote", FIRST_PULLS_THEN | FIRST_GATES_THEN)
        plan.order_tasks(member, "demote", previous, "demote", ORDER)


def _order_clone(plan: Plan, clone: Clone) -> None:
    plan.order_tasks(clone, "stopped", clone, "start", ORDER)
    plan.order_tasks(clone, "start", clone, "running", FIRST_GATES_THEN)
    plan.order_tasks(clone, "stop", clone, "stopped", FIRST_GATES_THEN)
    if clone.promotable:
        plan.order_tasks(clone, "demoted", clone, "stop", ORDER)
        plan.order_tasks(clone, "running", clone, "promote", FIRST_GATES_THEN)
    if clone.ordered:
        clone.children.sort(key=lambda child: child.instance or 0)
    for index, child in enumerate(clone.children):
        order_internally(plan, child)
        plan.order_tasks(clone, "start", child, "start", FIRST_GATES_THEN | THEN_SHOWS_FIRST)
        plan.order_tasks(child, "start", clone, "running", FIRST_SHOWS_THEN)
        plan.order_tasks(clone, "stop", child, "stop", THEN_SHOWS_FIRST)
        plan.order_tasks(child, "stop", clone, "stopped", FIRST_SHOWS_THEN)
        for later in clone.children[index + 1 :] if clone.ordered else ():
            plan.order_tasks(child, "start", later, "start", ORDER)
            plan.order_tasks(later, "stop", child, "stop", ORDER)
    if clone.promotable:
        _order_promotions(plan, clone)


def _order_bundle(plan: Plan, bundle: Bundle) -> None:
    for replica in bundle.replicas:
        _order_replica(plan, bundle, replica)
    clone = bundle.inner
    if clone is None:
        return
    plan.order_tasks(bundle, "start", clone, "start", THEN_SHOWS_FIRST)
    plan.order_tasks(clone, "running", bundle, "running", FIRST_SHOWS_THEN)
    plan.order_tasks(bundle, "stop", clone, "stop", THEN_SHOWS_FIRST)
    plan.order_tasks(clone, "stopped", bundle, "stopped", FIRST_SHOWS_THEN)
    order_internally(plan, clone)
    if clone.promotable:
        _order_restart(plan, bundle)
        for task, done in (("demote", "demoted"), ("promote", "promoted")):
            plan.order_tasks(bundle, task, clone, task, THEN_SHOWS_FIRST)
            plan.order_tasks(clone, done, bundle, done, FIRST_SHOWS_THEN)


def _order_replica(plan: Plan, bundle: Bundle, replica: Replica) -> None:
    container = replica.container
    order_internally(plan, container)
    plan.order_tasks(bundle, "start", container, "start", FIRST_GATES_THEN | THEN_SHOWS_FIRST)
    for part in (replica.child, container):
        if part is not None:
            plan.order_tasks(bundle, "stop", part, "stop", THEN_SHOWS_FIRST)
    plan.order_tasks(container, "start", bundle, "running", FIRST_SHOWS_THEN)
    plan.order_tasks(container, "stop", bundle, "stopped", FIRST_SHOWS_THEN)
    if replica.ip is not None:
        order_internally(plan, replica.ip)
        plan.order_tasks(replica.ip, "start", container, "start", FIRST_GATES_THEN | GUEST_OK)
        plan.order_tasks(container, "stop", replica.ip, "stop", THEN_PULLS_FIRST | GUEST_OK)
    if replica.connection is not None:
        order_internally(plan, replica.connection)


_PROMOTABLE_RESTART = (
    ("stopped", "start"),
    ("stopped", "promote"),
    ("demoted", "stop"),
    ("demoted", "start"),
    ("demoted", "promote"),
    ("running", "promote"),
    ("demote", "demoted"),
)


def _order_restart(plan: Plan, collective: Resource) -> None:
    for first, then in _PROMOTABLE_RESTART:
        plan.order_tasks(collective, first, collective, then, ORDER)


def _order_promotions(plan: Plan, clone: Clone) -> None:
    _order_restart(plan, clone)
    previous: Resource | None = None
    for child in clone.children:
        plan.order_tasks(child, "demote", child, "promote", ORDER)
        plan.order_tasks(clone, "promote", child, "promote", ORDER)
        plan.order_tasks(child, "promote", clone, "promoted", ORDER)
        if clone.ordered and previous is not None:
            plan.order_tasks(previous, "promote", child, "promote", ORDER)
        plan.order_tasks(clone, "demote", child, "demote", THEN_SHOWS_FIRST)
        plan.order_tasks(child, "demote", clone, "demoted", FIRST_SHOWS_THEN)
        if clone.ordered and previous is not None:
            plan.order_tasks(child, "demote", previous, "demote", ORDER)
        previous = child
