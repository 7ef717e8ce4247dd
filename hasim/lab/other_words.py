"""A command in other words: what does the same in crm, in pcs and with the low-level tools."""

import json
from collections.abc import Iterable

from hasim.cib import Cib
from hasim.inputs import Fault, Input, Run, Write
from hasim.lab.commands import CRM, LOW
from hasim.session import Session, Step, play
from hasim.shell.equivalents import Command, Language, equivalents, same_as
from hasim.sim import World
from hasim.sim.view import cib

PCS, SHELL, PYTHON = "pcs", "shell", "python"
TOOLS = {Language.CRM: CRM, Language.PCS: PCS, Language.LOW_LEVEL: LOW}

Said = tuple[tuple[str, str], ...]
"""Pairs of a family of tools and a command line."""


def last_command(session: Session) -> Said:
    """The last thing that was done to the session, in other words; a fault is no command, but can be said in Python."""
    worlds = [session.origin, *(step.world for step in session.history)]
    for before, step in reversed(list(zip(worlds, session.history, strict=False))):
        match step.input.action:
            case Run(at, line):
                return in_words(before, at, line, step)
            case Fault(kind, where):
                words = ", ".join([f'"{kind}"', *(f"{name}={json.dumps(value)}" for name, value in where.items())])
                return ((PYTHON, f"session.fault({words})"),)
            case Write():
                return ()
    return ()


def in_words(before: World, node: str, line: str, step: Step) -> Said:
    """A line that was typed in the world `before`, and what does the same. `step` is what came of it."""
    said = _said(same_as(line).items()) or _changed(cib(before, node), cib(step.world, node))
    return said or ((SHELL, line),)


def would_say(world: World, node: str, line: str, tool: str) -> str:
    """What a line would be called in a family of tools, all in one line; "" where that has no words of its own."""
    known = same_as(line)
    if not known:
        after = play(world, Input(Run(node, line))).world
        old, new = cib(world, node), cib(after, node)
        known = equivalents(old, new) if old is not None and new is not None else {}
    commands = next((each for language, each in known.items() if TOOLS[language] == tool), [])
    return " && ".join(each.line for each in commands) if all(each.native for each in commands) else ""


def _changed(before: Cib | None, after: Cib | None) -> Said:
    if before is None or after is None or before.configuration is after.configuration:
        return ()
    return _said(equivalents(before, after).items())


def _said(found: Iterable[tuple[Language, list[Command]]]) -> Said:
    return tuple((TOOLS[language], each.line) for language, commands in found for each in commands)
