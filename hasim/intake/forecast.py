"""What would happen to a cluster that is only decided about: the scheduler's answer to "what if that node dies?"

No time passes and no machine is simulated. The status that the configuration came with is taken as it is; one
transition is decided and taken to succeed, as ``crm_simulate -S`` does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hasim.cib import Cib
from hasim.cib.values import parse_integer
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.decide import decide
from hasim.scheduler.roles import Role
from hasim.scheduler.summary_text import summary_lines
from hasim.scheduler.unpack import unpack_cluster
from hasim.sim.injection import Injections, inject
from hasim.sim.rehearsal import rehearse

DEFAULT_NOW = 1_777_798_800
"""2026-05-03T09:00:00Z, when sessions begin that do not say when."""

MOST_ROUNDS = 5
"""Transitions until a cluster that starts has come to rest: probes, starts, promotions."""

Places = Mapping[str, Mapping[str, str]]
"""Each primitive, and the roles that it has on nodes."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What there was, what would be done (as ``crm_simulate`` words it), and what there would be."""

    before: Places
    actions: tuple[str, ...]
    after: Places

    @property
    def moved(self) -> tuple[str, ...]:
        """The primitives that would be somewhere else, or something else."""
        return tuple(name for name in self.before if self.before[name] != self.after.get(name, {}))


def moment_of(cib: Cib) -> int:
    """When a CIB was taken (epoch seconds): its last event, so that failures are as old as they were then."""
    told = parse_integer(cib.root.get("execution-date"))
    if told is not None:
        return max(0, min(told, 253_402_300_799))
    dates = (parse_integer(one.get("last-rc-change")) or 0 for one in cib.status.walk() if one.tag == "lrm_rsc_op")
    return min(max(dates, default=0), 253_402_300_799) or DEFAULT_NOW


def members(cib: Cib) -> tuple[str, ...]:
    """The nodes about which one can ask: all that the scheduler knows, in its order."""
    return tuple(node.name for node in unpack_cluster(cib, moment_of(cib)).nodes)


def has_status(cib: Cib) -> bool:
    """Whether a CIB tells in what state its nodes are."""
    return bool(cib.status.all("node_state"))


def started(cib: Cib) -> Cib:
    """A CIB without status, as it stands when all its nodes are up and the cluster has done what it wanted to do."""
    now = moment_of(cib)
    names = tuple(one.get("uname") or "" for one in cib.nodes.all("node") if one.get("type") not in ("remote", "ping"))
    cib = inject(unpack_cluster(cib, now), Injections(quorum="1", node_up=names)).cib
    for _ in range(MOST_ROUNDS):
        played = _played(cib, now)[0]
        if played == cib:
            break
        cib = played
    return cib


def _played(cib: Cib, now: int) -> tuple[Cib, tuple[str, ...]]:
    """One transition, decided and taken to succeed, and what was done in it."""
    decision = decide(unpack_cluster(cib, now), sanitized=True)
    known = {name for leaf in decision.cluster.leaves() for name in (leaf.id, leaf.history_name) if name is not None}
    feature_set = cib.root.get("crm_feature_set") or ""
    played = rehearse(cib, decision.graph, known=known, now=now, feature_set=feature_set)
    return played.cib, tuple(" ".join(line.split()) for line in summary_lines(decision.summary))


def forecast(cib: Cib, *, dead: tuple[str, ...] = (), down: tuple[str, ...] = ()) -> Forecast:
    """What follows when nodes vanish (``dead``: they are to be fenced) or leave orderly (``down``).

    Raises Unsupported for what the scheduler does not decide, hasim.sim.injection.UnknownNode for another node.
    """
    now = moment_of(cib)
    before = unpack_cluster(cib, now)
    if dead or down:
        cib = inject(unpack_cluster(cib, now), Injections(node_fail=dead, node_down=down)).cib
    played, actions = _played(cib, now)
    return Forecast(places(before), actions, places(unpack_cluster(played, now)))


def places(cluster: Cluster) -> Places:
    """Where each primitive is active, and as what."""
    found: dict[str, dict[str, str]] = {}
    for leaf in cluster.leaves():
        if leaf.removed and not leaf.active_on:
            continue
        here = found.setdefault(leaf.configured_id, {})
        if leaf.role > Role.STOPPED:
            here |= {node.name: leaf.role.text for node in leaf.active_on}
    return found
