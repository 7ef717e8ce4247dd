"""What a resource lives by on a machine: the process, the address or the file without which it no longer runs.

Nothing here knows the agents one by one: each thing is taken away in turn, and the resource's agent says what is so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from hasim.cib import Element
from hasim.sim.agents import find, is_running
from hasim.sim.files import Kind
from hasim.sim.machine import Machine
from hasim.sim.process import Process
from hasim.sim.references import parameters_of
from hasim.sim.world import World

_VOLATILE = ("/run/", "/tmp/", "/var/lib/")


@dataclass(frozen=True, slots=True)
class OwnAddress:
    """An address that a resource lives by, and the interface that has it."""

    ip: str
    prefix: int
    interface: str


@dataclass(frozen=True, slots=True)
class StateFile:
    """A file that a resource lives by."""

    path: str


Vital = Process | OwnAddress | StateFile


def vital(world: World, node: str, primitive: Element) -> Vital | None:
    """What the resource lives by on the node; None where it does not run, or where nothing single would end it."""
    names = primitive.get("class") or "", primitive.get("provider") or "", primitive.get("type") or ""
    agent = find(*names, world.stand_ins)
    machine, parameters = world.machines[node], parameters_of(primitive)
    if agent is None or agent.in_executor or not is_running(machine, agent, parameters):
        return None
    if primitive.get("class") in ("systemd", "service"):
        return _main_process(machine, primitive.get("type") or "")
    without = _things(machine, parameters)
    return next((thing for thing, rest in without if not agent.running(rest, parameters)), None)


def _main_process(machine: Machine, name: str) -> Process | None:
    state = machine.units.get(name if "." in name else f"{name}.service")
    return machine.process(state.main_pid) if state is not None else None


def _things(machine: Machine, parameters: Mapping[str, str]) -> Iterator[tuple[Vital, Machine]]:
    """Everything that may be it, each with the machine that is left without it."""
    for process in machine.processes.by_pid.values():
        yield process, replace(machine, processes=machine.processes.remove(process.pid))
    for interface in machine.interfaces:
        for address in interface.addresses:
            if not address.permanent:
                yield OwnAddress(address.ip, address.prefix, interface.name), machine.without_address(address.ip)
    named = set(parameters.values())
    for path, entry in machine.files.entries.items():
        if entry.kind is Kind.FILE and (path.startswith(_VOLATILE) or path in named):
            yield StateFile(path), machine.without_file(path)


def pid_file(machine: Machine, process: Process) -> str:
    """The file that holds a process's id, by the name that its command line has for it if there is one; else ""."""
    text = str(process.pid)
    words = (word.strip("\"'") for word in process.command.split())
    for path in (*(word for word in words if word.startswith("/")), *sorted(machine.files.entries)):
        entry = machine.file(path) if "pid" in path.rpartition("/")[2] else None
        if entry is not None and entry.kind is Kind.FILE and str(entry.content).strip() == text:
            return path
    return ""
