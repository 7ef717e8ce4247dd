"""The decision: everything that follows from a CIB at one moment."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, tzinfo

from hasim.cib.document import Cib
from hasim.scheduler.action import Action
from hasim.scheduler.assignment import assign_all, prepare
from hasim.scheduler.cluster import Cluster, Early
from hasim.scheduler.collective_actions import create_actions
from hasim.scheduler.config_changes import clear_removed_failcounts, handle_changes, handle_deferred
from hasim.scheduler.constraints import Colocation
from hasim.scheduler.early import replay
from hasim.scheduler.fencing import fence_and_shut_down
from hasim.scheduler.graph import build_transition
from hasim.scheduler.interleave import adapt_to_no_node
from hasim.scheduler.ordering_apply import apply_orderings
from hasim.scheduler.ordering_constraints import order_anti_colocated, order_configured
from hasim.scheduler.ordering_internal import order_internally
from hasim.scheduler.plan import Plan
from hasim.scheduler.probes import create_probes
from hasim.scheduler.remote_orderings import order_remote_actions
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import ScoreRecord
from hasim.scheduler.summary import Summary, summarize
from hasim.scheduler.transition import Transition
from hasim.scheduler.unpack import unpack_cluster

_DEEP = 20_000
"""Stack frames: propagation along edges is recursive, and chains of edges can be long."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What the scheduler made of a CIB.

    `cluster` is the working set after the decision (roles and nodes that resources are to have), `scores` the lines
    of ``crm_simulate -s`` in order, `actions` all actions with their edges (also those that are not needed or cannot
    be carried out, with their reasons), `graph` the transition to carry out.
    """

    cluster: Cluster
    scores: tuple[ScoreRecord, ...]
    actions: tuple[Action, ...]
    graph: Transition
    summary: Summary

    @property
    def recheck_by(self) -> int | None:
        """The next moment (epoch seconds) at which time alone may change the decision; None for never."""
        return self.cluster.recheck_by


def schedule(
    cib: Cib,
    now: int,
    *,
    explain: bool = False,
    plain_failcount_names: bool = False,
    zone: tzinfo = UTC,
    sanitized: bool = False,
) -> Decision:
    """Decide what the cluster in `cib` has to do at `now` (epoch seconds).

    With `explain`, scores keep their causes. `zone` is that of dates in rules that have no offset. `sanitized`: a
    change of parameters that are private does not matter (as in ``crm_simulate``). Pure: the same
    arguments always give an equal decision.
    """
    cluster = unpack_cluster(cib, now, explain=explain, plain_failcount_names=plain_failcount_names, zone=zone)
    return decide(cluster, sanitized=sanitized)


def decide(cluster: Cluster, *, sanitized: bool = False) -> Decision:
    """Decide on a working set that was just unpacked; it is changed in place."""
    plan = Plan(cluster, sanitized=sanitized)
    replay(plan, list(cluster.early))
    known = len(cluster.early)
    prepare(cluster)
    for entry in cluster.constraint_log:
        if isinstance(entry, Early):
            replay(plan, [entry])
        elif isinstance(entry, Colocation):
            if entry.score <= -1_000_000:
                order_anti_colocated(plan, entry)
        else:
            order_configured(plan, entry.element)
    replay(plan, cluster.early[known:])
    for resource in cluster.resources:
        order_internally(plan, resource)
    handle_changes(plan)
    with _deep_recursion():
        assign_all(cluster)
        for leaf in cluster.leaves():
            if leaf.assigned is None and leaf.next_role is Role.STOPPED:
                adapt_to_no_node(leaf)
        _plan_actions(plan)
        apply_orderings(plan)
        summary = summarize(plan)
        graph = build_transition(plan)
    return Decision(cluster, tuple(cluster.records), tuple(plan.actions), graph, summary)


def _plan_actions(plan: Plan) -> None:
    handle_deferred(plan)
    create_probes(plan)
    clear_removed_failcounts(plan)
    for resource in plan.cluster.resources:
        create_actions(plan, resource)
    order_remote_actions(plan)
    fence_and_shut_down(plan)


@contextmanager
def _deep_recursion() -> Iterator[None]:
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(max(before, _DEEP))
    try:
        yield
    finally:
        sys.setrecursionlimit(before)
