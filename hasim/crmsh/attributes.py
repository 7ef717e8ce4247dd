"""Lists of name=value pairs and the sets that hold them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from hasim.cib import Element
from hasim.crmsh.cursor import Cursor
from hasim.crmsh.rules import rules
from hasim.crmsh.scores import SCORE
from hasim.crmsh.vocabulary import TERMINATORS

_REFERENCE = re.compile(r"@([^:]+)(?::(.+))?")
_WITH_ID = re.compile(r"\$([^:=]+)(?::(.+))?=(.*)", re.S)
_PAIR = re.compile(r"([^=@$][^=]*)=(.*)", re.S)
_NAME = re.compile(r"([^:=]+)")


def pair(cursor: Cursor, name: str, value: str) -> Element:
    """An nvpair; a role is called as the schema calls it."""
    if name in ("role", "target-role"):
        value = cursor.around.role(value)
    return Element("nvpair", {"name": name, "value": value})


def pairs(
    cursor: Cursor, ends: Collection[str] = TERMINATORS, *, names: bool = True, empty: bool = True
) -> list[Element]:
    """The pairs up to a word of `ends` or one that is no pair.

    `names` allows a name alone, which makes a pair without value; `empty` allows nothing after the equals sign.
    """
    found: list[Element] = []
    while cursor.next is not None and cursor.keyword not in ends:
        if match := cursor.accept(_REFERENCE):
            name = {"name": match[2]} if match[2] is not None else {}
            found.append(Element("nvpair", {"id-ref": match[1], **name}))
        elif match := cursor.accept(_WITH_ID):
            found.append(Element("nvpair", {"id": match[1], "name": match[2] or match[1], "value": match[3]}))
        elif match := cursor.accept(_PAIR):
            if not empty and not match[2]:
                raise cursor.fault(f"Empty value for {match[1]} is not allowed")
            found.append(pair(cursor, match[1], match[2]))
        elif names and (match := cursor.accept(_NAME)):
            found.append(Element("nvpair", {"name": match[1]}))
        else:
            break
    return found


def attribute_set(cursor: Cursor, word: str, tag: str, ends: Collection[str] = TERMINATORS) -> Element:
    """What follows a word such as ``params``: ``[$id=X] [score:] [rule...] pairs``, or ``$id-ref=X``."""
    attributes: dict[str, str] = {}
    spec = cursor.id_spec()
    if spec is not None and spec[0] == "id-ref":
        return Element(tag, {"id-ref": cursor.around.resolve(word, tag, spec[1])})
    if spec is not None:
        attributes["id"] = spec[1]
    score = cursor.accept(SCORE)
    if score is not None:
        attributes["score"] = score[1]
    return Element(tag, attributes, (*rules(cursor), *pairs(cursor, ends)))


def implicit_set(cursor: Cursor, word: str, tag: str, ends: Collection[str] = TERMINATORS) -> list[Element]:
    """A set whose word was left out, where anything of it stands."""
    found = attribute_set(cursor, word, tag, ends)
    return [found] if found.attributes or found.children else []


def attribute_sets(
    cursor: Cursor, tags: Mapping[str, str], implicit: str | None = None, ends: Collection[str] = TERMINATORS
) -> list[Element]:
    """All sets that follow; `tags` gives the element for each word, the first may stand without its word."""
    found: list[Element] = []
    if implicit is not None and cursor.keyword not in tags:
        found += implicit_set(cursor, implicit, tags[implicit], ends)
    while (word := cursor.accept_word(*tags)) is not None:
        found.append(attribute_set(cursor, word, tags[word], ends))
    return found
