"""The flags of a collective's actions, which follow from what its parts do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.flags import OPTIONAL, PSEUDO, RUNNABLE
from hasim.scheduler.resource import Clone, Group, Primitive, Resource

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
    children = action.resource.children
    return task_of_member(children[0], task) if children else task


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
        return _clone_flags(plan, action, resource, node)
    return action.flags


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


def _clone_flags(plan: Plan, action: Action, clone: Clone, node: Node | None) -> int:
    flags = OPTIONAL | PSEUDO
    task = task_of_instance(action)
    for instance in clone.children:
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
    if node is None or not isinstance(action.resource, Clone):
        return flags
    return collective_flags(plan, action, node) | (flags & RUNNABLE)
