"""`pcs resource group` and `ungroup`."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import id_problem
from hasim.shell.pcs.lookup import any_resource, members, parent, resource
from hasim.shell.pcs.references import without_references
from hasim.shell.pcs.resource_wait import wait_for, wait_until_idle
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.words_kinds import described, known_element
from hasim.shell.schema import problems

__all__ = ["out_of_group"]


@command(
    "resource group add",
    "<group id> <resource id>... [--before <resource id> | --after <resource id>]",
    options="--wait -f --after --before",
)
def group_add(run: Run, words: list[str]) -> None:
    """Put resources into a group, which is made if it is not there."""
    if len(words) < 2:
        raise UsageFault
    if "--after" in run.options and "--before" in run.options:
        raise UsageFault("you cannot specify both --before and --after")
    cib = run.cib
    neighbour = run.options.get("--after") or run.options.get("--before") or ""
    if neighbour and known_element(cib, neighbour) is None:
        run.error(f"'{neighbour}' does not exist")
        run.check()
    group = known_element(cib, words[0])
    if group is None and id_problem(words[0], "group name"):
        run.error(id_problem(words[0], "group name"))
    elements = [known_element(cib, each) for each in words[1:]]
    for id, element in zip(words[1:], elements, strict=True):
        if element is None:
            run.error(f"'{id}' does not exist")
    found = [each for each in elements if each is not None]
    if any(each.get("class") == "stonith" for each in found):
        run.deprecated(
            "Ability of this command to accept stonith resource is deprecated and will be removed in a future release."
        )
    group = group or Element("group", {"id": words[0]})
    _check_members(run, cib, group, found, neighbour)
    run.check()
    changed = _moved(cib, group, found, neighbour, after="--after" in run.options)
    run.store(_without_emptied(run, changed))
    wait_for(run, words[0])


def _without_emptied(run: Run, changed: Cib) -> Cib:
    """The CIB without groups that lost their last member; the run ends where something is still about one of them."""
    emptied = [each for each in changed.resources.walk() if each.tag == "group" and not members(each)]
    for each in emptied:
        changed = changed.edit(parent(changed, each) or each, None)
    if emptied and problems(changed):
        for each in emptied:
            before = any_resource(run.cib, each.id)
            inside = [member.id for member in members(before)] if before is not None else []
            plural = "s" if len(inside) > 1 else ""
            run.error(
                f"Unable to move resource{plural} {quoted_list(inside)} as it would leave group '{each.id}' empty. "
                f"Please, use the 'pcs resource ungroup {each.id}' command first."
            )
        run.check()
    return changed


def _check_members(run: Run, cib: Cib, group: Element, found: list[Element], neighbour: str) -> None:
    for each in found:
        if each.tag not in ("primitive", "group", "clone", "master", "bundle"):
            run.error(f"'{each.id}' is not a resource")
        elif each.tag != "primitive":
            kind = described(each.tag)
            run.error(f"'{each.id}' is {kind} resource, {each.tag} resources cannot be put into a group")
        else:
            around = parent(cib, each)
            if around is not None and around.tag != "group":
                kind = described(around.tag)
                run.error(f"'{each.id}' cannot be put into a group because its parent '{around.id}' is {kind} resource")
    if group.tag != "group":
        run.error(f"'{group.id}' is not a group")
        return
    ids = [each.id for each in found]
    if not ids:
        run.error(f"Cannot modify group '{group.id}', no resources to add or remove specified")
    inside = [each.id for each in members(group)]
    doubled = sorted({id for id in ids if ids.count(id) > 1})
    if doubled:
        run.error(f"Resources to add or remove must be unique, duplicate resources: {quoted_list(doubled)}")
    if neighbour:
        if neighbour not in inside:
            run.error(f"There is no resource '{neighbour}' in the group '{group.id}', cannot add resources next to it")
        if neighbour in ids:
            run.error(f"Cannot put resource '{neighbour}' next to itself")
        if not ids:
            run.error(f"Cannot specify adjacent resource '{neighbour}' without resources to add")
    else:
        twice = sorted(set(ids) & set(inside))
        if twice:
            plural = len(twice) > 1
            run.error(
                f"Cannot add resource{'s' * plural} {quoted_list(twice)}, {'they are' if plural else 'it is'} already "
                f"present in group '{group.id}'"
            )


def _moved(cib: Cib, group: Element, found: list[Element], neighbour: str, *, after: bool) -> Cib:
    if any_resource(cib, group.id) is None:
        cib = cib.with_section(cib.resources.with_child(group))
    for each in found:
        cib = cib.edit(next(old for old in cib.resources.walk() if old is each), None)
    now = any_resource(cib, group.id)
    assert now is not None
    at = len(now.children)
    if neighbour:
        at = next(index for index, each in enumerate(now.children) if each.id == neighbour) + (1 if after else 0)
    return cib.edit(now, now.with_children((*now.children[:at], *found, *now.children[at:])))


@command("resource group list", options="-f")
def group_list(run: Run, words: list[str]) -> None:
    """List groups and what is in them."""
    if words:
        raise UsageFault
    for group in (each for each in run.cib.resources.walk() if each.tag == "group"):
        run.out(" ".join([f"{group.id}:", *(each.id for each in group.all("primitive"))]))


@command("resource group delete|remove", "<group id> [<resource id>...]", options="--wait -f")
def group_delete(run: Run, words: list[str]) -> None:
    """Take resources out of a group, all of them if none is named."""
    _ungroup(run, words)


@command("resource ungroup", "<group id> [<resource id>...]", options="--wait -f")
def ungroup(run: Run, words: list[str]) -> None:
    """Take resources out of a group, all of them if none is named."""
    _ungroup(run, words)


def _ungroup(run: Run, words: list[str]) -> None:
    if not words:
        raise UsageFault
    run.store(out_of_group(run, run.cib, words[0], words[1:]))
    wait_until_idle(run)


def out_of_group(run: Run, cib: Cib, group_id: str, ids: list[str]) -> Cib:
    """The CIB with members of a group outside of it, at the end; the last one takes the group away."""
    group = resource(cib, group_id, "group")
    if group is None:
        raise Failure(f"Group '{group_id}' does not exist")
    inside = {each.id: each for each in members(group)}
    missing = next((id for id in ids if id not in inside), None)
    if missing is not None:
        raise Failure(f"Resource '{missing}' does not exist in group '{group_id}'")
    moved = [inside[id] for id in (ids or inside)]
    around = parent(cib, group)
    if around is not None and len(inside) > 1 and len(moved) == len(inside):
        raise Failure("Cannot remove all resources from a cloned group")
    stays = around is not None and len(inside) == 1
    for each in moved:
        cib = cib.edit(each, None)
    if len(moved) == len(inside):
        emptied = resource(cib, group_id, "group")
        assert emptied is not None
        cib = cib.edit(emptied, None)
        if stays:
            assert around is not None
            clone = any_resource(cib, around.id)
            assert clone is not None
            cib = cib.edit(clone, clone.with_child(moved[0]))
        cib = without_references(run, cib, group_id, tell=True)
    return cib if stays else cib.with_section(cib.resources.with_children((*cib.resources.children, *moved)))
