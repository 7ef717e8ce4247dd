"""crm_resource's questions about resource agents, answered from the catalogue of those that the field uses."""

from __future__ import annotations

from hasim.cib import Element, Unsupported
from hasim.crmsh.agents import agent_names, providers
from hasim.shell.crm_resource_run import NO_OBJECT, Run, ToolError

__all__ = ["list_agents", "list_alternatives", "list_providers", "list_standards", "show_metadata"]

_STANDARDS = ("ocf", "lsb", "service", "systemd", "stonith")


def _listed(run: Run, names: list[str], tag: str, attributes: dict[str, str], item: str) -> int:
    for name in names:
        run.out(name)
    run.parsed.content.append(Element(tag, attributes, tuple(Element(item, {}, (), name) for name in names)))
    return 0


def list_standards(run: Run) -> int:
    """--list-standards: what kinds of agents there are."""
    return _listed(run, list(_STANDARDS), "list", {"name": "standards", "count": str(len(_STANDARDS))}, "item")


def list_providers(run: Run) -> int:
    """--list-ocf-providers: who provides OCF agents."""
    names = sorted({name.split(":")[1] for name in agent_names() if name.startswith("ocf:")})
    return _listed(run, names, "providers", {"standard": "ocf"}, "provider")


def list_agents(run: Run) -> int:
    """--list-agents: the agents of a standard, or of one of its providers."""
    standard, colon, provider = run.parsed.value("list-agents").partition(":")
    prefix = f"{standard}:{provider}:" if provider else f"{standard}:"
    names = [name for name in agent_names() if name.startswith(prefix)]
    if not names or (colon and not provider):
        what = f"standard '{standard}'" + (f" and provider '{provider}'" if colon else "")
        raise ToolError(f"crm_resource: No agents found for {what}\nError performing operation: Error occurred", 1)
    attributes = {"standard": standard} | ({"provider": provider} if provider else {})
    return _listed(run, sorted({name.split(":")[-1] for name in names}), "agents", attributes, "agent")


def list_alternatives(run: Run) -> int:
    """--list-ocf-alternatives: who provides an OCF agent."""
    wanted = run.parsed.value("list-ocf-alternatives")
    names = sorted(providers(wanted))
    if not names:
        raise ToolError(
            f"crm_resource: No OCF providers found for {wanted}\nError performing operation: No such object", NO_OBJECT
        )
    return _listed(run, names, "providers", {"for": wanted}, "provider")


def show_metadata(run: Run) -> int:
    """--show-metadata: what an agent says of itself, which is its authors' text and not repeated here."""
    specification = run.parsed.value("show-metadata")
    standard, _, rest = specification.partition(":")
    provider, _, type_ = rest.partition(":") if standard == "ocf" else ("", "", rest)
    ending = "\nError performing operation: No such object"
    if not type_ or (standard == "ocf" and not provider):
        raise ToolError(f"crm_resource: '{specification}' is not a valid agent specification{ending}", NO_OBJECT)
    if standard != "ocf" or specification in agent_names():
        raise Unsupported(f"the description of the agent {specification}", "command", "show-metadata")
    failed = f"Metadata query for {specification} failed: No such device or address"
    raise ToolError(f"crm_resource: {failed}{ending}", NO_OBJECT)
