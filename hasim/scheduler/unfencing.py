"""Unfencing: switching a node's access to shared devices on again before resources may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.scheduler.action import connect
from hasim.scheduler.roles import Requires

if TYPE_CHECKING:
    from hasim.scheduler.action import Action
    from hasim.scheduler.node import Node
    from hasim.scheduler.plan import Plan
    from hasim.scheduler.resource import Primitive


def unfence_action(plan: Plan, node: Node, *, optional: bool, reason: str = "") -> Action:
    """The action that unfences a node."""
    return plan.fence_action(node, optional=optional, reason=reason, operation="on")


def order_unfencing(plan: Plan, resource: Primitive, node: Node | None, action: Action, flags: int) -> None:
    """Order an action of a resource after the unfencing of its node, where the resource needs that."""
    if node is None:
        return
    concerned = resource.is_fence_device and plan.cluster.unfencing_used
    if not concerned and resource.requires is not Requires.UNFENCING:
        return
    unfence = unfence_action(plan, node, optional=True)
    connect(unfence, action, flags)
    if node.attributes.get("#node-unfenced", "0") in ("", "0"):
        trigger_unfencing(plan, node, f"required by {resource.id} {action.task}")


def trigger_unfencing(plan: Plan, node: Node, reason: str) -> None:
    """Have a node unfenced; one that is not well or about to leave is not."""
    if node.online and not node.unclean and not node.shutting_down:
        unfence_action(plan, node, optional=False, reason=reason)
