"""Letting time pass until nothing is under way any more."""

from __future__ import annotations

from hasim.sim.stage import Stage
from hasim.sim.units import busy

LIMIT = 600_000
"""At most so many ms."""

BACKGROUND = frozenset({"recheck", "monitor-due", "client", "unit-start", "unit-timeout", "unit-restart"})
"""Kinds of events that nobody waits for. Everything else on the agenda is something under way."""


def settle(stage: Stage) -> bool:
    """Run until nothing is under way and every recurring monitor has run once since now; False at the limit.

    Under way are booting machines, unit jobs, agents, membership changes, elections, joins, transitions and dampened
    attributes; expiring failures, rechecks and clients are not.
    """
    begun = stage.time
    while (busy_now := under_way(stage)) or _unseen(stage, begun):
        if not busy_now:
            # One that ran just before, and has gone to sleep since, is among those that are waited for.
            stage.rouse()
        due = stage.next_time()
        if due is None:
            return True
        if due > begun + LIMIT:
            stage.run_until(begun + LIMIT)
            return False
        stage.step()
    return True


def under_way(stage: Stage) -> bool:
    """Is anything going on that will end by itself soon?"""
    return stage.awaits(BACKGROUND) or any(busy(stage, node) for node in stage.nodes)


def _unseen(stage: Stage, begun: int) -> bool:
    """Is there a recurring operation that has not been run through since?"""
    for node in stage.nodes:
        executor = stage.stacks[node].executor
        controller = stage.stacks[node].controller
        if executor and controller and any(one.ran < begun for one in executor.recurring.values()):
            return True
    return False
