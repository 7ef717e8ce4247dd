"""What a running shell remembers, its streams, and what it needs of the machine it runs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass, field
from typing import Protocol

from hasim.shell.language.tree import Command
from hasim.sim.files import FileSystem

NAME = "-bash"
"""How a login shell calls itself in its messages."""


@dataclass
class Input:
    """A stream to read from; what one command leaves is there for the next."""

    text: str = ""

    def rest(self) -> str:
        """All that is left."""
        taken, self.text = self.text, ""
        return taken

    def line(self) -> str | None:
        """The next line without its end; None where nothing is left."""
        if not self.text:
            return None
        line, _, self.text = self.text.partition("\n")
        return line


Sink = Callable[[str], None]


@dataclass
class Streams:
    """The file descriptors of a command: 0 reads, the others write."""

    stdin: Input
    sinks: dict[int, Sink]

    @property
    def out(self) -> Sink:
        """Standard output."""
        return self.sinks.get(1, _nowhere)

    @property
    def err(self) -> Sink:
        """Standard error."""
        return self.sinks.get(2, _nowhere)

    def but(self, number: int, sink: Sink) -> Streams:
        """These streams with one descriptor replaced."""
        return Streams(self.stdin, {**self.sinks, number: sink})


def _nowhere(text: str) -> None:
    """A closed descriptor."""


@dataclass
class State:
    """The variables, functions and options of one shell; a subshell works on a copy."""

    cwd: str = "/root"
    previous: str = ""
    variables: dict[str, str] = field(default_factory=dict)
    exported: set[str] = field(default_factory=set)
    functions: dict[str, Command] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    options: set[str] = field(default_factory=set)
    positional: list[str] = field(default_factory=list)
    history: tuple[str, ...] = ()
    name: str = NAME
    status: int = 0
    depth: int = 0

    def copy(self) -> State:
        """A subshell's state."""
        other = copy(self)
        other.variables = dict(self.variables)
        other.exported = set(self.exported)
        other.functions = dict(self.functions)
        other.aliases = dict(self.aliases)
        other.options = set(self.options)
        other.positional = list(self.positional)
        return other

    def environment(self) -> dict[str, str]:
        """What a program inherits."""
        inherited = {name: self.variables[name] for name in sorted(self.exported) if name in self.variables}
        return {**inherited, "PWD": self.cwd}


class Host(Protocol):
    """The machine under the shell."""

    @property
    def tree(self) -> FileSystem:
        """The machine's files as they are now."""

    def write(self, path: str, text: str, *, append: bool) -> None:
        """Write to a file; OSError where that cannot be."""

    def execute(
        self, path: str, arguments: list[str], streams: Streams, environment: Mapping[str, str], state: State
    ) -> int:
        """Run the program at ``path`` and return its exit status; ``arguments`` begin with its name."""


class ShellExit(Exception):
    """``exit``: leave the shell with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class LoopJump(Exception):
    """``break`` (or ``continue``) out of so many loops."""

    def __init__(self, levels: int, *, again: bool) -> None:
        super().__init__(levels)
        self.levels = levels
        self.again = again


class FunctionReturn(Exception):
    """``return`` from a function with this status."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status
