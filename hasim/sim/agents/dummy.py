"""Dummy: a resource that is only a state file. Deleting the file is its crash."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Dialect
from hasim.sim.agents.agent import ERROR, NOT_RUNNING, OK, Agent, Call, Done, Outcome, agent
from hasim.sim.machine import Machine

DURATION = 30


@agent("ocf:pacemaker:Dummy")
class Dummy(Agent):
    """ocf:pacemaker:Dummy."""

    directory = "/run"
    parameters: tuple[str, ...] = ("state", "passwd", "fake", "op_sleep", "fail_start_on", "envfile")
    reloadable = frozenset({"fake", "op_sleep", "fail_start_on", "envfile"})

    def state_file(self, machine: Machine, parameters: Mapping[str, str]) -> str:
        """Its state file: a parameter, else a name made from the resource's id."""
        old = machine.dialect is Dialect.V1_1 and self.directory == "/run"
        directory = "/var/run" if old else self.directory
        return parameters.get("state") or f"{directory}/{type(self).__name__}-{parameters.get('#id', '')}.state"

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While the state file is there."""
        return machine.file(self.state_file(machine, parameters)) is not None

    def _path(self, call: Call) -> str:
        return self.state_file(call.machine, {**call.parameters, "#id": call.request.resource})

    def _is_up(self, call: Call) -> bool:
        return call.machine.file(self._path(call)) is not None

    def _pause(self, call: Call) -> int:
        text = call.parameters.get("op_sleep", "0")
        return DURATION + (int(text) * 1000 if text.isdecimal() else 0)

    def monitor(self, call: Call) -> Outcome:
        """OK while the file is there."""
        return Done(OK if self._is_up(call) else NOT_RUNNING, after=self._pause(call))

    def start(self, call: Call) -> Outcome:
        """Touch the file, unless this node is the one to fail on."""
        if call.parameters.get("fail_start_on") == call.node:
            return Done(ERROR, after=self._pause(call))
        call.put(call.machine.with_file(self._path(call), "", now=call.stage.now))
        return Done(OK, after=self._pause(call))

    def stop(self, call: Call) -> Outcome:
        """Remove the file."""
        call.put(call.machine.without_file(self._path(call)))
        return Done(OK, after=self._pause(call))

    def migrate_to(self, call: Call) -> Outcome:
        """Nothing to move: it ends here."""
        return self.stop(call)

    def migrate_from(self, call: Call) -> Outcome:
        """Nothing to move: it starts here."""
        return self.start(call)

    def reload(self, call: Call) -> Outcome:
        """Parameters changed that need no restart."""
        return Done(OK, after=DURATION)

    reload_agent = reload

    def validate_all(self, call: Call) -> Outcome:
        """Its parameters are always right."""
        return Done(OK, after=DURATION)


@agent("ocf:heartbeat:Dummy")
class HeartbeatDummy(Dummy):
    """ocf:heartbeat:Dummy: the same with its file elsewhere."""

    directory = "/run/resource-agents"
    parameters = ("state", "fake")
    reloadable = frozenset({"fake"})

    def state_file(self, machine: Machine, parameters: Mapping[str, str]) -> str:
        """Its state file: a parameter, else a name made from the resource's id."""
        return parameters.get("state") or f"{self.directory}/Dummy-{parameters.get('#id', '')}.state"
