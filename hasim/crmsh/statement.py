"""A statement of the language into the element that it describes.

The words of the language are not reserved (a resource may be called ``op``), a word means what the words before it
make it mean, and quoting is a shell's. So the language is read from left to right by one small function for each
clause, over words that know their place in the line; a grammar with a lexer of its own would have to decide what a
word is before it is known.

An element that comes out holds only what was said: ids that nobody typed are missing, and the members of containers
are references.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hasim.cib import Element
from hasim.crmsh import access, alerts, constraints, resources, settings
from hasim.crmsh.cursor import Cursor, Surroundings, SyntaxFault
from hasim.crmsh.words import Word, split_words

_STATEMENTS: dict[str, tuple[int, Callable[[Cursor], Element]]] = {
    "node": (1, settings.node),
    "primitive": (2, resources.primitive),
    "rsc_template": (2, resources.template),
    "group": (2, resources.group),
    "clone": (2, resources.clone),
    "ms": (2, resources.master),
    "master": (2, resources.master),
    "bundle": (2, resources.bundle),
    "location": (2, constraints.location),
    "colocation": (2, constraints.colocation),
    "collocation": (2, constraints.colocation),
    "order": (2, constraints.order),
    "rsc_ticket": (2, constraints.ticket),
    "monitor": (2, resources.monitor),
    "property": (1, settings.properties),
    "rsc_defaults": (1, settings.rsc_defaults),
    "op_defaults": (1, settings.op_defaults),
    "fencing_topology": (0, settings.fencing_topology),
    "fencing-topology": (0, settings.fencing_topology),
    "tag": (2, settings.tag),
    "user": (2, access.user),
    "role": (2, access.role),
    "acl_target": (2, access.target),
    "acl_group": (2, access.group),
    "alert": (2, alerts.alert),
    "xml": (1, settings.xml),
}
KEYWORDS = tuple(_STATEMENTS)
"""The words with which a statement begins."""


def parse_line(line: str, around: Surroundings) -> Element:
    """The element that a line describes. Raises SyntaxFault, or QuoteError for an open quote."""
    if line.startswith("xml"):
        return parse_words([Word(text) for text in line.split()], around)
    return parse_words(split_words(line), around)


def parse_words(words: Sequence[Word], around: Surroundings) -> Element:
    """The element that the words describe; the first says what it is."""
    keyword = words[0].text.lower() if words else ""
    typed = [Word(keyword, words[0].start, words[0].end), *words[1:]] if words else []
    if keyword not in _STATEMENTS:
        raise SyntaxFault("Unknown command", typed, typed[0] if typed else None, "")
    least, read = _STATEMENTS[keyword]
    cursor = Cursor(typed, around)
    cursor.expect_words(least)
    cursor.take()
    element = read(cursor)
    if cursor.remaining:
        raise cursor.fault("Unknown arguments: " + " ".join(word.text for word in cursor.words[cursor.position :]))
    return element
