"""Statements about resources: primitive, rsc_template, group, clone, ms, bundle, monitor."""

from __future__ import annotations

import re

from hasim.cib import Element
from hasim.crmsh.agents import providers
from hasim.crmsh.attributes import attribute_set, attribute_sets, implicit_set, pairs
from hasim.crmsh.cursor import Cursor
from hasim.crmsh.vocabulary import REFERENCE_TAG

_TEMPLATE = re.compile(r"@(.+)")
_SETS = {"params": "instance_attributes", "meta": "meta_attributes"}
_PRIMITIVE_SETS = {**_SETS, "utilization": "utilization"}
_OPERATION_SETS = {"op_params": "instance_attributes", "op_meta": "meta_attributes"}
_BUNDLE_PARTS = ("docker", "rkt", "network", "storage", "primitive")
_BUNDLE_ENDS = ("network", "storage", "meta", "primitive")
_MAPPINGS = ("port-mapping", "storage-mapping")


def primitive(cursor: Cursor) -> Element:
    """``primitive ID {AGENT | @TEMPLATE} [description=...] [params...] [meta...] [utilization...] [op...]``."""
    return _with_agent(cursor, "primitive")


def template(cursor: Cursor) -> Element:
    """``rsc_template ID AGENT ...``: like a primitive."""
    return _with_agent(cursor, "template")


def _with_agent(cursor: Cursor, tag: str) -> Element:
    attributes = {"id": cursor.identifier()}
    reference = cursor.accept(_TEMPLATE) if tag == "primitive" else None
    attributes |= {"template": reference[1]} if reference else _agent(cursor)
    attributes |= cursor.description()
    return Element(tag, attributes, tuple(_primitive_body(cursor)))


def _agent(cursor: Cursor) -> dict[str, str]:
    """``[class:[provider:]]type``: class ocf and a known provider, heartbeat first, may be left out."""
    if cursor.next is None:
        raise cursor.fault("Expected resource type")
    spec = cursor.next
    parts = spec.split(":")
    if len(parts) == 1:
        parts = ["ocf", parts[0]]
    if len(parts) == 2:
        parts.insert(1, _provider(parts[1]) if parts[0] == "ocf" else "")
    if len(parts) != 3 or not parts[2]:
        cursor.around.messages.error(f"bad resource type specification {spec}")
        raise cursor.fault("Unknown resource type")
    if parts[0] == "ocf" and not parts[1]:
        cursor.around.messages.error(f"provider could not be determined for {spec}")
        raise cursor.fault("Unknown resource type")
    if parts[0] != "ocf" and parts[1]:
        cursor.around.messages.warning(f"ra class {parts[0]} does not support providers")
    cursor.take()
    return {name: value for name, value in zip(("class", "provider", "type"), parts, strict=True) if value}


def _provider(type_: str) -> str:
    known = providers(type_)
    for preferred in ("heartbeat", "pacemaker"):
        if not known or preferred in known:
            return preferred
    return known[0]


def _primitive_body(cursor: Cursor) -> list[Element]:
    found: list[Element] = []
    if cursor.remaining and cursor.keyword not in (*_PRIMITIVE_SETS, "operations", "op"):
        found += implicit_set(cursor, "params", "instance_attributes")
    while cursor.keyword in (*_PRIMITIVE_SETS, "operations", "op"):
        if cursor.keyword in ("operations", "op"):
            found.append(_operations(cursor))
        found += attribute_sets(cursor, _PRIMITIVE_SETS)
    return found


def _operations(cursor: Cursor) -> Element:
    attributes: dict[str, str] = {}
    if cursor.accept_word("operations"):
        spec = cursor.id_spec()
        if spec is None:
            raise cursor.fault("Expected $id-ref=<id> or $id=<id>")
        name, value = spec
        attributes[name] = cursor.around.resolve("operations", "operations", value) if name == "id-ref" else value
    operations: list[Element] = []
    while cursor.accept_word("op"):
        operations.append(_operation(cursor))
    return Element("operations", attributes, tuple(operations))


def _operation(cursor: Cursor) -> Element:
    attributes = {"name": cursor.identifier()}
    listed = pairs(cursor)
    if not any(each.get("name") == "interval" for each in listed):
        listed.append(Element("nvpair", {"name": "interval", "value": "0"}))
    parameters: list[Element] = []
    for each in listed:
        name = each.get("name") or ""
        if name.lower() not in cursor.around.schema.op_attributes:
            parameters.append(each)
        elif parameters:
            raise cursor.fault(f"Attribute order error: {name} must appear before any instance attribute")
        else:
            attributes[name] = each.get("value") or ""
    own = [Element("instance_attributes", {}, tuple(parameters))] if parameters else []
    return Element("op", attributes, (*own, *attribute_sets(cursor, _OPERATION_SETS, "op_params")))


def clone(cursor: Cursor) -> Element:
    """``clone ID CHILD [description=...] [params...] [meta...]``."""
    return _multiple(cursor, "clone")


def master(cursor: Cursor) -> Element:
    """``ms ID CHILD ...``: the older promotable clone."""
    return _multiple(cursor, "master")


def _multiple(cursor: Cursor, tag: str) -> Element:
    attributes = {"id": cursor.identifier()}
    child = Element(REFERENCE_TAG, {"id": cursor.resource()})
    attributes |= cursor.description()
    return Element(tag, attributes, (*attribute_sets(cursor, _SETS, "params"), child))


def group(cursor: Cursor) -> Element:
    """``group ID MEMBER... [description=...] [params...] [meta...]``."""
    attributes = {"id": cursor.identifier()}
    members: list[str] = []
    while cursor.next and "=" not in cursor.next and cursor.keyword not in _SETS:
        member = cursor.take()
        if member in members:
            raise cursor.fault(f"child {member} listed more than once in group {attributes['id']}")
        members.append(member)
    attributes |= cursor.description()
    sets = attribute_sets(cursor, _SETS, "params")
    return Element("group", attributes, (*sets, *(Element(REFERENCE_TAG, {"id": each}) for each in members)))


def bundle(cursor: Cursor) -> Element:
    """``bundle ID docker|rkt ... [network ...] [storage ...] [primitive ID] [meta ...]``."""
    attributes = {"id": cursor.identifier()} | cursor.description()
    found: list[Element] = []
    while cursor.keyword in (*_BUNDLE_PARTS, "meta"):
        part = cursor.take().lower()
        if part == "meta":
            found.append(attribute_set(cursor, "meta", "meta_attributes", ("network", "storage", "primitive")))
        elif part == "primitive":
            found.append(_bundled(cursor))
        else:
            _merge_part(found, _bundle_part(cursor, part))
    return Element("bundle", attributes, tuple(found))


def _bundled(cursor: Cursor) -> Element:
    listed = pairs(cursor, _BUNDLE_ENDS)
    if len(listed) != 1 or listed[0].get("value"):
        given = ", ".join(f"{each.get('name')}={each.get('value') or ''}" for each in listed)
        raise cursor.fault(f"Expected primitive reference, got {given}")
    return Element(REFERENCE_TAG, {"id": listed[0].get("name") or ""})


def _bundle_part(cursor: Cursor, tag: str) -> Element:
    part = Element(tag)
    for each in pairs(cursor, _BUNDLE_ENDS):
        name = each.get("name") or ""
        value = {name: each.get("value") or ""}
        if name in _MAPPINGS:
            part = part.with_child(Element(name))
        elif part.children:
            last = part.children[-1].with_attributes(value)
            part = part.with_children((*part.children[:-1], last))
        else:
            part = part.with_attributes(value)
    return part


def _merge_part(found: list[Element], part: Element) -> None:
    """A part that is named twice is one element, which then stands where it was named last."""
    for index, present in enumerate(found):
        if present.tag == part.tag:
            del found[index]
            part = Element(part.tag, {**present.attributes, **part.attributes}, present.children + part.children)
            break
    found.append(part)


def monitor(cursor: Cursor) -> Element:
    """``monitor RESOURCE[:ROLE] INTERVAL[:TIMEOUT]``: an operation; its ``rsc`` says of what."""
    attributes = {"name": "monitor"}
    resource, role = value_and_suffix(cursor)
    if role:
        known = {each.lower(): each for each in cursor.around.schema.roles}
        if role.lower() not in known and not role.isdigit():
            raise cursor.fault(f"Invalid role '{role}' for resource '{resource}'")
        attributes["instance" if role.isdigit() else "role"] = known.get(role.lower(), role)
    attributes["rsc"] = resource
    interval, timeout = value_and_suffix(cursor)
    attributes |= {name: value for name, value in (("interval", interval), ("timeout", timeout)) if value}
    return Element("op", attributes)


def value_and_suffix(cursor: Cursor) -> tuple[str, str]:
    """``value[:suffix]``; the suffix is empty where there is none."""
    parts = (cursor.next or "").split(":")
    if not cursor.next or len(parts) > 2:
        raise cursor.fault("Expected value[:value]")
    cursor.take()
    return parts[0], parts[1] if len(parts) == 2 else ""
