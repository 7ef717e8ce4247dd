"""From a session to what a placement figure shows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar

from hasim.cib import Cib
from hasim.draw.configured import Configured, Layout, layout, threshold
from hasim.draw.snapshot import UP, NodeShot, ResourceShot, Snapshot
from hasim.sim import World
from hasim.sim.view import View, cib, running, view, views

Value = TypeVar("Value")

WORD: Final = re.compile(r"[\w.:-]+")
"""What could be the address or the name of a host in a parameter's value."""


class Source(Protocol):
    """What is asked of a session."""

    @property
    def world(self) -> World:
        """The present world."""

    def view(self, node: str | None = None) -> View | None:
        """The cluster as a node sees it."""

    def cib(self, node: str | None = None) -> Cib | None:
        """The configuration and status as a node holds them."""

    def running(self) -> dict[str, list[str]]:
        """Where each primitive truly runs."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A world, asked like a session."""

    world: World

    def view(self, node: str | None = None) -> View | None:
        """The cluster as a node sees it, or the first one that can."""
        return view(self.world, node) if node else next(iter(views(self.world).values()), None)

    def cib(self, node: str | None = None) -> Cib | None:
        """The CIB of a node, or of the first one that has one."""
        name = node or next(iter(views(self.world)), "")
        return cib(self.world, name) if name else None

    def running(self) -> dict[str, list[str]]:
        """Where each primitive truly runs."""
        return running(self.world)


def language_of(source: object) -> str:
    """The language of a session; "en" for what has none."""
    return str(getattr(source, "lang", "en"))


def gather(source: Source | World) -> Snapshot:
    """What a world looks like now: each node as it sees itself, or as the first node that answers sees it."""
    session = Glance(source) if isinstance(source, World) else source
    world = session.world
    seen = {name: found for name in world.nodes if (found := session.view(name)) is not None}
    nodes = tuple(_node(name, str(world.machines[name].power), seen) for name in world.nodes)
    document = session.cib() if seen else None
    hosts = tuple(sorted(_hosts(world, document)))
    gateways = {machine.gateway for machine in world.machines.values()}
    on = [name for name in world.nodes if world.machines[name].power == "on"]
    return Snapshot(
        nodes=nodes,
        resources=_resources(document, seen, session.running()) if document is not None else (),
        hosts=hosts,
        others=frozenset(hosts) - gateways,
        lost=frozenset((n, h) for n in world.nodes for h in hosts if not world.network.host_answers(n, h)),
        cut=frozenset(frozenset((a, b)) for a in on for b in on if a < b and not world.network.joined(a, b)),
    )


def _hosts(world: World, document: Cib | None) -> set[str]:
    """The hosts worth showing: gateways, those that the configuration names, and those that cannot be reached."""
    network = world.network
    shown = {machine.gateway for machine in world.machines.values()}
    shown |= network.down | {host for _, host in network.unreachable}
    pairs = document.configuration.walk() if document is not None else ()
    for pair in pairs:
        if pair.tag == "nvpair":
            shown |= set(WORD.findall(pair.get("value") or ""))
    return shown & network.hosts


def _node(name: str, power: str, seen: Mapping[str, View]) -> NodeShot:
    if power != "on":
        return NodeShot(name, power)
    if not seen:
        return NodeShot(name, "stopped")
    own = seen.get(name)
    told = own or next(iter(seen.values()))
    state = told.nodes.get(name, "offline")
    if own is None and state not in UP:
        return NodeShot(name, "stopped" if state == "offline" else state)
    return NodeShot(name, state, dc=told.dc == name, quorate=own.quorate if own else None)


def _resources(document: Cib, seen: Mapping[str, View], truth: Mapping[str, list[str]]) -> tuple[ResourceShot, ...]:
    plan = layout(document)
    return tuple(_resource(primitive, plan, document, seen, truth) for primitive in plan.primitives)


def _resource(
    primitive: Configured, plan: Layout, document: Cib, seen: Mapping[str, View], truth: Mapping[str, list[str]]
) -> ResourceShot:
    name = primitive.id
    roles = _merged(name, [each.resources for each in seen.values()], tuple(seen))
    covered = {element.id for element in primitive.lineage}
    return ResourceShot(
        name,
        tuple(parent.id for parent in primitive.parents),
        roles,
        _merged(name, [each.failcounts for each in seen.values()], tuple(seen)),
        threshold(primitive, document),
        {ban.node: ban.constraint for ban in plan.bans if ban.resource in covered},
        frozenset(node for node in roles if node not in truth.get(name, ())),
    )


def _merged(name: str, tables: list[Mapping[str, Mapping[str, Value]]], owners: tuple[str, ...]) -> dict[str, Value]:
    """What is said of a resource: each node is believed about itself, the first one about those that are silent."""
    if not tables:
        return {}
    silent = {node: value for node, value in tables[0].get(name, {}).items() if node not in owners}
    told = {node: table[name][node] for node, table in zip(owners, tables, strict=True) if node in table.get(name, {})}
    return {**silent, **told}
