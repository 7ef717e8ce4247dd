"""`pcs resource delete`."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import with_values_first
from hasim.shell.pcs.families import warn_about_stonith
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.lookup import any_resource, members, parent, resource
from hasim.shell.pcs.references import without_references
from hasim.shell.pcs.resource_wait import where
from hasim.shell.pcs.run import Run, quoted_list

__all__ = ["delete_resource"]


@command("resource delete|remove", "<resource, group or clone id>", options="-f --force")
def delete(run: Run, words: list[str]) -> None:
    """Delete a resource and all constraints about it; it is stopped before, unless forced."""
    if len(words) != 1:
        raise UsageFault
    warn_about_stonith(run, words[:1], "pcs stonith delete")
    delete_resource(run, words[0])


def delete_resource(run: Run, id: str) -> None:
    """Delete a resource, with what is in it."""
    cib = run.cib
    found = any_resource(cib, id)
    if found is not None:
        _check_tags(cib, found)
        if found.tag in ("clone", "master") and members(found):
            found = members(found)[0]
            id = found.id
    if found is not None and found.tag == "bundle":
        return _delete_bundle(run, found)
    if found is not None and found.tag == "group":
        return _delete_group(run, found)
    if found is None or found.tag != "primitive":
        raise Failure(f"Resource '{id}' does not exist.")
    _stop(run, id)
    _delete_primitive(run, id)
    return None


def _check_tags(cib: Cib, found: Element) -> None:
    ids = {each.id for each in _going(cib, found)}
    tags = sorted({tag.id for tag in cib.section("tags").all("tag") for each in tag.children if each.id in ids})
    if tags:
        which = "tags" if len(tags) > 1 else "the tag"
        raise Failure(
            f"Unable to remove resource '{found.id}' because it is referenced in {which}: {quoted_list(tags)}"
        )


def _going(cib: Cib, found: Element) -> list[Element]:
    """What goes with a resource: what is in it, its clone, a group in which it is the last."""
    around = parent(cib, found)
    result = [each for each in found.walk() if each.tag in ("primitive", "group", "clone", "master", "bundle")]
    if around is not None and (
        around.tag in ("clone", "master") or (around.tag == "group" and len(members(around)) == 1)
    ):
        result.append(around)
        outer = parent(cib, around)
        result += [outer] if outer is not None else []
    return result


def _delete_group(run: Run, group: Element) -> None:
    run.say(f"Removing group: {group.id} (and all resources within group)")
    run.say(f"Stopping all resources in group: {group.id}...")
    now = any_resource(run.cib, group.id)
    assert now is not None
    run.store(with_values_first(run.cib, now, "meta_attributes", [("target-role", "Stopped")]))
    if not run.force and not run.on_file:
        _, text = run.program("crm_resource", "--wait")
        if any(where(run, each.id) for each in members(group)):
            raise Failure(_not_stopped(f"group: {group.id}", text))
    for each in members(group):
        _delete_primitive(run, each.id)


def _delete_bundle(run: Run, bundle: Element) -> None:
    inner = members(bundle)
    more = f" and its inner resource '{inner[0].id}'" if inner else ""
    run.say(f"Deleting bundle '{bundle.id}'{more}")
    if not run.force and not run.on_file and where(run, bundle.id):
        run.context.err(f"Stopping bundle '{bundle.id}'... ")
        run.store(with_values_first(run.cib, bundle, "meta_attributes", [("target-role", "Stopped")]))
        _, text = run.program("crm_resource", "--wait")
        if where(run, bundle.id):
            raise Failure(_not_stopped(bundle.id, text))
        run.say("Stopped")
    for each in inner:
        _stop(run, each.id)
        _delete_primitive(run, each.id)
    cib = without_references(run, run.cib, bundle.id, tell=True)
    last = any_resource(cib, bundle.id)
    assert last is not None
    run.store(cib.edit(last, None))


def _stop(run: Run, id: str) -> None:
    if run.force or run.on_file or not where(run, id):
        return
    run.context.err(f"Attempting to stop: {id}... ")
    found = resource(run.cib, id, "primitive")
    assert found is not None
    run.store(with_values_first(run.cib, found, "meta_attributes", [("target-role", "Stopped")]))
    _, text = run.program("crm_resource", "--wait")
    if where(run, id):
        raise Failure(_not_stopped(id, text))
    run.say("Stopped")


def _not_stopped(what: str, text: str) -> str:
    return f"Unable to stop: {what} before deleting (re-run with --force to force deletion)\n\n{text}".strip()


def _delete_primitive(run: Run, id: str) -> None:
    cib = without_references(run, run.cib, id, tell=True)
    found = resource(cib, id, "primitive")
    assert found is not None
    group = parent(cib, found)
    if group is None or group.tag != "group" or len(members(group)) > 1:
        outer = group if group is not None and group.tag in ("clone", "master") else found
        run.say(f"Deleting Resource - {id}")
        run.store(cib.edit(outer, None))
        return
    clone = parent(cib, group)
    if clone is None:
        cib = without_references(run, cib, group.id, tell=True)
        run.say(f"Deleting Resource (and group) - {id}")
    else:
        cib = without_references(run, cib, group.id)
        cib = without_references(run, cib, clone.id, tell=True)
        what = "and group and clone" if clone.tag == "clone" else "and group and M/S"
        run.say(f"Deleting Resource ({what}) - {id}")
    last = any_resource(cib, (clone or group).id)
    assert last is not None
    run.store(cib.edit(last, None))
