"""The context of a program on a simulated machine: its files and its cluster are the world's, and time passes there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from hasim.shell.context import Context
from hasim.shell.language.state import State
from hasim.sim.files import FileSystem
from hasim.sim.machine import Machine
from hasim.sim.stage import Stage


class MachineGone(Exception):
    """The machine lost its power while a command was running on it."""


@dataclass
class MachineFiles:
    """A machine's files as :class:`hasim.shell.context.Files`; ``tree`` has the rest of what a file system can do."""

    stage: Stage
    node: str

    @property
    def machine(self) -> Machine:
        """The machine as it is now."""
        return self.stage.machines[self.node]

    @property
    def tree(self) -> FileSystem:
        """The machine's files as a value."""
        return self.machine.files

    def change(self, tree: FileSystem) -> None:
        """Give the machine other files."""
        if tree is not self.tree:
            self.stage.machines[self.node] = replace(self.machine, files=tree)

    def read(self, path: str) -> str:
        """The file's text."""
        return self.tree.read(path)

    def write(self, path: str, text: str) -> None:
        """Create or overwrite a file."""
        self.change(self.tree.write(path, text, now=self.stage.now))

    def append(self, path: str, text: str) -> None:
        """Add text to the end of a file, creating it first where it is missing."""
        self.change(self.tree.append(path, text, now=self.stage.now))

    def exists(self, path: str) -> bool:
        """Whether there is a file or a directory of that name."""
        return self.tree.exists(path)

    def is_dir(self, path: str) -> bool:
        """Whether the path names a directory."""
        return self.tree.is_dir(path)

    def listdir(self, path: str) -> list[str]:
        """The names in a directory, sorted."""
        return self.tree.listdir(path)

    def remove(self, path: str) -> None:
        """Delete a file."""
        self.change(self.tree.remove(path))


Execute = Callable[[Sequence[str], str], int]


@dataclass(kw_only=True)
class MachineContext(Context):
    """A context with the stage behind it. ``execute`` runs another command (words, standard input) in this one's
    streams and with its ``environment``; ``shell`` is the state of the shell that started the program."""

    stage: Stage
    disk: MachineFiles
    shell: State
    execute: Execute

    @property
    def machine(self) -> Machine:
        """The local machine as it is now."""
        return self.stage.machines[self.node]

    @property
    def tree(self) -> FileSystem:
        """The local machine's files as a value."""
        return self.disk.tree

    def let_pass(self, condition: Callable[[], bool], limit: float) -> None:
        """Let events happen until a condition holds, at most ``limit`` seconds; MachineGone if the power goes."""
        end = self.stage.time + round(limit * 1000)
        while not condition():
            due = self.stage.next_time()
            if due is None or due > end:
                self.stage.run_until(end)
                break
            self.stage.step()
            self.check_power()

    def check_power(self) -> None:
        """MachineGone if the machine is no longer on."""
        if not self.machine.on:
            raise MachineGone(self.node)


def on_machine(context: Context) -> MachineContext:
    """The context as that of a machine. A program that needs one is never run on a plain CIB file."""
    if not isinstance(context, MachineContext):
        raise TypeError("this program needs a simulated machine")
    return context
