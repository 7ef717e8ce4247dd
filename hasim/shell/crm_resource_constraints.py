"""crm_resource --constraints: the locations and colocations that a resource is subject to."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib import Element
from hasim.cib.score import score_text
from hasim.scheduler.colocation import unpack_colocation
from hasim.scheduler.model import Colocation, Resource, Role
from hasim.shell.crm_resource_run import Run
from hasim.shell.listing.entry import Entry, render
from hasim.shell.listing.words import role_text
from hasim.shell.working_set import add_constraints

__all__ = ["constraints"]


def constraints(run: Run, *, recursive: bool) -> int:
    """Print what a resource's placement depends on; for a part of a collective, what the collective's does."""
    resource = run.resource()
    add_constraints(run.cluster)
    for element in run.cib.constraints.all("rsc_colocation"):
        unpack_colocation(run.cluster, element)
    if not run.force:
        resource = resource.top
    sections, found = [("Locations:", _locations(resource))], list(_location_elements(resource))
    for dependents in (True, False):
        walk = _Walk(run, recursive, dependents)
        sections.append((walk.heading(resource) + ":", walk.entries(resource)))
        found += _Walk(run, recursive, dependents).elements(resource)
    run.parsed.content.append(Element("constraints", {}, tuple(found)))
    for heading, entries in sections:
        if entries:
            run.out(heading)
            for line in render(entries, run.dialect):
                run.out(line)
    return 0


class _Walk:
    """One walk along colocations, to dependents or to primaries; a resource that was met before is named as a loop."""

    def __init__(self, run: Run, recursive: bool, dependents: bool) -> None:
        self.run, self.recursive, self.dependents = run, recursive, dependents
        self.seen: set[Resource] = set()

    def heading(self, resource: Resource) -> str:
        """The line above the resources found for one."""
        return (
            f"Resources colocated with {resource.id}"
            if self.dependents
            else f"Resources {resource.id} is colocated with"
        )

    def entries(self, resource: Resource) -> list[Entry]:
        """The resources on the other side of the colocations of one."""
        self.seen.add(resource)
        return [self._one(each) for each in (resource.with_this if self.dependents else resource.this_with)]

    def elements(self, resource: Resource) -> Iterator[Element]:
        """The same in formatted output, where all stand side by side."""
        self.seen.add(resource)
        for colocation in resource.with_this if self.dependents else resource.this_with:
            other = colocation.dependent if self.dependents else colocation.primary
            yield _colocation_element(colocation, self.run)
            if other not in self.seen:
                yield from _location_elements(other)
                if self.recursive:
                    yield from self.elements(other)

    def _one(self, colocation: Colocation) -> Entry:
        other = colocation.dependent if self.dependents else colocation.primary
        if other in self.seen:
            return Entry(f"{other.id} (id={colocation.id} - loop)")
        role = ""
        if colocation.primary_role > Role.STARTED:
            word = "needs" if self.dependents else "with"
            role = f"{word} role={role_text(colocation.primary_role, self.run.dialect)}, "
        locations = _locations(other)
        below = [Entry("Locations", tuple(locations), heading=True)] if locations else []
        if self.recursive:
            further = self.entries(other)
            below += [Entry(self.heading(other), tuple(further), heading=True)] if further else []
        return Entry(f"{other.id} (score={score_text(colocation.score)}, {role}id={colocation.id})", tuple(below))


def _locations(resource: Resource) -> list[Entry]:
    scored = ((location, entry) for location in resource.locations for entry in reversed(location.entries))
    return [
        Entry(
            f"Node {entry.node.name} (score={score_text(entry.score)}, id={entry.rule or each.id}, rsc={resource.id})"
        )
        for each, entry in scored
    ]


def _location_elements(resource: Resource) -> Iterator[Element]:
    for location in resource.locations:
        for entry in reversed(location.entries):
            attributes = {"node": entry.node.name, "rsc": resource.id, "id": entry.rule or location.id}
            yield Element("rsc_location", {**attributes, "score": score_text(entry.score)})


def _colocation_element(colocation: Colocation, run: Run) -> Element:
    attributes = {
        "id": colocation.id,
        "rsc": colocation.dependent.id,
        "with-rsc": colocation.primary.id,
        "score": score_text(colocation.score),
    }
    if colocation.node_attribute != "#uname":
        attributes["node-attribute"] = colocation.node_attribute
    for name, role in (("rsc-role", colocation.dependent_role), ("with-rsc-role", colocation.primary_role)):
        if role is not Role.UNKNOWN:
            attributes[name] = role_text(role, run.dialect)
    return Element("rsc_colocation", attributes)
