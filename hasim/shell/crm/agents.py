"""``crm ra``: resource agents."""

from __future__ import annotations

from hasim.crmsh.agents import Agent, agent, agent_names, providers
from hasim.shell.crm.columns import in_columns
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Level

LEVEL = Level("ra", "resource agents: which there are, what they take")

_NOT_SHOWN = ("meta-data", "validate-all", "status", "notify")


def _classes() -> list[str]:
    return ["lsb", "ocf", "service", "stonith", "systemd"]


def _providers() -> list[str]:
    return sorted({name.split(":")[1] for name in agent_names() if name.startswith("ocf:")})


@LEVEL.command("classes")
def classes(shell: Shell, arguments: list[str]) -> None:
    """show the classes of agents"""
    for name in _classes():
        shell.console.out(f"ocf / {' '.join(_providers())}" if name == "ocf" else name)


@LEVEL.command("list", "class_ [provider_]")
def list_agents(shell: Shell, arguments: list[str]) -> None:
    """show the agents of a class, or of a provider in it"""
    class_, *provider = arguments
    if class_ not in _classes():
        raise CommandError(f"class {class_} does not exist")
    if provider and (class_ != "ocf" or provider[0] not in _providers()):
        raise CommandError(f"there is no provider {provider[0]} for class {class_}")
    prefix = ":".join(arguments) + ":"
    found = sorted({name.split(":")[-1] for name in agent_names() if name.startswith(prefix)})
    for line in in_columns(found):
        shell.console.out(line)


@LEVEL.command("providers", "ra_type [ra_class]")
def list_providers(shell: Shell, arguments: list[str]) -> None:
    """show who provides an agent"""
    type_, class_ = arguments[0], arguments[1] if len(arguments) > 1 else "ocf"
    if class_ != "ocf":
        shell.console.error(f"no providers for class {class_}")
    shell.console.out(" ".join(providers(type_)) if class_ == "ocf" else "")


def _full_name(words: list[str]) -> str:
    """The full name of an agent that is named in one word, or in the older way in two or three."""
    if len(words) > 1:
        provider = words[2] if len(words) > 2 else "heartbeat"
        return f"{words[1]}:{provider}:{words[0]}" if words[1] == "ocf" else f"{words[1]}:{words[0]}"
    parts = words[0].split(":")
    if len(parts) == 1:
        parts = ["ocf", parts[0]]
    if len(parts) == 2 and parts[0] == "ocf":
        known = providers(parts[1])
        provider = next((each for each in ("heartbeat", "pacemaker") if each in known), (known or ["heartbeat"])[0])
        parts.insert(1, provider)
    return ":".join(parts)


@LEVEL.command("info", "[args ...]", aliases=("meta",))
def info(shell: Shell, arguments: list[str]) -> bool:
    """show an agent's parameters and the timeouts that it advises: info [CLASS:[PROVIDER:]]TYPE"""
    if not arguments:
        raise CommandError("Expected [<class>:[<provider>:]]<type>")
    name = _full_name(arguments)
    found = agent(name)
    if found is None:
        shell.console.error(f"{name}: got no meta-data, does this RA exist?")
        return False
    shell.console.page(_described(found))
    return True


def _described(found: Agent) -> str:
    lines = [f"{found.name.split(':')[-1]} ({found.name})", "", "Parameters (*: required):", ""]
    lines += [
        f"{each.name}{'*' if each.required else ''}{'  no two resources may have the same' if each.unique else ''}"
        for each in found.parameters.values()
    ]
    lines += ["", "Operations' defaults (advisory minimum):", ""]
    for action in found.actions:
        if action.name not in _NOT_SHOWN:
            advice = " ".join(f"{name}={value}" for name, value in action.advised.items())
            lines.append(f"    {action.name:<13} {advice}")
    return "\n".join(lines)


@LEVEL.command("validate", "agentname [params ...]")
def validate(shell: Shell, arguments: list[str]) -> bool:
    """let an agent look at parameters: validate [CLASS:[PROVIDER:]]TYPE [NAME=VALUE...]"""
    name = _full_name(arguments[:1])
    if agent(name) is None:
        shell.console.error(f"{name}: got no meta-data, does this RA exist?")
        return False
    short = next((number for number, pair in enumerate(arguments[1:]) if "=" not in pair), None)
    if short is not None:
        raise CommandError(f"dictionary update sequence element #{short} has length 1; 2 is required")
    standard, *rest = name.split(":")
    if standard != "ocf":
        return False
    options = [f"--option={pair}" for pair in arguments[1:]]
    words = ["--class=ocf", f"--provider={rest[0]}", f"--agent={rest[1]}", *options]
    status, text, error = shell.quietly("crm_resource", "--validate", *words)
    for line in (text + error).splitlines():
        if line.startswith("ocf-exit-reason:"):
            shell.console.info(line)
    return status == 0
