"""Finding the instance of a clone that stands beside another resource, and withdrawing one that stands alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hasim.scheduler.flags import OPTIONAL, RUNNABLE
from hasim.scheduler.node_order import best_first
from hasim.scheduler.placing import unassign
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.scheduler.node import Node
    from hasim.scheduler.resource import Bundle, Clone, Primitive, Resource


def single_node(resource: Resource, *, current: bool) -> Node | None:
    """The node of a resource that is (`current`: now, else: will be) on exactly one."""
    nodes = resource.current_nodes if current else resource.assigned_nodes
    return nodes[0] if len(nodes) == 1 else None


def neighbour(resource: Resource, clone: Clone | Bundle, *, current: bool) -> Resource | None:
    """The first instance of `clone` that is where `resource` is, or on the best node `resource` may be on."""
    node = single_node(resource, current=current)
    if node is not None:
        return next((instance for place, instance in _placed(clone, current=current) if place is node), None)
    first_on: dict[Node, Resource] = {}
    for place, instance in _placed(clone, current=current):
        first_on.setdefault(place, instance)
    if not first_on:
        return None
    nodes = (entry.node for entry in best_first(resource.cluster, resource.scores.values()))
    return next((first_on[node] for node in nodes if node in first_on), None)


def _placed(clone: Clone | Bundle, *, current: bool) -> Iterator[tuple[Node, Resource]]:
    """The instances that are on exactly one node and not blocked, in list order."""
    for instance in clone.instances:
        node = single_node(instance, current=current)
        if node is not None and not instance.is_blocked:
            yield node, instance


def withdraw_instance(instance: Resource) -> bool:
    """Let an instance run nowhere after all; whether it was to run anywhere."""
    changed = False
    for leaf in instance.leaves():
        changed = changed or leaf.assigned is not None
        unassign(leaf)
        leaf.decided = True
        leaf.next_role = Role.STOPPED
        adapt_to_no_node(leaf)
    return changed


def adapt_to_no_node(leaf: Primitive) -> None:
    """Adapt the actions that a primitive has so far to its being placed nowhere."""
    for action in leaf.actions:
        if action.task == "stop":
            action.flags &= ~OPTIONAL
        elif action.task == "start" or (action.interval and action.meta.get("op_target_rc") != "7"):
            action.flags &= ~RUNNABLE
