"""Stateful: a promotable resource that is only a state file."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Dialect
from hasim.sim import attributes
from hasim.sim.agents.agent import ERROR, NOT_RUNNING, OK, PROMOTED, Agent, Call, Done, Outcome, agent
from hasim.sim.machine import Machine

DURATION = 60
UNPROMOTED_SCORE, PROMOTED_SCORE = "5", "10"


@agent("ocf:pacemaker:Stateful")
class Stateful(Agent):
    """ocf:pacemaker:Stateful: its promotion score is 10 where it is promoted and 5 elsewhere."""

    parameters = ("state", "envfile", "notify_delay")
    reloadable = frozenset({"envfile", "notify_delay"})

    def _path(self, machine: Machine, parameters: Mapping[str, str]) -> str:
        directory = "/var/run" if machine.dialect is Dialect.V1_1 else "/run"
        return parameters.get("state") or f"{directory}/Stateful-{parameters.get('#id', '')}.state"

    def _state(self, call: Call) -> str:
        file = call.machine.file(self._path(call.machine, {**call.parameters, "#id": call.request.resource}))
        return str(file.content).strip() if file else ""

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While the state file is there."""
        return machine.file(self._path(machine, parameters)) is not None

    def _become(self, call: Call, promoted: bool) -> Outcome:
        old = call.machine.dialect is Dialect.V1_1
        word = ("master" if old else "Promoted") if promoted else ("slave" if old else "Unpromoted")
        path = self._path(call.machine, {**call.parameters, "#id": call.request.resource})
        call.put(call.machine.with_file(path, word + "\n", now=call.stage.now))
        self._score(call, PROMOTED_SCORE if promoted else UNPROMOTED_SCORE)
        return Done(OK, after=DURATION)

    def _score(self, call: Call, score: str | None) -> None:
        attributes.update(call.stage, call.node, call.node, f"master-{call.request.resource}", score)

    def monitor(self, call: Call) -> Outcome:
        """PROMOTED, OK for unpromoted, NOT_RUNNING without a file, ERROR for anything else in it."""
        word = self._state(call).lower()
        if word in ("master", "promoted"):
            self._score(call, PROMOTED_SCORE)
            return Done(PROMOTED, after=DURATION)
        if word in ("slave", "unpromoted"):
            self._score(call, UNPROMOTED_SCORE)
            return Done(OK, after=DURATION)
        return Done(ERROR if word else NOT_RUNNING, after=DURATION)

    def start(self, call: Call) -> Outcome:
        """It starts unpromoted."""
        return self._become(call, False)

    def promote(self, call: Call) -> Outcome:
        """One that does not run cannot be promoted."""
        return self._become(call, True) if self._state(call) else Done(NOT_RUNNING, after=DURATION)

    def demote(self, call: Call) -> Outcome:
        """Back to unpromoted."""
        return self._become(call, False) if self._state(call) else Done(NOT_RUNNING, after=DURATION)

    def stop(self, call: Call) -> Outcome:
        """Its score goes with it; a promoted one refuses."""
        self._score(call, None)
        if self._state(call).lower() in ("master", "promoted"):
            return Done(PROMOTED, after=DURATION)
        path = self._path(call.machine, {**call.parameters, "#id": call.request.resource})
        call.put(call.machine.without_file(path))
        return Done(OK, after=DURATION)

    def reload_agent(self, call: Call) -> Outcome:
        """Its file stays where it is: nothing to do."""
        return Done(OK, after=20)

    def notify(self, call: Call) -> Outcome:
        """It hears and does nothing."""
        return Done(OK, after=20)

    def validate_all(self, call: Call) -> Outcome:
        """Its parameters are always right."""
        return Done(OK, after=DURATION)
