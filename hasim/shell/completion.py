"""What the word at the cursor could be: commands, their options with a line of help each, names of the cluster, paths.

A pure function of the line and of what there is on the node where it is typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hasim.cib import Cib
from hasim.shell.catalogue import tool
from hasim.shell.crm.levels import ROOT
from hasim.shell.crm.tree import Command, Level
from hasim.shell.crm_mon_options import SECTIONS
from hasim.shell.language.interpreter import BUILTINS
from hasim.shell.options import Option, Takes
from hasim.shell.pcs.command import NOUNS, continuations, find
from hasim.shell.pcs.help import main_usage
from hasim.shell.pcs.help import usage as pcs_usage
from hasim.shell.pcs.options import OPTIONS as PCS_OPTIONS
from hasim.shell.runner import PATH
from hasim.shell.tool import Tool
from hasim.sim import World
from hasim.sim.files import normal
from hasim.sim.view import cib

__all__ = ["Candidate", "Scene", "complete", "help_at"]

_SEPARATORS = re.compile(r"\|\||&&|[;|&(`\n]|\$\(")
_RESOURCES = ("primitive", "group", "clone", "master", "bundle")
_CONSTRAINTS = ("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket")
_NODE_OPTIONS = ("node", "host", "node-up", "node-down", "node-fail", "status", "fence", "reboot", "unfence", "confirm")
_TICKET_OPTIONS = ("ticket", "ticket-grant", "ticket-revoke", "ticket-standby", "ticket-activate")
_WORDS = {
    "output-as": ("text", "xml"),
    "scope": ("nodes", "resources", "constraints", "crm_config", "rsc_defaults", "op_defaults", "tags", "status"),
    "type": ("crm_config", "nodes", "status", "rsc_defaults", "op_defaults"),
    "lifetime": ("forever", "reboot"),
    "include": ("all", "default", "none", *SECTIONS),
    "exclude": ("all", "none", *SECTIONS),
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """What the word could be in full, and what that means; `kind` is command, option, node, name, path or value."""

    text: str
    kind: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """The node where the line is typed, in its world."""

    world: World
    node: str

    @property
    def configuration(self) -> Cib | None:
        """The node's copy of the CIB; None where there is none."""
        return cib(self.world, self.node)

    @property
    def old(self) -> bool:
        """Whether the tools are those of 1.1."""
        return str(self.world.dialect) == "1.1"

    def programs(self) -> Iterator[str]:
        """The shell's own commands, and the programs in its path."""
        yield from BUILTINS
        files = self.world.machines[self.node].files
        for folder in PATH.split(":"):
            yield from files.listdir(folder) if files.is_dir(folder) else []

    def paths(self, word: str) -> Iterator[str]:
        """The paths that a word begins; directories with a slash at their end."""
        machine = self.world.machines[self.node]
        folder, _, name = word.rpartition("/")
        place = normal(folder or ("/" if word.startswith("/") else "."), machine.shell.cwd)
        shown = f"{folder}/" if "/" in word else ""
        for each in machine.files.listdir(place) if machine.files.is_dir(place) else []:
            if each.startswith(name) and (not each.startswith(".") or name.startswith(".")):
                slash = "/" if machine.files.is_dir(f"{place.rstrip('/')}/{each}") else ""
                yield f"{shown}{each}{slash}"

    def resources(self) -> list[str]:
        """The ids of all resources."""
        found = self.configuration
        return [each.id for each in found.resources.walk() if each.tag in _RESOURCES] if found is not None else []

    def constraints(self) -> list[str]:
        """The ids of all constraints."""
        found = self.configuration
        return [each.id for each in found.constraints.children if each.tag in _CONSTRAINTS] if found is not None else []

    def tickets(self) -> list[str]:
        """The tickets that constraints name."""
        found = self.configuration
        named = found.constraints.all("rsc_ticket") if found is not None else []
        return sorted({each.get("ticket") or "" for each in named} - {""})


def complete(line: str, cursor: int, scene: Scene) -> tuple[int, list[Candidate]]:
    """Where the word at the cursor begins, and what it could be, each once; nothing on a node that is off."""
    words, word = _command(line, cursor)
    found: dict[str, Candidate] = {}
    if scene.world.machines[scene.node].on:
        for candidate in _candidates(words, word, scene):
            if candidate.text.startswith(word):
                found.setdefault(candidate.text, candidate)
    return cursor - len(word), sorted(found.values(), key=lambda each: each.text)


def _command(line: str, cursor: int) -> tuple[list[str], str]:
    """The words of the command before the word at the cursor, and what there is of that word."""
    command = _SEPARATORS.split(line[:cursor])[-1]
    words = command.split()
    word = words.pop() if words and command[-1:].strip() else ""
    return words, word


def _candidates(words: list[str], word: str, scene: Scene) -> Iterator[Candidate]:
    if not words and "/" not in word:
        yield from (Candidate(name, "command", _summary(name)) for name in scene.programs())
        return
    if words[:1] == ["crm"]:
        yield from _crm(words[1:], word, scene)
        return
    if words[:1] == ["pcs"]:
        yield from _pcs(words[1:], word, scene)
        return
    known = tool(words[0]) if words else None
    if known is not None:
        yield from _of_tool(known, words, word, scene)
    else:
        yield from _anything(word, scene)


def _summary(name: str) -> str:
    known = tool(name)
    return known.summary if known is not None else ""


def _anything(word: str, scene: Scene) -> Iterator[Candidate]:
    yield from (Candidate(path, "path") for path in scene.paths(word))
    if word:
        yield from _names(scene)


def _names(scene: Scene) -> Iterator[Candidate]:
    yield from (Candidate(name, "node") for name in scene.world.nodes)
    yield from (Candidate(name, "name") for name in (*scene.resources(), *scene.constraints()))


def _crm(words: list[str], word: str, scene: Scene) -> Iterator[Candidate]:
    """The levels and commands of crm; after a command, what its usage speaks of."""
    level: Level = ROOT
    for place, name in enumerate(words):
        if name.startswith("-"):
            continue
        found = level.find(name, old=scene.old)
        if isinstance(found, Level):
            level = found
        elif found is not None:
            yield from _arguments(found, len(words) - place - 1, word, scene)
            return
        else:
            yield from _anything(word, scene)
            return
    for name, each in level.names(old=scene.old).items():
        yield Candidate(name, "command", each.help)


def _arguments(command: Command, place: int, word: str, scene: Scene) -> Iterator[Candidate]:
    usage = re.findall(r"\[[^]]*\]|\S+", command.usage)
    meant = usage[min(place, len(usage) - 1)] if usage else ""
    if "node" in meant:
        yield from (Candidate(name, "node") for name in scene.world.nodes)
    elif "rsc" in meant or "resource" in meant:
        yield from (Candidate(name, "name") for name in scene.resources())
    else:
        yield from _names(scene)
        yield from (Candidate(path, "path") for path in scene.paths(word) if word)


def _pcs(words: list[str], word: str, scene: Scene) -> Iterator[Candidate]:
    """The words that lead to a command of pcs; after it its options, and names."""
    plain = _without_options(words)
    for text, help in continuations(plain).items():
        yield Candidate(text, "command", help)
    command, rest = find(plain)
    if command is None:
        return
    if word.startswith("-"):
        about = {option.name: option.help for option in PCS_OPTIONS}
        yield from (Candidate(name, "option", about.get(name, "")) for name in command.options)
    elif words[-1:] == ["-f"]:
        yield from (Candidate(path, "path") for path in scene.paths(word))
    elif rest or not continuations(plain) or word:
        yield from _names(scene)


def _without_options(words: list[str]) -> list[str]:
    """The words of a pcs line without options and their values."""
    values = {f"-{each.short}" if each.short else f"--{each.long}" for each in PCS_OPTIONS if each.takes is Takes.VALUE}
    return [
        each
        for place, each in enumerate(words)
        if not each.startswith("-") and not (place and words[place - 1] in values)
    ]


def _of_tool(known: Tool, words: list[str], word: str, scene: Scene) -> Iterator[Candidate]:
    """A tool's options, or what the option before the cursor takes."""
    option = _before(known, words)
    if option is not None:
        yield from (Candidate(text, kind) for text, kind in _values(option, word, scene))
    elif word.startswith("--") and "=" in word:
        spelling, _, begun = word.partition("=")
        given = next((each for each in known.options if spelling[2:] in each.spellings), None)
        for text, kind in _values(given, begun, scene) if given is not None else ():
            yield Candidate(f"{spelling}={text}", kind)
    elif word.startswith("-"):
        yield from _options(known)
    else:
        yield from _anything(word, scene)


def _options(known: Tool) -> Iterator[Candidate]:
    for option in known.options:
        if option.modelled:
            spellings = [f"-{option.short}"] if option.short else []
            for spelling in (*spellings, *(f"--{long}" for long in option.spellings)):
                yield Candidate(spelling, "option", option.help)


def _before(known: Tool, words: list[str]) -> Option | None:
    """The option whose value comes next, if one was just named."""
    last = words[-1] if len(words) > 1 else ""
    if last.startswith("--"):
        found = next((each for each in known.options if last[2:] in each.spellings), None)
    elif last.startswith("-") and len(last) > 1:
        found = next((each for each in known.options if each.short == last[-1]), None)
    else:
        return None
    return found if found is not None and found.takes is Takes.VALUE else None


def _values(option: Option, word: str, scene: Scene) -> Iterator[tuple[str, str]]:
    """What an option may be given."""
    if option.name == "resource":
        yield from ((name, "name") for name in scene.resources())
    elif option.name in _NODE_OPTIONS:
        yield from ((name, "node") for name in scene.world.nodes)
    elif option.name in _TICKET_OPTIONS:
        yield from ((name, "name") for name in scene.tickets())
    elif option.name in _WORDS:
        yield from ((text, "value") for text in _WORDS[option.name])
    elif "file" in option.name or option.name.startswith("save") or option.name in ("original", "new", "patch"):
        yield from ((path, "path") for path in scene.paths(word))


def help_at(line: str, cursor: int, scene: Scene) -> str:
    """What there is to say about the word at the cursor: of an option its help, else the usage of the command."""
    end = next((place for place in range(cursor, len(line)) if line[place].isspace()), len(line))
    words, word = _command(line, end)
    name = words[0] if words else word
    if name == "crm":
        return _crm_help([*words[1:], *([word] if words and word else [])], scene)
    if name == "pcs":
        plain = _without_options([*words[1:], *([word] if words and word else [])])
        return pcs_usage(plain).strip("\n") if plain[:1] and plain[0] in NOUNS else main_usage().strip("\n")
    known = tool(name)
    if known is None:
        return ""
    spelling = word.partition("=")[0]
    lines = [f"{each.text}  {each.help}" for each in _options(known) if spelling and each.text == spelling]
    return "\n".join(lines) if lines else known.usage


def _crm_help(words: list[str], scene: Scene) -> str:
    level: Level = ROOT
    for name in words:
        found = level.find(name, old=scene.old)
        if isinstance(found, Command):
            return f"{found.name} {found.usage}\n{found.help}"
        if found is None:
            break
        level = found
    rows = (f"  {name:<20} {each.help}".rstrip() for name, each in sorted(level.names(old=scene.old).items()))
    return "\n".join((f"crm {level.name}".rstrip(), *rows))
