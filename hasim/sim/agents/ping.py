"""ping: counts the hosts that answer and tells the attribute daemon. Losing them all is no failure of its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hasim.cib import Dialect
from hasim.cib.duration import parse_duration
from hasim.sim import attributes
from hasim.sim.agents.agent import ERROR, NOT_CONFIGURED, NOT_RUNNING, OK, Again, Agent, Call, Done, Outcome, agent
from hasim.sim.machine import Machine

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

PROBE, STOP, PACE = 25, 40, 1000
"""Ms of a probe that finds nothing and of a stop; between two packets of one round."""
OVERHEAD = 100


def answers(stage: Stage, node: str, address: str) -> bool:
    """Does whoever has this address, or this name, answer a ping from ``node``?"""
    machine = stage.machines[node]
    if address in (node, "localhost", "127.0.0.1") or address in machine.addresses:
        return True
    if stage.network.addresses[node] not in machine.addresses:
        return False
    for name, other in stage.machines.items():
        if name != node and (address == name or address in other.addresses):
            return other.on and stage.network.joined(node, name)
    return stage.network.host_answers(node, address)


def _patience(call: Call, hosts: int, attempts: int) -> int:
    """Seconds that a ping without any answer goes on waiting; by default the operation's own timeout is shared out."""
    given = call.parameters.get("timeout", "")
    share = (call.request.timeout or 20_000) // max(hosts, 1) // max(attempts, 1) // 1100
    seconds = _number(given, 0) if given else share
    return 5 if seconds < 1 else 300 if seconds > 1000 else seconds


@agent("ocf:pacemaker:ping")
class Ping(Agent):
    """ocf:pacemaker:ping."""

    wide = True
    parameters = (
        "pidfile", "dampen", "name", "multiplier", "host_list", "attempts", "timeout", "options", "failure_score",
        "use_fping", "debug",
    )  # fmt: skip
    reloadable = frozenset({"dampen", "attempts", "timeout", "debug"})

    def _pid_file(self, machine: Machine, parameters: Mapping[str, str]) -> str:
        directory = "/var/run" if machine.dialect is Dialect.V1_1 else "/run"
        return parameters.get("pidfile") or f"{directory}/ping-{parameters.get('name', 'pingd')}"

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While its pid file is there."""
        return machine.file(self._pid_file(machine, parameters)) is not None

    def _round(self, call: Call) -> tuple[int, int]:
        """One round of pings: (how many hosts answer, how many ms it takes)."""
        hosts = call.parameters.get("host_list", "").split()
        attempts = _number(call.parameters.get("attempts"), 3 if call.machine.dialect is not Dialect.V1_1 else 2)
        timeout = _patience(call, len(hosts), attempts)
        alive, duration = 0, OVERHEAD
        for host in hosts:
            there = answers(call.stage, call.node, host)
            alive += there
            duration += (attempts - 1) * PACE + (0 if there else timeout * 1000)
        return alive, duration

    def _update(self, call: Call, alive: int) -> int:
        """Tell the attribute daemon; returns the score."""
        parameters = call.parameters
        score = alive * _number(parameters.get("multiplier"), 1)
        delay = parse_duration(parameters.get("dampen", "5s")) or 0
        name = parameters.get("name", "pingd")
        attributes.update(call.stage, call.node, call.node, name, str(score), delay=delay, set_delay=True)
        return score

    def _rounds_and_result(self, call: Call) -> Outcome:
        kind, _, alive = call.phase.partition(":")
        if kind != "report":
            number, duration = self._round(call)
            return Again(f"report:{number}", duration)
        score = self._update(call, int(alive))
        least = call.parameters.get("failure_score", "")
        failed = least.isdecimal() and score < int(least)
        return Done(ERROR if failed else OK, after=5)

    def monitor(self, call: Call) -> Outcome:
        """A round, if it was started."""
        if not call.parameters.get("host_list"):
            return Done(NOT_CONFIGURED, "Empty host_list. Please specify some nodes to ping")
        if not call.phase and call.machine.file(self._pid_file(call.machine, call.parameters)) is None:
            return Done(NOT_RUNNING, after=PROBE)
        return self._rounds_and_result(call)

    def start(self, call: Call) -> Outcome:
        """Make the pid file, and a first round."""
        if not call.parameters.get("host_list"):
            return Done(NOT_CONFIGURED, "Empty host_list. Please specify some nodes to ping")
        if not call.phase:
            path = self._pid_file(call.machine, call.parameters)
            call.put(call.machine.with_file(path, "", now=call.stage.now))
        return self._rounds_and_result(call)

    def stop(self, call: Call) -> Outcome:
        """Remove the pid file, and the attribute after its dampening."""
        call.put(call.machine.without_file(self._pid_file(call.machine, call.parameters)))
        attributes.update(call.stage, call.node, call.node, call.parameters.get("name", "pingd"), None)
        return Done(OK, after=STOP)

    def reload(self, call: Call) -> Outcome:
        """Parameters changed that need no restart."""
        return Done(OK, after=STOP)

    reload_agent = reload


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default
