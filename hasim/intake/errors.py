"""What cannot be taken in, and why."""

from __future__ import annotations

from hasim.text import say


class IntakeError(ValueError):
    """A text that is no configuration; the message says what it is instead, or what is wrong with it."""

    def __init__(self, key: str, **fields: object) -> None:
        self.key, self.fields = f"own.error.{key}", fields
        super().__init__(self.said("en"))

    def said(self, lang: str) -> str:
        """The message in a language."""
        return say(self.key, lang, **self.fields)
