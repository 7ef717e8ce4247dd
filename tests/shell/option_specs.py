"""All options of all programs with what becomes of them, read from their definitions.

``python -m tests.shell.option_specs`` writes the table of those without effect into docs/no-effect.md.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import hasim.shell.pcs
import hasim.shell.unix
from hasim.shell.catalogue import tools
from hasim.shell.crm.program import OPTIONS as CRM_OPTIONS
from hasim.shell.options import Option, Takes
from hasim.shell.pcs.command import NOUNS, commands
from tests.support import ROOT

__all__ = ["PAGE", "PCS_IDLE", "Spec", "page", "specs", "unread_by_pcs"]


@dataclass(frozen=True)
class Spec:
    """One program's options: those that do something, those without effect, those refused. ``=`` marks a value."""

    program: str
    options: tuple[str, ...]
    idle: tuple[str, ...]
    refused: tuple[str, ...]


@cache
def specs() -> tuple[Spec, ...]:
    """Every program's, by name."""
    found = [*_tools(), _spec("crm", CRM_OPTIONS), *_base_system()]
    return tuple(sorted(found, key=lambda each: each.program))


def _tools() -> Iterator[Spec]:
    """The cluster's tools, from their definitions."""
    for each in tools():
        yield _spec(each.name, each.options)


def _spec(program: str, options: Iterable[Option]) -> Spec:
    typed = [(option, _typed(option)) for option in options]
    return Spec(
        program,
        tuple(text for option, text in typed if option.modelled and not option.idle),
        tuple(text for option, text in typed if option.idle),
        tuple(text for option, text in typed if not option.modelled),
    )


def _typed(option: Option) -> str:
    return (option.short or option.long) + ("=" if option.takes is Takes.VALUE else "")


def _base_system() -> Iterator[Spec]:
    """The programs of the base system, whose options stand in calls of ``getopt``."""
    folder = Path(hasim.shell.unix.__file__).parent
    for path in sorted(folder.glob("*.py")):
        yield from _in_module(ast.parse(path.read_text()))


def _in_module(tree: ast.Module) -> Iterator[Spec]:
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    constants |= {
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "getopt":

            def value(node: ast.expr) -> object:
                return ast.literal_eval(constants[node.id] if isinstance(node, ast.Name) else node)

            named = {
                keyword.arg: value(keyword.value) for keyword in call.keywords if keyword.arg in ("idle", "refused")
            }
            long = value(call.args[3]) if len(call.args) > 3 else ()
            assert isinstance(long, tuple | list)
            letters = str(value(call.args[2]))
            short = [
                letter + ("=" if letters[at + 1 : at + 2] == ":" else "")
                for at, letter in enumerate(letters)
                if letter != ":"
            ]
            yield Spec(
                str(value(call.args[0])),
                (*short, *(each.rstrip("?") for each in long)),
                *(tuple(str(named.get(kind, "")).split()) for kind in ("idle", "refused")),
            )


PCS_IDLE = {
    "--agent-validation": "the agents here check nothing by themselves",
    "--debug": "there are no other programs whose calls could be shown",
    "--nodesc": "lists of agents have no descriptions",
    "--no-expire-check": "defaults are shown whether their rules have expired or not",
    "--skip-offline": "who is offline is skipped anyway",
    "--no-keys-sync": "keys are those of the machines",
    "--no-watchdog-validation": "watchdogs are those of the machines",
    "--no-cluster-uuid": "no id of the cluster is made",
    "--token": "root is known on every host",
    "-u": "root is known on every host",
}
"""Options of pcs that are taken and change nothing, and why."""


def unread_by_pcs() -> set[str]:
    """The options that some command of pcs takes and no code of it ever asks for."""
    read: set[str] = set()
    for path in Path(hasim.shell.pcs.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text())
        defined: set[int] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("command", "Option"):
                defined |= {id(each) for each in ast.walk(node)}
        constants = (each for each in ast.walk(tree) if isinstance(each, ast.Constant) and id(each) not in defined)
        read |= {each.value for each in constants if isinstance(each.value, str)}
    taken = {option for noun in NOUNS for each in commands(noun) if each.modelled for option in each.options}
    return taken - read


PAGE = ROOT / "docs" / "no-effect.md"
_BEGIN, _END = "<!-- options, generated: python -m tests.shell.option_specs -->", "<!-- end of options -->"


def page() -> str:
    """The page with the table of options brought up to date."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
    _, _, after = rest.partition(_END)
    rows = [f"| `{each.program}` | {', '.join(f'`{_dashed(name)}`' for name in each.idle)} |" for each in _with_idle()]
    rows += [f"| `pcs` | {', '.join(f'`{name}`' for name in sorted(PCS_IDLE))} |"]
    return "\n".join([before + _BEGIN, "", "| program | options |", "|---|---|", *rows, "", _END + after])


def _with_idle() -> list[Spec]:
    return [each for each in specs() if each.idle]


def _dashed(name: str) -> str:
    bare = name.rstrip("=?")
    return f"-{bare}" if len(bare) == 1 else f"--{bare}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
