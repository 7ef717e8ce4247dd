"""What else is about a resource: constraints, sets, tags, fencing levels. It goes when the resource goes."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.shell.pcs.edit import replaced
from hasim.shell.pcs.lookup import parent, resource
from hasim.shell.pcs.run import Run

__all__ = ["about", "without_references"]

_ENDS = ("rsc", "first", "then", "with-rsc")
_ORDER = ("rsc_colocation", "rsc_location", "rsc_order", "rsc_ticket")


def about(cib: Cib, id: str) -> tuple[list[str], list[str]]:
    """The ids of the constraints about a resource: plain ones, and those with sets. A cloned one's clone's, too."""
    found: list[str] = []
    sets: list[str] = []
    primitive = resource(cib, id, "primitive")
    around = parent(cib, primitive) if primitive is not None else None
    if around is not None and around.tag in ("clone", "master"):
        found, sets = about(cib, around.id)
    for tag in _ORDER:
        found += [each.id for each in cib.constraints.all(tag) if any(each.get(end) == id for end in _ENDS)]
    for each in cib.constraints.children:
        if any(ref.tag == "resource_ref" and ref.id == id for ref in each.walk()):
            sets.append(each.id)
    return found, list(dict.fromkeys(sets))


def without_references(run: Run, cib: Cib, id: str, *, tell: bool = False) -> Cib:
    """The CIB without what is about a resource."""
    cib = _without_tags(run, cib, id, tell)
    plain, sets = about(cib, id)
    for each in plain:
        if tell:
            run.say(f"Removing Constraint - {each}")
        element = next((child for child in cib.constraints.children if child.id == each), None)
        cib = cib.edit(element, None) if element is not None else cib
    for each in sets:
        cib = _without_member(run, cib, each, id, tell)
    return _without_levels(cib, id)


def _without_tags(run: Run, cib: Cib, id: str, tell: bool) -> Cib:
    for tag in cib.section("tags").all("tag"):
        mine = next((each for each in tag.children if each.id == id), None)
        if mine is None:
            continue
        if len(tag.children) == 1:
            cib = without_references(run, cib, tag.id, tell=tell)
            cib = cib.edit(next(each for each in cib.section("tags").children if each.id == tag.id), None)
        else:
            cib = cib.edit(mine, None)
    return cib


def _without_member(run: Run, cib: Cib, constraint_id: str, id: str, tell: bool) -> Cib:
    constraint = next(each for each in cib.constraints.children if each.id == constraint_id)
    changed: Element | None = constraint
    for part in constraint.all("resource_set"):
        kept = [each for each in part.children if each.id != id]
        if len(kept) == len(part.children) or changed is None:
            continue
        if tell:
            run.say(f"Removing {id} from set {part.id}")
        if kept:
            changed = replaced(changed, part, part.with_children(kept))
            continue
        run.say(f"Removing set {part.id}")
        changed = replaced(changed, part, None)
        if not changed.all("resource_set"):
            run.say(f"Removing constraint {constraint.id}")
            changed = None
    return cib.edit(constraint, changed)


def _without_levels(cib: Cib, id: str) -> Cib:
    topology = cib.configuration.first("fencing-topology")
    if topology is None:
        return cib
    children: list[Element] = []
    for level in topology.children:
        devices = (level.get("devices") or "").split(",")
        kept = [each for each in devices if each != id]
        if len(kept) == len(devices):
            children.append(level)
        elif kept:
            children.append(level.with_attributes({"devices": ",".join(kept)}))
    if not any(child.tag == "fencing-level" for child in children):
        return cib.edit(topology, None)
    return cib.edit(topology, topology.with_children(children))
