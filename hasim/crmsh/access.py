"""Statements about who may do what: user, role, acl_target, acl_group."""

from __future__ import annotations

import re

from hasim.cib import Element
from hasim.crmsh.cursor import Cursor
from hasim.crmsh.vocabulary import ACL_RIGHTS

_RIGHT = re.compile("|".join(ACL_RIGHTS), re.I)
_ROLE_REFERENCE = re.compile(r"role:(.+)", re.I)
_RULE_PARTS = ("xpath", "ref", "tag", "attribute")
_PERMISSION_PARTS = {
    "xpath": "xpath",
    "ref": "reference",
    "reference": "reference",
    "tag": "object-type",
    "type": "object-type",
    "attr": "attribute",
    "attribute": "attribute",
}
SHORTCUTS = {
    "meta": ("//primitive[@id='@@']/meta_attributes", "/nvpair[@name='@@']"),
    "params": ("//primitive[@id='@@']/instance_attributes", "/nvpair[@name='@@']"),
    "utilization": ("//primitive[@id='@@']/utilization",),
    "location": ("//rsc_location[@id='cli-prefer-@@' and @rsc='@@']",),
    "property": ("//crm_config/cluster_property_set", "/nvpair[@name='@@']"),
    "nodeattr": ("//nodes/node/instance_attributes", "/nvpair[@name='@@']"),
    "nodeutil": ("//nodes/node/utilization", "[@uname='@@']"),
    "node": ("//nodes/node", "[@uname='@@']"),
    "status": ("/cib/status",),
    "cib": ("/cib",),
}
"""Words for often used paths: the pieces of each path, ``@@`` standing for what follows the word."""


def user(cursor: Cursor) -> Element:
    """``user ID {role:ROLE | RIGHT SPEC}...`` (schemas before 2.0)."""
    attributes = {"id": cursor.identifier()}
    found: list[Element] = []
    while cursor.remaining:
        match = cursor.accept(_ROLE_REFERENCE)
        found.append(Element("role_ref", {"id": match[1]}) if match else _rule(cursor))
    return Element("acl_user", attributes, tuple(found))


def target(cursor: Cursor) -> Element:
    """``acl_target ID ROLE...``."""
    return _with_roles(cursor, "acl_target")


def group(cursor: Cursor) -> Element:
    """``acl_group ID ROLE...``."""
    return _with_roles(cursor, "acl_group")


def _with_roles(cursor: Cursor, tag: str) -> Element:
    attributes = {"id": cursor.identifier()}
    roles: list[Element] = []
    while cursor.remaining:
        roles.append(Element("role", {"id": cursor.identifier()}))
    return Element(tag, attributes, tuple(roles))


def role(cursor: Cursor) -> Element:
    """``role ID {RIGHT SPEC...}...``."""
    attributes = {"id": cursor.identifier()}
    permissions = cursor.around.schema.acl_permissions
    if permissions:
        attributes |= cursor.description()
    found: list[Element] = []
    while cursor.remaining:
        found += _permission(cursor) if permissions else [_rule(cursor)]
    return Element("acl_role", attributes, tuple(found))


def _right(cursor: Cursor) -> str:
    return cursor.expect(_RIGHT, f"Expected ({_RIGHT.pattern})")[0].lower()


def _permission(cursor: Cursor) -> list[Element]:
    base = {"kind": _right(cursor)}
    id_ = cursor.initial_id()
    base |= ({"id": id_} if id_ else {}) | cursor.description()
    parts: dict[str, str] = {}
    while cursor.next and cursor.next.split(":", 1)[0] in (*_PERMISSION_PARTS, *SHORTCUTS):
        name, colon, value = cursor.take().partition(":")
        if name in SHORTCUTS:
            parts["xpath"] = _expanded(cursor, name, value if colon else None)
        elif not value:
            raise cursor.fault("Expected <type>:<spec>")
        else:
            parts[_PERMISSION_PARTS[name]] = value
    if "attribute" in parts and "object-type" not in parts:
        raise cursor.fault("attribute is only valid in combination with tag/object-type")
    typed = {name: parts[name] for name in ("object-type", "attribute") if name in parts}
    kinds = [{name: parts[name]} for name in ("xpath", "reference") if name in parts] + ([typed] if typed else [])
    return [Element("acl_permission", base | each) for each in kinds]


def _expanded(cursor: Cursor, name: str, value: str | None) -> str:
    pieces = SHORTCUTS[name]
    if value is None:
        if "@@" in pieces[0]:
            raise cursor.fault(f"Missing argument to ACL shortcut {name}")
        return pieces[0]
    path = ""
    left = list(pieces)
    for each in value.split(":"):
        while left and "@@" not in left[0]:
            path += left.pop(0)
        if not left:
            raise cursor.fault("Expected <type>:<spec>")
        path += left.pop(0).replace("@@", each)
    return path


def _rule(cursor: Cursor) -> Element:
    right = _right(cursor)
    attributes: dict[str, str] = {}
    eligible = list(_RULE_PARTS)
    while cursor.next:
        name, colon, value = cursor.next.partition(":")
        if name in SHORTCUTS:
            name, value, colon = "xpath", _expanded(cursor, name, value if colon else None), ":"
        if not colon or name not in eligible:
            break
        cursor.take()
        attributes[name] = value
        eligible.remove(name)
        if name == "attribute":
            break
        others = ("ref", "tag") if name == "xpath" else ("xpath",)
        eligible = [each for each in eligible if each not in others]
    return Element(right, attributes)
