"""`pcs tag`."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command, older_name
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.ids import id_problem, used_ids
from hasim.shell.pcs.lookup import RESOURCE_TAGS, any_resource
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.text import indented
from hasim.shell.pcs.words import groups
from hasim.shell.pcs.words_kinds import not_found

__all__ = ["tag_lines"]


def _tags(cib: Cib) -> list[Element]:
    return cib.section("tags").all("tag")


def tag_lines(tags: list[Element]) -> list[str]:
    """Tags with what is in them."""
    return [line for tag in tags for line in [tag.id, *indented(each.id for each in tag.children)]]


@command("tag create", "<tag id> <resource id>...", options="-f")
def create(run: Run, words: list[str]) -> None:
    """Give resources a name together."""
    if len(words) < 2:
        raise UsageFault
    id, members, cib = words[0], words[1:], run.cib
    problem = id_problem(id)
    if problem:
        run.error(problem)
    elif id in used_ids(cib):
        run.error(f"'{id}' already exists")
    if id in members:
        run.error("Tag cannot contain itself")
    _check_members(run, cib, members)
    _check_doubled(run, members, "add")
    run.check()
    tag = Element("tag", {"id": id}, tuple(Element("obj_ref", {"id": each}) for each in members))
    run.store(cib.with_section(cib.section("tags").with_child(tag)))


def _check_members(run: Run, cib: Cib, members: list[str]) -> None:
    for each in members:
        if any_resource(cib, each) is None:
            run.error(not_found(cib, each, RESOURCE_TAGS))


def _check_doubled(run: Run, members: list[str], verb: str) -> None:
    doubled = {each for each in members if members.count(each) > 1}
    if doubled:
        run.error(f"Ids to {verb} must be unique, duplicate ids: {quoted_list(doubled)}")


@command("tag config", "[<tag id>...]", options="-f", default_of="tag")
def config(run: Run, words: list[str]) -> None:
    """Show tags."""
    tags = _tags(run.cib)
    if words:
        for each in words:
            if not any(tag.id == each for tag in tags):
                run.error(not_found(run.cib, each, ("tag",)))
        run.check()
        tags = [tag for word in dict.fromkeys(words) for tag in tags if tag.id == word]
    if not tags:
        return run.say(" No tags defined")
    return run.out("\n".join(tag_lines(tags)))


older_name("tag list", "tag config")


def _is_about(constraint: Element, id: str) -> bool:
    sets = constraint.all("resource_set")
    if sets:
        return any(each.tag == "resource_ref" and each.id == id for part in sets for each in part.children)
    return id in (constraint.get(name) for name in ("rsc", "with-rsc", "first", "then"))


@command("tag delete|remove", "<tag id>...", options="-f")
def delete(run: Run, words: list[str]) -> None:
    """Take names away again; what they stood for stays."""
    if not words:
        raise UsageFault
    cib = run.cib
    for id in words:
        found = next((tag for tag in _tags(cib) if tag.id == id), None)
        if found is None:
            run.error(not_found(cib, id, ("tag",)))
            continue
        about = [each.id for each in cib.constraints.children if _is_about(each, id)]
        if about:
            plural = "s" if len(about) > 1 else ""
            run.error(
                f"Tag '{id}' cannot be removed because it is referenced in constraint{plural} {quoted_list(about)}"
            )
        cib = cib.edit(found, None)
    run.check()
    run.store(cib)


@command("tag update", "<tag id> [add <id>...] [remove <id>...]", options="-f --after --before")
def update(run: Run, words: list[str]) -> None:
    """Change what a name stands for; --before and --after say where in the tag new ones go."""
    if not words:
        raise UsageFault
    found = groups(words[1:], ("add", "remove"), repeat=False)
    if "" in found:
        raise UsageFault
    if not found or not all(lists[0] for lists in found.values()):
        raise UsageFault(hint="Specify at least one id for 'add' or 'remove' arguments.")
    if "--after" in run.options and "--before" in run.options:
        raise UsageFault("Cannot specify both --before and --after")
    new, gone = found.get("add", [[]])[0], found.get("remove", [[]])[0]
    neighbour = run.options.get("--after", run.options.get("--before"))
    cib, id = run.cib, words[0]
    tag = next((each for each in _tags(cib) if each.id == id), None)
    if tag is None:
        run.error(not_found(cib, id, ("tag",)))
    if neighbour is not None and not new:
        run.error(f"Cannot specify adjacent id '{neighbour}' without ids to add")
    if set(new) & set(gone):
        run.error(f"Ids cannot be added and removed at the same time: {quoted_list(set(new) & set(gone))}")
    _check_doubled(run, new, "add")
    _check_members(run, cib, list(dict.fromkeys(new)))
    if tag is not None:
        _check_change(run, tag, new, gone, neighbour)
    run.check()
    assert tag is not None
    children = _changed(tag, list(dict.fromkeys(new)), gone, neighbour, "--before" in run.options)
    run.store(cib.edit(tag, tag.with_children(children) if children else None))


def _check_change(run: Run, tag: Element, new: list[str], gone: list[str], neighbour: str | None) -> None:
    now = {each.id for each in tag.children}
    again = set(new) & now
    if again and neighbour is None:
        plural = "s" if len(again) > 1 else ""
        run.error(f"Cannot add reference id{plural} already in the tag '{tag.id}': {quoted_list(again)}")
    _check_doubled(run, gone, "remove")
    missing = set(gone) - now
    if missing:
        plural = "s" if len(missing) > 1 else ""
        run.error(f"Tag '{tag.id}' does not contain id{plural}: {quoted_list(missing)}")
    elif gone and not new and len(set(gone)) == len(gone) and set(gone) == now:
        run.error(
            f"There would be no references left in the tag '{tag.id}', please remove the whole tag using the 'pcs tag "
            f"remove {tag.id}' command"
        )
    if neighbour is None:
        return
    if neighbour not in now:
        run.error(
            f"There is no reference id '{neighbour}' in the tag '{tag.id}', cannot put reference ids next to it in the "
            "tag"
        )
        return
    if neighbour in new:
        run.error(f"Cannot put id '{neighbour}' next to itself.")
    if neighbour in gone:
        run.error(f"Cannot remove id '{neighbour}' next to which ids are being added")


def _changed(tag: Element, new: list[str], gone: list[str], neighbour: str | None, before: bool) -> list[Element]:
    kept = [each for each in tag.children if each.id not in new]
    at = len(kept)
    if neighbour is not None:
        at = next(index for index, each in enumerate(kept) if each.id == neighbour) + (0 if before else 1)
    kept[at:at] = [Element("obj_ref", {"id": each}) for each in new]
    return [each for each in kept if each.id not in gone]
