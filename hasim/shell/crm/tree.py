"""The levels of crm and their commands: one definition of each serves finding, checking and listing them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hasim.shell.crm.shell import Shell

Function = Callable[["Shell", list[str]], bool | None]


class CommandError(Exception):
    """A command cannot be carried out; the text follows the command's name."""


@dataclass(frozen=True, slots=True)
class Command:
    """A command. `usage` names its arguments as ``a [b] [rest ...]``; aliases are other, older names for it.

    `waits` marks a command after which ``crm -w`` waits until the cluster is idle again.
    """

    name: str
    usage: str
    function: Function
    aliases: tuple[str, ...] = ()
    waits: bool = False
    help: str = ""
    newer: tuple[str, ...] = ()
    """Names that the crmsh of the 1.1 generation did not have."""
    modelled: bool = True
    """False for what the real crm can do and this one refuses by its name."""

    def expect(self, arguments: list[str]) -> None:
        """Raise CommandError unless there are as many arguments as the usage says."""
        words = re.findall(r"\[[^]]*\]|\S+", self.usage)
        least = sum(not word.startswith("[") for word in words)
        endless = bool(words) and words[-1].endswith("...]")
        given = len(arguments)
        if least == len(words) and given != least:
            raise CommandError(f"Expected ({self.usage}), takes exactly {least} arguments ({given} given)")
        if given < least:
            raise CommandError(f"Expected ({self.usage}), takes at least {least} arguments ({given} given)")
        if not endless and given > len(words):
            raise CommandError(f"Expected ({self.usage}), takes at most {len(words)} arguments ({given} given)")


@dataclass
class Level:
    """A level: its commands and the levels below it."""

    name: str
    help: str = ""
    needs_cib: bool = False
    """Whether it can be gone to only where the configuration can be read."""
    when_left: Callable[[Shell], bool] | None = None
    """What is due when it is left; False if that failed."""
    commands: dict[str, Command] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)

    def command(
        self,
        name: str,
        usage: str = "",
        *,
        aliases: tuple[str, ...] = (),
        waits: bool = False,
        newer: tuple[str, ...] = (),
        help: str = "",
        modelled: bool = True,
    ) -> Callable[[Function], Function]:
        """Mark a function as a command of this level; `help` or its docstring is the help text."""

        def register(function: Function) -> Function:
            text = help or (function.__doc__ or "").strip()
            self.commands[name] = Command(name, usage, function, aliases, waits, text, newer, modelled)
            return function

        return register

    def names(self, *, old: bool = False) -> dict[str, Command | Level]:
        """Every name that works here, aliases too."""
        found: dict[str, Command | Level] = {**self.levels}
        for command in self.commands.values():
            newer = command.newer if old else ()
            found |= {name: command for name in (command.name, *command.aliases) if name not in newer}
        return found

    def find(self, word: str, *, old: bool) -> Command | Level | None:
        """What `word` names: exactly, or as the beginning of only one name, or now also with letters left out."""
        names = self.names(old=old)
        if word in names:
            return names[word]
        begins = re.escape(word)
        for pattern in (begins,) if old else (begins, ".*".join(re.escape(letter) for letter in word)):
            found = [each for name, each in names.items() if re.match(pattern, name, re.I)]
            if len(found) == 1 or (old and found and all(each is found[0] for each in found)):
                return found[0]
        return None
