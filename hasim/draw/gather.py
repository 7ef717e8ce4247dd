"""From a session to what a placement figure shows."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from hasim.cib import Cib
from hasim.draw.condition import Condition, Conditions, conditions
from hasim.draw.configured import Configured, Layout, layout, threshold
from hasim.draw.decided import Moment, moment, moment_of
from hasim.draw.snapshot import UP, ClientShot, NodeShot, ResourceShot, Snapshot
from hasim.draw.source import Glance, Source
from hasim.sim import World
from hasim.sim.view import View, view_of

Value = TypeVar("Value")

WORD: Final = re.compile(r"[\w.:-]+")
"""What could be the address or the name of a host in a parameter's value."""


NOTHING: Final[Mapping[tuple[str, str], str]] = {}
CHANGES: Final = frozenset({"start", "stop", "promote", "demote", "migrate_to", "migrate_from"})
"""Operations that are shown while they are under way."""


def gather(source: Source | World | Cib) -> Snapshot:
    """What a world looks like now: each node as it sees itself, or as the first node that answers sees it.

    Of a bare CIB: what it says of all nodes; the network is not known then.
    """
    if isinstance(source, Cib):
        return _bare(source)
    session = Glance(source) if isinstance(source, World) else source
    world = session.world
    seen = {name: found for name in world.nodes if (found := session.view(name)) is not None}
    decided = moment(session)
    known = conditions(decided) if decided is not None else Conditions()
    sides, fenced = _sides(world), _fenced(world)
    nodes = [
        replace(_node(name, str(world.machines[name].power), seen), side=sides.get(name, 0), fencing=name in fenced)
        for name in world.nodes
    ]
    document = session.cib() if seen else None
    hosts = tuple(sorted(_hosts(world, document)))
    gateways = {machine.gateway for machine in world.machines.values()}
    on = [name for name in world.nodes if world.machines[name].power == "on"]
    return Snapshot(
        nodes=(*nodes, *_hosted(world.nodes, seen, known)),
        resources=_resources(document, seen, session.running(), known, _doing(world)) if document is not None else (),
        hosts=hosts,
        others=frozenset(hosts) - gateways,
        lost=frozenset((n, h) for n in world.nodes for h in hosts if not world.network.host_answers(n, h)),
        cut=frozenset(frozenset((a, b)) for a in on for b in on if a < b and not world.network.joined(a, b)),
        client=_client(world),
    )


def _bare(cib: Cib) -> Snapshot:
    """What a CIB says of its nodes and resources."""
    found = Moment(cib, moment_of(cib))
    view, known = view_of(cib, found.now), conditions(found)
    nodes = tuple(
        NodeShot(name, state, view.dc == name, view.quorate if view.dc == name else None, known.kinds.get(name, ""))
        for name, state in view.nodes.items()
    )
    truth = {name: list(roles) for name, roles in view.resources.items()}
    return Snapshot(nodes, _resources(cib, {"": view}, truth, known), wired=False)


def _hosted(machines: tuple[str, ...], seen: Mapping[str, View], known: Conditions) -> Iterator[NodeShot]:
    """Remote and guest nodes, which are no machines of the world."""
    told = next(iter(seen.values()), None)
    for name, state in told.nodes.items() if told is not None else ():
        if name not in machines and known.kinds.get(name):
            yield NodeShot(name, state, kind=known.kinds[name])


def _sides(world: World) -> dict[str, int]:
    """The partitions that Corosync has formed, numbered; empty where there is but one."""
    rings = {name: stack.corosync.members for name, stack in world.stacks.items() if stack.corosync is not None}
    groups = list(dict.fromkeys(rings[name] for name in world.nodes if rings.get(name)))
    if len(groups) < 2:
        return {}
    return {name: groups.index(members) + 1 for name, members in rings.items() if members}


def _fenced(world: World) -> set[str]:
    """The nodes against which fencing is under way."""
    fencers = (stack.fencer for stack in world.stacks.values() if stack.fencer is not None)
    operations = (one for fencer in fencers for one in fencer.operations.values())
    return {one.target for one in operations if not one.ended and one.action != "on"}


def _doing(world: World) -> dict[tuple[str, str], str]:
    """What is under way just now: primitives and nodes, with the operation."""
    controllers = (stack.controller for stack in world.stacks.values() if stack.controller is not None)
    flying = (each for one in controllers if one.run is not None for each in one.run.in_flight())
    return {
        (each.primitive.id, each.node): each.operation
        for each in flying
        if each.primitive is not None and each.operation in CHANGES
    }


def _client(world: World) -> ClientShot | None:
    """What the client saw last; None as long as nobody ever served it."""
    events = (event for event in (*world.agenda, *world.dormant.values()) if event.kind == "client")
    last = next((event.data["last"] for event in events), None)
    return ClientShot(last.address, last.seen, last.servers) if last is not None else None


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


def _resources(
    document: Cib,
    seen: Mapping[str, View],
    truth: Mapping[str, list[str]],
    known: Conditions,
    doing: Mapping[tuple[str, str], str] = NOTHING,
) -> tuple[ResourceShot, ...]:
    plan = layout(document)
    shots = [_resource(primitive, plan, document, seen, truth) for primitive in plan.primitives]
    configured = {shot.id for shot in shots}
    for name in (name for name in known.resources if name not in configured):
        roles = _merged(name, [each.resources for each in seen.values()], tuple(seen))
        bundle = known.resources[name].bundle
        shots.append(ResourceShot(name, (bundle,) if bundle else (), roles))
    return tuple(_conditioned(shot, known.resources.get(shot.id, Condition()), doing) for shot in shots)


def _conditioned(shot: ResourceShot, found: Condition, doing: Mapping[tuple[str, str], str]) -> ResourceShot:
    """A primitive with what the scheduler knows of it, and with what is being done to it."""
    pending = {**found.pending, **{node: task for (name, node), task in doing.items() if name == shot.id}}
    return replace(
        shot,
        blocked=frozenset(found.blocked),
        failed=frozenset(found.failed - shot.roles.keys() - found.blocked),
        pending=pending,
        dead=shot.dead - pending.keys(),
        managed=found.managed,
        orphan=found.orphan,
    )


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
