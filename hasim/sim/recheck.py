"""When the cluster looks again although nothing happened: failures that expire, rules with dates, lifetimes."""

from __future__ import annotations

from hasim.cib import Cib, Dialect
from hasim.cib.duration import parse_duration
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.decide import Decision
from hasim.scheduler.failcount import fail_count
from hasim.sim.attributes import FAIL_COUNT
from hasim.sim.cibstore import cib_of
from hasim.sim.controller import option
from hasim.sim.stack import controller_of, set_controller
from hasim.sim.stage import Stage


def plan_recheck(stage: Stage, dc: str, decision: Decision) -> None:
    """Put the next look on the agenda, if the configuration holds anything that depends on time.

    Pacemaker looks at every cluster-recheck-interval in any case; where nothing depends on time that changes nothing
    and is left out. Since 2.0 the scheduler tells the exact next time of interest.
    """
    stage.cancel(controller_of(stage, dc).recheck)
    set_controller(stage, dc, recheck=0)
    if not _depends_on_time(cib_of(stage, dc)):
        return
    wait = parse_duration(option(stage, dc, "cluster-recheck-interval", "15min")) or 900_000
    by = _next_expiry(decision.cluster)
    if by is not None and by > stage.now and stage.dialect is not Dialect.V1_1:
        wait = min(wait, int((by - stage.now) * 1000) + 150)
    set_controller(stage, dc, recheck=stage.after(wait, "recheck", dc))


def _next_expiry(cluster: Cluster) -> int | None:
    """The first moment (epoch seconds) at which a failure is older than its resource's failure-timeout."""
    moments = []
    for leaf in cluster.leaves():
        for node in cluster.nodes if leaf.failure_timeout else ():
            found = fail_count(leaf, node, effective=False)
            if found.count and found.last + leaf.failure_timeout >= cluster.now:
                moments.append(found.last + leaf.failure_timeout + 1)
    return min(moments, default=None)


def _depends_on_time(cib: Cib) -> bool:
    """Are there rules with dates, or failures that may expire?"""
    for element in cib.configuration.walk():
        if element.tag == "date_expression":
            return True
        if element.tag == "nvpair" and element.get("name") == "failure-timeout" and _has_failures(cib):
            return True
    return False


def _has_failures(cib: Cib) -> bool:
    for element in cib.status.walk():
        if element.tag == "nvpair" and (element.get("name") or "").startswith(FAIL_COUNT):
            return True
        if element.tag == "lrm_rsc_op" and "_last_failure_" in element.id:
            return True
    return False
