"""The state of the connection to a remote node, and which cluster node an action there goes through."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.scheduler.action import Action
    from hasim.scheduler.node import Node


class ConnectionState(Enum):
    """What can be expected of the connection to a remote node in this transition."""

    ALIVE = "alive"
    RESTING = "resting"
    """Its host is lost, or it is on its way: it has to be established (again) first."""
    UNKNOWN = "unknown"
    """Nowhere at present; whether it can be established will turn out."""
    FAILED = "failed"
    """Lost for good: what is on the node can be ended by fencing only."""
    STOPPED = "stopped"
    """Cleanly stopped, or about to be."""


def connection_state(node: Node) -> ConnectionState:
    """The state of the connection to a remote node; its connection must be known."""
    connection = node.connection
    assert connection is not None
    host = connection.current_node
    if connection.next_role is Role.STOPPED or connection.assigned is None:
        if host is not None and host.unclean:
            return ConnectionState.FAILED
        if not connection.failed:
            return ConnectionState.STOPPED
        waiting = connection.next_role is Role.STOPPED and connection.reconnect_interval > 0
        asked_to_stop = node.attributes.get("shutdown", "0") not in ("", "0")
        if waiting and node.remote_was_fenced and not asked_to_stop:
            return ConnectionState.UNKNOWN
        return ConnectionState.FAILED
    if host is None:
        return ConnectionState.UNKNOWN
    if host.unclean or not host.online:
        return ConnectionState.RESTING
    migrating = connection.partial_source is not None and connection.partial_target is not None
    return ConnectionState.RESTING if len(connection.active_on) > 1 and migrating else ConnectionState.ALIVE


def is_failed_remote(node: Node) -> bool:
    """Whether a remote node (not a guest) cannot be reached any more."""
    if not node.is_remote or node.is_guest or node.connection is None:
        return False
    return connection_state(node) is ConnectionState.FAILED


_BEFORE_MOVE = frozenset({"cancel", "stop", "demote", "migrate_from", "migrate_to"})


def host_of(action: Action) -> Node | None:
    """The cluster node through which an action on a remote or guest node goes; None for other actions.

    While the connection moves, what takes something down still goes the old way, what brings it up the new one.
    """
    node = action.node
    if node is None or node.connection is None or not node.is_remote or action.task == "stonith":
        return None
    connection = node.connection
    before, after = connection.current_node, connection.assigned
    if before is None or after is None or before is after:
        return before if before is not None else after
    partial = connection.launcher is None and connection.partial_target is not None
    task = action.meta.get("notify_operation", "") if action.task == "notify" else action.task
    return before if task in _BEFORE_MOVE and not partial else after
