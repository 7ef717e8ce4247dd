"""What a click stands for: the commands that a person would type, or a fault."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from shlex import quote
from typing import Any

from hasim.cib import Element
from hasim.sim import World
from hasim.sim.machine import Machine
from hasim.sim.process import Process
from hasim.sim.vital import OwnAddress, StateFile, pid_file, vital
from hasim.text import say


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do with the session: an input, and what is shown for it where it is no command line.

    `first` are the deeds that have to be done before it, such as a file to be saved: where one goes wrong, the rest is
    not done, unless it is to be done `always`, as lines that are typed one after the other are.
    """

    data: Mapping[str, Any]
    note: str = ""
    first: tuple["Deed", ...] = ()
    always: bool = False

    def shown(self, world: World) -> str:
        """What a person would have typed, with the prompt."""
        if self.note:
            return self.note
        return prompt(world, self.data["at"]) + str(self.data["run"])


def prompt(world: World, node: str) -> str:
    """The prompt of the node's login shell."""
    cwd = world.machines[node].shell.cwd
    return f"[root@{node} {'~' if cwd == '/root' else cwd.rsplit('/', 1)[-1] or '/'}]# "


def run(node: str, line: str) -> Deed:
    """A command line typed on a node."""
    return Deed({"at": node, "run": line})


def save(node: str, path: str, text: str, lang: str) -> Deed:
    """An editor saves a file on a node."""
    return Deed({"at": node, "write": path, "text": text}, say("board.saved", lang, node=node, path=path))


def power(node: str, on: bool, lang: str) -> Deed:
    """Pull the power cord, or press the power button."""
    verb = "on" if on else "off"
    key = "board.power_on.command" if on else "board.power_off.command"
    return Deed({"fault": f"power-{verb}", "node": node}, say(key, lang, node=node))


@dataclass(frozen=True, slots=True)
class Crm:
    """The crm commands of the resource and node verbs, as typed on `at`; `dialect` is the installed generation."""

    at: str
    dialect: str = "2.1"

    def standby(self, node: str) -> Deed:
        """Let a node run nothing."""
        return run(self.at, f"crm node standby {node}")

    def online(self, node: str) -> Deed:
        """Let a node run things again."""
        return run(self.at, f"crm node online {node}")

    def cleanup(self, resource: str) -> Deed:
        """Forget a resource's failures."""
        return run(self.at, f"crm resource cleanup {resource}")

    def move(self, resource: str, node: str, force: bool = False) -> Deed:
        """Ask for a resource to run on a node; by force, it is also banned from where it is."""
        return run(self.at, f"crm resource move {resource} {node}{' force' if force else ''}")

    def unmove(self, resource: str) -> Deed:
        """Lift what a move left behind. The command's name changed with crmsh 4."""
        verb = "unmove" if self.dialect == "1.1" else "clear"
        return run(self.at, f"crm resource {verb} {resource}")


def kill_line(primitive: Element, node: str, world: World) -> str | None:
    """The command that kills the resource's process on the node; None for a resource that is no process there."""
    thing = vital(world, node, primitive)
    return signal_line(thing, world.machines[node], "9") if isinstance(thing, Process) else None


def break_line(primitive: Element, node: str, world: World) -> str | None:
    """The command that takes from a resource what it lives by on the node; None where there is no such command."""
    match vital(world, node, primitive):
        case Process() as process:
            return signal_line(process, world.machines[node], "9")
        case OwnAddress(ip, prefix, interface):
            return f"ip addr del {ip}/{prefix} dev {interface}"
        case StateFile(path):
            return f"rm -f {quote(path)}"
    return None


def signal_line(process: Process, machine: Machine, signal: str) -> str:
    """The command that sends a signal (``9``, ``STOP``) to a process, as a person would name the process."""
    alike = machine.processes.named(process.name)
    if path := pid_file(machine, process):
        return f"kill -{signal} $(cat {quote(path)})"
    if alike == [process]:
        return f"kill -{signal} $(pidof {process.name})"
    if sum(other.command == process.command for other in alike) == 1:
        pattern = re.sub(r"([\\^$*+?()\[\]{}|])", r"\\\1", process.command)
        return f"pkill -{signal} -f -x {quote(pattern)}"
    return f"kill -{signal} {process.pid}"


@dataclass(slots=True)
class Outcome:
    """What came of a deed, for the log: what was typed, what was printed, and an error of hasim's own."""

    lines: list[str] = field(default_factory=list)
    printed: str = ""
    error: str = ""
