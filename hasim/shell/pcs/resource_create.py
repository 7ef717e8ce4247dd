"""`pcs resource create`."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.cib.values import is_true
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import new_set, replaced, set_with
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, used_ids
from hasim.shell.pcs.lookup import any_resource, members
from hasim.shell.pcs.metadata import find_agent
from hasim.shell.pcs.primitive import make_primitive
from hasim.shell.pcs.resource_bundle import in_bundle
from hasim.shell.pcs.resource_clone import is_promotable_agent
from hasim.shell.pcs.resource_wait import wait_for
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.words import assignments, groups, operations

_KEYWORDS = ("op", "meta", "clone", "promotable", "bundle")


@command(
    "resource create",
    "<resource id> [<standard>:[<provider>:]]<type> [<parameter>=<value>]... [op <action> <option>=<value>...]... "
    "[meta <name>=<value>...] [clone [<clone id>] [<name>=<value>...] | promotable [<clone id>] [<name>=<value>...]]",
    options="--agent-validation --before --after --group --force --disabled --no-default-ops --wait -f",
)
def create(run: Run, words: list[str]) -> None:
    """Create a resource, as a clone or in a group if that is said. Operations for which nothing is said are
    those that its agent advises."""
    if len(words) < 2:
        raise UsageFault
    id, name = words[:2]
    found = groups(words[2:], _KEYWORDS)
    flat = {keyword: [word for each in lists for word in each] for keyword, lists in found.items()}
    meta = assignments(flat.get("meta", []))
    parameters = assignments(flat.get("", []))
    described = operations(found.get("op", []))
    container = next((keyword for keyword in ("clone", "promotable", "bundle") if keyword in found), "")
    _check_places(run, found.keys() & {"clone", "promotable", "bundle"}, flat.get("bundle"))
    clone_id, clone_meta = _clone_words(flat.get(container, [])) if container in ("clone", "promotable") else ("", {})
    if container == "promotable":
        if "promotable" in clone_meta:
            raise Failure("you cannot specify both promotable option and promotable keyword")
        clone_meta["promotable"] = "true"
    agent = find_agent(run, name)
    if container and not is_promotable_agent(agent) and is_true(clone_meta.get("promotable", "0")):
        run.forceable(f"Clone option 'promotable' is not compatible with '{agent.name}' resource agent")
    run.check()
    primitive = make_primitive(
        run, id, agent, parameters, described, meta, default_operations="--no-default-ops" not in run.options
    )
    cib = run.cib
    if "--disabled" in run.options:
        primitive = stopped(cib, primitive)
    if container == "bundle":
        cib = in_bundle(run, cib, primitive, flat["bundle"][0])
    elif container:
        cib = _with_clone(run, cib, primitive, clone_id, clone_meta)
    elif "--group" in run.options:
        cib = _in_group(run, cib, primitive)
    else:
        cib = cib.with_section(cib.resources.with_child(primitive))
    run.store(cib)
    wait_for(run, id, running="--disabled" not in run.options and meta.get("target-role") != "Stopped")


def stopped(cib: Cib, primitive: Element) -> Element:
    """A new resource that is not to be started."""
    used = used_ids(cib) | {each.id for each in primitive.walk()}
    present = primitive.first("meta_attributes")
    if present is None:
        meta = new_set("meta_attributes", primitive, [("target-role", "Stopped")], used)
        return primitive.with_children((meta, *primitive.children))
    return replaced(primitive, present, set_with(present, [("target-role", "Stopped")], used))


def _clone_words(words: list[str]) -> tuple[str, dict[str, str]]:
    named = bool(words) and "=" not in words[0]
    return (words[0] if named else ""), assignments(words[1:] if named else words)


def _check_places(run: Run, containers: set[str], bundle: list[str] | None) -> None:
    group = "--group" in run.options
    before, after = "--before" in run.options, "--after" in run.options
    if len(containers) + group > 1:
        raise Failure("you can specify only one of clone, promotable, bundle or --group")
    if bundle is not None and len(bundle) != 1:
        raise Failure("you have to specify exactly one bundle")
    if before and after:
        more = "" if group else " and you have to specify --group"
        raise Failure(f"you cannot specify both --before and --after{more}")
    if not group and (before or after):
        raise Failure(f"you cannot use {'--before' if before else '--after'} without --group")


def _with_clone(run: Run, cib: Cib, primitive: Element, clone_id: str, meta: dict[str, str]) -> Cib:
    used = used_ids(cib) | {each.id for each in primitive.walk() if each.id}
    if clone_id:
        if id_problem(clone_id):
            raise Failure(id_problem(clone_id))
        if clone_id in used:
            raise Failure(f"'{clone_id}' already exists")
    clone = Element("clone", {"id": clone_id or free_id(f"{primitive.id}-clone", used)}, (primitive,))
    used.add(clone.id)
    if meta:
        clone = clone.with_child(new_set("meta_attributes", clone, meta.items(), used))
    return cib.with_section(cib.resources.with_child(clone))


def _in_group(run: Run, cib: Cib, primitive: Element) -> Cib:
    id = run.options["--group"]
    group = any_resource(cib, id)
    if group is None:
        used = used_ids(cib) | {primitive.id}
        problem = id_problem(id, "group name") or (f"'{id}' already exists" if id in used else "")
        if problem:
            raise Failure(problem)
        neighbour = run.options.get("--after") or run.options.get("--before")
        if neighbour:
            run.error(_not_in(cib, neighbour, id))
            run.check()
        return cib.with_section(cib.resources.with_child(Element("group", {"id": id}, (primitive,))))
    if group.tag != "group":
        run.error(f"'{id}' is not a group")
        run.check()
    return cib.edit(group, placed(run, cib, group, [primitive]))


def _not_in(cib: Cib, id: str, group: str) -> str:
    if any_resource(cib, id) is None:
        return f"'{id}' does not exist"
    return f"There is no resource '{id}' in the group '{group}', cannot add resources next to it"


def placed(run: Run, cib: Cib, group: Element, new: list[Element]) -> Element:
    """The group with new members behind (or before) the one that the options name, or at the end."""
    after, before = run.options.get("--after"), run.options.get("--before")
    neighbour = after or before
    if not neighbour:
        return group.with_children((*group.children, *new))
    present = next((each for each in members(group) if each.id == neighbour), None)
    if present is None:
        run.error(_not_in(cib, neighbour, group.id))
        run.check()
    at = next(index for index, each in enumerate(group.children) if each is present) + (1 if after else 0)
    return group.with_children((*group.children[:at], *new, *group.children[at:]))
