"""What is wrong or special with resources and nodes, as the scheduler reads it off a CIB before it decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hasim.draw.decided import Moment
from hasim.scheduler import unpack_cluster
from hasim.scheduler.failcount import fail_count
from hasim.scheduler.node import NodeKind
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role
from hasim.sim.clock import zone

KINDS = {NodeKind.CLUSTER: "", NodeKind.REMOTE: "remote", NodeKind.GUEST: "guest"}


@dataclass(slots=True)
class Condition:
    """A primitive (all instances of a clone together). `blocked` and `failed` are nodes where it is so, `pending` maps
    nodes to the operation under way there. `bundle` is the bundle that it was made for, `orphan` says that it is not
    configured any more.
    """

    blocked: set[str] = field(default_factory=set)
    failed: set[str] = field(default_factory=set)
    pending: dict[str, str] = field(default_factory=dict)
    managed: bool = True
    bundle: str = ""
    orphan: bool = False


@dataclass(frozen=True, slots=True)
class Conditions:
    """Those of all primitives that are configured or active, and the kinds of the nodes ("" for an ordinary one).

    `expiries` maps primitives and nodes to when (epoch seconds) their failures there may be forgotten.
    """

    resources: Mapping[str, Condition] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    expiries: Mapping[tuple[str, str], int] = field(default_factory=dict)


@lru_cache(maxsize=16)
def conditions(which: Moment) -> Conditions:
    """The conditions in a CIB at a time."""
    cluster = unpack_cluster(which.cib, which.now, zone=zone(which.timezone))
    found: dict[str, Condition] = {}
    for leaf in cluster.leaves():
        if leaf.implied or (leaf.removed and not leaf.active_on):
            continue
        _note(found.setdefault(leaf.configured_id, Condition()), leaf)
    expiries = {}
    for leaf in cluster.leaves():
        for node in cluster.nodes if leaf.failure_timeout > 0 else ():
            failures = fail_count(leaf, node, effective=False)
            if failures.count > 0 and failures.last > 0 and leaf.failure_timeout > 0:
                expiries[leaf.configured_id, node.name] = failures.last + leaf.failure_timeout
    return Conditions(found, {node.name: KINDS[node.kind] for node in cluster.nodes}, expiries)


def _note(condition: Condition, leaf: Primitive) -> None:
    active = {node.name for node in leaf.active_on if leaf.role > Role.STOPPED}
    condition.blocked |= active if leaf.blocked else set()
    condition.failed |= active if leaf.failed else set()
    condition.managed = condition.managed and leaf.managed
    condition.orphan = leaf.removed and leaf.instance is None
    bundle = leaf.bundle
    condition.bundle = bundle.configured_id if bundle is not None else ""
    if leaf.pending_task and leaf.pending_node is not None:
        condition.pending[leaf.pending_node.name] = leaf.pending_task
