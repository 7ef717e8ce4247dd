"""What an edge between two actions does to them.

Each meaning of an edge is applied by the method of the kind of resource concerned: to a primitive's actions directly,
to a group's or clone's own milestone and then to the actions of its parts. Clones that are interleaved pass it on
from instance to instance instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.cib.values import is_true
from hasim.scheduler.action import Action, Edge, connect
from hasim.scheduler.collective_flags import action_flags, task_of_instance
from hasim.scheduler.flags import (
    ASYMMETRIC,
    COUNT_RUNNABLE,
    FIRST_ELSE_THEN,
    FIRST_GATES_THEN,
    FIRST_PULLS_THEN,
    FIRST_SHOWS_THEN,
    FORCED,
    MIGRATABLE,
    NESTED_PROBE,
    NONE,
    OPTIONAL,
    ORDER,
    PROM_THEN_PULLS_FIRST,
    PSEUDO,
    RESTART,
    RUNNABLE,
    SAME_NODE_PULL,
    THEN_GATES_FIRST,
    THEN_PULLS_FIRST,
    THEN_SHOWS_FIRST,
)
from hasim.scheduler.plan import clear
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Resource
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.scheduler.node import Node
    from hasim.scheduler.update import Updater

FIRST: int = 1
"""The first action was changed."""
THEN: int = 2
"""The second action was changed."""


def propagate(updater: Updater, first: Action, then: Action, first_flags: int, then_flags: int, edge: Edge) -> int:
    """Apply all meanings of an edge; which of its ends were changed."""
    node = then.node
    if edge.flags & SAME_NODE_PULL:
        edge.flags = (edge.flags & ~SAME_NODE_PULL) | FIRST_PULLS_THEN
        node = first.node
    meaning = edge.flags
    changed = 0
    if meaning & FIRST_PULLS_THEN:
        if then.resource is not None:
            flags = first_flags & OPTIONAL
            changed |= apply(updater, first, then, node, flags, OPTIONAL, FIRST_PULLS_THEN, then.resource)
        elif not first_flags & OPTIONAL and clear(then, OPTIONAL, first):
            changed |= THEN
    if meaning & RESTART and then.resource is not None:
        changed |= apply(updater, first, then, node, first_flags, OPTIONAL | RUNNABLE, RESTART, then.resource)
    if meaning & THEN_PULLS_FIRST:
        if first.resource is not None:
            changed |= apply(updater, first, then, node, first_flags, OPTIONAL, THEN_PULLS_FIRST, first.resource)
        elif not first_flags & OPTIONAL and clear(first, RUNNABLE, then):
            changed |= FIRST
    if meaning & PROM_THEN_PULLS_FIRST and then.resource is not None:
        flags = first_flags & OPTIONAL
        changed |= apply(updater, first, then, node, flags, OPTIONAL, PROM_THEN_PULLS_FIRST, then.resource)
    if meaning & COUNT_RUNNABLE:
        changed |= _count(updater, first, then, first_flags, node)
    if meaning & NESTED_PROBE:
        _resolve_nested_probe(first, first_flags, edge)
    changed |= _propagate_gates(updater, first, then, first_flags, edge.flags, node)
    _show(first, then, first_flags, then_flags, edge.flags)
    return changed | _block_after_blocked_stop(first, then, edge.flags)


def _count(updater: Updater, first: Action, then: Action, first_flags: int, node: Node | None) -> int:
    if then.resource is not None:
        return apply(updater, first, then, node, first_flags, RUNNABLE, COUNT_RUNNABLE, then.resource)
    if first_flags & RUNNABLE:
        then.runnable_count += 1
        if then.runnable_count >= then.required_runnable and not then.flags & RUNNABLE:
            then.flags |= RUNNABLE
            return THEN
    return 0


def _resolve_nested_probe(first: Action, first_flags: int, edge: Edge) -> None:
    if not first_flags & RUNNABLE and first.resource is not None and first.resource.active_on:
        edge.flags = NONE
    else:
        edge.flags |= FIRST_GATES_THEN


_GATES = ((THEN_GATES_FIRST, OPTIONAL), (FIRST_ELSE_THEN, OPTIONAL), (ORDER, RUNNABLE), (ASYMMETRIC, RUNNABLE))


def _propagate_gates(
    updater: Updater, first: Action, then: Action, first_flags: int, meaning: int, node: Node | None
) -> int:
    changed = 0
    if meaning & FIRST_GATES_THEN:
        if then.resource is not None:
            changed |= apply(updater, first, then, node, first_flags, RUNNABLE, FIRST_GATES_THEN, then.resource)
        elif not first_flags & RUNNABLE and clear(then, RUNNABLE, first):
            changed |= THEN
    if then.resource is not None:
        for step, wanted in _GATES:
            if meaning & step:
                changed |= apply(updater, first, then, node, first_flags, wanted, step, then.resource)
    return changed


def _show(first: Action, then: Action, first_flags: int, then_flags: int, meaning: int) -> None:
    if meaning & FIRST_SHOWS_THEN and first.flags & RUNNABLE and not first_flags & OPTIONAL:
        then.flags |= FORCED
    if meaning & THEN_SHOWS_FIRST and not then_flags & OPTIONAL:
        first.flags |= FORCED


def _block_after_blocked_stop(first: Action, then: Action, meaning: int) -> int:
    resource = first.resource
    if not meaning & (FIRST_PULLS_THEN | THEN_PULLS_FIRST | RESTART) or resource is None:
        return 0
    blocked = not resource.managed and resource.blocked and not first.flags & RUNNABLE and first.task == "stop"
    if not blocked or not then.flags & RUNNABLE:
        return 0
    then.flags &= ~RUNNABLE  # gives no reason
    return THEN


def apply(
    updater: Updater,
    first: Action,
    then: Action,
    node: Node | None,
    flags: int,
    wanted: int,
    step: int,
    by: Resource,
) -> int:
    """Apply one meaning (`step`) as the kind of resource `by` does it.

    `flags` are those of `first` as seen by the edge, `wanted` the flags the step may look at.
    """
    if isinstance(by, (Clone, Bundle)):
        return _apply_clone(updater, first, then, node, flags, wanted, step)
    if isinstance(by, Group):
        return _apply_group(updater, first, then, node, flags, wanted, step)
    return _apply_primitive(updater, first, then, flags, wanted, step)


def _apply_primitive(updater: Updater, first: Action, then: Action, flags: int, wanted: int, step: int) -> int:
    before = (first.flags, then.flags)
    if step == ASYMMETRIC:
        _require_order(first, then)
    elif step == THEN_PULLS_FIRST:
        if not before[1] & OPTIONAL:
            _pull_first(first, then, flags, wanted, before[0])
    elif step == PROM_THEN_PULLS_FIRST:
        _pull_first_of_promoted(first, then, wanted)
    elif wanted & OPTIONAL and step == THEN_GATES_FIRST:
        if then.flags & (MIGRATABLE | RUNNABLE) != MIGRATABLE | RUNNABLE:
            clear(first, RUNNABLE, then)
        if not then.flags & OPTIONAL:
            clear(first, OPTIONAL, then)
    elif wanted & OPTIONAL and step == FIRST_ELSE_THEN:
        if not first.flags & RUNNABLE:
            clear(then, MIGRATABLE, first)
            then.flags &= ~PSEUDO
    elif wanted & RUNNABLE and step == FIRST_GATES_THEN:
        if then.flags & RUNNABLE and not flags & RUNNABLE:
            clear(then, RUNNABLE, first)
            clear(then, MIGRATABLE, first)
    elif wanted & OPTIONAL and step == FIRST_PULLS_THEN:
        if then.flags & OPTIONAL and not flags & OPTIONAL and not first.flags & MIGRATABLE:
            clear(then, OPTIONAL, first)
    elif step == RESTART:
        _join_restart(first, then, wanted)
    changed = 0
    if then.flags != before[1]:
        changed |= THEN
        if then.resource is not None and then.resource.parent is not None:
            updater.update(then)
    if first.flags != before[0]:
        changed |= FIRST
    return changed


def _require_order(first: Action, then: Action) -> None:
    """An asymmetric ordering: then cannot happen without first, unless nothing is left to do."""
    resource = then.resource
    if resource is None or first.flags & RUNNABLE:
        return
    if then.flags & OPTIONAL:
        stopped = resource.current_role is Role.STOPPED and then.task == "stop"
        started = (
            resource.current_role >= Role.STARTED and then.task == "start" and resource.current_nodes == [then.node]
        )
        if stopped or started:
            return
    clear(then, OPTIONAL, first)
    clear(then, RUNNABLE, first)


def _pull_first(first: Action, then: Action, flags: int, wanted: int, before: int) -> None:
    if wanted & OPTIONAL and not flags & OPTIONAL and before & OPTIONAL:
        clear(first, OPTIONAL, then)
    if flags & MIGRATABLE and not then.flags & MIGRATABLE:
        clear(first, MIGRATABLE, then)


def _pull_first_of_promoted(first: Action, then: Action, wanted: int) -> None:
    resource = then.resource
    if resource is None or resource.current_role is not Role.PROMOTED:
        return
    if wanted & OPTIONAL and not then.flags & OPTIONAL:
        clear(first, OPTIONAL, then)
        if not then.flags & MIGRATABLE:
            clear(first, MIGRATABLE, then)


def _join_restart(first: Action, then: Action, wanted: int) -> None:
    """A stop and the start that depends on it: neither without the other."""
    resource = then.resource
    pulled = wanted & OPTIONAL and not then.flags & OPTIONAL
    stuck = (
        wanted & RUNNABLE
        and not then.flags & RUNNABLE
        and resource is not None
        and resource.managed
        and resource is first.resource
    )
    if not pulled and not stuck:
        return
    if first.flags & RUNNABLE:
        clear(first, OPTIONAL, then)
    if not then.flags & OPTIONAL:
        clear(first, OPTIONAL, then)
    if not then.flags & MIGRATABLE:
        clear(first, MIGRATABLE, then)
    if not first.flags & OPTIONAL and not first.flags & RUNNABLE:
        clear(then, RUNNABLE, first)


def _apply_group(
    updater: Updater, first: Action, then: Action, node: Node | None, flags: int, wanted: int, step: int
) -> int:
    changed = _apply_primitive(updater, first, then, flags, wanted, step)
    resource = then.resource
    for member in resource.children if resource is not None else ():
        action = updater.plan.newest(member, then.task, node)
        if action is not None:
            changed |= apply(updater, first, action, node, flags, wanted, step, member)
    return changed


def _apply_clone(
    updater: Updater, first: Action, then: Action, node: Node | None, flags: int, wanted: int, step: int
) -> int:
    resource = then.resource
    if resource is None:
        return 0
    if _is_interleaved(first, then):
        return _apply_interleaved(updater, first, then, node, wanted, step)
    changed = _apply_primitive(updater, first, then, flags, wanted, step)
    for instance in resource.instances:
        action = updater.plan.newest(instance, then.task, node)
        if action is None or not action_flags(updater.plan, action, node) & RUNNABLE:
            continue
        result = apply(updater, first, action, node, flags, wanted, step, instance)
        changed |= result
        if result & THEN:
            updater.update_after(action)
    return changed


def _is_interleaved(first: Action, then: Action) -> bool:
    """Whether an ordering of two clones holds instance by instance."""
    one, other = first.resource, then.resource
    if not isinstance(one, (Clone, Bundle)) or not isinstance(other, (Clone, Bundle)) or one is other:
        return False
    concerned = one if then.key.endswith(("_stop_0", "_demote_0")) else other
    return is_true(concerned.meta.get("interleave", ""))


def _apply_interleaved(updater: Updater, first: Action, then: Action, node: Node | None, wanted: int, step: int) -> int:
    assert isinstance(first.resource, (Clone, Bundle))
    assert isinstance(then.resource, (Clone, Bundle))
    current = first.key.endswith(("_stopped_0", "_demoted_0"))
    changed = 0
    for then_instance in then.resource.instances:
        first_instance = updater.compatible_instance(then_instance, first.resource, current=current)
        if first_instance is None:
            if not current and step & (FIRST_GATES_THEN | FIRST_PULLS_THEN):
                changed |= THEN if updater.unassign(then_instance) else 0
            continue
        inside = first.task not in ("stop", "stopped")
        first_action = _instance_action(updater, first_instance, task_of_instance(first), node, inside=inside)
        inside = then.task in ("promote", "promoted", "demote", "demoted")
        then_action = _instance_action(updater, then_instance, then.task, node, inside=inside)
        if first_action is None or then_action is None:
            continue
        if connect(first_action, then_action, step):
            changed |= FIRST | THEN
        flags = action_flags(updater.plan, first_action, node)
        changed |= apply(updater, first_action, then_action, node, flags, wanted, step, then_instance)
    return changed


def _instance_action(
    updater: Updater, instance: Resource, task: str, node: Node | None, *, inside: bool
) -> Action | None:
    """The action of an instance; `inside`: of what is in it, if it is a container (which is on its own guest node)."""
    if inside and isinstance(instance, Primitive) and instance.in_container is not instance:
        return updater.plan.newest(instance.in_container, task)
    return updater.plan.newest(instance, task, node)
