"""Writes docs/commands.md from the definitions of the commands: ``python -m tests.shell.command_table``."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from hasim.shell.catalogue import tools
from hasim.shell.crm.levels import ROOT
from hasim.shell.crm.tree import Command, Level
from hasim.shell.options import Option, Takes
from hasim.shell.pcs.command import NOT_MODELLED, NOUNS, commands
from hasim.shell.registry import names
from hasim.shell.tool import Tool
from tests.support import ROOT as PROJECT

PAGE = PROJECT / "docs" / "commands.md"
HEAD = """\
# Commands

What can be typed on a simulated node, or with `CIB_file=cib.xml hasim COMMAND` on a file. This page is generated from
the definitions that also serve parsing, help and completion: `python -m tests.shell.command_table`. What is marked
**no** exists in the real tool and is refused by name; what is marked *without effect* is taken and changes nothing
([why](no-effect.md#options-of-the-programs)).
"""


def page() -> str:
    """The whole page."""
    import_module("hasim.shell.runner")  # which knows of the programs of the system
    return "\n".join(
        [HEAD, *_overview(), *(line for each in tools() for line in _tool(each)), *_crm(), *_pcs(), *_others()]
    )


def _overview() -> Iterator[str]:
    yield from ("## Tools", "", "| tool | options | of these refused | |", "|---|---:|---:|---|")
    for each in tools():
        refused = sum(not option.modelled for option in each.options)
        yield f"| [`{each.name}`](#{each.name}) | {len(each.options)} | {refused} | {each.summary} |"
    yield ""


def _tool(each: Tool) -> Iterator[str]:
    yield from (f"### {each.name}", "", each.summary, "", "| option | supported | |", "|---|---|---|")
    yield from (_row(option) for option in each.options)
    yield ""


def _row(option: Option) -> str:
    value = {Takes.NOTHING: "", Takes.VALUE: "=VALUE", Takes.MAYBE: "[=VALUE]"}[option.takes]
    short = [f"-{option.short}"] if option.short else []
    spellings = ", ".join(f"`{each}`" for each in (*short, *(f"--{long}{value}" for long in option.spellings)))
    return f"| {spellings} | {_how(option)} | {option.help if option.modelled else ''} |"


def _how(option: Option) -> str:
    return "**no**" if not option.modelled else "without effect" if option.idle else "yes"


def _crm() -> Iterator[str]:
    yield from ("## crm", "", "| command | supported | |", "|---|---|---|")
    yield from _level(ROOT, "crm")
    yield ""


def _level(level: Level, path: str) -> Iterator[str]:
    for name, each in sorted(level.commands.items()):
        yield _crm_row(each, f"{path} {name}")
    for name, below in sorted(level.levels.items()):
        yield from _level(below, f"{path} {name}")


def _crm_row(command: Command, path: str) -> str:
    others = f" (also {', '.join(f'`{alias}`' for alias in command.aliases)})" if command.aliases else ""
    text = command.help.partition("\n")[0].replace("|", "\\|")
    typed = f"{path} {command.usage}".rstrip().replace("|", "\\|")
    return f"| `{typed}`{others} | {'yes' if command.modelled else '**no**'} | {text} |"


def _pcs() -> Iterator[str]:
    yield from ("## pcs", "", "| command | supported | |", "|---|---|---|")
    for noun in NOUNS:
        for each in sorted(commands(noun), key=lambda each: each.path):
            words = " ".join(word for word in each.path if word != "*")
            options = [name for name in each.options if name not in ("-f", "--wait") and name not in each.arguments]
            typed = " ".join(["pcs", words, each.arguments, *(f"[{name}]" for name in options)]).replace("|", "\\|")
            text = " ".join(each.help.split()).replace("|", "\\|")
            yield f"| `{' '.join(typed.split())}` | {'yes' if each.modelled else '**no**'} | {text} |"
    for noun in NOT_MODELLED:
        yield f"| `pcs {noun} ...` | **no** | |"
    yield ""


def _others() -> Iterator[str]:
    known = {each.name for each in tools()} | {"crm", "pcs"}
    others = ", ".join(f"`{name}`" for name in names() if name not in known)
    yield from ("## Other programs", "", others, "")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
