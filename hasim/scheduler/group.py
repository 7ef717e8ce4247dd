"""Placing a group: its members one after the other."""

from __future__ import annotations

from hasim.scheduler.node import Node
from hasim.scheduler.placing import assign, record_tables
from hasim.scheduler.resource import Group

FUNCTION = "pcmk__group_assign"


@assign.register
def assign_group(resource: Group, prefer: Node | None = None, stop_if_fail: bool = True) -> Node | None:
    """Place the members in order; colocations between them keep them together. Returns the node of the first placed."""
    if resource.decided or resource.deciding or not resource.children:
        resource.decided = resource.decided or not resource.children
        return _node(resource) if resource.decided else None
    resource.deciding = True
    first = resource.children[0]
    resource.role = first.current_role
    record_tables(resource, FUNCTION)
    node: Node | None = None
    for member in resource.children:
        found = assign(member, prefer, stop_if_fail)
        node = node or found
    resource.next_role = first.coming_role
    resource.deciding, resource.decided = False, True
    return node if resource.colocated else None


def _node(group: Group) -> Node | None:
    return next((member.assigned for member in group.children if member.assigned is not None), None)
