"""A position in the words of a statement, and what is said when the next word does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from hasim.cib import Element
from hasim.crmsh.message import Messages
from hasim.crmsh.schema import Schema
from hasim.crmsh.words import Word

_IDENTIFIER = re.compile(r"[a-z0-9_#$-][^=]*", re.I)
_RESOURCE = re.compile(r"[a-z_#$][^=]*", re.I)
_ID_SPEC = re.compile(r"(\$id-ref|\$id)=(.*)", re.I)
_INITIAL_ID = re.compile(r"\$id=(.*)", re.I)
_INITIAL_ID_COLON = re.compile(r"([\w-]+):")
_DESCRIPTION = re.compile(r"description=(.+)", re.I)


class SyntaxFault(Exception):
    """A statement is not a sentence of the language. `word` is where, None at the end of the line."""

    def __init__(self, message: str, words: Sequence[Word], word: Word | None, context: str) -> None:
        self.word = word
        near = f" near <{word.text}>" if word is not None and word.text else ""
        place = f"syntax in {context}" if context else "syntax"
        line = " ".join(each.text for each in words)
        super().__init__(f"{place}: {message}{near} parsing '{line}'")


def _unknown(_: str) -> str:
    return ""


def _nothing(_: str) -> Element | None:
    return None


@dataclass
class Surroundings:
    """What the meaning of a statement depends on outside of it."""

    schema: Schema = field(default_factory=Schema)
    messages: Messages = field(default_factory=Messages)
    node_names: tuple[str, ...] = ()
    find: Callable[[str], Element | None] = _nothing
    """The resource, constraint, set or tag with an id."""
    tag_of: Callable[[str], str] = _unknown
    """The XML tag of the kind of the object with an id, empty for an unknown one."""
    exists: Callable[[str], bool] = bool
    """Whether any element has that id."""
    referenced: dict[str, str] = field(default_factory=dict)
    """Ids that some id-ref points to, with the word after which it stood."""
    old: bool = False
    """The language of the 1.1 generation, in which an ordering keeps its score."""
    strict: bool = False
    """Typed as one command: a pair of property and the like must have a value."""

    def role(self, role: str) -> str:
        """A role as the schema calls it: before 3.7 there is no Promoted."""
        older = {"Promoted": "Master", "Unpromoted": "Slave"}.get(role)
        if older is None or self.schema.promoted_names:
            return role
        self.messages.warning(
            f'Convert "{role}" to "{older}" since the current schema version is old and not upgraded yet. '
            'Please consider "crm configure upgrade force"'
        )
        return older

    def resolve(self, word: str, tag: str, id_ref: str) -> str:
        """The id that an id-ref means: that of a set, or of the first such set in an object of that id."""
        self.referenced[id_ref] = word
        return self.resolve_set(tag, id_ref)

    def resolve_set(self, tag: str, id_ref: str) -> str:
        """Like `resolve`, without taking note of the reference."""
        target = self.find(id_ref)
        sets = [each for each in target.walk() if each is not target and each.tag == tag] if target else []
        if len(sets) > 1:
            self.messages.warning(f"{id_ref} contains more than one {tag}, using first")
        if sets and sets[0].id:
            return sets[0].id
        if not self.exists(id_ref):
            self.messages.error(f"Reference not found: {id_ref}")
        return id_ref


class Cursor:
    """Reads the words of one statement from left to right."""

    def __init__(self, words: Sequence[Word], surroundings: Surroundings) -> None:
        self.words = list(words)
        self.position = 0
        self.around = surroundings

    @property
    def next(self) -> str | None:
        """The next word, None at the end."""
        return self.words[self.position].text if self.position < len(self.words) else None

    @property
    def keyword(self) -> str:
        """The next word in small letters, empty at the end."""
        return (self.next or "").lower()

    @property
    def remaining(self) -> int:
        """How many words are left."""
        return len(self.words) - self.position

    def fault(self, message: str, context: str | None = None) -> SyntaxFault:
        """The fault `message` at the next word, to be raised."""
        word = self.words[self.position] if self.remaining else None
        return SyntaxFault(message, self.words, word, self.words[0].text if context is None else context)

    def expect_words(self, least: int) -> None:
        """Demand so many words after the first."""
        if len(self.words) < least + 1:
            raise self.fault(f"Expected at least {least} arguments")

    def take(self) -> str:
        """Any word."""
        if not self.remaining:
            raise self.fault("Unexpected end of line")
        self.position += 1
        return self.words[self.position - 1].text

    def accept(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the next word if all of it matches."""
        match = pattern.fullmatch(self.next) if self.next else None
        if match is not None:
            self.position += 1
        return match

    def accept_word(self, *words: str) -> str | None:
        """Take the next word if it is one of these, in capitals or not; the answer is in small letters."""
        if self.next is not None and self.keyword in words:
            self.position += 1
            return self.words[self.position - 1].text.lower()
        return None

    def expect(self, pattern: re.Pattern[str], otherwise: str) -> re.Match[str]:
        """Take the next word, which must match."""
        match = self.accept(pattern)
        if match is None:
            raise self.fault(otherwise)
        return match

    def identifier(self) -> str:
        """An id."""
        return self.expect(_IDENTIFIER, "Expected identifier")[0]

    def resource(self) -> str:
        """The id of a resource."""
        return self.expect(_RESOURCE, "Expected resource")[0]

    def id_spec(self) -> tuple[str, str] | None:
        """``$id=X`` or ``$id-ref=X``: ("id" or "id-ref", X)."""
        match = self.accept(_ID_SPEC)
        return (match[1][1:].lower(), match[2]) if match else None

    def initial_id(self) -> str | None:
        """``$id=X`` or ``X:`` in front of a node's name or of a set."""
        match = self.accept(_INITIAL_ID) or self.accept(_INITIAL_ID_COLON)
        return match[1] if match else None

    def description(self) -> dict[str, str]:
        """``description=...`` as an attribute, where it stands."""
        match = self.accept(_DESCRIPTION)
        return {"description": match[1]} if match else {}

    def tail(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Take the last word of the statement if it matches."""
        match = pattern.fullmatch(self.words[-1].text)
        if match is not None:
            self.words.pop()
        return match

    def rest(self) -> list[Word]:
        """All words that are left."""
        words = self.words[self.position :]
        self.position = len(self.words)
        return words
