"""The actions of groups and clones: those of their parts, and the milestones around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.cib.score import INFINITY
from hasim.cib.values import is_true
from hasim.scheduler.flags import MIGRATABLE, OPTIONAL, PSEUDO, RUNNABLE
from hasim.scheduler.notify import Notifications, create_notifications
from hasim.scheduler.primitive_actions import create_primitive_actions
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Resource

if TYPE_CHECKING:
    from hasim.scheduler.action import Action
    from hasim.scheduler.plan import Plan


def create_actions(plan: Plan, resource: Resource) -> None:
    """Make all actions of a resource and of what is below it."""
    if isinstance(resource, Primitive):
        create_primitive_actions(plan, resource)
    elif isinstance(resource, Group):
        _create_group_actions(plan, resource)
    elif isinstance(resource, Clone):
        _create_clone_actions(plan, resource)
    elif isinstance(resource, Bundle):
        _create_bundle_actions(plan, resource)


def milestone(plan: Plan, resource: Resource, task: str, *, optional: bool, runnable: bool) -> Action:
    """A milestone of a collective."""
    action = plan.get(resource, task, None, optional=optional)
    action.flags |= PSEUDO | (RUNNABLE if runnable else 0)
    return action


def _create_group_actions(plan: Plan, group: Group) -> None:
    for member in group.children:
        create_actions(plan, member)
    tasks = ["start", "running", "stop", "stopped"]
    if is_true(group.meta.get("promotable", "")):
        tasks += ["demote", "demoted", "promote", "promoted"]
    for task in tasks:
        milestone(plan, group, task, optional=True, runnable=True)


@dataclass(slots=True)
class _InstanceState:
    """What the instances of a clone are about to do."""

    active: bool = False
    starting: bool = False
    stopping: bool = False
    restarting: bool = False


def _look_at(resource: Resource, state: _InstanceState) -> None:
    for leaf in resource.leaves():
        state.active = state.active or bool(leaf.active_on)
        starting = any(a.task == "start" and a.flags & (OPTIONAL | RUNNABLE) == RUNNABLE for a in leaf.actions)
        stopping = any(
            a.task == "stop" and not a.flags & OPTIONAL and a.flags & (PSEUDO | RUNNABLE) for a in leaf.actions
        )
        state.starting = state.starting or starting
        state.stopping = state.stopping or stopping
        state.restarting = state.restarting or (starting and stopping)


def _create_clone_actions(plan: Plan, clone: Clone) -> None:
    milestones = _create_instance_actions(plan, clone)
    notifications = create_notifications(plan, clone, *milestones)
    if clone.promotable:
        _create_promotable_actions(plan, clone, notifications)


def _create_instance_actions(plan: Plan, clone: Resource) -> tuple[Action, Action, Action, Action]:
    """Make the actions of the instances, and the milestones start, running, stop and stopped of the whole."""
    state = _InstanceState()
    for child in clone.instances:
        create_actions(plan, child)
        _look_at(child, state)
    start = milestone(plan, clone, "start", optional=not state.starting, runnable=True)
    running = milestone(plan, clone, "running", optional=not state.starting, runnable=False)
    running.priority = INFINITY
    if state.active or state.starting:
        running.flags |= RUNNABLE
    stop = milestone(plan, clone, "stop", optional=not state.stopping, runnable=True)
    stopped = milestone(plan, clone, "stopped", optional=not state.stopping, runnable=True)
    stopped.priority = INFINITY
    if not state.restarting:
        stop.flags |= MIGRATABLE
    return start, running, stop, stopped


def _create_bundle_actions(plan: Plan, bundle: Bundle) -> None:
    for replica in bundle.replicas:
        for part in (replica.ip, replica.container, replica.connection):
            if part is not None:
                create_actions(plan, part)
    _create_instance_actions(plan, bundle)
    if bundle.inner is None:
        return
    create_actions(plan, bundle.inner)
    if bundle.inner.promotable:
        for task in ("promote", "promoted", "demote", "demoted"):
            action = milestone(plan, bundle, task, optional=True, runnable=True)
            action.priority = INFINITY if task.endswith("ed") else 0


def _create_promotable_actions(plan: Plan, clone: Clone, notifications: Notifications | None) -> None:
    promoting = demoting = False
    for child in clone.children:
        create_actions(plan, child)
        for leaf in child.leaves():
            promoting = promoting or any(a.task == "promote" and a.required for a in leaf.actions)
            demoting = demoting or any(a.task == "demote" and a.required for a in leaf.actions)
    for task, done, needed in (("promote", "promoted", promoting), ("demote", "demoted", demoting)):
        action = milestone(plan, clone, task, optional=not needed, runnable=True)
        complete = milestone(plan, clone, done, optional=not needed, runnable=True)
        complete.priority = INFINITY
        if notifications is not None:
            notifications.add(plan, clone, task, action, complete)
    if notifications is not None:
        notifications.order_promotions(clone)
