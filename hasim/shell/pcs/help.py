"""Help, made from the definitions of the commands."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from hasim.shell.pcs.command import NOUNS, Command, commands
from hasim.shell.pcs.options import OPTIONS

__all__ = ["main_usage", "usage"]

_ABOUT = {
    "resource": "resources: create, change, move, start and stop them",
    "cluster": "the cluster as a whole: set up, start and stop it, its configuration file",
    "stonith": "fence devices and fencing levels",
    "property": "cluster properties",
    "constraint": "where resources run, together with what, in which order",
    "status": "what is going on",
    "config": "the whole configuration",
    "node": "nodes: standby, maintenance, attributes",
    "quorum": "votes",
    "host": "who may command which host",
    "tag": "names for sets of resources",
    "pcsd": "the daemon through which nodes are reached",
    "acl": "who may see and change what",
    "alert": "programs that are run when something happens",
}


def main_usage() -> str:
    """The usage of pcs itself."""
    lines = ["", "Usage: pcs [-f file] [-h] [commands]...", "Controls and configures a Pacemaker cluster.", ""]
    lines += ["Commands:", *(f"    {noun:<12}{_ABOUT[noun]}" for noun in NOUNS), "", "Options:"]
    for option in OPTIONS:
        names = ", ".join([f"-{option.short}"] * bool(option.short) + [f"--{option.long}"] * bool(option.long))
        lines.append(f"    {names:<26}{option.help}")
    return "\n".join(lines)


def usage(path: Sequence[str]) -> str:
    """The usage of the commands that begin with these words; of the noun where there are none."""
    chosen = [each for each in commands(path[0]) if each.path[: len(path)] == tuple(path)] or commands(path[0])
    title = " ".join(path) if len(path) > 1 and chosen and len(chosen) < len(commands(path[0])) else path[0]
    lines = ["", f"Usage: pcs {title}..."]
    for each in chosen:
        lines += [*_described(each), ""]
    return "\n".join(lines)


def _described(each: Command) -> list[str]:
    head = " ".join([*(word for word in each.path[1:] if word != "*"), each.arguments])
    options = " ".join(f"[{name}]" for name in each.options if name not in ("-f", "--wait") and name not in head)
    text = wrap(f"{head} {options}".strip(), 76, initial_indent="    ", subsequent_indent="            ")
    return text + wrap(each.help, 72, initial_indent="        ", subsequent_indent="        ")
