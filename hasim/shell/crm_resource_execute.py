"""crm_resource's commands that run an agent by hand, past the cluster: --validate and --force-...

On a simulated node the agent runs there. On a CIB file nothing can be run: what the real tool refuses beforehand is
refused in the same words, and everything else by name.
"""

from __future__ import annotations

from dataclasses import dataclass

from hasim.cib import Dialect, Element, Unsupported
from hasim.cib.duration import parse_duration
from hasim.crmsh.agents import agent_names
from hasim.scheduler.definition import DEFAULT_TIMEOUT
from hasim.scheduler.model import Bundle, Clone, Group, Primitive, Resource
from hasim.scheduler.operations import operation_options
from hasim.scheduler.parameters import parameters
from hasim.shell.crm_resource_query import running_places
from hasim.shell.crm_resource_run import USAGE, Run, ToolError
from hasim.shell.crm_resource_words import overrides
from hasim.shell.listing.words import exit_text, status_text
from hasim.shell.machine_context import MachineContext
from hasim.shell.results import exit_text as status_words
from hasim.sim.agents import Call, Done, find
from hasim.sim.machine import Machine
from hasim.sim.refusals import agent_file
from hasim.sim.stack import Request

__all__ = ["CONFIGURATION", "execute"]

_UNIMPLEMENTED, _NOT_INSTALLED, _UNSAFE = 3, 5, 107
_TIMED_OUT, _ERROR, _MISSING = 2, 4, 7
"""Statuses of execution."""
_ACTIONS = {"validate": "validate-all", "force-check": "monitor"}
_BY_CLUSTER_ONLY = ("systemd", "service", "stonith", "upstart", "nagios")
CONFIGURATION = ("class", "agent", "provider")
"""Options that describe an agent instead of naming a resource."""


@dataclass(frozen=True, slots=True)
class _Agent:
    """The agent to run, for which resource (empty for none), with which parameters."""

    resource: str
    standard: str
    provider: str
    type: str
    parameters: dict[str, str]
    timeout: int

    @property
    def name(self) -> str:
        """Its full name."""
        return ":".join(part for part in (self.standard, self.provider, self.type) if part)


def execute(run: Run, command: str) -> int:
    """Run the agent's action that a command stands for; the exit status is the agent's."""
    _check_level(run, command)
    if any(name in run.parsed for name in CONFIGURATION):
        agent = _described(run)
    else:
        agent = _configured(run, run.resource(), command)
    given = overrides(run)
    agent.parameters.update(given)
    if run.parsed.value("output-as") != "xml":
        about = f" for '{agent.resource}'" if agent.resource else ""
        for name, value in given.items():
            run.out(f"Overriding the cluster configuration{about} with '{name}' = '{value}'")
    done = _outcome(run, agent, _ACTIONS.get(command, command.removeprefix("force-")))
    _tell(run, agent, command, done, given)
    if done.rc and run.dialect is not Dialect.V1_1:
        raise ToolError(f"crm_resource: Error performing operation: {status_words(done.rc)}", done.rc)
    return done.rc


def _check_level(run: Run, command: str) -> None:
    level = run.parsed.value(command)
    if level and not level.lstrip("+").isdecimal():
        raise ToolError(f"crm_resource: Invalid check level setting: {level}", USAGE)


def _described(run: Run) -> _Agent:
    """An agent named on the command line, with its parameters."""
    if run.resource_id:
        raise ToolError("crm_resource: --resource cannot be used with --class, --agent, and --provider", USAGE)
    standard, provider, type_ = (run.parsed.value(name) for name in ("class", "provider", "agent"))
    if standard == "stonith" and provider:
        raise ToolError("crm_resource: stonith does not support providers", USAGE)
    if standard not in (*_BY_CLUSTER_ONLY, "ocf", "lsb") or (standard == "ocf" and not (provider and type_)):
        known = False
    elif standard == "stonith":
        known = f"stonith:{type_}" in agent_names()
    elif isinstance(run.context, MachineContext):
        known = standard in _BY_CLUSTER_ONLY or _is_installed(run.context.machine, standard, provider, type_)
    else:
        raise Unsupported(f"{standard}:{provider}:{type_} without a machine to run it on", "command", "agent")
    if not known:
        what = f"{type_} is not a known stonith agent" if standard == "stonith" else ""
        raise ToolError(f"crm_resource: {what or f'{standard}:{provider}:{type_} is not a known resource'}", USAGE)
    pairs = (word.partition("=") for word in run.parsed.all("option"))
    return _Agent(
        "", standard, provider, type_, {name: value for name, _, value in pairs}, _timeout(run) or DEFAULT_TIMEOUT
    )


def _configured(run: Run, resource: Resource, command: str) -> _Agent:
    """The agent of a resource of the configuration; of a clone that of an instance."""
    if isinstance(resource, Clone):
        if command in ("force-start", "force-demote", "force-promote") and running_places(resource) and not run.force:
            run.warn(f"It is not safe to {command} {resource.id} here: the cluster claims it is already active")
            run.warn("Try setting target-role=Stopped first or specifying the force option")
            raise ToolError("crm_resource: Error performing operation: Operation not safe", _UNSAFE)
        resource = resource.children[0]
    for kind, word in ((Group, "group"), (Bundle, "bundled")):
        if isinstance(resource, kind):
            run.warn(f"Sorry, the {command} option doesn't support {word} resources")
            raise ToolError("crm_resource: Error performing operation: Unimplemented", _UNIMPLEMENTED)
    assert isinstance(resource, Primitive)
    anonymous = isinstance(resource.parent, Clone) and not resource.unique
    name = run.resource_id if anonymous else resource.id
    configured = operation_options(resource, _ACTIONS.get(command, command.removeprefix("force-")), 0).get("timeout")
    timeout = _timeout(run) or parse_duration(configured)
    standard, provider, type_ = resource.agent
    values = dict(parameters(resource))
    return _Agent(name, standard, provider, type_, values, timeout if timeout > 0 else DEFAULT_TIMEOUT)


def _timeout(run: Run) -> int:
    """What --timeout says, in ms; 0 for nothing usable."""
    return max(parse_duration(run.parsed.value("timeout")), 0) if "timeout" in run.parsed else 0


def _is_installed(machine: Machine, standard: str, provider: str, type_: str) -> bool:
    path = agent_file(standard, provider, type_)
    return path is not None and machine.file(path) is not None


def _outcome(run: Run, agent: _Agent, action: str) -> Done:
    """Run the agent, while time passes."""
    old = run.dialect is Dialect.V1_1
    if agent.standard in _BY_CLUSTER_ONLY:
        if old:
            raise Unsupported(f"running {agent.name} by hand", "command", action)
        return Done(_UNIMPLEMENTED, f"Manual execution of the {agent.standard} standard is unsupported", 0, _ERROR)
    if not isinstance(run.context, MachineContext):
        raise Unsupported(f"{agent.name} without a machine to run it on", "command", action)
    if not _is_installed(run.context.machine, agent.standard, agent.provider, agent.type):
        what = f"/etc/init.d/{agent.type}" if agent.standard == "lsb" else agent.type
        return Done(_NOT_INSTALLED, f"{what}: No such file or directory", 0, _MISSING)
    return _run(run.context, agent, action)


def _run(context: MachineContext, agent: _Agent, action: str) -> Done:
    stage, node = context.stage, context.node
    kind = find(agent.standard, agent.provider, agent.type, stage.stand_ins)
    if kind is None or (action == "validate-all" and not hasattr(kind, "validate_all")):
        raise Unsupported(f"the action {action} of {agent.name}", "command", action)
    names = agent.resource or "test", agent.standard, agent.provider, agent.type
    request = Request(*names, action, 0, agent.timeout, "", 0, parameters=agent.parameters)
    begun, phase = stage.time, ""
    while True:
        outcome = kind.act(Call(stage, node, request, phase, begun, by_hand=True))
        left = begun + agent.timeout - stage.time
        context.let_pass(lambda: False, min(outcome.after, left) / 1000)
        if outcome.after > left:
            return Done(1, "Resource agent did not exit within specified timeout", 0, _TIMED_OUT)
        if isinstance(outcome, Done):
            return outcome
        phase = outcome.phase


def _tell(run: Run, agent: _Agent, command: str, done: Done, given: dict[str, str]) -> None:
    said = f"ocf-exit-reason:{done.reason}\n" if done.reason and not done.status else ""
    if run.dialect is Dialect.V1_1:
        _tell_old(run, agent, _ACTIONS.get(command, command.removeprefix("force-")), done, said)
        return
    run.parsed.content.append(_element(run, agent, command, done, given, said))
    if run.parsed.value("output-as") == "xml":
        return
    about = f" for {agent.resource}" if agent.resource else ""
    head = f"Operation {command}{about} ({agent.name})"
    reason = f": {done.reason}" if done.reason else ""
    if done.status:
        run.warn(f"{head} could not be executed ({status_text(done.status, run.dialect)}{reason})")
    else:
        run.out(f"{head} returned {done.rc} ({exit_text(done.rc, run.dialect)}{reason})")
    if said:
        run.out(said)


def _tell_old(run: Run, agent: _Agent, action: str, done: Done, said: str) -> None:
    head = f"Operation {action} for {agent.resource or 'test'} ({agent.standard}:{agent.provider}:{agent.type})"
    if done.status:
        run.out(f"{head} failed: '{status_text(done.status, run.dialect)}' ({done.status})")
    else:
        run.out(f"{head} returned: '{exit_text(done.rc, run.dialect)}' ({done.rc})")
    if said and (action != "validate-all" or "verbose" in run.parsed):
        run.out(f" >  stderr: {said}".rstrip("\n"))


def _element(run: Run, agent: _Agent, command: str, done: Done, given: dict[str, str], said: str) -> Element:
    about = {"rsc": agent.resource} if agent.resource else {}
    attributes = {"action": command, "class": agent.standard, "type": agent.type, **about}
    if agent.provider:
        attributes["provider"] = agent.provider
    status = {
        "code": str(done.rc),
        "message": exit_text(done.rc, run.dialect),
        "execution_code": str(done.status),
        "execution_message": status_text(done.status, run.dialect),
        **({"reason": done.reason} if done.reason else {}),
    }
    changed = (Element("override", {"name": name, "value": value, **about}) for name, value in given.items())
    below = [Element("overrides", {}, tuple(changed)), Element("agent-status", status)]
    if said:
        below.append(Element("command", {"code": str(done.rc)}, (Element("output", {"source": "stderr"}, (), said),)))
    return Element("resource-agent-action", attributes, tuple(below))
