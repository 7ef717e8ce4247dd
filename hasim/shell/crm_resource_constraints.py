"""crm_resource --constraints: the locations and colocations that a resource is subject to."""

from __future__ import annotations

from hasim.cib.score import score_text
from hasim.scheduler.colocation import unpack_colocation
from hasim.scheduler.model import Colocation, Resource
from hasim.shell.crm_resource_run import Run
from hasim.shell.listing.entry import Entry, render
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
    walk = _Walk(run, recursive)
    for heading, entries in walk.sections(resource):
        run.out(heading)
        for line in render(entries, run.dialect):
            run.out(line)
    return 0


class _Walk:
    """One walk along colocations; a resource that was met before is named as a loop."""

    def __init__(self, run: Run, recursive: bool) -> None:
        self.run, self.recursive = run, recursive
        self.seen: set[Resource] = set()

    def sections(self, resource: Resource) -> list[tuple[str, list[Entry]]]:
        """Headings with what stands below them; empty sections are left out."""
        self.seen.add(resource)
        found = [("Locations:", _locations(resource))]
        mine = [each for each in self.run.cluster.colocations if each.dependent is resource]
        theirs = [each for each in self.run.cluster.colocations if each.primary is resource]
        found.append((f"Resources {resource.id} is colocated with:", self._colocated(mine, primary=True)))
        found.append((f"Resources colocated with {resource.id}:", self._colocated(theirs, primary=False)))
        return [(heading, entries) for heading, entries in found if entries]

    def _colocated(self, colocations: list[Colocation], *, primary: bool) -> list[Entry]:
        ordered = sorted(colocations, key=lambda each: each.id, reverse=True)
        return [self._one(each, each.primary if primary else each.dependent, primary) for each in ordered]

    def _one(self, colocation: Colocation, other: Resource, primary: bool) -> Entry:
        if other in self.seen:
            return Entry(f"{other.id} (id={colocation.id} - loop)")
        text = f"{other.id} (score={score_text(colocation.score)}, id={colocation.id})"
        below: list[Entry] = []
        if primary:
            locations = _locations(other)
            below = [Entry("Locations", tuple(locations), heading=True)] if locations else []
        if self.recursive:
            self.seen.add(other)
        return Entry(text, tuple(below))


def _locations(resource: Resource) -> list[Entry]:
    return [
        Entry(f"Node {entry.node.name} (score={score_text(entry.score)}, id={location.id}, rsc={resource.id})")
        for location in resource.locations
        for entry in location.entries
    ]
