"""The stand-in: what an agent does that hasim does not know, as far as the cluster can see it.

It starts, stops, watches, promotes and moves a process that bears the agent's name. What the real program would need
on its servers (files, data, a license) is taken to be there, so it never fails unless its process is killed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from hasim.cib import Element
from hasim.cib.values import is_true
from hasim.scheduler.upgrade import newest_resource
from hasim.sim import attributes
from hasim.sim.agents.agent import ERROR, NOT_RUNNING, OK, PROMOTED, Agent, Call, Done, Outcome, agent
from hasim.sim.machine import Machine
from hasim.sim.process import Process, kill, spawn

QUICK, START, STOP, TURN = 50, 500, 300, 200
UNPROMOTED_SCORE, PROMOTED_SCORE = "5", "10"
FOLDER = "/run/resource-agents"


def pid_file(resource: str) -> str:
    """Where the process id of a resource's process stands."""
    return f"{FOLDER}/{resource}.pid"


@agent("stand-in")
class StandIn(Agent):
    """Any agent, under its own name. Of a promotable clone it prefers the instance that is promoted already."""

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While a process of the resource (or of an instance of it) lives."""
        name = parameters.get("#id", "")
        owners = (str(process.data.get("resource", "")) for process in machine.processes.by_pid.values())
        return any(owner.partition(":")[0] == name for owner in owners)

    def _process(self, call: Call) -> Process | None:
        found = call.machine.processes.named(call.request.type)
        return next((one for one in found if one.data.get("resource") == call.request.resource), None)

    def _score(self, call: Call, score: str | None) -> None:
        if call.request.resource.partition(":")[0] in _promotable(call):
            attributes.update(call.stage, call.node, call.node, f"master-{call.request.resource}", score)

    def monitor(self, call: Call) -> Outcome:
        """PROMOTED or OK while the process lives, else NOT_RUNNING."""
        process = self._process(call)
        if process is None:
            return Done(NOT_RUNNING, after=QUICK)
        promoted = bool(process.data.get("promoted"))
        self._score(call, PROMOTED_SCORE if promoted else UNPROMOTED_SCORE)
        return Done(PROMOTED if promoted else OK, after=QUICK)

    def start(self, call: Call) -> Outcome:
        """Start the process, unpromoted; one that runs stays."""
        if self._process(call) is None:
            request = call.request
            command = f"{request.type} {request.resource}"
            pid = spawn(call.stage, call.node, request.type, command, data={"resource": request.resource})
            call.put(call.machine.with_file(pid_file(request.resource), f"{pid}\n", now=call.stage.now))
        self._score(call, UNPROMOTED_SCORE)
        return Done(OK, after=START)

    def stop(self, call: Call) -> Outcome:
        """End the process; one that does not run is no error."""
        process = self._process(call)
        if process is not None:
            kill(call.stage, call.node, process.pid)
        call.put(call.machine.without_file(pid_file(call.request.resource)))
        self._score(call, None)
        return Done(ERROR if self._process(call) else OK, after=STOP)

    def _turn(self, call: Call, promoted: bool) -> Outcome:
        process = self._process(call)
        if process is None:
            return Done(NOT_RUNNING, after=QUICK)
        turned = replace(process, data={**process.data, "promoted": promoted})
        call.put(replace(call.machine, processes=call.machine.processes.add(turned)))
        self._score(call, PROMOTED_SCORE if promoted else UNPROMOTED_SCORE)
        return Done(OK, after=TURN)

    def promote(self, call: Call) -> Outcome:
        """One that does not run cannot be promoted."""
        return self._turn(call, promoted=True)

    def demote(self, call: Call) -> Outcome:
        """Back to unpromoted."""
        return self._turn(call, promoted=False)

    def notify(self, call: Call) -> Outcome:
        """It hears and does nothing."""
        return Done(OK, after=QUICK)

    def migrate_to(self, call: Call) -> Outcome:
        """It ends here."""
        return self.stop(call)

    def migrate_from(self, call: Call) -> Outcome:
        """It goes on here."""
        return self.start(call)

    def reload(self, call: Call) -> Outcome:
        """Parameters changed that need no restart."""
        return Done(OK, after=QUICK)

    reload_agent = reload
    validate_all = reload


def _promotable(call: Call) -> frozenset[str]:
    """The primitives that are in promotable clones, by the node's copy of the CIB."""
    cib = call.stage.stacks[call.node].cib
    return _promotable_in(_Resources(cib.resources)) if cib is not None else frozenset()


class _Resources:
    """The resources section as a cache key: by identity, since equal values are shared."""

    __slots__ = ("section",)

    def __init__(self, section: Element) -> None:
        self.section = section

    def __hash__(self) -> int:
        return hash(id(self.section))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Resources) and other.section is self.section


@lru_cache(maxsize=16)
def _promotable_in(key: _Resources) -> frozenset[str]:
    clones = (newest_resource(element) for element in key.section.walk() if element.tag in ("clone", "master"))
    chosen = [clone for clone in clones if clone is not None and _is_promotable(clone)]
    return frozenset(inner.id for clone in chosen for inner in clone.walk() if inner.tag == "primitive")


def _is_promotable(clone: Element) -> bool:
    pairs = [pair for block in clone.all("meta_attributes") for pair in block.all("nvpair")]
    return any(pair.get("name") == "promotable" and is_true(pair.get("value")) for pair in pairs)
