"""What each node believes of the cluster, and what is true: the state that a world shows to the outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from hasim.cib import INFINITY, Cib, Element
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role
from hasim.scheduler.unpack import unpack_cluster
from hasim.sim.agents import find, is_running
from hasim.sim.attributes import FAIL_COUNT, LAST_FAILURE
from hasim.sim.clock import zone
from hasim.sim.references import parameters_of, primitives
from hasim.sim.world import World

Table = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class View:
    """What one node's copy of the CIB says.

    ``nodes`` maps names to "online", "offline", "standby", "maintenance", "unclean" or "pending"; ``resources`` maps
    primitives to the roles they have on nodes, ``failcounts`` to counts per node (INFINITY is 1000000, zeros are left
    out), ``attributes`` nodes to their transient attributes without those of failures. ``changing`` holds each
    (primitive, node) whose role is just being changed: screens say "Stopping" and the like of them.
    """

    dc: str | None
    quorate: bool
    nodes: dict[str, str] = field(default_factory=dict)
    resources: Table = field(default_factory=dict)
    failcounts: dict[str, dict[str, int]] = field(default_factory=dict)
    attributes: Table = field(default_factory=dict)
    changing: frozenset[tuple[str, str]] = frozenset()

    @property
    def settled(self) -> Table:
        """The roles of ``resources`` without those that are just being changed."""
        return {
            one: {node: role for node, role in places.items() if (one, node) not in self.changing}
            for one, places in self.resources.items()
        }


def cib(world: World, node: str) -> Cib | None:
    """The node's copy of the CIB, None where no CIB manager answers."""
    return world.stacks[node].cib if node in world.stacks and world.machines[node].on else None


def view(world: World, node: str) -> View | None:
    """What a node believes; None where no CIB manager answers."""
    copy = cib(world, node)
    return view_of(copy, int(world.now), world.timezone) if copy is not None else None


def view_of(copy: Cib, now: int, timezone: str = "UTC") -> View:
    """What a copy of the CIB says at a time (epoch seconds)."""
    return _cached(_Key(copy, now, timezone))


def views(world: World) -> dict[str, View]:
    """The views of all nodes that have one, in the order of names."""
    found = {name: view(world, name) for name in sorted(world.nodes)}
    return {name: one for name, one in found.items() if one is not None}


class _Key:
    """A CIB as a cache key: by identity, since equal values are shared anyway."""

    __slots__ = ("cib", "now", "timezone")

    def __init__(self, cib: Cib, now: int, timezone: str) -> None:
        self.cib, self.now, self.timezone = cib, now, timezone

    def __hash__(self) -> int:
        return hash((id(self.cib), self.now))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.cib is self.cib and other.now == self.now


@lru_cache(maxsize=64)
def _cached(key: _Key) -> View:
    copy = key.cib
    cluster = unpack_cluster(copy, key.now, zone=zone(key.timezone))
    dc = next((node.name for node in cluster.nodes if node.id == copy.root.get("dc-uuid")), None)
    resources: Table = {leaf.configured_id: {} for leaf in cluster.leaves() if leaf.active_on or not leaf.removed}
    for leaf in cluster.leaves():
        if leaf.configured_id in resources:
            resources[leaf.configured_id] |= _places(leaf)
    attributes, failcounts = _transient(copy)
    nodes = {node.name: _state(node) for node in cluster.nodes}
    busy = [leaf for leaf in cluster.leaves() if leaf.pending_task and leaf.pending_task != "monitor"]
    changing = frozenset((leaf.configured_id, node.name) for leaf in busy for node in leaf.active_on)
    return View(dc, copy.root.get("have-quorum") == "1", nodes, resources, failcounts, attributes, changing)


def _places(leaf: Primitive) -> dict[str, str]:
    """Where a resource is active, and as what; one that failed and waits for its recovery is not."""
    if leaf.failed or leaf.role <= Role.STOPPED:
        return {}
    role = Role.UNPROMOTED if leaf.role is Role.STARTED and leaf.top.promotable else leaf.role
    return {node.name: role.text for node in leaf.active_on}


def _state(node: Node) -> str:
    if node.unclean:
        return "unclean"
    if node.pending:
        return "pending"
    if not node.online:
        return "offline"
    if node.standby:
        return "standby"
    return "maintenance" if node.maintenance else "online"


def _transient(copy: Cib) -> tuple[Table, dict[str, dict[str, int]]]:
    attributes: Table = {}
    counts: dict[str, dict[str, int]] = {}
    for state in copy.status.all("node_state"):
        node = state.get("uname") or ""
        for pair in _pairs(state):
            name, value = pair.get("name") or "", pair.get("value") or ""
            if name.startswith(FAIL_COUNT):
                resource = name.removeprefix(FAIL_COUNT).partition("#")[0].partition(":")[0]
                number = INFINITY if value == "INFINITY" else int(value) if value.isdecimal() else 0
                if number:
                    by_node = counts.setdefault(resource, {})
                    by_node[node] = min(INFINITY, by_node.get(node, 0) + number)
            elif not name.startswith(LAST_FAILURE):
                attributes.setdefault(node, {})[name] = value
    return attributes, counts


def _pairs(state: Element) -> tuple[Element, ...]:
    section = state.find("transient_attributes", "instance_attributes")
    return section.children if section is not None else ()


def configuration(world: World) -> Cib | None:
    """The configuration that counts for "what is configured": the first view's, else the newest that was saved."""
    live = (cib(world, name) for name in sorted(world.nodes))
    found = next((one for one in live if one is not None), None)
    saved = [stack.disk for stack in world.stacks.values() if stack.disk is not None]
    return found or max(saved, key=lambda one: one.version, default=None)


def running(world: World) -> dict[str, list[str]]:
    """Every configured primitive and the nodes where it truly runs, whatever the cluster believes."""
    known = configuration(world)
    return {one.id: _runs_on(world, one) for one in primitives(known)} if known else {}


def _runs_on(world: World, primitive: Element) -> list[str]:
    names = primitive.get("class") or "", primitive.get("provider") or "", primitive.get("type") or ""
    agent = find(*names, world.stand_ins)
    if agent is None:
        return []
    if agent.in_executor:
        executors = {name: stack.executor for name, stack in world.stacks.items()}
        return sorted(name for name, one in executors.items() if one is not None and primitive.id in one.devices)
    parameters = parameters_of(primitive)
    return [name for name in sorted(world.nodes) if is_running(world.machines[name], agent, parameters)]
