"""What the language has to say about what it read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How serious a message is."""

    ERROR = "ERROR"
    WARNING = "WARNING"
    INFO = "INFO"


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `line` is the number of the line it is about, counted from 1, or 0."""

    level: Level
    text: str
    line: int = 0


class Messages(list[Message]):
    """Messages in the order in which they arose."""

    line = 0
    """The line that is being read; new messages are about it."""

    def error(self, text: str) -> None:
        """Add an error."""
        self.append(Message(Level.ERROR, text, self.line))

    def warning(self, text: str) -> None:
        """Add a warning."""
        self.append(Message(Level.WARNING, text, self.line))

    def info(self, text: str) -> None:
        """Add an information."""
        self.append(Message(Level.INFO, text, self.line))
