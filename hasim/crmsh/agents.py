"""Which resource agents there are, their parameters, and the timeouts and intervals that they advise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from hasim.cib import Element
from hasim.crmsh.agent_data import AGENTS

FENCING_PARAMETERS = (
    "pcmk_host_argument",
    "pcmk_host_map",
    "pcmk_host_list",
    "pcmk_host_check",
    "pcmk_delay_max",
    "pcmk_delay_base",
    "pcmk_action_limit",
    *(
        f"pcmk_{action}_{what}"
        for action in ("reboot", "off", "on", "list", "monitor", "status")
        for what in ("action", "timeout", "retries")
    ),
)
"""Parameters that every fence device has, because the fencer reads them."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of an agent; `unique` says that no two resources may have the same value."""

    name: str
    required: bool = False
    unique: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """An action of an agent with the values that it advises: timeout, interval, role, depth."""

    name: str
    advised: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Agent:
    """A resource agent, by its full name ``class:[provider:]type``."""

    name: str
    parameters: Mapping[str, Parameter]
    actions: tuple[Action, ...]

    @property
    def class_(self) -> str:
        """The standard that it follows: ocf, stonith, systemd..."""
        return self.name.split(":", 1)[0]

    def advised(self, action: str, what: str, role: str | None = None, depth: str | None = None) -> str | None:
        """The advised value, of a monitor for a role or else a depth; None where there is no such advice."""
        named = [each for each in self.actions if each.name == action]
        if not named:
            return None
        if action != "monitor" or (role is None and depth is None):
            return (named[0] if action == "monitor" else named[-1]).advised.get(what)
        if role is not None:
            for each in named:
                if "role" not in each.advised:
                    return None
                if each.advised["role"] == role:
                    return each.advised.get(what)
            return None
        return next((each.advised.get(what) for each in named if each.advised.get("depth") == depth), None)


@cache
def _table() -> dict[str, tuple[list[str], list[str]]]:
    """Full name -> (parameters, actions) as the table spells them."""
    table: dict[str, tuple[list[str], list[str]]] = {}
    name = ""
    for line in AGENTS.strip("\n").split("\n"):
        if not line.startswith(" "):
            name = line
            table[name] = ([], [])
        elif line.startswith("  @ "):
            table[name][1].append(line[4:])
        else:
            table[name][0].extend(line.split())
    return table


@cache
def providers(type_: str) -> list[str]:
    """The providers of an OCF agent, in alphabetical order."""
    found = (name.split(":") for name in _table() if name.startswith("ocf:"))
    return sorted(provider for _, provider, each in found if each == type_)


def agent_names() -> list[str]:
    """The full names of all known agents, sorted."""
    return sorted(_table())


@cache
def agent(name: str) -> Agent | None:
    """The agent of that full name; None for one that is not installed.

    Services of the init systems (classes systemd, lsb and service) have no parameters and one set of advice.
    """
    class_ = name.split(":", 1)[0]
    if class_ in ("systemd", "service"):
        return _service(name)
    if name not in _table():
        return None
    parameters, actions = _table()[name]
    listed = [_parameter(each) for each in parameters]
    if class_ == "stonith":
        listed += [Parameter(each) for each in FENCING_PARAMETERS]
    actions_listed = tuple(_action(each) for each in " ".join(actions).split("; ") if each)
    return Agent(name, {each.name: each for each in listed}, actions_listed)


def _parameter(text: str) -> Parameter:
    name = text.rstrip("!~")
    marks = text[len(name) :]
    return Parameter(name, "!" in marks, "~" in marks)


def _action(text: str) -> Action:
    name, *advice = text.split()
    return Action(name, dict(each.split("=", 1) for each in advice))


def _service(name: str) -> Agent:
    advice = {"start": "100", "stop": "100", "status": "100"}
    monitor = Action("monitor", {"timeout": "100", "interval": "60"})
    return Agent(name, {}, (*(Action(each, {"timeout": advice[each]}) for each in advice), monitor))


def agent_of(element: Element) -> Agent | None:
    """The agent that a primitive or template names."""
    return agent(agent_name(element))


def agent_name(element: Element) -> str:
    """The full name of the agent that a primitive or template names; heartbeat where it names no provider."""
    class_, type_ = element.get("class") or "", element.get("type") or ""
    return f"ocf:{element.get('provider') or 'heartbeat'}:{type_}" if class_ == "ocf" else f"{class_}:{type_}"
