"""Statements about nodes, properties and defaults, fencing topology, tags and raw XML."""

from __future__ import annotations

import re
from collections import Counter

from hasim.cib import CibError, Element, parse_xml
from hasim.crmsh.attributes import attribute_sets, pairs
from hasim.crmsh.cursor import Cursor
from hasim.crmsh.rules import rules
from hasim.crmsh.scores import SCORE
from hasim.crmsh.vocabulary import BY_TAG, DEFAULTS_TAGS

_UNAME = re.compile(r"([^:]+)(?::(normal|member|ping|remote))?", re.I)
_TAG = re.compile(r"([a-zA-Z_][^\s:]*):?")
_TARGET_ATTRIBUTE = re.compile(r"attr:([\w-]+)=([\w-]+)", re.I)
_TARGET_PATTERN = re.compile(r"pattern:(.+)", re.I)


def node(cursor: Cursor) -> Element:
    """``node [ID:] NAME[:TYPE] [description=...] [attributes ...] [utilization ...]``."""
    id_ = cursor.initial_id()
    attributes = {"id": id_} if id_ else {}
    match = cursor.expect(_UNAME, "Expected uname[:type]")
    attributes["uname"] = match[1]
    if match[2]:
        attributes["type"] = match[2]
    attributes |= cursor.description()
    tags = {"attributes": "instance_attributes", "utilization": "utilization"}
    return Element("node", attributes, tuple(attribute_sets(cursor, tags, "attributes")))


def properties(cursor: Cursor) -> Element:
    """``property [ID:] [rule ...] name=value...``."""
    return _settings(cursor, "cluster_property_set")


def rsc_defaults(cursor: Cursor) -> Element:
    """``rsc_defaults [ID:] [rule ...] name=value...``."""
    return Element("rsc_defaults", {}, (_settings(cursor, "meta_attributes"),))


def op_defaults(cursor: Cursor) -> Element:
    """``op_defaults [ID:] [rule ...] name=value...``."""
    return Element("op_defaults", {}, (_settings(cursor, "meta_attributes"),))


def _settings(cursor: Cursor, tag: str) -> Element:
    attributes: dict[str, str] = {}
    id_ = cursor.initial_id()
    spec = None if id_ is not None else cursor.id_spec()
    if id_ is not None:
        attributes["id"] = id_
    elif spec is not None:
        attributes[spec[0]] = cursor.around.resolve(tag, tag, spec[1]) if spec[0] == "id-ref" else spec[1]
    strict = cursor.around.strict
    listed = [*rules(cursor), *(pairs(cursor, (), names=False, empty=False) if strict else pairs(cursor))]
    return Element(tag, attributes, tuple(listed))


def fencing_topology(cursor: Cursor) -> Element:
    """``fencing_topology {DEVICES... | {TARGET DEVICES...}...}``; without a target the levels hold for every node."""
    target: dict[str, str] | None = None
    levels: list[tuple[dict[str, str] | None, str]] = []
    while cursor.remaining:
        if match := cursor.accept(_TARGET_ATTRIBUTE):
            target = {"target-attribute": match[1], "target-value": match[2]}
        elif match := cursor.accept(_TARGET_PATTERN):
            target = {"target-pattern": match[1]}
        elif match := cursor.accept(SCORE):
            target = {"target": match[1]}
        else:
            levels.append((target, cursor.take()))
    if levels and levels[0][0] is None:
        plain = [devices for _, devices in levels]
        levels = [({"target": name}, devices) for name in cursor.around.node_names for devices in plain]
    return Element("fencing-topology", {}, tuple(_levels(levels)))


def _levels(levels: list[tuple[dict[str, str] | None, str]]) -> list[Element]:
    counts: Counter[str] = Counter()
    found: list[Element] = []
    for target, devices in levels:
        named = target or {}
        name = next(iter(named.values()), "")
        counts[name] += 1
        own = {"index": str(counts[name]), "devices": devices}
        found.append(Element("fencing-level", named | own if "target" in named else own | named))
    return found


def tag(cursor: Cursor) -> Element:
    """``tag ID[:] RSC...``."""
    name = cursor.expect(_TAG, "Expected tag name")[1]
    members: list[Element] = []
    while cursor.remaining:
        members.append(Element("obj_ref", {"id": cursor.resource()}))
    if not members:
        raise cursor.fault("Expected at least one resource")
    return Element("tag", {"id": name}, tuple(members))


def xml(cursor: Cursor) -> Element:
    """``xml <element .../>``: any object as it stands in the CIB.

    A set of defaults does not tell what they are for (crm itself shows them so and cannot read them back): one that is
    known stays what it is, one that speaks only of operations is for these, any other is for resources.
    """
    if not cursor.remaining:
        raise cursor.fault("Expected XML data")
    text = " ".join(word.text for word in cursor.rest())
    try:
        element = parse_xml(text)
    except CibError as error:
        cursor.around.messages.error(f"Cannot parse XML data: {text}")
        raise cursor.fault(str(error)) from None
    if element.tag == "meta_attributes":
        return Element(_owner(cursor, element), {}, (element,))
    if element.tag not in BY_TAG:
        raise cursor.fault(f"Element {element.tag} not recognized")
    return element


def _owner(cursor: Cursor, element: Element) -> str:
    known = cursor.around.tag_of(element.id)
    if known in DEFAULTS_TAGS:
        return known
    names = {each.get("name") for each in element.all("nvpair")}
    about_operations = any(each.tag == "op_expression" for each in element.walk())
    return "op_defaults" if about_operations or names <= set(cursor.around.schema.op_attributes) else "rsc_defaults"
