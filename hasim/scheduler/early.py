"""What unpacking the status has already decided: the first actions of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.action import connect
from hasim.scheduler.cluster import Early, EarlyKind
from hasim.scheduler.fencing_delay import delay_for, priority_fencing_delay
from hasim.scheduler.flags import FIRST_PULLS_THEN, OPTIONAL
from hasim.scheduler.resource import Primitive

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hasim.scheduler.action import Action
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan
    from hasim.scheduler.resource import Resource


def replay(plan: Plan, requests: Iterable[Early]) -> None:
    """Make the actions that unpacking asked for, in its order."""
    for request in requests:
        _make(plan, request)


def _make(plan: Plan, request: Early) -> None:
    resource, node, kind = request.resource, request.node, request.kind
    if kind is EarlyKind.FENCE:
        assert node is not None
        fence = plan.fence_action(node, optional=True, reason=request.reason)
        if request.priority_delay and priority_fencing_delay(plan.cluster):
            fence.meta["priority-fencing-delay"] = str(delay_for(plan.cluster, node))
        return
    assert resource is not None
    assert node is not None
    if kind is EarlyKind.RECURRING:
        plan.get(resource, request.task, node, optional=True, interval=request.interval)
    elif kind is EarlyKind.STOP:
        plan.get(resource, "stop", node, optional=False)
    elif kind is EarlyKind.STOPS_OPTIONAL:
        for stop in plan.find(resource, f"{resource.id}_stop_0", node):
            stop.flags |= OPTIONAL
    elif kind is EarlyKind.DEMOTE:
        plan.get(resource, "demote", node, optional=False)
    elif kind is EarlyKind.CLEAR_FAILCOUNT:
        cleared = clear_failcount(plan, resource, node)
        _clear_after_fencing(plan, resource, cleared)
    elif kind is EarlyKind.LRM_DELETE:
        plan.get(resource, "lrm_delete", node, optional=False)


def _clear_after_fencing(plan: Plan, resource: Resource, cleared: Action) -> None:
    """The failure of a connection is forgotten only after a fencing of its node."""
    if not isinstance(resource, Primitive) or not resource.reconnect_interval:
        return
    remote = plan.cluster.node(resource.id)
    if remote is not None and plan.cluster.options.fencing_enabled:
        connect(plan.fence_action(remote, optional=True), cleared, FIRST_PULLS_THEN)


def clear_failcount(plan: Plan, resource: Resource, node: Node) -> Action:
    """Have the fail count of a resource on a node forgotten."""
    action = plan.get(resource, "clear_failcount", node, optional=False)
    action.meta["op_no_wait"] = "true"
    return action
