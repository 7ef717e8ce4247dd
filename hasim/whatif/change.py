"""A single change that somebody may make: what it says, how it is typed, and what it does to a CIB."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from hasim.cib import Cib, Element, one_line
from hasim.text import say
from hasim.whatif import edits

RANKS = (
    "cleanup",
    "drop-cli",
    "online",
    "ready",
    "start",
    "manage",
    "unmaintain",
    "start-node",
    "ban",
    "move",
    "prefer",
    "move-force",
    "threshold",
    "drop",
    "stickiness",
    "attribute",
    "ticket",
    "health",
    "capacity",
    "clone-max",
    "clone-node-max",
    "property",
)
"""Of changes that move equally much, which are offered first: forgetting before deciding anew, the cluster's options
last."""

PREFERENCES = frozenset({"ban", "move", "prefer", "move-force"})
"""The changes that only say where a resource is to be, if it may run at all."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `key` names its words (``change.<key>``), `fields` fill them in.

    `crm` and `low` are command lines that do it, with crm and without; they are to be typed `at` this node, or at any
    member where it is "".
    """

    key: str
    crm: str
    low: str
    edit: Callable[[Cib], Cib] = field(repr=False, compare=False)
    fields: Mapping[str, str] = field(default_factory=dict, compare=False)
    at: str = ""

    def text(self, lang: str = "en") -> str:
        """What it does, as a sentence without its end."""
        return say(f"change.{self.key}", lang, **self.fields)

    @property
    def rank(self) -> int:
        """Its place among changes that move equally much."""
        return RANKS.index(self.key)


def _xml(element: Element) -> str:
    return shlex.quote(one_line(element))


def drop(constraint: Element) -> Change:
    """Take a constraint away."""
    id_ = constraint.id
    target = Element(constraint.tag, {"id": id_})
    key = "drop-cli" if id_.startswith(("cli-ban-", "cli-prefer-")) else "drop"
    return Change(
        key,
        f"crm configure delete {id_}",
        f"cibadmin --delete --scope constraints --xml-text {_xml(target)}",
        lambda cib: edits.without(cib, id_),
        {"id": id_},
    )


def prefer(resource: str, node: str, score: str, taken: Callable[[str], bool]) -> Change:
    """A location constraint with just that score; `taken` tells which ids are in use."""
    id_ = wanted = f"{resource}-on-{node}"
    number = 1
    while taken(id_):
        number += 1
        id_ = f"{wanted}-{number}"
    element = edits.location(id_, resource, node, score)
    return Change(
        "prefer",
        f"crm configure location {id_} {resource} {score.lower()}: {node}",
        f"cibadmin --create --scope constraints --xml-text {_xml(element)}",
        lambda cib: edits.with_constraint(cib, element),
        {"resource": resource, "node": node, "score": score},
    )


def move(resource: str, node: str, away_from: str = "") -> Change:
    """The preference that a move makes; by force it also bans the node that it is to leave."""

    def edit(cib: Cib) -> Cib:
        cib = edits.without(cib, f"cli-ban-{resource}-on-{node}")
        cib = edits.with_constraint(cib, edits.location(f"cli-prefer-{resource}", resource, node, "INFINITY"))
        if not away_from:
            return cib
        ban_id = f"cli-ban-{resource}-on-{away_from}"
        return edits.with_constraint(cib, edits.location(ban_id, resource, away_from, "-INFINITY"))

    crm, low = f"crm resource move {resource} {node}", f"crm_resource --move --resource {resource} --node {node}"
    fields = {"resource": resource, "node": node, "other": away_from}
    if away_from:
        return Change("move-force", f"{crm} force", f"{low} --force", edit, fields)
    return Change("move", crm, low, edit, fields)


def ban(resource: str, node: str) -> Change:
    """Keep a resource off a node."""
    element = edits.location(f"cli-ban-{resource}-on-{node}", resource, node, "-INFINITY")
    return Change(
        "ban",
        f"crm resource ban {resource} {node}",
        f"crm_resource --ban --resource {resource} --node {node}",
        lambda cib: edits.with_constraint(cib, element),
        {"resource": resource, "node": node},
    )


_META_KEYS = {
    "target-role": "start",
    "is-managed": "manage",
    "maintenance": "unmaintain",
    "migration-threshold": "threshold",
    "resource-stickiness": "stickiness",
    "clone-max": "clone-max",
    "clone-node-max": "clone-node-max",
}


def meta(resource: str, name: str, value: str) -> Change:
    """Another value for a meta-attribute."""
    return Change(
        _META_KEYS[name],
        f"crm resource meta {resource} set {name} {value}",
        f"crm_resource --resource {resource} --meta --set-parameter {name} --parameter-value {value}",
        lambda cib: edits.with_meta(cib, resource, name, value),
        {"resource": resource, "value": value},
    )


def option(name: str, value: str) -> Change:
    """Another value for a cluster property."""
    return Change(
        "property",
        f"crm configure property {name}={value}",
        f"crm_attribute --type crm_config --name {name} --update {value}",
        lambda cib: edits.with_property(cib, name, value),
        {"name": name, "value": value},
    )


def online(node: str) -> Change:
    """End a standby."""
    return Change(
        "online",
        f"crm node online {node}",
        f"crm_standby --node {node} --delete; crm_standby --node {node} --lifetime reboot --delete",
        lambda cib: edits.available(edits.without_node_attribute(cib, node, "standby"), node),
        {"node": node},
    )


def ready(node: str) -> Change:
    """End a node's maintenance."""
    return Change(
        "ready",
        f"crm node ready {node}",
        f"crm_attribute --node {node} --name maintenance --delete",
        lambda cib: edits.available(edits.without_node_attribute(cib, node, "maintenance"), node),
        {"node": node},
    )


def start_node(node: str) -> Change:
    """Have the machine and the cluster software of a node running."""
    return Change(
        "start-node",
        "crm cluster start",
        "systemctl start pacemaker",
        lambda cib: edits.node_up(cib, node),
        {"node": node},
        at=node,
    )


def cleanup(resource: str, node: str, active: Mapping[str, bool], failed: tuple[Element, ...]) -> Change:
    """Forget the failures of a resource, and of all that belongs to it, on a node."""
    return Change(
        "cleanup",
        f"crm resource cleanup {resource} {node}",
        f"crm_resource --cleanup --resource {resource} --node {node}",
        lambda cib: edits.cleaned(cib, node, active, failed),
        {"resource": resource, "node": node},
    )


def attribute(node: str, name: str, value: str, key: str = "attribute") -> Change:
    """Another value for a node's permanent attribute."""
    return Change(
        key,
        f"crm node attribute {node} set {shlex.quote(name)} {shlex.quote(value)}",
        f"crm_attribute --node {node} --name {shlex.quote(name)} --update {shlex.quote(value)}",
        lambda cib: edits.with_node_attribute(cib, node, name, value),
        {"node": node, "name": name, "value": value},
    )


def capacity(node: str, name: str, value: str) -> Change:
    """More of what resources use up on a node."""
    return Change(
        "capacity",
        f"crm node utilization {node} set {name} {value}",
        f"crm_attribute --node {node} --name {name} --update {value} --utilization",
        lambda cib: edits.with_node_attribute(cib, node, name, value, "utilization"),
        {"node": node, "name": name, "value": value},
    )


def ticket(name: str) -> Change:
    """Grant a ticket to this site."""
    state = Element("ticket_state", {"id": name, "granted": "true", "standby": "false"})
    line = f"cibadmin --modify --allow-create --scope status --xml-text {_xml(Element('tickets', {}, (state,)))}"
    return Change("ticket", line, line, lambda cib: edits.with_ticket(cib, name), {"ticket": name})
