"""Actions on remote and guest nodes have to wait for the connection, or have to be over before it goes down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.action import Action, operation_key
from hasim.scheduler.connection import ConnectionState, connection_state
from hasim.scheduler.flags import (
    FIRST_GATES_THEN,
    FIRST_PULLS_THEN,
    GUEST_OK,
    ORDER,
    PSEUDO,
    THEN_PULLS_FIRST,
)
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.scheduler.plan import Plan

_DOWN = frozenset({"stop", "migrate_to", "migrate_from"})


def order_remote_actions(plan: Plan) -> None:
    """Add the relations of all actions on remote and guest nodes with the connections to them."""
    if not any(node.is_remote for node in plan.cluster.nodes):
        return
    for action in reversed(list(plan.actions)):
        resource, node = action.resource, action.node
        if resource is None:
            continue
        if isinstance(resource, Primitive) and resource.is_remote_connection and action.task == "clear_failcount":
            plan.order(resource, action, resource, operation_key(resource.id, "start"), ORDER)
            continue
        if node is None or not node.is_remote or action.flags & PSEUDO or node.connection is None:
            continue
        if action.task == "start":
            for stop in reversed(resource.actions):
                if stop.task == "stop" and stop.node is not None and stop.node is not node:
                    key = operation_key(node.connection.id, "start")
                    plan.order(node.connection, key, resource, stop, ORDER)
        if node.is_guest:
            _order_on_guest(plan, action, node.connection)
        else:
            _order_on_remote(plan, action, node.connection)


def _after_start(plan: Plan, first: Primitive, then: Action, flags: int = 0) -> None:
    flags |= GUEST_OK | FIRST_GATES_THEN
    plan.order(first, operation_key(first.id, "start"), then.resource, then, flags)


def _before_stop(plan: Plan, first: Action, then: Primitive, flags: int = 0) -> None:
    plan.order(first.resource, first, then, operation_key(then.id, "stop"), flags | GUEST_OK)


def _is_recurring(action: Action) -> bool:
    return action.interval > 0


def _order_on_guest(plan: Plan, action: Action, connection: Primitive) -> None:
    launcher, node = connection.launcher, action.node
    assert launcher is not None
    assert node is not None
    if launcher.failed:
        plan.mark_for_fencing(node, "container failed")
    if action.task in ("start", "promote"):
        _after_start(plan, launcher, action, FIRST_PULLS_THEN)
        _after_start(plan, connection, action)
    elif action.task in _DOWN or action.task == "demote":
        if not launcher.failed:  # else they are implied by the stop of the launcher
            _before_stop(plan, action, connection)
    elif not _is_recurring(action):
        _after_start(plan, connection, action)
    elif action.task != "cancel":
        _after_start(plan, connection, action, FIRST_PULLS_THEN)


def _order_on_remote(plan: Plan, action: Action, connection: Primitive) -> None:
    assert action.node is not None
    state = connection_state(action.node)
    if action.task in ("start", "promote"):
        _after_start(plan, connection, action, FIRST_PULLS_THEN if state is ConnectionState.FAILED else 0)
    elif action.task in _DOWN:
        _order_end(plan, action, connection, state)
    elif action.task == "demote":
        if state in (ConnectionState.RESTING, ConnectionState.UNKNOWN):
            _after_start(plan, connection, action)
    elif _is_recurring(action):
        _after_start(plan, connection, action, FIRST_PULLS_THEN)
    else:
        _order_one_off(plan, action, connection, state)


def _order_end(plan: Plan, action: Action, connection: Primitive, state: ConnectionState) -> None:
    assert action.node is not None
    if state is ConnectionState.ALIVE:
        _before_stop(plan, action, connection, THEN_PULLS_FIRST)
    elif state is ConnectionState.FAILED:
        plan.mark_for_fencing(action.node, "resources are active but connection is unrecoverable")
    elif connection.next_role is Role.STOPPED:
        _before_stop(plan, action, connection, THEN_PULLS_FIRST)
    else:
        _after_start(plan, connection, action)


def _order_one_off(plan: Plan, action: Action, connection: Primitive, state: ConnectionState) -> None:
    """Probes, notifications, clean-up."""
    assert action.node is not None
    if action.task == "monitor" and state is ConnectionState.FAILED:
        plan.mark_for_fencing(action.node, "resources are in unknown state and connection is unrecoverable")
    if connection.current_node is not None and state is ConnectionState.STOPPED:
        _before_stop(plan, action, connection, FIRST_GATES_THEN)
    else:
        _after_start(plan, connection, action)
