"""What the names in constraints stand for: resources, templates, tags."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib.element import Element
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.resource import Resource


def find_resource(cluster: Cluster, name: str) -> Resource | None:
    """The resource with the id `name`; what is known by that name only in the history means its clone."""
    found = cluster.resource(name)
    if found is not None and found.id != name:
        return found.top
    return found


def is_collective_name(cluster: Cluster, name: str) -> bool:
    """Whether `name` means a template or tag rather than a resource."""
    return find_resource(cluster, name) is None and (name in cluster.templates or name in cluster.tags)


def resolve(cluster: Cluster, name: str) -> list[Resource]:
    """The resources that `name` stands for: one, those of a template, or those of a tag; none if it is unknown."""
    found = find_resource(cluster, name)
    if found is not None:
        return [found]
    names = cluster.templates.get(name) or cluster.tags.get(name) or []
    members = (find_resource(cluster, each) for each in names)
    return [member for member in members if member is not None]


def set_members(cluster: Cluster, resource_set: Element) -> list[Resource]:
    """The resources of a ``resource_set``, in order; templates and tags are replaced by their members."""
    return [resource for reference in resource_set.all("resource_ref") for resource in resolve(cluster, reference.id)]


def resource_sets(cluster: Cluster, constraint: Element) -> Iterator[Element]:
    """The resource sets of a constraint."""
    for child in constraint.all("resource_set"):
        found = cluster.rules.references.resolve(child)
        if found is not None:
            yield found
