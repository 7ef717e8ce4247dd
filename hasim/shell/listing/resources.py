"""The list of all resources."""

from __future__ import annotations

from dataclasses import replace

from hasim.scheduler.model import Cluster, Node, Primitive, Resource
from hasim.shell.listing.brief import brief_entries
from hasim.shell.listing.collective import asked_for, known_places, resource_entry
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.primitive import css_class, primitive_line
from hasim.shell.listing.style import Style

__all__ = ["node_resources", "resource_entries", "shown_resources"]


def resource_entries(cluster: Cluster, style: Style) -> list[Entry]:
    """All top-level resources that the style asks for, in the order of the working set."""
    found = []
    if style.brief and not style.by_node:
        primitives = (each for each in cluster.resources if isinstance(each, Primitive))
        found += brief_entries((each for each in primitives if asked_for(each, style)), style)
    for resource in shown_resources(cluster, style):
        entry = resource_entry(resource, style)
        if entry is not None:
            found.append(entry)
    return found


def shown_resources(cluster: Cluster, style: Style) -> list[Resource]:
    """The top-level resources whose state the style asks for."""
    return [resource for resource in cluster.resources if _shown(resource, style)]


def _shown(resource: Resource, style: Style) -> bool:
    if resource.implied and not style.detail:
        return False
    active, fully = resource.is_active(), resource.is_active(fully=True)
    if resource.removed and not fully:
        return False
    if style.by_node:
        return not fully
    if style.brief and isinstance(resource, Primitive):
        return False
    if not active:
        return style.inactive
    return any(style.shows_node(node.name) for node in known_places(resource, style))


def node_resources(node: Node, style: Style) -> list[Entry]:
    """What runs on one node, without saying so in each line."""
    bare = replace(style, node_names=False)
    running = [leaf for resource in node.running for leaf in resource.leaves()]
    shown = [leaf for leaf in running if asked_for(leaf.bundle or leaf.top, style)]
    if style.brief and not style.old:
        return brief_entries(shown, bare)
    return [
        Entry(primitive_line(leaf, bare), css=css_class(leaf)) for leaf in shown if style.detail or not leaf.implied
    ]
