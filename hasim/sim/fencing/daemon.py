"""The fencer as a process: it comes up knowing nothing, learns from the others, and forgets when it dies."""

from __future__ import annotations

from dataclasses import replace

from hasim.sim.fencing.operation import GAVE_UP, finish
from hasim.sim.fencing.state import Fencer, exchange
from hasim.sim.pacemakerd import daemon_name
from hasim.sim.stack import change
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

LOST_STATUS = 1


@on("process-started")
def started(stage: Stage, event: Event) -> None:
    """A fencer comes up."""
    if event.data["name"] == daemon_name(stage.dialect, "fenced"):
        change(stage, event.node, fencer=Fencer(event.data["pid"]))
        exchange(stage, event.node)


@on("process-ended")
def ended(stage: Stage, event: Event) -> None:
    """A fencer is gone, and with it what it knew and what it was about to do."""
    fencer = stage.stacks[event.node].fencer
    if fencer is not None and fencer.pid == event.data["pid"]:
        for operation in fencer.history():
            if not operation.ended and operation.owner == event.node:
                finish(stage, operation, GAVE_UP, LOST_STATUS)
        change(stage, event.node, fencer=None)
        _devices_lost(stage, event.node)


def _devices_lost(stage: Stage, node: str) -> None:
    """Started devices are unknown to the next fencer until they are started again; those that are watched fail."""
    executor = stage.stacks[node].executor
    if executor is None or not executor.devices:
        return
    recurring = dict(executor.recurring)
    for name, one in executor.recurring.items():
        if one.request.resource in executor.devices:
            stage.cancel(one.event)
            recurring[name] = replace(one, event=stage.after(0, "monitor-due", node, name=name))
    change(stage, node, executor=replace(executor, devices=frozenset(), recurring=recurring))


@on("membership")
def met(stage: Stage, event: Event) -> None:
    """Fencers that see each other again share what they know; what a lost one had under way has failed."""
    if stage.stacks[event.node].fencer is None:
        return
    exchange(stage, event.node)
    fencer = stage.stacks[event.node].fencer
    for operation in fencer.history() if fencer else []:
        if not operation.ended and operation.owner in event.data["left"]:
            finish(stage, operation, GAVE_UP, LOST_STATUS, at=event.node)
