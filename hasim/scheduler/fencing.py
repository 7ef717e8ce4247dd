"""Fencing nodes and shutting them down, and what has to wait for that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.cib.values import is_true
from hasim.scheduler.action import connect, operation_key
from hasim.scheduler.fence_marks import can_fence
from hasim.scheduler.flags import FIRST_GATES_THEN, FIRST_PULLS_THEN, GUEST_OK, OPTIONAL, ORDER, PSEUDO, RUNNABLE
from hasim.scheduler.notify import announce_fencing
from hasim.scheduler.plan import set_reason
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Requires

if TYPE_CHECKING:
    from hasim.scheduler.action import Action
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan


def fence_and_shut_down(plan: Plan) -> None:
    """Fence what must be fenced, shut down what asked for it, and put these in order."""
    cluster = plan.cluster
    any_managed = any(leaf.managed for leaf in cluster.leaves())
    dc_down: Action | None = None
    dc_fenced = False
    fences: list[Action] = []
    shutdowns: list[Action] = []
    for node in cluster.nodes:
        if node.is_guest:
            if node.needs_reset and any_managed and can_fence(cluster, node):
                _fence_guest(plan, node)
            continue
        if node.unclean and any_managed and can_fence(cluster, node):
            fence = plan.fence_action(node, optional=False)
            set_reason(fence, "node is unclean")
            _order_around_fencing(plan, node, fence)
            if node.is_dc:
                dc_down, dc_fenced = fence, True
            else:
                if not cluster.options.concurrent_fencing and fences:
                    connect(fences[-1], fence, ORDER)
                fences.append(fence)
        elif not node.is_remote and node.online and node.shutting_down:
            shutdown = _shutdown(plan, node)
            if node.is_dc:
                dc_down = shutdown
            else:
                shutdowns.append(shutdown)
    if dc_down is not None:
        _order_dc_last(plan, dc_down, fences, shutdowns, dc_fenced=dc_fenced)


def _fence_guest(plan: Plan, node: Node) -> None:
    """A guest is fenced by the stop of what launches it; a milestone says when that is done."""
    connection, launcher = node.connection, node.launcher
    stop = plan.newest(launcher, "stop") if launcher is not None else None
    restarts = launcher is not None and plan.newest(launcher, "start") is not None
    fence = plan.fence_action(
        node, optional=False, reason="guest is unclean", operation="reboot" if restarts else "off"
    )
    fence.flags |= PSEUDO | RUNNABLE
    if stop is not None and stop.flags & PSEUDO and stop.node is not None:
        host_fenced = plan.fence_action(stop.node, optional=False)
        connect(host_fenced, fence, FIRST_GATES_THEN | FIRST_PULLS_THEN)
    elif stop is not None:
        connect(stop, fence, FIRST_GATES_THEN | FIRST_PULLS_THEN)
    elif connection is not None:  # it may be up after all: its launcher is probed before the connection stops
        connect(plan.newest(connection, "stop"), fence, ORDER)
    _order_around_fencing(plan, node, fence)


def _order_dc_last(
    plan: Plan, dc_down: Action, fences: list[Action], shutdowns: list[Action], *, dc_fenced: bool
) -> None:
    if not dc_fenced:
        for shutdown in reversed(shutdowns):
            connect(shutdown, dc_down, ORDER)
    waited = reversed(fences) if plan.cluster.options.concurrent_fencing else fences[-1:]
    for fence in waited:
        connect(fence, dc_down, ORDER)


def _shutdown(plan: Plan, node: Node) -> Action:
    """The shutdown of a node, after all stops there."""
    action = plan.get(None, "do_shutdown", node, optional=False, key=f"do_shutdown-{node.name}")
    action.meta["op_no_wait"] = "true"
    for stop in reversed(list(plan.actions)):
        resource = stop.resource
        if not isinstance(resource, Primitive) or stop.task != "stop" or stop.node is not node:
            continue
        if resource.maintenance or node.maintenance or not (resource.managed or resource.blocked):
            continue
        stop.flags &= ~OPTIONAL
        plan.order(resource, stop, None, action, ORDER | FIRST_GATES_THEN)
    return action


def _order_around_fencing(plan: Plan, node: Node, fence: Action) -> None:
    for leaf in plan.cluster.leaves():
        if leaf.managed:
            _order_starts(leaf, node, fence)
            _order_ends(plan, leaf, node, fence)


def _order_starts(leaf: Primitive, node: Node, fence: Action) -> None:
    for action in reversed(leaf.actions):
        if action.needs is Requires.FENCING:
            connect(fence, action, ORDER)
        elif action.needs is Requires.QUORUM and action.task == "start":
            if node in leaf.scores and node not in leaf.known_on:
                connect(fence, action, ORDER | FIRST_GATES_THEN)


def _order_ends(plan: Plan, leaf: Primitive, node: Node, fence: Action) -> None:
    """Stops and demotes on a fenced node happen by the fencing itself."""
    implicit = leaf.needs_fencing or node.is_guest
    top = leaf.top
    for stop in list(plan.find_exact(leaf, operation_key(leaf.id, "stop"), node)):
        stop.flags |= PSEUDO | RUNNABLE
        if implicit:
            if leaf.bundle is None:  # else what is around it waits
                connect(fence, stop, GUEST_OK)
            collective = plan.newest(top, "stop")
            if collective is not None:
                connect(fence, collective, GUEST_OK)
        if is_true(leaf.meta.get("notify")):
            announce_fencing(plan, stop, fence)
    for demote in list(plan.find_exact(leaf, operation_key(leaf.id, "demote"), node)):
        if not node.online or node.unclean or leaf.failed:
            demote.flags |= PSEUDO | RUNNABLE
            if implicit and leaf.bundle is None:
                connect(fence, demote, GUEST_OK | ORDER)
