"""The flags of a collective's actions, which follow from what its parts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.flags import OPTIONAL, PSEUDO, RUNNABLE
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Resource

if TYPE_CHECKING:
    from hasim.scheduler.action import Action
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan

COMPLETES = {"running": "start", "stopped": "stop", "promoted": "promote", "demoted": "demote"}
"""Milestones that mean the completion of a task."""
COMPLETION = {task: done for done, task in COMPLETES.items()}


def task_of_member(member: Resource, task: str) -> str:
    """The task of a member that a collective's task is about."""
    return COMPLETES.get(task, task) if isinstance(member, Primitive) else task


def task_of_instance(action: Action) -> str:
    """The task of an instance that a clone's action is about; notifications are about what they announce."""
    task = action.task
    if task in ("notify", "notified"):
        task = action.key.rpartition("_notify_")[2].rpartition("_")[0]
    assert action.resource is not None
    instances = action.resource.instances
    return task_of_member(instances[0], task) if instances else task


def action_flags(plan: Plan, action: Action, node: Node | None) -> int:
    """The flags of an action of a resource; of collectives on `node`, or everywhere for None."""
    if action.resource is None or isinstance(action.resource, Primitive):
        return action.flags
    return collective_flags(plan, action, node)


def collective_flags(plan: Plan, action: Action, node: Node | None) -> int:
    """The flags that the parts of a collective give its action; some are also written into the action."""
    resource = action.resource
    if isinstance(resource, Group):
        return _group_flags(plan, action, resource, node)
    if isinstance(resource, Clone):
        return _flags_of(plan, action, resource.children, task_of_instance(action), node)
    if isinstance(resource, Bundle):
        return _bundle_flags(plan, action, resource, node)
    return action.flags


_INSIDE = frozenset({"notify", "notified", "promote", "promoted", "demote", "demoted"})
"""What is done with the bundled resources rather than with their containers."""


def _bundle_flags(plan: Plan, action: Action, bundle: Bundle, node: Node | None) -> int:
    if bundle.inner is not None and action.task in _INSIDE:
        instances = bundle.inner.children
    else:
        instances = bundle.instances
    task = task_of_member(instances[0], action.task) if instances else action.task
    return _flags_of(plan, action, instances, task, node)


def _group_flags(plan: Plan, action: Action, group: Group, node: Node | None) -> int:
    flags = OPTIONAL | RUNNABLE | PSEUDO
    for member in group.children:
        task = task_of_member(member, action.task)
        part = plan.newest(member, task, node)
        if part is None:
            if task not in ("stop", "demote"):
                flags &= ~RUNNABLE
            continue
        part_flags = action_flags(plan, part, node)
        if not part_flags & OPTIONAL:
            flags &= ~OPTIONAL
            action.flags &= ~OPTIONAL
        if task != action.task and flags & RUNNABLE and not part_flags & RUNNABLE:
            flags &= ~RUNNABLE
            action.flags &= ~RUNNABLE
    return flags


def _flags_of(plan: Plan, action: Action, instances: list[Resource], task: str, node: Node | None) -> int:
    flags = OPTIONAL | PSEUDO
    for instance in instances:
        instance_node = node if isinstance(instance, Primitive) else None
        part = plan.newest(instance, task, instance_node)
        if part is None:
            continue
        part_flags = action_flags(plan, part, node)
        if not part_flags & OPTIONAL:
            flags &= ~OPTIONAL
            action.flags &= ~OPTIONAL
        flags |= part_flags & RUNNABLE
    if not flags & RUNNABLE and node is None:
        action.flags &= ~RUNNABLE
    return flags


def flags_for_ordering(plan: Plan, action: Action, node: Node | None) -> int:
    """The flags of an action as an ordering with an action on `node` sees them."""
    if action.resource is None or isinstance(action.resource, Primitive):
        return action.flags
    flags = collective_flags(plan, action, None)
    if node is None or not isinstance(action.resource, (Clone, Bundle)):
        return flags
    return collective_flags(plan, action, node) | (flags & RUNNABLE)
