"""The languages of an administrator, and one command in one of them."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Command", "Language", "command"]


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
