"""The statement about alerts: ``alert ID PATH [attributes ...] [meta ...] [select ...] [to RECIPIENT ...]...``."""

from __future__ import annotations

import re

from hasim.cib import Element
from hasim.crmsh.attributes import attribute_sets
from hasim.crmsh.cursor import Cursor

_PATH = re.compile(r".*", re.S)
_SETS = {"attributes": "instance_attributes", "meta": "meta_attributes"}
_SELECTIONS = ("nodes", "fencing", "resources", "attributes")


def alert(cursor: Cursor) -> Element:
    """An alert with its recipients, which are numbered from 1."""
    attributes = {"id": cursor.identifier()}
    attributes["path"] = cursor.expect(_PATH, "Expected path")[0]
    attributes |= cursor.description()
    found: list[Element] = []
    recipients = 0
    while cursor.remaining:
        if cursor.next in _SETS:
            found += attribute_sets(cursor, _SETS, None, ("attributes", "meta", "to", "select"))
        elif cursor.next == "select":
            found += _selection(cursor)
        elif cursor.accept_word("to"):
            recipients += 1
            found.append(_recipient(cursor, f"{attributes['id']}-recipient-{recipients}"))
        else:
            raise cursor.fault("Expected to")
    return Element("alert", attributes, tuple(found))


def _selection(cursor: Cursor) -> list[Element]:
    cursor.take()
    chosen: list[Element] = []
    while cursor.next in _SELECTIONS:
        name = cursor.take()
        if name == "attributes" and cursor.next != "{":
            cursor.position -= 1
            break
        names: list[Element] = []
        if name == "attributes":
            cursor.take()
            while cursor.next != "}":
                names.append(Element("attribute", {"name": cursor.identifier()}))
            cursor.take()
        chosen.append(Element(f"select_{name}", {}, tuple(names)))
    return [Element("select", {}, tuple(chosen))] if chosen else []


def _recipient(cursor: Cursor, id_: str) -> Element:
    braced = cursor.accept_word("{") is not None
    attributes = {"id": id_, "value": cursor.take()} | cursor.description()
    ends = ("attributes", "meta", "to", "}") if braced else ("attributes", "meta", "to")
    sets = attribute_sets(cursor, _SETS, None, ends)
    if braced and not cursor.accept_word("}"):
        raise cursor.fault("Expected }")
    return Element("recipient", attributes, tuple(sets))
