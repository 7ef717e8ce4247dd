"""What a click stands for: the commands that a person would type, or a fault."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from hasim.cib import Element
from hasim.sim import World
from hasim.text import say

PID_FILE: Final = "/etc/httpd/run/httpd.pid"
"""Where httpd writes its process number on the systems of the lessons when its configuration does not say."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something to do with the session: an input, and what is shown for it where it is no command line."""

    data: Mapping[str, Any]
    note: str = ""

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
    """The command that kills the resource's process on the node; None for a resource that is no process of its own."""
    if primitive.get("type") != "apache":
        return None
    return f"kill -9 $(cat {_pid_file(primitive, node, world)})"


def _pid_file(primitive: Element, node: str, world: World) -> str:
    """The PidFile of the configuration that the resource uses, made absolute."""
    try:
        text = world.machines[node].files.read(_parameter(primitive, "configfile", "/etc/httpd/conf/httpd.conf"))
    except (OSError, KeyError):
        return PID_FILE
    named = re.findall(r"^\s*PidFile\s+\"?([^\s\"]+)", text, re.MULTILINE | re.IGNORECASE)
    root = re.findall(r"^\s*ServerRoot\s+\"?([^\s\"]+)", text, re.MULTILINE | re.IGNORECASE)
    if not named or (not root and not named[-1].startswith("/")):
        return PID_FILE
    return named[-1] if named[-1].startswith("/") else f"{root[-1]}/{named[-1]}"


def _parameter(primitive: Element, name: str, default: str) -> str:
    for nvset in primitive.all("instance_attributes"):
        for pair in nvset.all("nvpair"):
            if pair.get("name") == name:
                return pair.get("value") or default
    return default


@dataclass(slots=True)
class Outcome:
    """What came of a deed, for the log: what was typed, what was printed, and an error of hasim's own."""

    lines: list[str] = field(default_factory=list)
    printed: str = ""
    error: str = ""
