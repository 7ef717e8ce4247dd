"""Recurring operations: which are started with a resource, kept, cancelled, or run where it must not be active."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.cib.duration import parse_duration
from hasim.cib.values import is_true
from hasim.scheduler.action import operation_key
from hasim.scheduler.flags import FIRST_GATES_THEN, FIRST_PULLS_THEN, OPTIONAL, ORDER, RESCHEDULE, RUNNABLE
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.cib.element import Element
    from hasim.scheduler.action import Action
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan
    from hasim.scheduler.resource import Primitive

_NEVER_RECURRING = frozenset({"start", "stop", "promote", "demote", "reload-agent", "migrate_to", "migrate_from"})


@dataclass(frozen=True, slots=True)
class RecurringOperation:
    """A usable recurring operation of a resource. `role` is UNKNOWN where none is given."""

    name: str
    interval: int
    """Milliseconds."""
    key: str
    role: Role


def recurring_operations(resource: Primitive) -> list[RecurringOperation]:
    """The recurring operations of a resource in document order.

    Operations that share name and interval are ambiguous and all left out, whatever their roles.
    """
    named = [(op, op.get("name") or "", parse_duration(op.get("interval"))) for op in resource.operations]
    count = Counter((name, interval) for _, name, interval in named)
    found = []
    for op, name, interval in named:
        if interval <= 0 or name in _NEVER_RECURRING or count[name, interval] > 1 or not _is_enabled(op):
            continue
        text = op.get("role")
        role = Role.parse(text)
        if text and role is Role.UNKNOWN:
            continue
        found.append(RecurringOperation(name, interval, operation_key(resource.id, name, interval), role))
    return found


def _is_enabled(op: Element) -> bool:
    value = op.get("enabled")
    return value is None or is_true(value)


def create_recurring(plan: Plan, resource: Primitive) -> None:
    """Make the recurring operations of a primitive."""
    if resource.blocked or resource.maintenance:
        return
    node = resource.assigned
    stays_stopped = resource.next_role is Role.STOPPED and resource.managed
    start = None
    if node is not None and not node.maintenance and not stays_stopped:
        start = plan.get(resource, "start", node, optional=True)
    for operation in recurring_operations(resource):
        if operation.role is not Role.STOPPED:
            if start is not None:
                _recurring_where_active(plan, resource, operation, start)
        elif resource.unique:
            _recurring_where_inactive(plan, resource, operation)


def _fits_role(resource: Primitive, operation: RecurringOperation) -> bool:
    if operation.role is Role.UNKNOWN:
        return resource.next_role is not Role.PROMOTED
    return operation.role is resource.next_role


def _recurring_where_active(plan: Plan, resource: Primitive, operation: RecurringOperation, start: Action) -> None:
    node = resource.assigned
    existing = plan.find_exact(resource, operation.key, node)
    is_optional = start.optional and bool(existing) and not any(action.flags & RESCHEDULE for action in existing)
    if not _fits_role(resource, operation):
        if is_optional:
            assert node is not None
            _cancel_for_role(plan, resource, operation, node)
        return
    action = plan.get(resource, operation.name, node, optional=is_optional, interval=operation.interval)
    if not start.runnable or node is None or not node.online or node.unclean:
        action.flags &= ~RUNNABLE
    if resource.next_role is Role.PROMOTED:
        action.meta["op_target_rc"] = "8"
    if not resource.managed:
        return
    order = FIRST_PULLS_THEN | FIRST_GATES_THEN
    plan.order(resource, operation_key(resource.id, "start"), resource, action, order)
    plan.order(resource, operation_key(resource.id, "reload-agent"), resource, action, order)
    if resource.next_role is Role.PROMOTED:
        plan.order(resource, operation_key(resource.id, "promote"), resource, action, ORDER | FIRST_GATES_THEN)
    elif resource.role is Role.PROMOTED:
        plan.order(resource, operation_key(resource.id, "demote"), resource, action, ORDER | FIRST_GATES_THEN)


def cancel_action(
    plan: Plan, resource: Primitive, task: str, interval: int, node: Node, *, optional: bool = False
) -> Action:
    """The action that cancels a recurring operation on a node; an action that would run it becomes that."""
    key = operation_key(resource.id, task, interval)
    cancel = plan.get(resource, "cancel", node, optional=optional, interval=interval, key=key)
    cancel.task = "cancel"
    cancel.cancel_task = task
    cancel.meta |= {"operation": task, "interval": str(interval)}
    return cancel


def _cancel_for_role(plan: Plan, resource: Primitive, operation: RecurringOperation, node: Node) -> None:
    cancel = cancel_action(plan, resource, operation.name, operation.interval, node)
    role, wanted = resource.role, resource.next_role
    then = ""
    if role in (Role.STARTED, Role.UNPROMOTED) and wanted is Role.PROMOTED:
        then = "promote"
    elif wanted is Role.STOPPED:
        then = "stop"
    elif role is Role.PROMOTED and wanted is not Role.PROMOTED:
        then = "demote"
    if then:
        plan.order(resource, cancel, resource, operation_key(resource.id, then), FIRST_GATES_THEN)


def _recurring_where_inactive(plan: Plan, resource: Primitive, operation: RecurringOperation) -> None:
    for node in plan.cluster.nodes:
        if node is resource.assigned:
            _cancel_inactive(plan, resource, operation, node)
        else:
            _monitor_inactive(plan, resource, operation, node)


def _cancel_inactive(plan: Plan, resource: Primitive, operation: RecurringOperation, node: Node) -> None:
    if not plan.find_exact(resource, operation.key, node):
        return
    cancel = cancel_action(plan, resource, operation.name, operation.interval, node)
    if resource.next_role in (Role.STARTED, Role.UNPROMOTED):
        plan.order(resource, cancel, resource, operation_key(resource.id, "start"), FIRST_GATES_THEN)


def _monitor_inactive(plan: Plan, resource: Primitive, operation: RecurringOperation, node: Node) -> None:
    is_optional = bool(plan.find_exact(resource, operation.key, node))
    action = plan.get(resource, operation.name, node, optional=is_optional, interval=operation.interval)
    action.meta["op_target_rc"] = "7"
    if resource.managed:
        for probe in plan.find_exact(resource, operation_key(resource.id, "monitor"), node):
            plan.order(resource, probe, resource, action, FIRST_GATES_THEN)
    for stop in plan.find_exact(resource, operation_key(resource.id, "stop"), node):
        if stop.required and action.required and not resource.managed:
            action.flags |= OPTIONAL
        if not stop.runnable:
            action.flags &= ~RUNNABLE
        if resource.managed:
            plan.order(resource, stop, resource, action, FIRST_PULLS_THEN | FIRST_GATES_THEN)
    if not node.online or node.unclean:
        action.flags &= ~RUNNABLE
