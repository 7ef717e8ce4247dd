"""`pcs resource list`, `describe`, `standards`, `providers`, `agents`."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.crmsh.agents import agent_names
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.run import Run

_STANDARDS = ("lsb", "ocf", "service", "systemd")


@command("resource list", "[<text in the name>]", options="--nodesc")
def list_agents(run: Run, words: list[str]) -> None:
    """List the agents that are there. Descriptions of agents are not modelled, only their names are shown."""
    if len(words) > 1:
        raise UsageFault
    names = [name for name in agent_names() if not name.startswith("stonith:")]
    chosen = [name for name in names if not words or words[0].lower() in name.lower()]
    if not chosen:
        raise Failure("No resource agents matching the filter.")
    run.out("\n".join(chosen))


@command("resource standards")
def standards(run: Run, words: list[str]) -> None:
    """List the standards that agents follow."""
    _list(run, words, _STANDARDS)


@command("resource providers")
def providers(run: Run, words: list[str]) -> None:
    """List the providers of OCF agents."""
    _list(run, words, sorted({name.split(":")[1] for name in agent_names() if name.startswith("ocf:")}))


def _list(run: Run, words: Sequence[str], found: Sequence[str]) -> None:
    if words:
        raise UsageFault
    run.out("\n".join(found))


@command("resource agents", "[<standard>[:<provider>]]")
def agents(run: Run, words: list[str]) -> None:
    """List the agents of a standard and provider."""
    if len(words) > 1:
        raise UsageFault
    prefix = f"{words[0]}:" if words else ""
    names = [name for name in agent_names() if not name.startswith("stonith:")]
    found = sorted({name.split(":")[-1] for name in names if name.startswith(prefix)})
    if not found:
        raise Failure(f"No agents found for {words[0]}" if words else "No agents found")
    run.out("\n".join(found))


refused("resource describe", "show what an agent says of itself", "--full")
