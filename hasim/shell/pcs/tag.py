"""`pcs tag`."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command, older_name, refused
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.ids import id_problem, used_ids
from hasim.shell.pcs.lookup import any_resource
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.text import indented

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
    run.check()
    tag = Element("tag", {"id": id}, tuple(Element("obj_ref", {"id": each}) for each in members))
    run.store(cib.with_section(cib.section("tags").with_child(tag)))


def _check_members(run: Run, cib: Cib, members: list[str]) -> None:
    for each in members:
        if any_resource(cib, each) is None:
            run.error(f"bundle/clone/group/resource '{each}' does not exist")
    doubled = sorted({each for each in members if members.count(each) > 1})
    if doubled:
        run.error(f"Ids to add must be unique, duplicate ids: {quoted_list(doubled)}")


@command("tag config", "[<tag id>...]", options="-f", default_of="tag")
def config(run: Run, words: list[str]) -> None:
    """Show tags."""
    tags = _tags(run.cib)
    if words:
        for each in words:
            if not any(tag.id == each for tag in tags):
                run.error(f"tag '{each}' does not exist")
        run.check()
        tags = [tag for word in dict.fromkeys(words) for tag in tags if tag.id == word]
    if not tags:
        return run.say(" No tags defined")
    return run.out("\n".join(tag_lines(tags)))


older_name("tag list", "tag config")


@command("tag delete|remove", "<tag id>...", options="-f")
def delete(run: Run, words: list[str]) -> None:
    """Take names away again; what they stood for stays."""
    if not words:
        raise UsageFault
    cib = run.cib
    for id in words:
        found = next((tag for tag in _tags(cib) if tag.id == id), None)
        if found is None:
            run.error(f"tag '{id}' does not exist")
            continue
        about = [each.id for each in cib.constraints.children if id in (each.get("rsc"), each.get("with-rsc"))]
        if about:
            plural = "s" if len(about) > 1 else ""
            run.error(
                f"Tag '{id}' cannot be removed because it is referenced in constraint{plural} {quoted_list(about)}"
            )
        cib = cib.edit(found, None)
    run.check()
    run.store(cib)


refused("tag update", "change what a name stands for")
