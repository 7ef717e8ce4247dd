"""The class lsb: an init script. What a script is taken to do is run a daemon of its own name; ``status`` finds it."""

from __future__ import annotations

from collections.abc import Mapping

from hasim.sim.agents.agent import ERROR, NOT_INSTALLED, NOT_RUNNING, OK, Agent, Call, Done, Outcome, agent
from hasim.sim.machine import Machine
from hasim.sim.process import TERM, kill, spawn

DIRECTORY = "/etc/init.d"
ACTION, STATUS = 150, 30


@agent("lsb:*")
class InitScript(Agent):
    """A script in /etc/init.d; it has no parameters and must be executable."""

    def _daemon(self, machine: Machine, script: str) -> list[int]:
        return [p.pid for p in machine.processes.named(script) if p.data.get("script") == script]

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While the script's daemon lives."""
        return bool(self._daemon(machine, parameters.get("#type", "")))

    def _missing(self, call: Call) -> bool:
        file = call.machine.file(f"{DIRECTORY}/{call.request.type}")
        return file is None or not file.mode & 0o111

    def monitor(self, call: Call) -> Outcome:
        """What the script's status says: 0 runs, 3 does not."""
        if self._missing(call):
            return Done(NOT_RUNNING if call.probe else NOT_INSTALLED, after=STATUS)
        return Done(OK if self._daemon(call.machine, call.request.type) else NOT_RUNNING, after=STATUS)

    def start(self, call: Call) -> Outcome:
        """Start the daemon, once."""
        if self._missing(call):
            return Done(NOT_INSTALLED, after=STATUS)
        if not self._daemon(call.machine, call.request.type):
            name = call.request.type
            spawn(call.stage, call.node, name, f"/usr/sbin/{name}", data={"script": name})
        return Done(OK, after=ACTION)

    def stop(self, call: Call) -> Outcome:
        """End the daemon; where it does not run, that is no error."""
        for pid in self._daemon(call.machine, call.request.type):
            kill(call.stage, call.node, pid, TERM)
        return Done(ERROR if self._daemon(call.machine, call.request.type) else OK, after=ACTION)
