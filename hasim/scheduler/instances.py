"""Which instance of an anonymous clone a node's history belongs to."""

from __future__ import annotations

from hasim.scheduler.node import Node
from hasim.scheduler.resource import Clone, Primitive, Resource
from hasim.scheduler.unpack_resources import ResourceBuilder


def instance_for(builder: ResourceBuilder, clone: Clone, node: Node, base_id: str) -> Primitive | None:
    """The primitive (called `base_id` in the configuration) of the instance that stands for `node`.

    One that is known there already, else the first that is nowhere, else a new one beyond clone-max.
    """
    chosen = _known_or_spare(clone, node, base_id)
    if chosen is not None and not chosen.needs_fencing and (not node.online or node.unclean):
        universal = clone.clone_max == len(clone.cluster.nodes)
        if not universal:
            chosen = None
    if chosen is None:
        instance = builder.add_instance(clone, len(clone.children), removed=True)
        chosen = _member(instance, base_id)
    return chosen


def _known_or_spare(clone: Clone, node: Node, base_id: str) -> Primitive | None:
    spare: Primitive | None = None
    duplicate = False
    for instance in clone.children:
        places = _places(instance)
        if places and places[0] is node:
            member = _member(instance, base_id)
            if member is not None and not member.active_on:
                return member
            duplicate = duplicate or member is not None
        elif not places and not duplicate and spare is None and not instance.blocked:
            spare = _member(instance, base_id)
            if spare is not None and spare.pending_node not in (None, node):
                spare = None
    return None if duplicate else spare


def _places(instance: Resource) -> list[Node]:
    """Where any member is active or has an operation under way, in the order of members."""
    found: list[Node] = []
    for leaf in instance.leaves():
        found.extend(leaf.active_on)
        if leaf.pending_node is not None:
            found.append(leaf.pending_node)
    return found


def _member(instance: Resource, base_id: str) -> Primitive | None:
    for leaf in instance.leaves():
        if base_id in (leaf.configured_id, leaf.id):
            return leaf
    return None
