"""Dummy: a resource that is only a state file. Deleting the file is its crash."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.cib import Dialect
from hasim.sim.agents.agent import ERROR, NOT_CONFIGURED, NOT_RUNNING, OK, Again, Agent, Call, Done, Outcome, agent
from hasim.sim.machine import Machine

DURATION = 30
SLEEPERS = ("monitor", "start", "stop", "migrate_to", "migrate_from", "reload-agent")
STOPPERS = ("stop", "migrate_to")
COLLISION = "alternate universe collision"
"""What the agent says when another call of its seems to be under way."""


@agent("ocf:pacemaker:Dummy")
class Dummy(Agent):
    """ocf:pacemaker:Dummy."""

    directory = "/run"
    parameters: tuple[str, ...] = ("state", "passwd", "fake", "op_sleep", "fail_start_on", "envfile")
    reloadable = frozenset({"passwd", "fake", "op_sleep", "fail_start_on", "envfile"})

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

    def act(self, call: Call) -> Outcome:
        """Most actions begin with a look at the state, and a look begins with a sleep of `op_sleep` seconds.

        A file beside the state file stands for the sleep. One that was killed in its sleep leaves the file behind, and
        the next look takes that for another one under way, until a stop clears it away.
        """
        text = call.parameters.get("op_sleep", "0")
        if call.request.operation not in SLEEPERS or not text.isdecimal() or int(text) == 0:
            return super().act(call)
        asleep = f"{self._path(call)}.serialized"
        if call.phase:
            call.put(call.machine.without_file(asleep))
            return super().act(call)
        if call.machine.file(asleep) is not None and call.request.operation not in STOPPERS:
            return self._collide(call)
        call.put(call.machine.with_file(asleep, "", now=call.stage.now))
        return Again("slept", int(text) * 1000)

    def _collide(self, call: Call) -> Outcome:
        """A look fails; a start takes that for not running, and starts."""
        if call.request.operation == "monitor":
            return Done(ERROR, COLLISION, DURATION)
        return super().act(call)

    def monitor(self, call: Call) -> Outcome:
        """OK while the file is there."""
        return Done(OK if self._is_up(call) else NOT_RUNNING, after=DURATION)

    def start(self, call: Call) -> Outcome:
        """Touch the file; on the node to fail on it says that it failed, and has touched it all the same."""
        if not self._is_up(call):
            call.put(call.machine.with_file(self._path(call), "", now=call.stage.now))
        return Done(ERROR if call.parameters.get("fail_start_on") == call.node else OK, after=DURATION)

    def stop(self, call: Call) -> Outcome:
        """Remove the file, and what a look that was killed has left."""
        path = self._path(call)
        call.put(call.machine.without_file(path).without_file(f"{path}.serialized"))
        return Done(OK, after=DURATION)

    def migrate_to(self, call: Call) -> Outcome:
        """Nothing to move: it ends here."""
        return self.stop(call)

    def migrate_from(self, call: Call) -> Outcome:
        """Nothing to move: it starts here."""
        return self.start(call)

    def reload(self, call: Call) -> Outcome:
        """Parameters changed that need no restart."""
        return Done(OK, after=DURATION)

    def reload_agent(self, call: Call) -> Outcome:
        """The same, which this agent takes for a start."""
        return self.start(call)

    def validate_all(self, call: Call) -> Outcome:
        """How long to sleep has to be a number."""
        text = call.parameters.get("op_sleep", "0")
        return Done(OK if text.isdecimal() else NOT_CONFIGURED, after=DURATION)


@agent("ocf:heartbeat:Dummy")
class HeartbeatDummy(Dummy):
    """ocf:heartbeat:Dummy: a state file, elsewhere than that of the other Dummy."""

    directory = "/run/resource-agents"
    parameters = ("state", "fake")
    reloadable = frozenset({"fake"})

    def state_file(self, machine: Machine, parameters: Mapping[str, str]) -> str:
        """Its state file: a parameter, else a name made from the resource's id."""
        return parameters.get("state") or f"{self.directory}/Dummy-{parameters.get('#id', '')}.state"

    def monitor(self, call: Call) -> Outcome:
        """As the other's; a monitor, but no probe, says what is missing."""
        if self._is_up(call):
            return Done(OK, after=DURATION)
        return Done(NOT_RUNNING, "" if call.probe else "No process state file found", DURATION)
