"""The actions that take a primitive from the role it has to the role it shall have.

A restart and a transition are walks through the roles, one step at a time; each step makes its action on the nodes
concerned. What stays as it is gets its stop and start too, as optional ones that an ordering can pull in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.scheduler.action import connect
from hasim.scheduler.flags import (
    ABORTS_MIGRATION,
    FIRST_PULLS_THEN,
    FORCED,
    OPTIONAL,
    PSEUDO,
    RUNNABLE,
    THEN_PULLS_FIRST,
)
from hasim.scheduler.migration import create_migration, may_migrate
from hasim.scheduler.plan import set_reason
from hasim.scheduler.recurring import create_recurring
from hasim.scheduler.roles import MultipleActive, Requires, Role
from hasim.scheduler.unfencing import order_unfencing, unfence_action

if TYPE_CHECKING:
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan
    from hasim.scheduler.resource import Primitive

_S, _R, _U, _P = Role.STOPPED, Role.STARTED, Role.UNPROMOTED, Role.PROMOTED

_NEXT_STEP = {
    _S: {_R: _R, _U: _U, _P: _U},
    _R: {_S: _S, _U: _U, _P: _P},
    _U: {_S: _S, _R: _S, _P: _P},
    _P: {_S: _U, _R: _U, _U: _U},
}
"""The role to pass through on the way from a role to another."""


def representative_node(resource: Primitive) -> tuple[Node | None, int, int]:
    """The node that stands for where a resource is active, and how many (all, clean) nodes it is active on."""
    current: Node | None = None
    clean = 0
    source = resource.partial_source if resource.partial_source in resource.active_on else None
    for node in resource.active_on:
        is_clean = node.online and not node.unclean
        clean += is_clean
        if current is None and (resource.needs_fencing or is_clean):
            current = node
    if current is None and resource.active_on:
        current = resource.active_on[0]
    return source or current, len(resource.active_on), clean


@dataclass(slots=True)
class _Need:
    """What a primitive's situation asks for beyond reaching its next role."""

    stop: bool = False
    promote: bool = False
    migrate: bool = False


def create_primitive_actions(plan: Plan, resource: Primitive) -> None:
    """Make all actions of a primitive."""
    if resource.next_role is Role.UNKNOWN:
        resource.next_role = Role.STOPPED if resource.assigned is None else Role.STARTED
    current, active, clean = representative_node(resource)
    for source in resource.dangling_sources:
        plan.get(resource, "stop", source, optional=False).flags |= ABORTS_MIGRATION
    need = _Need()
    target = resource.assigned
    moving = current is not None and target is not None and current is not target and resource.next_role >= Role.STARTED
    if moving:
        need.stop = True
        need.migrate = may_migrate(plan, resource, current, target)
    _settle_several(plan, resource, need, current, active, clean)
    if resource in plan.start_pending or resource.start_pending:
        plan.start_pending.add(resource)
        plan.get(resource, "start", target, optional=True).flags |= FORCED
    if not moving:
        _need_of_staying(plan, resource, need, current)
    _restart(plan, resource, current, need)
    _walk(plan, resource, resource.role, resource.next_role, target, optional=False)
    create_recurring(plan, resource)
    if need.migrate:
        assert current is not None
        assert target is not None
        create_migration(plan, resource, current, target)


def _settle_several(
    plan: Plan, resource: Primitive, need: _Need, current: Node | None, active: int, clean: int
) -> None:
    """Continue or drop a half-done migration, and deal with a resource that is active in several places."""
    partial = resource.partial_source is not None or resource.partial_target is not None
    if partial:
        whole = resource.partial_source is not None and resource.partial_target is not None
        at_ends = current is resource.partial_source and resource.assigned is resource.partial_target
        if need.migrate and whole and active == 2 and at_ends:
            return
        resource.partial_source = resource.partial_target = None
        need.stop, need.migrate = True, False
        return
    count = active if resource.needs_fencing else clean
    if count <= 1:
        plan.stop_unexpected.discard(resource)
    elif resource.multiple_active is MultipleActive.STOP_START:
        need.stop = True
    elif resource.multiple_active is MultipleActive.STOP_UNEXPECTED:
        need.stop = True
        plan.stop_unexpected.add(resource)


def _need_of_staying(plan: Plan, resource: Primitive, need: _Need, current: Node | None) -> None:
    if resource.failed:
        if resource.stop_if_failed:
            need.stop = True
        elif resource.next_role is Role.PROMOTED:
            need.promote = True
    elif resource.blocked:
        need.stop = True
    elif resource.role > Role.STARTED and current is not None and resource.assigned is not None:
        start = plan.get(resource, "start", resource.assigned, optional=True)
        if start.required:
            need.stop = True


def _restart(plan: Plan, resource: Primitive, current: Node | None, need: _Need) -> None:
    """Make the way down to stopped and up again, required where `need` says so."""
    plan.restarting.add(resource)
    role = resource.role
    while role is not Role.STOPPED:
        following = _step(role, Role.STOPPED)
        _act(plan, resource, role, following, current, optional=not need.stop)
        role = following
    while resource.role <= resource.next_role and role is not resource.role and not resource.blocked:
        following = _step(role, resource.role)
        required = need.stop or (following is Role.PROMOTED and need.promote)
        if not _act(plan, resource, role, following, resource.assigned, optional=not required):
            break
        role = following
    plan.restarting.discard(resource)


def _walk(plan: Plan, resource: Primitive, role: Role, wanted: Role, node: Node | None, *, optional: bool) -> None:
    while role is not wanted:
        following = _step(role, wanted)
        if not _act(plan, resource, role, following, node, optional=optional):
            break
        role = following


def _step(role: Role, wanted: Role) -> Role:
    return _NEXT_STEP[role].get(wanted, wanted) if role in _NEXT_STEP else Role.STOPPED


def _act(plan: Plan, resource: Primitive, role: Role, following: Role, node: Node | None, *, optional: bool) -> bool:
    """Make the action of one step; False where the walk ends."""
    if role is Role.PROMOTED:
        _demote(plan, resource, optional=optional)
    elif following is Role.STOPPED:
        _stop(plan, resource, optional=optional)
    elif following is Role.PROMOTED:
        _promote(plan, resource, node, optional=optional)
    elif role is Role.STOPPED:
        _start(plan, resource, node, optional=optional)
    else:
        return False
    return True


def _is_expected(plan: Plan, resource: Primitive, node: Node | None) -> bool:
    """Whether a resource that is active in several places shall simply stay on this node."""
    return (
        resource in plan.stop_unexpected
        and resource in plan.restarting
        and resource.next_role > Role.STOPPED
        and node is resource.assigned
    )


def _stop(plan: Plan, resource: Primitive, *, optional: bool) -> None:
    for node in resource.active_on:
        if _is_expected(plan, resource, node):
            continue
        if resource.partial_target is not None:
            if node is resource.partial_target and node is resource.assigned:
                continue
            optional = False
        stop = plan.get(resource, "stop", node, optional=optional)
        if resource.assigned is None:
            set_reason(stop, "node availability", overwrite=True)
        elif resource in plan.restarting and resource in plan.stop_unexpected:
            set_reason(stop, "being multiply active", overwrite=True)
        if not resource.managed:
            stop.flags &= ~RUNNABLE
        if resource.requires is Requires.UNFENCING:
            unfence = unfence_action(plan, node, optional=True)
            connect(stop, unfence, THEN_PULLS_FIRST)


def _start(plan: Plan, resource: Primitive, node: Node | None, *, optional: bool) -> None:
    start = plan.get(resource, "start", node, optional=True)
    order_unfencing(plan, resource, node, start, FIRST_PULLS_THEN)
    if start.runnable and not optional:
        start.flags &= ~OPTIONAL
    if _is_expected(plan, resource, node):
        start.flags |= PSEUDO


def _promote(plan: Plan, resource: Primitive, node: Node | None, *, optional: bool) -> None:
    starts = plan.find_exact(resource, f"{resource.id}_start_0", node)
    if all(start.runnable for start in starts):
        promote = plan.get(resource, "promote", node, optional=optional)
        if _is_expected(plan, resource, node):
            promote.flags |= PSEUDO
        return
    for promote in plan.find_exact(resource, f"{resource.id}_promote_0", node):
        promote.flags &= ~RUNNABLE


def _demote(plan: Plan, resource: Primitive, *, optional: bool) -> None:
    for node in resource.active_on:
        if not _is_expected(plan, resource, node):
            plan.get(resource, "demote", node, optional=optional)
