"""The class systemd: a unit as a resource. Starting and stopping are jobs of systemd; its state is the truth."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.sim import units
from hasim.sim.agents.agent import ERROR, NOT_INSTALLED, NOT_RUNNING, OK, Again, Agent, Call, Done, Outcome, agent
from hasim.sim.machine import Machine

ASK, NEXT_LOOK = 30, 500
"""Ms of asking systemd for a unit's state; until it is asked again whether a job has ended."""


@agent("systemd:*", "service:*")
class SystemdUnit(Agent):
    """A unit; it has no parameters."""

    def _unit(self, name: str) -> str:
        return name if "." in name else f"{name}.service"

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While the unit is active."""
        return machine.active(self._unit(parameters.get("#type", "")))

    def _state(self, call: Call) -> str:
        return units.state_of(call.machine, self._unit(call.request.type)).active

    def _unknown(self, call: Call) -> bool:
        return units.definition(call.machine, self._unit(call.request.type)) is None

    def monitor(self, call: Call) -> Outcome:
        """Active is running; what is on its way up or reloads is waited for."""
        if self._unknown(call):
            return Done(NOT_RUNNING if call.probe else NOT_INSTALLED, after=ASK)
        state = self._state(call)
        if state in ("activating", "reloading") and not self._restarting(call):
            return Again("look", NEXT_LOOK)
        return Done(OK if state == "active" else NOT_RUNNING, after=ASK)

    def _restarting(self, call: Call) -> bool:
        """Does it only wait for its RestartSec?"""
        return units.state_of(call.machine, self._unit(call.request.type)).sub == "auto-restart"

    def start(self, call: Call) -> Outcome:
        """A start job, waited for."""
        if self._unknown(call):
            return Done(NOT_INSTALLED, f"Unit {self._unit(call.request.type)} not found.", ASK)
        if self._state(call) == "active":
            return Done(OK, after=ASK)
        if call.phase:
            return self._waited(call, failed=("failed", "inactive"))
        units.start(call.stage, call.node, self._unit(call.request.type))
        return Again("look", ASK)

    def stop(self, call: Call) -> Outcome:
        """A stop job, waited for; a unit that is not there does not run."""
        if self._unknown(call) or self._state(call) in ("inactive", "failed"):
            return Done(OK, after=ASK)
        if call.phase:
            return self._waited(call, failed=())
        units.stop(call.stage, call.node, self._unit(call.request.type))
        return Again("look", ASK)

    def _waited(self, call: Call, failed: tuple[str, ...]) -> Outcome:
        return Done(ERROR, after=ASK) if self._state(call) in failed else Again("look", NEXT_LOOK)
