"""What crm says, and where: errors on standard error, the rest on standard output; formerly all on standard error."""

from __future__ import annotations

from collections.abc import Iterable

from hasim.cib import Dialect
from hasim.crmsh.message import Level, Message
from hasim.shell.context import Context

_COLOURS = {Level.ERROR: 31, Level.WARNING: 33, Level.INFO: 32}


class Console:
    """Writes messages in the form of the installed generation.

    crmsh 4 colours the word in front even where nobody looks. So it is here on a file, as it is for the real one; on a
    simulated node the words come plain, so that lessons can look for them.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.old = context.dialect is Dialect.V1_1
        self.coloured = not self.old and not context.cluster.live

    def out(self, text: str) -> None:
        """A line of standard output."""
        self.context.out(text + "\n")

    def page(self, text: str) -> None:
        """A text that the real program may show through a pager: nothing where it is empty."""
        if text:
            self.out(text)

    def error(self, text: str) -> None:
        """An error."""
        self.say(Message(Level.ERROR, text))

    def warning(self, text: str) -> None:
        """A warning."""
        self.say(Message(Level.WARNING, text))

    def info(self, text: str) -> None:
        """An information."""
        self.say(Message(Level.INFO, text))

    def say_all(self, messages: Iterable[Message]) -> None:
        """Several messages."""
        for message in messages:
            self.say(message)

    def say(self, message: Message) -> None:
        """One message, with the number of the line that it is about."""
        colour = self.coloured and not message.line
        level = f"\x1b[{_COLOURS[message.level]}m{message.level}\x1b[0m" if colour else message.level
        place = f"{message.line}: " if message.line else ""
        write = self.context.err if self.old or message.level is Level.ERROR else self.context.out
        write(f"{level}: {place}{message.text}\n")
