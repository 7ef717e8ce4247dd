"""`pcs resource relocate`: move resources to where they would rather be, were it not for their stickiness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import set_with
from hasim.shell.pcs.families import warn_about_stonith
from hasim.shell.pcs.faults import Failure, Stop, UsageFault
from hasim.shell.pcs.ids import free_id, used_ids
from hasim.shell.pcs.lookup import any_resource, bundle_around, clone_around
from hasim.shell.pcs.rehearsal import Operation, rehearse
from hasim.shell.pcs.roles import stored_role
from hasim.shell.pcs.run import Run

_PREFIX = "pcs-relocate-"
_TAGS = ("master", "clone", "group", "primitive")


@dataclass(slots=True)
class _Place:
    """Where a resource would go: `constrained` is the resource that a constraint has to name."""

    resource: str
    constrained: str
    node: str = ""
    promoted: str = ""


@command("resource relocate show")
def show(run: Run, words: list[str]) -> None:
    """Show where resources would go if nothing held them where they are."""
    if words:
        raise UsageFault
    if "-f" in run.options:
        raise Failure("Specified option '-f' is not supported in this command")
    text = rehearse(run, _without_stickiness(run, ())[0]).text
    part = ""
    for line in text.split("\n"):
        title = line.strip()
        if title == "Current cluster status:":
            part = "status"
        elif title == "Transition Summary:":
            part = "summary"
            run.out("")
        elif not title:
            part = "resources" if part == "status" else ""
        if part:
            run.out(line)


@command("resource relocate dry-run", "[<resource id>...]", options="-f")
def dry_run(run: Run, words: list[str]) -> None:
    """Say which constraints `resource relocate run` would make for a while."""
    _relocate(run, words, dry=True)


@command("resource relocate run", "[<resource id>...]")
def relocate(run: Run, words: list[str]) -> None:
    """Move resources to where they would rather be: constraints are made, and removed when everything has moved."""
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")
    _relocate(run, words, dry=False)


@command("resource relocate clear", "", options="-f")
def clear(run: Run, words: list[str]) -> None:
    """Remove the constraints of `resource relocate run`, if it could not."""
    if words:
        raise UsageFault
    run.store(_cleared(run, run.cib))


def _cleared(run: Run, cib: Cib) -> Cib:
    for each in cib.constraints.all("rsc_location"):
        if each.id.startswith(_PREFIX):
            run.say(f"Removing constraint {each.id}")
            cib = cib.edit(each, None)
    return cib


def _without_stickiness(run: Run, ids: Sequence[str]) -> tuple[Cib, set[str]]:
    """The configuration in which these resources (or all) do not stick, and what that is true of."""
    cib = run.cib
    found = [each for tag in _TAGS for each in cib.resources.walk() if each.tag == tag]
    chosen = [each for each in found if not ids or each.id in ids]
    missing = sorted(set(ids) - {each.id for each in chosen})
    for id in missing:
        run.say(f"Error: unable to find a resource/clone/group: {id}")
    if missing:
        raise Stop
    changed = {inner.id for each in chosen for inner in each.walk() if inner.tag in _TAGS}
    for id in changed:
        element = any_resource(cib, id)
        assert element is not None
        cib = cib.edit(element, _unstuck(element, used_ids(cib)))
    return cib, changed


def _unstuck(element: Element, used: set[str]) -> Element:
    present = element.first("meta_attributes")
    attributes = present or Element("meta_attributes", {"id": free_id(f"{element.id}-meta_attributes", used)})
    changed = set_with(attributes, [("resource-stickiness", "0")], used)
    if present is None:
        return element.with_child(changed)
    return element.with_children(changed if each is present else each for each in element.children)


def _places(run: Run, ids: Sequence[str]) -> list[_Place]:
    cib, changed = _without_stickiness(run, ids)
    played = rehearse(run, cib)
    found: dict[str, _Place] = {}
    for each in played.operations:
        if each.kind not in ("start", "promote", "migrate_from"):
            continue
        place = found.get(each.name) or _place(played.after, each)
        if place is None:
            continue
        found[each.name] = place
        if each.kind == "promote":
            place.promoted = each.node
        else:
            place.node = each.node
    return [each for each in found.values() if not ids or {each.resource, each.constrained} & changed]


def _place(cib: Cib, operation: Operation) -> _Place | None:
    element = any_resource(cib, operation.resource.partition(":")[0])
    if element is None:
        return None
    around = clone_around(cib, element) or bundle_around(cib, element)
    return _Place(operation.resource, (around or element).id)


def _relocate(run: Run, words: list[str], *, dry: bool) -> None:
    warn_about_stonith(run, words)
    cib = run.cib
    places = _places(run, words)
    for each in places:
        role = " role=Promoted" if not each.node else ""
        run.say(f"Creating location constraint: {each.constrained} prefers {each.node or each.promoted}=INFINITY{role}")
        cib = cib.with_section(cib.constraints.with_child(_constraint(cib, each)))
    if not places:
        return
    if not dry:
        run.store(cib)
    run.say("\nWaiting for resources to move...\n")
    problem = ""
    if not dry:
        status, text = run.program("crm_resource", "--wait")
        problem = "" if status == 0 else "waiting timeout" if status == 124 else text.strip()
        if problem:
            run.say(f"Error: {problem}")
        cib = run.cib
    cleared = _cleared(run, cib)
    if not dry:
        run.store(cleared)
    if problem:
        raise Stop


def _constraint(cib: Cib, place: _Place) -> Element:
    id = free_id(f"{_PREFIX}{place.constrained}", used_ids(cib))
    target = {"node": place.promoted, "role": stored_role(cib, "Promoted")} if place.promoted else {"node": place.node}
    return Element("rsc_location", {"id": id, "rsc": place.constrained, "score": "INFINITY", **target})
