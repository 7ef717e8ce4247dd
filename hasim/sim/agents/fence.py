"""The class stonith: a fence device as a resource. Starting it has it watched; it does not make it usable.

The devices themselves and what they do to machines are in :mod:`hasim.sim.fencing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from hasim.sim.agents.agent import ERROR, FENCE_STAND_IN, NOT_RUNNING, OK, Agent, Call, Done, Outcome, agent
from hasim.sim.fencing.agents import DEFAULT_RETRIES, FENCE_AGENTS, PAUSE, Effect, Use, fence_agent
from hasim.sim.machine import Machine
from hasim.sim.stack import Executor

NOT_EXECUTED = 4
"""The execution status of what could not be asked for at all."""
QUICK = 1
"""Ms for what the executor knows by itself."""
NO_FENCER = "Lost connection to fencer"


@agent(*(f"stonith:{name}" for name in FENCE_AGENTS), FENCE_STAND_IN)
class FenceDevice(Agent):
    """A fence device."""

    in_executor: ClassVar[bool] = True

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """No process of the machine runs it: the executor remembers it."""
        return False

    def _executor(self, call: Call) -> Executor | None:
        return call.stage.stacks[call.node].executor

    def _mark(self, call: Call, started: bool) -> None:
        executor = self._executor(call)
        if executor is not None:
            name = {call.request.resource}
            devices = executor.devices | name if started else executor.devices - name
            call.stage.stacks[call.node] = replace(
                call.stage.stacks[call.node], executor=replace(executor, devices=devices)
            )

    def _check(self, call: Call) -> Effect:
        """Ask the device; one that does not answer is asked again after a pause."""
        kind = fence_agent(call.request.type, call.stage.stand_ins)
        assert kind is not None, f"no fence agent {call.request.type}"
        effect = kind.monitor(Use(call.stage, call.node, call.parameters))
        text = call.parameters.get("pcmk_monitor_retries", "")
        tries = max(1, int(text)) if text.isdecimal() else DEFAULT_RETRIES
        return Effect(tries * effect.after + (tries - 1) * PAUSE, effect.reason) if effect.reason else effect

    def _started(self, call: Call) -> bool:
        executor = self._executor(call)
        return executor is not None and call.request.resource in executor.devices

    def start(self, call: Call) -> Outcome:
        """Register the device and ask it once whether it answers."""
        if call.stage.stacks[call.node].fencer is None:
            return Done(ERROR, NO_FENCER, QUICK, NOT_EXECUTED)
        effect = self._check(call)
        if effect.reason:
            return Done(ERROR, after=effect.after)
        self._mark(call, started=True)
        return Done(OK, after=effect.after)

    def stop(self, call: Call) -> Outcome:
        """Have it watched no longer."""
        self._mark(call, started=False)
        return Done(OK, after=QUICK)

    def monitor(self, call: Call) -> Outcome:
        """Whether it was started here; if so, the device is asked."""
        if call.request.interval and call.stage.stacks[call.node].fencer is None:
            return Done(ERROR, NO_FENCER, QUICK, NOT_EXECUTED)
        if not self._started(call):
            return Done(NOT_RUNNING, after=QUICK)
        if call.probe:
            return Done(OK, after=QUICK)
        effect = self._check(call)
        return Done(ERROR if effect.reason else OK, after=effect.after)
