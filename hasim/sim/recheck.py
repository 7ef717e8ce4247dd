"""When the cluster looks again although nothing happened: failures that expire, rules with dates, lifetimes."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.cib.duration import parse_duration
from hasim.scheduler.cluster import Cluster
from hasim.sim.controller import option
from hasim.sim.stack import controller_of, set_controller
from hasim.sim.stage import Stage

MARGIN = 150
"""So many ms after the moment of interest, as measured."""


def plan_recheck(stage: Stage, dc: str, cluster: Cluster) -> None:
    """Put the next look on the agenda, if time alone will change what was just decided.

    Pacemaker looks at every cluster-recheck-interval in any case; where nothing depends on time that changes nothing
    and is left out. Since 2.0 the scheduler tells the exact next time of interest; 1.1 knows only the interval.
    """
    stage.cancel(controller_of(stage, dc).recheck)
    set_controller(stage, dc, recheck=0)
    by = cluster.recheck_by
    if by is None:
        return
    wait = parse_duration(option(stage, dc, "cluster-recheck-interval", "15min")) or 900_000
    if stage.dialect is not Dialect.V1_1:
        wait = min(wait, max(0, int((by - stage.now) * 1000)) + MARGIN)
    set_controller(stage, dc, recheck=stage.after(wait, "recheck", dc))
