"""`pcs resource clone`, `promotable` and `unclone`."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Cib, Element
from hasim.cib.values import is_true
from hasim.shell.pcs.command import command
from hasim.shell.pcs.edit import with_values
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, used_ids
from hasim.shell.pcs.lookup import bundle_around, clone_around, members, parent, resource
from hasim.shell.pcs.metadata import Known, agent_of, missing
from hasim.shell.pcs.references import without_references
from hasim.shell.pcs.resource_wait import wait_for
from hasim.shell.pcs.run import FORCE, Run
from hasim.shell.pcs.words import assignments

__all__ = ["check_promotable", "is_promotable_agent"]

_ENDS = ("rsc", "first", "then", "with-rsc")


@command(
    "resource clone", "<resource or group id> [<clone id>] [[meta] <name>=<value>...]", options="-f --force --wait"
)
def clone(run: Run, words: list[str]) -> None:
    """Let a resource or group run on several nodes."""
    _clone(run, words, promotable=False)


@command(
    "resource promotable", "<resource or group id> [<clone id>] [[meta] <name>=<value>...]", options="-f --force --wait"
)
def promotable(run: Run, words: list[str]) -> None:
    """Let a resource or group run on several nodes, promoted on some of them."""
    _clone(run, words, promotable=True)


def _clone(run: Run, words: list[str], *, promotable: bool) -> None:
    if not words:
        raise UsageFault
    cib, name = run.cib, words[0]
    element = resource(cib, name, "primitive", "group")
    _warn_about_stonith(run, element)
    if element is None:
        raise Failure(f"unable to find group or resource: {name}")
    if bundle_around(cib, element) is not None:
        raise Failure("cannot clone bundle resource")
    if clone_around(cib, element) is not None:
        group = element.tag == "group"
        raise Failure(
            "cannot clone a group that has already been cloned" if group else f"{name} is already a clone resource"
        )
    if element.get("class") == "stonith":
        run.forceable_now(useless(name))
    clone_id, meta = _words(words[1:], promotable)
    check_promotable(run, element, meta)
    run.end_if_failed()
    cib = _without_empty_group(cib, element)
    found = Element("clone", {"id": _clone_id(cib, name, clone_id)}, (element,))
    cib = cib.edit(element, None)
    cib = cib.with_section(cib.resources.with_child(found))
    cib = with_values(cib, found, "meta_attributes", sorted(meta.items()))
    run.store(_about_clone(cib, name, found.id))
    wait_for(run, found.id)


def useless(device: str) -> str:
    """Why nobody needs a clone of a fence device."""
    return (
        f"No need to clone stonith resource '{device}', any node can use a stonith resource (unless specifically "
        "banned) regardless of whether the stonith resource is running on that node or not"
    )


def _warn_about_stonith(run: Run, element: Element | None) -> None:
    if element is not None and element.get("class") == "stonith":
        run.deprecated(
            "Ability of this command to accept stonith resources is deprecated and will be removed in a future release."
        )


def _words(words: list[str], promotable: bool) -> tuple[str, dict[str, str]]:
    rest = list(words)
    clone_id = rest.pop(0) if rest and rest[0] not in ("op", "meta") and "=" not in rest[0] else ""
    if "op" in rest:
        raise UsageFault("op settings must be changed on base resource, not the clone")
    meta = assignments([word for word in rest if word != "meta"])
    if promotable:
        if "promotable" in meta:
            raise UsageFault("you cannot specify both promotable option and promotable keyword")
        meta["promotable"] = "true"
    return clone_id, meta


def _clone_id(cib: Cib, name: str, wanted: str) -> str:
    used = used_ids(cib)
    if not wanted:
        return free_id(f"{name}-clone", used)
    if id_problem(wanted):
        raise UsageFault(f"invalid id '{wanted}'")
    if wanted in used:
        raise UsageFault(f"id '{wanted}' already exists")
    return wanted


def _without_empty_group(cib: Cib, element: Element) -> Cib:
    """The last member leaves its group: the group goes, the member stays, for now at the end."""
    group = parent(cib, element)
    if group is None or group.tag != "group" or len(members(group)) > 1:
        return cib
    cib = cib.edit(group, None)
    return cib.with_section(cib.resources.with_child(element))


def _about_clone(cib: Cib, name: str, clone_id: str) -> Cib:
    """Constraints that were about the resource are about the clone from now on."""
    for each in cib.constraints.all("rsc_location", "rsc_order", "rsc_colocation"):
        changes: dict[str, str | None] = {end: clone_id for end in _ENDS if each.get(end) == name}
        if changes:
            cib = cib.edit(each, each.with_attributes(changes))
    return cib


def check_promotable(run: Run, child: Element, meta: Mapping[str, str]) -> None:
    """Report options of a clone that what is in it cannot have."""
    inside = [child] if child.tag == "primitive" else members(child)

    def report(text: str) -> None:
        """Of a single resource pcs looks at no --force, though it tells of it."""
        if child.tag == "primitive":
            run.error(text + FORCE)
        else:
            run.forceable(text)

    group = f" in group '{child.id}'" if child.tag == "group" else ""
    for primitive in inside:
        agent = agent_of(primitive)
        where = f" of resource '{primitive.id}'"
        if agent.name.standard != "ocf":
            for option in ("globally-unique", "promotable"):
                if is_true(meta.get(option, "0")):
                    run.error(
                        f"Clone option '{option}' is not compatible with '{agent.name}' resource agent{where}{group}"
                    )
                    break
        elif agent.agent is None:
            report(missing(agent.name))
        elif is_true(meta.get("promotable", "0")) and not is_promotable_agent(agent):
            report(f"Clone option 'promotable' is not compatible with '{agent.name}' resource agent{where}{group}")


def is_promotable_agent(agent: Known) -> bool:
    """Whether an agent can be promoted, as far as it says.

    Agents that follow OCF 1.1 say it. Those of Pacemaker do follow it, all others are older, as are those that are not
    known.
    """
    names = {each.name for each in agent.actions}
    return agent.name.provider != "pacemaker" or agent.agent is None or {"promote", "demote"} <= names


@command("resource unclone", "<clone, resource or group id>", options="-f --wait")
def unclone(run: Run, words: list[str]) -> None:
    """Let a resource or group run just once again."""
    if len(words) != 1:
        raise UsageFault
    cib, name = run.cib, words[0]
    found = resource(cib, name, "primitive", "group")
    if found is None:
        outer = resource(cib, name, "clone", "master")
        found = members(outer)[0] if outer is not None and members(outer) else None
    if found is None:
        raise Failure(f"could not find resource: {name}")
    around = clone_around(cib, found)
    if around is None:
        raise Failure(
            f"'{found.id}' is not a clone resource" if name == found.id else f"'{name}' is not a clone resource"
        )
    child = members(around)[0]
    if child.tag == "group" and found.tag != "group" and len(members(child)) > 1:
        cib = cib.edit(found, None)
    else:
        cib = without_references(run, cib, around.id)
        cib = cib.edit(around, None)
    cib = cib.with_section(cib.resources.with_child(found))
    run.store(cib)
    wait_for(run, found.id)
