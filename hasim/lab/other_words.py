"""A command in other words: what does the same in crm, in pcs and with the low-level tools."""

import json
from collections.abc import Iterable

from hasim.cib import Cib
from hasim.inputs import Fault, Run, Write
from hasim.lab.commands import CRM, LOW, PCS
from hasim.session import Session, Step
from hasim.shell.equivalents import Command, Language, equivalents, same_as
from hasim.sim import World
from hasim.sim.view import cib

SHELL, PYTHON = "shell", "python"
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


def _changed(before: Cib | None, after: Cib | None) -> Said:
    if before is None or after is None or before.configuration is after.configuration:
        return ()
    return _said(equivalents(before, after).items())


def _said(found: Iterable[tuple[Language, list[Command]]]) -> Said:
    return tuple((TOOLS[language], each.line) for language, commands in found for each in commands)
