"""The commands of pcs as definitions: one of each serves finding it, the options it takes, its help and completion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from hasim.cib import Unsupported

if TYPE_CHECKING:
    from hasim.shell.pcs.run import Run

__all__ = ["NOUNS", "Command", "command", "commands", "continuations", "find", "older_name", "refused"]

Function = Callable[["Run", list[str]], None]


@dataclass(frozen=True, slots=True)
class Command:
    """One command: the words that name it, what follows them, what it does, the options it takes."""

    path: tuple[str, ...]
    arguments: str
    help: str
    options: tuple[str, ...]
    function: Function
    modelled: bool = True
    """False for what a real pcs can do and this one refuses."""


_commands: dict[tuple[str, ...], Command] = {}
_defaults: dict[tuple[str, ...], str] = {}
NOUNS: dict[str, tuple[str, ...]] = {
    "resource": (
        "resource_create",
        "resource_update",
        "resource_group",
        "resource_clone",
        "resource_bundle",
        "resource_delete",
        "resource_move",
        "resource_state",
        "resource_disable",
        "resource_relocate",
        "resource_show",
        "resource_agents",
        "resource_relations",
        "defaults",
    ),
    "cluster": ("cluster", "cluster_cib", "cluster_setup", "cluster_config", "cluster_link", "cluster_node"),
    "stonith": ("stonith", "resource_show", "stonith_level", "defaults"),
    "property": ("property",),
    "constraint": ("constraint", "constraint_location", "constraint_relation", "constraint_sets", "constraint_ticket"),
    "status": ("status", "pcsd"),
    "config": ("config",),
    "node": ("node",),
    "quorum": ("quorum",),
    "host": ("host",),
    "tag": ("tag",),
    "pcsd": ("pcsd",),
    "acl": ("acl",),
    "alert": ("alert",),
}
"""Which modules define the commands of a noun; they are loaded when it is first used."""
NOT_MODELLED = ("booth", "client", "dr", "qdevice")


def command(
    path: str, arguments: str = "", *, options: str = "", default_of: str | None = None
) -> Callable[[Function], Function]:
    """Mark a function as the command of these words (`a|b`: alternatives of the last one); its docstring is help.

    `default_of`: it is also meant where only these words are given.
    """

    def register(function: Function) -> Function:
        *head, last = path.split()
        for name in last.split("|"):
            whole = (*head, name)
            summary = (function.__doc__ or "").split("\n\n")[0].strip()
            _commands[whole] = Command(whole, arguments, summary, tuple(options.split()), function)
        if default_of is not None:
            _defaults[tuple(default_of.split())] = last.split("|")[0]
        return function

    return register


def older_name(path: str, newer: str) -> None:
    """Define other words (`a|b`: alternatives of the last one) for a command; their use is warned of."""
    meant = _commands[tuple(newer.split())]

    def run_it(run: Run, words: list[str]) -> None:
        run.deprecated(f"This command is deprecated and will be removed. Please use 'pcs {newer}' instead.")
        meant.function(run, words)

    run_it.__doc__ = f"An older name of `{newer}`."
    command(path, meant.arguments, options=" ".join(meant.options))(run_it)


def refused(path: str, help: str, options: str = "") -> None:
    """Say that there is a command (`a|b` for alternatives of the last word) which is not modelled.

    `options`: those that a real pcs takes for it, where others are refused in its own words.
    """
    *head, last = path.split()
    for name in last.split("|"):
        whole = (*head, name)

        def run_it(run: Run, words: list[str], whole: tuple[str, ...] = whole) -> None:
            raise Unsupported(f"pcs {' '.join(whole)}")

        _commands[whole] = Command(whole, "...", help, tuple(options.split()), run_it, modelled=False)


def _load(noun: str) -> None:
    for module in NOUNS.get(noun, ()):
        import_module(f"hasim.shell.pcs.{module}")


def commands(noun: str) -> list[Command]:
    """All commands of a noun, as they were defined."""
    _load(noun)
    return [each for each in _commands.values() if each.path[0] == noun]


def find(words: Sequence[str]) -> tuple[Command | None, list[str]]:
    """The command that the words begin with, and the other words; None where there is no such command.

    Then the other words say how far the words made sense.
    """
    _load(words[0] if words else "")
    path: tuple[str, ...] = ()
    rest = list(words)
    while True:
        if rest and _is_known((*path, rest[0])):
            path = (*path, rest.pop(0))
        elif path in _commands:
            return _commands[path], rest
        elif not rest and path in _defaults:
            path = (*path, _defaults[path])
        elif (*path, "*") in _commands:
            return _commands[(*path, "*")], rest
        else:
            return None, list(path)


def continuations(words: Sequence[str]) -> dict[str, str]:
    """The words that can come next on the way to a command (word -> help); none once there is no further choice."""
    if not words:
        return dict.fromkeys(NOUNS, "")
    found: dict[str, str] = {}
    for each in commands(words[0]):
        at = len(words)
        if each.path[:at] == tuple(words) and len(each.path) > at and each.path[at] != "*":
            found.setdefault(each.path[at], each.help if len(each.path) == at + 1 else "")
    return found


def _is_known(path: tuple[str, ...]) -> bool:
    return any(each[: len(path)] == path for each in _commands)
