"""Writes docs/modelled.md from the code and the conformance results: ``python -m tests.modelled``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from inspect import getdoc
from pathlib import Path

import hasim
from hasim.shell.catalogue import tools
from hasim.shell.crm.levels import ROOT as CRM
from hasim.shell.crm.tree import Level
from hasim.shell.pcs.command import NOT_MODELLED, NOUNS, commands
from hasim.sim.agents import registered
from hasim.sim.fencing.agents import FENCE_AGENTS
from hasim.text.own import MESSAGES
from tests.scheduler.conformance import ratchet
from tests.support import ROOT

PAGE = ROOT / "docs" / "modelled.md"
PACKAGE = Path(hasim.__file__).parent
HEAD = """\
# What is and is not modelled

What hasim does not model it refuses by name, in one line and with exit status 3; it never answers wrong in silence.
This page says what that comes to. It is generated from the conformance results and from the code: `python -m
tests.modelled`.

## The scheduler

Decisions are those of Pacemaker 3.0. Its own regression suite is a folder of clusters, each with what Pacemaker says of
it. Each is judged six times; `pytest tests/scheduler/test_conformance.py` repeats it where the suite is at hand.

| what is compared | right | of |
|---|---:|---:|
"""
TIERS = {
    "transition": "the transition summary",
    "actions": "the actions, one by one",
    "status": "the status after the transition",
    "summary": "the whole text of `crm_simulate -S`, word by word",
    "scores": "every score",
    "graph": "the transition graph: every action and what it waits for",
}
AFTER_SUITE = """
So nothing that the suite uses is missing: groups, clones, promotable clones, bundles, guest and remote nodes, fencing
with its topology, tickets, utilization, live migration, notifications, rules, node health, shutdown locks. Beyond the
suite, generated clusters are decided by hasim and by the real `crm_simulate`, and every difference is a failure:
`pytest tests/differential`. Old spellings of the configuration are read as Pacemaker 3.0 reads them; its schema is not
bundled, so what only the schema forbids is found by the tools as far as `hasim/shell/schema.py` knows it.

## The world in which time passes

A decision is taken of any configuration. To *run* it takes machines, and a running cluster refuses:

"""
WORLD = """
Such a configuration can still be [decided about](your-own-cluster.md). Of the rest:

| modelled | not modelled |
|---|---|
| machines with power, boot, files, processes, systemd units, init scripts, packages, SELinux and firewalld as far as they stand in a cluster's way | memory, load, disks that fill up |
| one network between all machines, with cut cables, cut paths, lost hosts and closed ports | loss of single packets, latency, a second network |
| Corosync's membership and votequorum (two_node, wait_for_all, last_man_standing, auto_tie_breaker) and a quorum device | packets on the wire: encryption and multicast only matter where they keep nodes apart |
| Pacemaker's daemons, elections, joins, one CIB a node and how they merge, the executor, monitors, the attribute daemon with its dampening, fencing | sbd, ACLs, alerts, booth |
| a clock that moves only with the session | the wall clock |

Which keys of `corosync.conf` are honoured, harmless or refused is [a table of its own](corosync-conf.md). Durations are
compared with those of a [recorded real cluster](timelines.md).

## Resource agents

| agent | what it is here |
|---|---|
"""
FENCING = """
Fence agents, with the hardware behind them: {names}.
[What is honoured of them](fencing.md). A new agent is [one class](agents.md). In a cluster of your own, a stand-in acts for every other agent.

## A configuration from elsewhere

What becomes of what is not simulated as it is on your servers:

| what hasim does | what that means |
|---|---|
"""
COMMANDS = """
## Commands and options

The simulated tools know every option and command of the real ones. How many of them are refused by name; each is marked
in [the table of commands](commands.md):

| tool | known | of these refused |
|---|---:|---:|
"""
NAMED = """
Besides, these are refused where they are met (`…` stands for what was typed):

"""


def page() -> str:
    """The whole page."""
    return "".join(
        [
            *(HEAD, *_suite(), AFTER_SUITE, *_listed(_refusals("sim"))),
            *(WORLD, *_agents(), FENCING.format(names=", ".join(f"`{name}`" for name in FENCE_AGENTS)), *_intake()),
            *(COMMANDS, *_commands(), NAMED, *_listed(_refusals("shell"))),
        ]
    )


def _suite() -> Iterator[str]:
    right = ratchet()
    for tier, what in TIERS.items():
        yield f"| {what} | {len(right[tier])} | {len(cases())} |\n"


def cases() -> set[str]:
    """The cases of the suite, as far as they are right in anything."""
    return {name for names in ratchet().values() for name in names}


def _listed(lines: Iterator[str]) -> Iterator[str]:
    yield from (f"* {line}\n" for line in sorted(set(lines)) if re.search(r"\w{3}", line))


def _refusals(room: str) -> Iterator[str]:
    """What is handed to `Unsupported` in the modules of a room."""
    for path in sorted((PACKAGE / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Unsupported":
                yield _feature(node.args[0]) + "".join(map(_element, node.args[1:2] if room == "shell" else []))


def _feature(argument: ast.expr) -> str:
    """The words of a text; … for what is put into it, and for all that are made elsewhere."""
    parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
    return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in parts)


def _element(argument: ast.expr) -> str:
    """The element that the refusal is about, where a command is refused for this one only."""
    return " of a bundle" if isinstance(argument, ast.Constant) and argument.value == "bundle" else ""


def _agents() -> Iterator[str]:
    import_module("hasim.sim.agents.all")
    told: dict[str, list[str]] = {}
    own = {name: one for name, one in registered().items() if type(one).__module__.startswith("hasim.")}
    for name, agent in sorted(own.items()):
        if ":" in name and not name.startswith("stonith:"):
            told.setdefault(_said(type(agent)), []).append(name)
    for text, names in told.items():
        yield f"| {', '.join(f'`{name}`' for name in names)} | {text} |\n"


def _said(kind: type) -> str:
    """What the class says of itself; where that is no more than its name, what its module says."""
    own = (getdoc(kind) or "").partition("\n")[0]
    text = own.partition(": ")[2] if own.startswith("ocf:") else own
    text = text or (import_module(kind.__module__).__doc__ or "").partition("\n")[0].partition(": ")[2]
    return f"{text[:1].upper()}{text[1:]}"


def _intake() -> Iterator[str]:
    for key, message in MESSAGES.items():
        if key.endswith(".done") and key != "own.column.done":
            means = MESSAGES[key.removesuffix("done") + "means"]
            yield re.sub(r"\{\w+\}", "…", f"| {message.en} | {means.en} |\n")


def _commands() -> Iterator[str]:
    for each in tools():
        yield _counted(each.name, [option.modelled for option in each.options], "options")
    yield _counted("crm", list(_modelled(CRM)), "commands")
    pcs = [each.modelled for noun in NOUNS for each in commands(noun)]
    yield _counted("pcs", [*pcs, *(False for _ in NOT_MODELLED)], "commands")


def _modelled(level: Level) -> Iterator[bool]:
    yield from (each.modelled for each in level.commands.values())
    for below in level.levels.values():
        yield from _modelled(below)


def _counted(name: str, modelled: list[bool], what: str) -> str:
    return f"| [`{name}`](commands.md#{name}) | {len(modelled)} {what} | {modelled.count(False)} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
