"""The languages of an administrator, and one command in one of them."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from hasim.cib import Cib
from hasim.shell.equivalents.changes import Change

__all__ = ["Command", "Language", "Speaker", "command"]


class Language(StrEnum):
    """Whose words a command uses."""

    CRM = "crm"
    PCS = "pcs"
    LOW_LEVEL = "low-level"


@dataclass(frozen=True, slots=True)
class Command:
    """One command line, quoted for the shell."""

    line: str
    native: bool = True
    """False where the language has no verb for it, so that a low-level tool or plain XML stands in."""

    def __str__(self) -> str:
        return self.line


def command(*words: str, native: bool = True) -> Command:
    """A command from its words."""
    return Command(shlex.join(words), native)


class Speaker(Protocol):
    """Says changes in one language."""

    def __init__(self, before: Cib) -> None: ...

    def say_all(self, changes: Sequence[Change]) -> list[Command]:
        """The commands for changes that are made one after the other."""
