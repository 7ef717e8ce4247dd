"""What pcs knows of an agent, and how it finds the one that is meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hasim.cib import Element
from hasim.crmsh.agents import Action, Agent, agent, agent_names
from hasim.shell.pcs.edit import value_of
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.messages import invalid_options, missing_options
from hasim.shell.pcs.run import FORCE, Run, quoted_list

__all__ = ["AgentName", "Known", "agent_named", "agent_of", "check_changed", "check_new", "find_agent", "known"]

_TRACING = ("trace_file", "trace_ra")
"""Parameters of every OCF agent that its shell functions read."""


@dataclass(frozen=True, slots=True)
class AgentName:
    """An agent's standard, provider (empty where it has none) and type."""

    standard: str
    provider: str
    type: str

    def __str__(self) -> str:
        return ":".join(part for part in (self.standard, self.provider, self.type) if part)


@dataclass(frozen=True, slots=True)
class Known:
    """An agent as far as it is known; `agent` is None for one that is not installed."""

    name: AgentName
    agent: Agent | None

    @property
    def allowed(self) -> list[str]:
        """The parameters that it takes."""
        if self.agent is None:
            return []
        more = _TRACING if self.name.standard == "ocf" else ()
        return sorted({*self.agent.parameters, *more})

    @property
    def required(self) -> list[str]:
        """The parameters that it needs."""
        return [each.name for each in self.agent.parameters.values() if each.required] if self.agent else []

    @property
    def unique(self) -> list[str]:
        """The parameters that no two resources may have in common."""
        return [each.name for each in self.agent.parameters.values() if each.unique] if self.agent else []

    @property
    def actions(self) -> tuple[Action, ...]:
        """The actions that it has."""
        return self.agent.actions if self.agent is not None else ()


def split_name(text: str) -> AgentName:
    """A full name in its parts; UsageFault if it is none."""
    parts = text.split(":")
    if parts[0] == "ocf" and len(parts) == 3 and all(parts):
        return AgentName(*parts)
    if parts[0] in ("lsb", "service", "stonith", "systemd", "upstart") and len(parts) == 2 and parts[1]:
        return AgentName(parts[0], "", parts[1])
    raise UsageFault(text)


def known(name: AgentName) -> Known:
    """What is known of an agent."""
    return Known(name, agent(str(name)))


def agent_of(resource: Element) -> Known:
    """What is known of a resource's agent."""
    return known(AgentName(resource.get("class") or "", resource.get("provider") or "", resource.get("type") or ""))


def missing(name: AgentName) -> str:
    """What is said of an agent that is not installed."""
    query = f"crm_resource: Metadata query for {name} failed: No such device or address"
    return (
        f"Agent '{name}' is not installed or does not provide valid metadata: {query}, "
        "Error performing operation: No such object"
    )


def agent_named(run: Run, text: str) -> AgentName:
    """The agent that a full name or a type means; ends the run where there is none, or more than one."""
    if ":" in text:
        try:
            return split_name(text)
        except UsageFault:
            run.error(
                f"Invalid resource agent name '{text}'. Use standard:provider:type when standard is 'ocf' or "
                "standard:type otherwise. List of standards and providers can be obtained by using commands 'pcs "
                "resource standards' and 'pcs resource providers'."
            )
            run.check()
    matching = [
        name for name in agent_names() if name.startswith("ocf:") and name.split(":")[2].lower() == text.lower()
    ]
    if len(matching) > 1:
        listed = " or ".join(f"'{name}'" for name in sorted(matching))
        run.error(f"Multiple agents match '{text}', please specify full name: {listed}")
    elif not matching:
        run.error(f"Unable to find agent '{text}', try specifying its full name")
    run.check()
    run.say(f"Assumed agent name '{matching[0]}' (deduced from '{text}')")
    return split_name(matching[0])


def find_agent(run: Run, text: str) -> Known:
    """The agent that is meant; one that is not installed is taken only by force."""
    found = known(agent_named(run, text))
    if found.agent is None:
        if run.force:
            run.warn(missing(found.name))
        else:
            run.error(missing(found.name) + FORCE)
            run.check()
    return found


def check_new(run: Run, found: Known, given: Mapping[str, str], kind: str) -> None:
    """Report what is wrong with the parameters of a resource that is to be made."""
    for name in given:
        if not given[name]:
            run.error(f"{name} cannot be empty")
    if found.agent is not None:
        _check_names(run, found, list(given), kind)
        lacking = [name for name in found.required if name not in given]
        if lacking:
            run.forceable(missing_options(lacking, kind))
    _check_fence_action(run, found, given)
    _check_unique(run, found, given, "")


def check_changed(run: Run, found: Known, given: Mapping[str, str], resource: Element, kind: str) -> None:
    """Report what is wrong with parameters of a resource that are to be changed; those that it has are taken."""
    present = resource.first("instance_attributes")
    now = {pair.get("name") or "": pair.get("value") or "" for pair in (present.all("nvpair") if present else [])}
    if found.agent is not None:
        _check_names(run, found, [name for name in given if name not in now], kind)
        # of what is not spoken of, nothing is asked, unless nothing is spoken of at all
        asked = [name for name in found.required if name in given or not given]
        lacking = [name for name in asked if not given.get(name, now.get(name, ""))]
        if lacking:
            run.forceable(missing_options(lacking, kind))
    _check_fence_action(run, found, given)
    _check_unique(run, found, given, resource.id)


def _check_names(run: Run, found: Known, names: Sequence[str], kind: str) -> None:
    unknown = [name for name in names if name not in found.allowed]
    if unknown:
        run.forceable(invalid_options(unknown, found.allowed, kind))


def _check_fence_action(run: Run, found: Known, given: Mapping[str, str]) -> None:
    if found.name.standard == "stonith" and given.get("action"):
        instead = "should not be used, use 'pcmk_off_action', 'pcmk_reboot_action' instead"
        run.forceable(f"stonith option 'action' is deprecated and {instead}")


def _check_unique(run: Run, found: Known, given: Mapping[str, str], own: str) -> None:
    for name in found.unique:
        value = given.get(name)
        same = [
            each.id
            for each in run.cib.resources.walk()
            if each.tag == "primitive"
            and each.id != own
            and AgentName(each.get("class") or "", each.get("provider") or "", each.get("type") or "") == found.name
            and value_of(each, "instance_attributes", name) == value
        ]
        if value and same:
            run.forceable(
                f"Value '{value}' of option '{name}' is not unique across '{found.name}' resources. Following "
                f"resources are configured with the same value of the instance attribute: {quoted_list(same)}"
            )
