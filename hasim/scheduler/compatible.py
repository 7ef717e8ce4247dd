"""Finding the instance of a clone that goes with another resource."""

from __future__ import annotations

from hasim.scheduler.node import Node
from hasim.scheduler.node_order import best_first
from hasim.scheduler.resource import Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.spread import place_value


def compatible_instance(
    resource: Resource, clone: Resource, role: Role = Role.UNKNOWN, attribute: str = "#uname"
) -> Resource | None:
    """The instance of `clone` that is assigned to the node of `resource`, or one with the same value of `attribute`.

    If `resource` has no node yet, its nodes are tried in the order of preference. With a role, the instance must be
    going to have that role.
    """
    assigned = resource.assigned_nodes
    if len(assigned) == 1:
        nodes = assigned
    else:
        nodes = [entry.node for entry in best_first(resource.cluster, resource.scores.values())]
    for node in nodes:
        for instance in clone.instances:
            if _fits(resource, instance, node, role, attribute):
                return instance
    return None


def _fits(resource: Resource, instance: Resource, node: Node, role: Role, attribute: str) -> bool:
    if (role is not Role.UNKNOWN and instance.coming_role is not role) or instance.is_blocked:
        return False
    places = instance.assigned_nodes
    if len(places) != 1:
        return False
    return places[0] is node or place_value(places[0], attribute, instance) == place_value(node, attribute, resource)
