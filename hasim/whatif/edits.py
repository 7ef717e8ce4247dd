"""What changes of the configuration or the status do to a CIB, without the tools that make them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count

from hasim.cib import Cib, Element

FAILURE_PREFIXES = ("fail-count-", "last-failure-")
_UP = {"in_ccm": "true", "crmd": "online", "join": "member", "expected": "member"}
_OWN = ("shutdown", "standby", "maintenance", "terminate", *FAILURE_PREFIXES)
"""How the names of transient attributes begin that tell of one node alone."""


def without(cib: Cib, id: str) -> Cib:
    """Without the element of the configuration that has this id; the same CIB where there is none."""
    found = cib.by_id(id)
    return cib if found is None else cib.edit(found, None)


def with_constraint(cib: Cib, constraint: Element) -> Cib:
    """With a constraint, which replaces the one of the same id."""
    kept = without(cib, constraint.id)
    return kept.with_section(kept.constraints.with_child(constraint))


def location(id: str, resource: str, node: str, score: str) -> Element:
    """A plain location constraint."""
    return Element("rsc_location", {"id": id, "rsc": resource, "node": node, "score": score})


def with_value(cib: Cib, holder: Element, tag: str, name: str, value: str, set_id: str) -> Cib:
    """With a name of the holder's sets called `tag` set to a value: in place, else in its first set or a new one."""
    sets = [each for each in holder.all(tag) if each.first("rule") is None and not each.get("id-ref")]
    for each in sets:
        for pair in each.all("nvpair"):
            if pair.get("name") == name:
                return cib.edit(pair, pair.with_attributes({"value": value}))
    set_id = sets[0].id if sets else _free(cib, set_id)
    pair = Element("nvpair", {"id": _free(cib, f"{set_id}-{name}"), "name": name, "value": value})
    if sets:
        return cib.edit(sets[0], sets[0].with_child(pair))
    return cib.edit(holder, holder.with_child(Element(tag, {"id": set_id}, (pair,))))


def _free(cib: Cib, id: str) -> str:
    """An id that is not in use: the given one, or with a number."""
    return next(each for each in chain((id,), (f"{id}-{number}" for number in count(1))) if cib.by_id(each) is None)


def with_meta(cib: Cib, resource: str, name: str, value: str) -> Cib:
    """With a meta-attribute of a resource."""
    found = cib.by_id(resource)
    if found is None:
        return cib
    return with_value(cib, found, "meta_attributes", name, value, f"{resource}-meta_attributes")


def with_property(cib: Cib, name: str, value: str) -> Cib:
    """With a cluster property."""
    if cib.configuration.first("crm_config") is None:
        cib = cib.with_section(Element("crm_config"))
    return with_value(cib, cib.crm_config, "cluster_property_set", name, value, "cib-bootstrap-options")


def _nodes_named(parent: Element, tag: str, name: str) -> Iterator[Element]:
    yield from (each for each in parent.all(tag) if (each.get("uname") or each.id) == name)


def with_node_attribute(cib: Cib, node: str, name: str, value: str, tag: str = "instance_attributes") -> Cib:
    """With a permanent attribute (or, by `tag`, a capacity) of a node."""
    for found in _nodes_named(cib.nodes, "node", node):
        return with_value(cib, found, tag, name, value, f"nodes-{found.id}")
    return cib


def without_node_attribute(cib: Cib, node: str, name: str) -> Cib:
    """Without an attribute of a node, be it permanent or transient."""

    def drop(sets: Element) -> Element:
        return sets.with_children(each for each in sets.children if each.get("name") != name)

    for found in _nodes_named(cib.nodes, "node", node):
        cib = cib.edit(found, _deep(found, "instance_attributes", drop))
    for state in _nodes_named(cib.status, "node_state", node):
        cib = cib.edit(state, _deep(state, "instance_attributes", drop))
    return cib


def _deep(element: Element, tag: str, change: Callable[[Element], Element]) -> Element:
    """The element with `change` made to everything called `tag` in it."""
    if element.tag == tag:
        return change(element)
    return element.with_children(_deep(each, tag, change) for each in element.children)


def cleaned(cib: Cib, node: str, active: Mapping[str, bool], failed: Iterable[Element]) -> Cib:
    """Without the failures of resources on a node; `active` maps the names in its status to what is known to run.

    What runs keeps the rest of its history, as looking would find it again; of what does not, nothing is left.
    """
    gone = {id(each) for each in failed}
    names = "|".join(map(re.escape, active))
    counts = re.compile(rf"(?:{'|'.join(FAILURE_PREFIXES)})(?:{names})(?::\d+)?(?:#.+)?")

    def forget(sets: Element) -> Element:
        return sets.with_children(each for each in sets.children if not counts.fullmatch(each.get("name") or ""))

    def tidy(histories: Element) -> Element:
        return histories.with_children(
            each.with_children(entry for entry in each.children if id(entry) not in gone)
            for each in histories.children
            if each.id not in active or active[each.id] or not any(id(entry) in gone for entry in each.children)
        )

    for state in _nodes_named(cib.status, "node_state", node):
        cib = cib.edit(state, _deep(_deep(state, "instance_attributes", forget), "lrm_resources", tidy))
    return cib


def available(cib: Cib, node: str) -> Cib:
    """With a node saying what agents that run everywhere will make it say once it may run resources again.

    That is what all other members say alike about themselves, as far as it says nothing of its own.
    """
    for state in _nodes_named(cib.status, "node_state", node):
        sets = [each for block in state.all("transient_attributes") for each in block.all("instance_attributes")]
        own = {pair.get("name") for each in sets for pair in each.children}
        said = {name: value for name, value in _said_alike(_others(cib, node)).items() if name not in own}
        if sets and said:
            return cib.edit(sets[0], sets[0].with_children([*sets[0].children, *_pairs(state.id, said)]))
    return cib


def _others(cib: Cib, node: str) -> list[Element]:
    return [each for each in cib.status.all("node_state") if each.get("uname") != node and _is_up(each)]


def _pairs(node_id: str, values: Mapping[str, str]) -> tuple[Element, ...]:
    return tuple(
        Element("nvpair", {"id": f"status-{node_id}-{name}", "name": name, "value": value})
        for name, value in values.items()
    )


def node_up(cib: Cib, node: str) -> Cib:
    """With a node as it is when its machine was just started and has joined: nothing runs there.

    It will say what all other members say alike, as in `available`.
    """
    others = _others(cib, node)
    said = _said_alike(others)
    configured = next(_nodes_named(cib.nodes, "node", node), None)
    id_ = configured.id if configured is not None else node
    pairs = _pairs(id_, said)
    sets = (Element("instance_attributes", {"id": f"status-{id_}"}, pairs),) if pairs else ()
    state = Element(
        "node_state",
        {"id": id_, "uname": node, **_UP},
        (
            Element("transient_attributes", {"id": id_}, sets),
            Element("lrm", {"id": id_}, (Element("lrm_resources"),)),
        ),
    )
    kept = [each for each in cib.status.children if each.tag != "node_state" or each.get("uname") != node]
    members = len(others) + 1
    known = len([each for each in cib.nodes.all("node") if each.get("type") in (None, "member")])
    quorum = {"have-quorum": "1"} if 2 * members > known else {}
    return cib.with_section(cib.status.with_children([*kept, state])).with_root_attributes(quorum)


def _is_up(state: Element) -> bool:
    return state.get("crmd") not in (None, "offline", "0") and state.get("in_ccm") not in (None, "false", "0")


def _said_alike(states: list[Element]) -> dict[str, str]:
    found = [
        {
            pair.get("name") or "": pair.get("value") or ""
            for block in state.all("transient_attributes")
            for sets in block.all("instance_attributes")
            for pair in sets.all("nvpair")
        }
        for state in states
    ]
    first = found[0] if found else {}
    return {
        name: value
        for name, value in first.items()
        if not name.startswith(_OWN) and all(each.get(name) == value for each in found)
    }


def with_ticket(cib: Cib, ticket: str) -> Cib:
    """With a ticket granted to this site."""
    tickets = cib.status.first("tickets") or Element("tickets")
    others = [each for each in tickets.children if each.id != ticket]
    granted = Element("ticket_state", {"id": ticket, "granted": "true", "standby": "false"})
    changed = tickets.with_children([*others, granted])
    kept = [each for each in cib.status.children if each.tag != "tickets"]
    return cib.with_section(cib.status.with_children([*kept, changed]))


def without_idle_histories(cib: Cib) -> Cib:
    """Without the histories of unique resources that only tell that they were looked for in vain.

    They spare the cluster another look, and say nothing about where the resources go.
    """
    cloned = {each.id for top in cib.resources.all("clone", "master", "bundle") for each in top.walk()}

    def busy(history: Element) -> bool:
        entries = history.all("lrm_rsc_op")
        first = entries[0] if len(entries) == 1 else None
        idle = first is not None and first.get("operation") == "monitor" and first.get("rc-code") == "7"
        return not idle or history.id.partition(":")[0] in cloned or cib.by_id(history.id) is None

    def tidy(histories: Element) -> Element:
        return histories.with_children(each for each in histories.children if busy(each))

    return cib.with_section(_deep(cib.status, "lrm_resources", tidy))
