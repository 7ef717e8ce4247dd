"""Turning relations into edges, adding those of probes, and letting every action take notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.action import Action, Edge, Relation, connect, operation_key, split_key
from hasim.scheduler.flags import (
    ABORTS_MIGRATION,
    FIRST_GATES_THEN,
    FIRST_PULLS_THEN,
    GUEST_OK,
    IF_FIRST_NOMIG,
    NONE,
    ORDER,
    PSEUDO,
    REQUIRED_SAME_NODE,
    RUNNABLE,
    SAME_NODE_ONLY,
    SAME_NODE_OR_TARGET,
)
from hasim.scheduler.inputs import is_input
from hasim.scheduler.interleave import neighbour
from hasim.scheduler.resource import Bundle, Clone, Primitive, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.update import Updater

if TYPE_CHECKING:
    from hasim.scheduler.plan import Plan


def apply_orderings(plan: Plan) -> None:
    """Make edges of all relations and propagate them until nothing changes."""
    for relation in list(plan.relations):
        _apply(plan, relation)
    updater = Updater(plan)
    for action in reversed(plan.actions):
        updater.block_colocated(action)
    _order_probes(plan)
    for action in reversed(plan.actions):
        updater.update(action)
    _drop_illegal(plan)


def _apply(plan: Plan, relation: Relation) -> None:
    if relation.first_resource is not None:
        for first in _firsts(plan, relation):
            if relation.then_resource is None:
                connect(first, relation.then_action, relation.flags)
            else:
                _order_after(plan, first, relation)
    elif relation.then_resource is not None:
        _order_after(plan, relation.first_action, relation)
    else:
        connect(relation.first_action, relation.then_action, relation.flags)


def _actions(plan: Plan, resource: Resource, key: str) -> list[Action]:
    found = plan.find(resource, key)
    if found or key.startswith(f"{resource.id}_"):
        return found
    _, task, interval = split_key(key)
    return plan.find(resource, operation_key(resource.id, task, interval))


def _firsts(plan: Plan, relation: Relation) -> list[Action]:
    """The first actions of a relation; one that is not there may be made as a placeholder."""
    resource = relation.first_resource
    assert resource is not None
    if relation.first_action is not None:
        return [relation.first_action]
    found = _actions(plan, resource, relation.first_key)
    if found or resource is relation.then_resource:
        return found
    _, task, interval = split_key(relation.first_key)
    if task == "stop" and resource.current_role is Role.STOPPED:
        return []
    if task == "demote" and resource.current_role is Role.UNPROMOTED:
        return []
    return [plan.get(resource, task, None, optional=True, interval=interval)]


def _order_after(plan: Plan, first: Action | None, relation: Relation) -> None:
    resource = relation.then_resource
    assert resource is not None
    flags = relation.flags
    if first is not None and first.flags & ABORTS_MIGRATION and first.resource is resource:
        flags &= ~FIRST_PULLS_THEN
    thens = [relation.then_action] if relation.then_action is not None else _actions(plan, resource, relation.then_key)
    for then in thens:
        if first is not None:
            connect(first, then, flags)
        elif flags & FIRST_PULLS_THEN:
            then.flags &= ~RUNNABLE


# probes


def _order_probes(plan: Plan) -> None:
    for leaf in plan.cluster.leaves():
        _order_probes_of(plan, leaf)
    for relation in list(plan.relations):
        _order_probes_like_stop(plan, relation)


def _probes(plan: Plan, resource: Resource) -> list[Action]:
    return plan.find(resource, operation_key(resource.id, "monitor"))


def _order_probes_of(plan: Plan, resource: Primitive) -> None:
    """What is restarted because a probe's outcome starts something else is stopped after the probe."""
    for probe in _probes(plan, resource):
        visited: set[int] = set()
        for edge in reversed(probe.after):
            _gate_instances(plan, probe, edge)
            _order_before_restarts(plan, probe, edge.action, visited)


def _gate_instances(plan: Plan, probe: Action, edge: Edge) -> None:
    """A probe that cannot be run keeps the inactive instances of its clone from starting."""
    then = edge.action
    assert probe.resource is not None
    own_clone = isinstance(then.resource, Clone) and then.resource is probe.resource.top
    if not own_clone or then.task != "start" or probe.runnable or edge.flags & FIRST_GATES_THEN:
        return
    for start in reversed(then.after):
        resource = start.action.resource
        if resource is None or start.action.task != "start" or resource.is_active():
            continue
        if then.resource is not None and then.resource.contains(resource):
            connect(probe, start.action, ORDER | FIRST_GATES_THEN)


_DOWN = {"start": "stop", "promote": "demote"}


def _order_before_restarts(plan: Plan, probe: Action, after: Action, visited: set[int]) -> None:
    if after.id in visited:
        return
    visited.add(after.id)
    resource = after.resource
    if isinstance(resource, Primitive) and resource is not probe.resource and after.task in _DOWN:
        for down in plan.find(resource, operation_key(resource.id, _DOWN[after.task])):
            if not down.flags & PSEUDO:
                connect(probe, down, ORDER)
    for edge in reversed(after.after):
        if not edge.flags & FIRST_PULLS_THEN and not _leads_into(probe, after, edge.action):
            continue
        _order_before_restarts(plan, probe, edge.action, visited)


def _leads_into(probe: Action, after: Action, then: Action) -> bool:
    """Whether an edge leads from a collective's milestone to one of its parts, away from the probe's own parent.

    Of an interleaved clone, only the instance beside the probed resource counts.
    """
    collective, part = after.resource, then.resource
    assert probe.resource is not None
    if collective is None or isinstance(collective, Primitive) or part is None or isinstance(part, (Clone, Bundle)):
        return False
    if probe.resource.parent is collective or part.parent is not collective:
        return False
    if isinstance(collective, (Clone, Bundle)) and collective.interleave:
        return neighbour(probe.resource, collective, current=False) is part
    return True


def _order_probes_like_stop(plan: Plan, relation: Relation) -> None:
    """A resource is probed before whatever its stop would have to precede."""
    first, then = relation.first_resource, relation.then_resource
    if first is None or first is then or not _is_stop(relation):
        return
    if then is not None and first.launcher is then and _then_task(relation) == "stop":
        return
    flags = relation.flags
    if flags not in (REQUIRED_SAME_NODE, SAME_NODE_OR_TARGET):
        flags = ORDER | (flags & (SAME_NODE_ONLY | IF_FIRST_NOMIG))
    thens = [relation.then_action] if relation.then_action is not None else []
    if not thens and then is not None:
        thens = _actions(plan, then, relation.then_key)
    for probe in _probes(plan, first):
        for action in thens:
            if action is not None and _may_wait_for(probe, action):
                connect(probe, action, flags)


def _may_wait_for(probe: Action, then: Action) -> bool:
    """A probe is not put before the unfencing of its node, nor before the shutdown of another."""
    if then.task == "stonith":
        same = then.node is probe.node
        return not (same and then.meta.get("stonith_action") == "on")
    return then.task != "do_shutdown" or then.node is probe.node


def _is_stop(relation: Relation) -> bool:
    if relation.first_action is not None:
        return relation.first_action.task == "stop"
    assert relation.first_resource is not None
    return relation.first_key == operation_key(relation.first_resource.id, "stop")


def _then_task(relation: Relation) -> str:
    if relation.then_action is not None:
        return relation.then_action.task
    return split_key(relation.then_key)[1]


# illegal edges


def _drop_illegal(plan: Plan) -> None:
    for action in reversed(plan.actions):
        for edge in action.before:
            if _is_illegal(edge, action):
                edge.flags = NONE


def _is_illegal(edge: Edge, action: Action) -> bool:
    resource = action.resource
    if resource is None:
        return False
    if resource.launched and edge.action.resource is not None and not edge.flags & GUEST_OK:
        node = edge.action.node
        if node is not None and node.connection is not None and node.connection in resource.launched:
            return True
    if action.task != "migrate_to" or not edge.flags & SAME_NODE_OR_TARGET:
        return False
    return _closes_loop(action, action, edge, set())


def _closes_loop(goal: Action, action: Action, edge: Edge, seen: set[int]) -> bool:
    """Whether following what an action waits for leads back to `goal`."""
    if edge.action.id in seen or not is_input(action, edge):
        return False
    if edge.action is goal:
        return True
    seen.add(edge.action.id)
    return any(_closes_loop(goal, edge.action, earlier, seen) for earlier in reversed(edge.action.before))
