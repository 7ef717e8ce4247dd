"""Statements about constraints: location, colocation, order, rsc_ticket."""

from __future__ import annotations

import re

from hasim.cib import Element
from hasim.crmsh.cursor import Cursor
from hasim.crmsh.resource_sets import resource_sets
from hasim.crmsh.resources import value_and_suffix
from hasim.crmsh.rules import ROLE, rules
from hasim.crmsh.scores import SCORE, order_attribute, score_attribute

_PATTERN = re.compile(r"/(.+)/")
_ATTRIBUTE = re.compile(r"\$?([^=]+)=(.*)")
_NODE_ATTRIBUTE = re.compile(r"node-attribute=(.+)", re.I)
_SYMMETRICAL = re.compile(r"symmetrical=(true|false|yes|no|on|off)", re.I)
_LOSS_POLICY = re.compile(r"loss-policy=(stop|demote|fence|freeze)", re.I)


def location(cursor: Cursor) -> Element:
    """``location ID {RSC | /REGEX/ | { RSC... }} [role=R] {SCORE: NODE | rule...}``."""
    attributes = {"id": cursor.identifier()}
    children: list[Element] = []
    pattern = cursor.accept(_PATTERN)
    if pattern is not None:
        attributes["rsc-pattern"] = pattern[1]
    elif cursor.accept_word("{"):
        children += _braced(cursor)
    else:
        attributes["rsc"] = cursor.resource()
    while match := cursor.accept(_ATTRIBUTE):
        attributes[match[1]] = cursor.around.role(match[2]) if match[1] == "role" else match[2]
    score = cursor.accept(SCORE)
    if score is not None:
        attributes |= score_attribute(score[1])
        attributes["node"] = cursor.identifier()
        role = cursor.accept(ROLE)
        if role is not None:
            attributes["role"] = cursor.around.role(role[1])
        return Element("rsc_location", attributes, tuple(children))
    found = rules(cursor)
    if not found:
        raise cursor.fault("expected <score>: <node> or <rule> [<rule> ...]")
    return Element("rsc_location", attributes, (*children, *found))


def _braced(cursor: Cursor) -> list[Element]:
    words = []
    while cursor.remaining and cursor.next != "}":
        words.append(cursor.words[cursor.position])
        cursor.take()
    if not cursor.accept_word("}"):
        raise cursor.fault("Expected }")
    if not words:
        raise cursor.fault("Empty resource set")
    return resource_sets(cursor, words, "role")


def colocation(cursor: Cursor) -> Element:
    """``colocation ID SCORE: RSC[:ROLE] WITH[:ROLE] [node-attribute=A]``, or sets."""
    attributes = {"id": cursor.identifier()}
    attributes |= score_attribute(cursor.expect(SCORE, "Expected <score>:")[1])
    node_attribute = cursor.tail(_NODE_ATTRIBUTE)
    if node_attribute is not None:
        attributes["node-attribute"] = node_attribute[1].lower()
    return _related(cursor, "rsc_colocation", attributes, "role", ("rsc", "with-rsc"))


def order(cursor: Cursor) -> Element:
    """``order ID [KIND:|SCORE:] FIRST[:ACTION] THEN[:ACTION] [symmetrical=B]``, or sets."""
    attributes = {"id": cursor.identifier()}
    score = cursor.accept(SCORE)
    if score is not None:
        attributes |= order_attribute(cursor, score[1])
    symmetrical = cursor.tail(_SYMMETRICAL)
    if symmetrical is not None:
        attributes["symmetrical"] = "true" if symmetrical[1].lower() in ("true", "yes", "on") else "false"
    return _related(cursor, "rsc_order", attributes, "action", ("first", "then"))


def ticket(cursor: Cursor) -> Element:
    """``rsc_ticket ID TICKET: RSC[:ROLE]... [loss-policy=P]``."""
    attributes = {"id": cursor.identifier()}
    attributes["ticket"] = cursor.expect(SCORE, "Expected <ticket-id>:")[1]
    policy = cursor.tail(_LOSS_POLICY)
    if policy is not None:
        attributes["loss-policy"] = policy[1]
    return _related(cursor, "rsc_ticket", attributes, "role", ("rsc",))


def _related(cursor: Cursor, tag: str, attributes: dict[str, str], suffix: str, names: tuple[str, ...]) -> Element:
    """The constraint on as many resources as it has `names` for, else on sets of resources."""
    if cursor.remaining == len(names):
        for name in names:
            attributes |= _member(cursor, name, suffix)
        return Element(tag, attributes)
    sets = resource_sets(cursor, cursor.rest(), suffix)
    if not sets:
        raise cursor.fault(f"Expected {' '.join([f'<rsc>[:<{suffix}>]'] * len(names))} | resource_sets")
    return Element(tag, attributes, tuple(sets))


def _member(cursor: Cursor, name: str, suffix: str) -> dict[str, str]:
    resource, typed = value_and_suffix(cursor)
    if not typed:
        return {name: resource}
    if suffix == "role":
        typed = cursor.around.role(typed)
    schema = cursor.around.schema
    for each in schema.actions if suffix == "action" else schema.roles:
        if each.lower() == typed.lower():
            return {name: resource, f"{name}-{suffix}": each}
    if typed.isdigit():
        return {name: resource, f"{name}-instance": typed}
    raise cursor.fault(f"Invalid {suffix} '{typed}' for '{resource}'")
