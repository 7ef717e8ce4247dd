"""What Tab makes of a line: the rest of a command's name, of a crm command, of a path, of a node or a resource."""

import re
from dataclasses import dataclass
from itertools import takewhile

from hasim.cib import Cib
from hasim.shell.crm.levels import ROOT
from hasim.shell.crm.tree import Level
from hasim.shell.language.interpreter import BUILTINS
from hasim.shell.runner import PATH
from hasim.sim import World
from hasim.sim.files import normal
from hasim.sim.machine import Machine
from hasim.sim.view import cib

SEPARATORS = re.compile(r"\|\||&&|[;|&(`\n]|\$\(")


@dataclass(frozen=True, slots=True)
class Completion:
    """The line with what is certain put in, the cursor in it, and what it could become where that is not one thing."""

    line: str
    at: int
    offers: tuple[str, ...] = ()


def complete(world: World, node: str, line: str, at: int) -> Completion:
    """Complete the word that ends at the cursor."""
    before, after = line[:at], line[at:]
    command = SEPARATORS.split(before)[-1]
    words = command.split()
    word = words.pop() if words and command[-1:].strip() else ""
    found = sorted(set(_candidates(world, node, words, word)))
    if not found:
        return Completion(line, at)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(found[0], found[-1], strict=False))
    sure = "".join(first for first, _ in same)
    end = "" if len(found) > 1 or sure.endswith("/") else " "
    whole = before[: len(before) - len(word)] + sure + end
    return Completion(whole + after.removeprefix(end), len(whole), tuple(found) if len(found) > 1 else ())


def _candidates(world: World, node: str, words: list[str], word: str) -> list[str]:
    """What the word could be in full, after these words of the same command."""
    machine = world.machines[node]
    if not machine.on:
        return []
    if not words and "/" not in word:
        return [name for name in _programs(machine) if name.startswith(word)]
    if words[:1] == ["crm"]:
        level = _level(words[1:])
        if level is not None:
            return [name for name in level.names(old=str(world.dialect) == "1.1") if name.startswith(word)]
    names = [name for name in _names(world, node) if name.startswith(word)] if word else []
    return [*_paths(machine, word), *names] if words or "/" in word else names


def _programs(machine: Machine) -> list[str]:
    """The shell's own commands, and the programs in its path."""
    found = list(BUILTINS)
    for folder in PATH.split(":"):
        found += machine.files.listdir(folder) if machine.files.is_dir(folder) else []
    return found


def _level(words: list[str]) -> Level | None:
    """The level of crm that these words lead to; None where a command's own words come next."""
    level = ROOT
    for word in words:
        if word.startswith("-"):
            continue
        found = level.levels.get(word)
        if found is None:
            return None
        level = found
    return level


def _paths(machine: Machine, word: str) -> list[str]:
    """The paths that a word begins; directories with a slash at their end."""
    folder, _, name = word.rpartition("/")
    place = normal(folder or ("/" if word.startswith("/") else "."), machine.shell.cwd)
    if not machine.files.is_dir(place):
        return []
    shown = f"{folder}/" if "/" in word else ""
    found = [each for each in machine.files.listdir(place) if each.startswith(name)]
    found = [each for each in found if not each.startswith(".") or name.startswith(".")]
    slashes = {each: "/" if machine.files.is_dir(f"{place.rstrip('/')}/{each}") else "" for each in found}
    return [f"{shown}{each}{slash}" for each, slash in slashes.items()]


def _names(world: World, node: str) -> list[str]:
    """The nodes, and everything in the configuration that a command may be about."""
    found: Cib | None = cib(world, node)
    if found is None:
        return list(world.nodes)
    named = (*found.resources.walk(), *found.constraints.children)
    tags = ("primitive", "group", "clone", "master", "bundle", "rsc_location", "rsc_colocation", "rsc_order")
    return [*world.nodes, *(each.id for each in named if each.tag in tags)]
