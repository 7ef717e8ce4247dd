"""Resources in a row, in brackets or not: ``a ( b c:start ) [ d e ]``."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.cib import Element
from hasim.crmsh.cursor import Cursor, SyntaxFault
from hasim.crmsh.words import Word

_CLOSING = {"(": ")", "[": "]"}
_FLAGS = ("sequential", "require-all")
_TRUE = ("yes", "true", "on", "1")
_FALSE = ("no", "false", "off", "0")
EMPTY_MARK = "_rsc_set_"
"""Stands before one or two resources that form a set, which else would be read as a plain constraint."""


def resource_sets(cursor: Cursor, words: Sequence[Word], suffix: str) -> list[Element]:
    """The sets in `words`. `suffix` says what may follow a resource after a colon: "role" or "action"."""
    return _Reader(cursor, suffix).read(_separated(words))


def _separated(words: Sequence[Word]) -> list[Word]:
    """Brackets that touch a resource as words of their own."""
    found: list[Word] = []
    for word in words:
        text = word.text
        if len(text) > 1 and text[0] in _CLOSING:
            middle = word.start + 1
            found += [Word(text[0], word.start, middle), Word(text[1:], middle, word.end)]
        elif len(text) > 1 and text[-1] in _CLOSING.values():
            middle = max(word.end - 1, word.start)
            found += [Word(text[:-1], word.start, middle), Word(text[-1], middle, word.end)]
        else:
            found.append(word)
    return found


class _Reader:
    """Collects resources into sets; another role or action, or a bracket, begins a new set."""

    def __init__(self, cursor: Cursor, suffix: str) -> None:
        self.cursor = cursor
        self.suffix = suffix
        self.sets: list[Element] = []
        self.members: list[Element] = []
        self.role = ""
        self.opened = ""
        self.sequential = self.require_all = True

    def fault(self, message: str, word: Word | None = None) -> SyntaxFault:
        return SyntaxFault(message, self.cursor.words, word, self.suffix)

    def read(self, words: Sequence[Word]) -> list[Element]:
        for word in words:
            if word.text in _CLOSING:
                self.open(word)
            elif word.text in _CLOSING.values():
                self.close(word)
            elif "=" in word.text:
                self.flag(word)
            elif word.text != EMPTY_MARK:
                self.member(word.text)
        if self.opened:
            raise self.fault("Unmatched opening bracket", words[-1])
        self.save()
        return self.sets

    def open(self, word: Word) -> None:
        self.save()
        if self.opened:
            raise self.fault("Cannot nest resource sets", word)
        self.opened = word.text
        self.sequential = False
        self.require_all = word.text != "["

    def close(self, word: Word) -> None:
        if not self.members:
            raise self.fault("Empty resource set", word)
        self.save()
        if not self.opened:
            raise self.fault("Unmatched closing bracket", word)
        if word.text != _CLOSING[self.opened]:
            raise self.fault("Mismatched closing bracket", word)
        self.opened = ""
        self.sequential = self.require_all = True

    def flag(self, word: Word) -> None:
        parts = word.text.split("=")
        if len(parts) != 2:
            raise self.fault(f"Extra = in {word.text}", word)
        if parts[0] not in _FLAGS:
            raise self.fault("Unknown attribute", word)
        if parts[1].lower() not in (*_TRUE, *_FALSE):
            raise self.fault(f"Not a boolean: {parts[1]}", word)
        value = parts[1].lower() in _TRUE
        if parts[0] == "sequential":
            self.sequential = value
        else:
            self.require_all = value

    def member(self, text: str) -> None:
        resource, colon, typed = text.partition(":")
        role = self.known(typed, text) if colon else ""
        if role != self.role:
            self.save()
            self.role = role
        self.members.append(Element("resource_ref", {"id": resource}))

    def known(self, typed: str, text: str) -> str:
        schema = self.cursor.around.schema
        if self.suffix == "role":
            typed = self.cursor.around.role(typed)
        for each in schema.actions if self.suffix == "action" else schema.roles:
            if each.lower() == typed.lower():
                return each
        raise self.fault(f"Invalid {self.suffix} for {text}")

    def save(self) -> None:
        if not self.members:
            return
        attributes: dict[str, str] = {}
        if not self.require_all:
            attributes["require-all"] = "false"
        if not self.sequential:
            attributes["sequential"] = "false"
        if self.role:
            attributes[self.suffix] = self.role
        self.sets.append(Element("resource_set", attributes, tuple(self.members)))
        self.members = []
        self.role = ""
