"""What the schema says of the shape of a configuration: which elements stand where, with which attributes and values.

The facts are those of the schemas of the 3.x generation. Only what is certain in all of them is held against a
configuration: an unknown element or attribute, a missing one, a value that is not among those listed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hasim.cib import Element

__all__ = ["shape_problems"]

Check = Callable[[str], object]


def _one_of(*values: str) -> Check:
    return lambda text: text in values


def _text(_value: str) -> bool:
    return True


_id: Check = re.compile(r"[^\W\d][\w.\-]*").fullmatch
_score: Check = re.compile(r"\s*[+-]?\d+\s*|[+-]?INFINITY").fullmatch
_integer: Check = re.compile(r"\s*[+-]?\d+\s*").fullmatch
_boolean = _one_of("true", "false", "1", "0")
_role = _one_of("Stopped", "Started", "Promoted", "Unpromoted", "Master", "Slave")
_action = _one_of("start", "promote", "demote", "stop")
_kind = _one_of("Optional", "Mandatory", "Serialize")


@dataclass(frozen=True, slots=True)
class _Shape:
    """One element: required and optional attributes with what their values must be, and what may stand in it."""

    required: dict[str, Check] = field(default_factory=dict)
    optional: dict[str, Check] = field(default_factory=dict)
    children: tuple[str, ...] = ()


_ID: dict[str, Check] = {"id": _id}
_ABOUT: dict[str, Check] = {"description": _text}
_SETS = ("meta_attributes", "instance_attributes")
_SET = _Shape({}, {"id": _id, "id-ref": _text, "score": _score}, ("rule", "nvpair"))
_PRIMITIVE: dict[str, Check] = {
    "class": _one_of("ocf", "lsb", "heartbeat", "stonith", "upstart", "service", "systemd", "nagios"),
    "provider": _text,
    "type": _text,
    "template": _text,
}
_UNITS = ("seconds", "minutes", "hours", "days", "weeks", "months", "years", "moon", "monthdays", "weekdays")
_DATE: dict[str, Check] = dict.fromkeys((*_UNITS, "yeardays", "yearsdays", "weekyears"), _text)
_RULES = ("expression", "date_expression", "rsc_expression", "op_expression", "rule")
_CONTAINER = _Shape(
    {"image": _text},
    {
        **dict.fromkeys(("replicas", "replicas-per-host", "masters", "promoted-max"), _integer),
        **dict.fromkeys(("run-command", "network", "options"), _text),
    },
)
_COLLECTIVE = (*_SETS, "primitive", "group")

_SHAPES: dict[str, _Shape] = {
    "crm_config": _Shape(children=("cluster_property_set",)),
    "rsc_defaults": _Shape(children=("meta_attributes",)),
    "op_defaults": _Shape(children=("meta_attributes",)),
    "nodes": _Shape(children=("node",)),
    "node": _Shape(
        {"id": _text, "uname": _text},
        {**_ABOUT, "type": _one_of("member", "ping", "remote", "normal"), "score": _score},
        ("instance_attributes", "utilization"),
    ),
    "resources": _Shape(children=("primitive", "template", "group", "clone", "master", "bundle")),
    "primitive": _Shape(_ID, {**_ABOUT, **_PRIMITIVE}, (*_SETS, "operations", "utilization")),
    "template": _Shape(_ID, {**_ABOUT, **_PRIMITIVE}, (*_SETS, "operations", "utilization")),
    "operations": _Shape({}, {"id": _id, "id-ref": _text}, ("op",)),
    "group": _Shape(_ID, _ABOUT, (*_SETS, "primitive")),
    "clone": _Shape(_ID, _ABOUT, _COLLECTIVE),
    "master": _Shape(_ID, _ABOUT, _COLLECTIVE),
    "bundle": _Shape(_ID, _ABOUT, (*_SETS, "docker", "rkt", "podman", "network", "storage", "primitive")),
    "docker": _CONTAINER,
    "rkt": _CONTAINER,
    "podman": _CONTAINER,
    "network": _Shape(
        {},
        {
            "ip-range-start": _text,
            "control-port": _integer,
            "host-interface": _text,
            "host-netmask": _integer,
            "add-host": _boolean,
        },
        ("port-mapping",),
    ),
    "port-mapping": _Shape(_ID, {"port": _integer, "internal-port": _integer, "range": _text}),
    "storage": _Shape(children=("storage-mapping",)),
    "storage-mapping": _Shape(
        {**_ID, "target-dir": _text}, {"source-dir": _text, "source-dir-root": _text, "options": _text}
    ),
    "cluster_property_set": _SET,
    "meta_attributes": _SET,
    "instance_attributes": _SET,
    "utilization": _SET,
    "nvpair": _Shape({}, {"id": _id, "id-ref": _text, "name": _text, "value": _text}),
    "constraints": _Shape(children=("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket")),
    "rsc_location": _Shape(
        _ID,
        {
            "rsc": _text,
            "rsc-pattern": _text,
            "role": _role,
            "score": _score,
            "node": _text,
            "resource-discovery": _one_of("always", "never", "exclusive"),
            "score-attribute": _text,
        },
        ("resource_set", "rule", "lifetime"),
    ),
    "rsc_colocation": _Shape(
        _ID,
        {
            "rsc": _text,
            "with-rsc": _text,
            "score": _score,
            "influence": _text,
            "node-attribute": _text,
            "rsc-role": _role,
            "with-rsc-role": _role,
            "rsc-instance": _text,
            "with-rsc-instance": _text,
            "score-attribute": _text,
            "score-attribute-mangle": _text,
        },
        ("resource_set", "lifetime", "rule"),
    ),
    "rsc_order": _Shape(
        _ID,
        {
            "first": _text,
            "then": _text,
            "first-action": _action,
            "then-action": _action,
            "kind": _kind,
            "score": _score,
            "symmetrical": _boolean,
            "require-all": _boolean,
            "score-attribute": _text,
            "first-instance": _text,
            "then-instance": _text,
        },
        ("resource_set", "lifetime", "rule"),
    ),
    "rsc_ticket": _Shape(
        {**_ID, "ticket": _text},
        {"rsc": _text, "rsc-role": _role, "loss-policy": _one_of("stop", "demote", "fence", "freeze")},
        ("resource_set",),
    ),
    "resource_ref": _Shape({"id": _text}),
    "tags": _Shape(children=("tag",)),
    "tag": _Shape(_ID, {}, ("obj_ref",)),
    "obj_ref": _Shape({"id": _text}),
    "expression": _Shape(
        {
            **_ID,
            "attribute": _text,
            "operation": _one_of("lt", "gt", "lte", "gte", "eq", "ne", "defined", "not_defined"),
        },
        {
            "value": _text,
            "type": _one_of("string", "integer", "number", "version"),
            "value-source": _one_of("literal", "param", "meta"),
        },
    ),
    "date_spec": _Shape(_ID, _DATE),
    "duration": _Shape(_ID, _DATE),
    "rule": _Shape(
        {},
        {
            "id": _id,
            "id-ref": _text,
            "score": _score,
            "score-attribute": _text,
            "role": _text,
            "boolean-op": _one_of("and", "or"),
        },
        _RULES,
    ),
    "fencing-topology": _Shape(children=("fencing-level",)),
    "alerts": _Shape(children=("alert",)),
    "alert": _Shape({**_ID, "path": _text}, _ABOUT, (*_SETS, "select", "recipient")),
    "recipient": _Shape({**_ID, "value": _text}, _ABOUT, _SETS),
    "acls": _Shape(children=("acl_target", "acl_group", "acl_role")),
    "acl_target": _Shape({"id": _text}, {"name": _text}, ("role",)),
    "acl_group": _Shape(_ID, {"name": _text}, ("role",)),
    "acl_role": _Shape(_ID, _ABOUT, ("acl_permission",)),
    "acl_permission": _Shape(
        {**_ID, "kind": _one_of("read", "write", "deny")},
        {**_ABOUT, "xpath": _text, "reference": _text, "object-type": _text, "attribute": _text},
    ),
    "role": _Shape({"id": _text}),
}
_SECTIONS = ("crm_config", "nodes", "resources", "constraints", "fencing-topology", "tags", "alerts", "acls")
_CONFIGURATION = _Shape(children=(*_SECTIONS, "rsc_defaults", "op_defaults"))


def shape_problems(root: Element) -> Iterator[str]:
    """What is out of shape, a line each, in the words of the XML library's checker."""
    for child in root.children:
        if child.tag not in ("configuration", "status") and not child.tag.startswith("#"):
            yield f"element {child.tag}: Relax-NG validity error : Element cib has extra content: {child.tag}"
    configuration = root.first("configuration")
    if configuration is not None:
        yield from _children(configuration, _CONFIGURATION)
        yield from (line for section in configuration.children for line in _of(section))


def _of(element: Element) -> Iterator[str]:
    shape = _SHAPES.get(element.tag)
    if shape is not None:
        yield from _attributes(element, shape)
        yield from _children(element, shape)
        yield from _choices(element)
        yield from (line for child in element.children for line in _of(child))


def _attributes(element: Element, shape: _Shape) -> Iterator[str]:
    known = shape.required | shape.optional
    for name, value in element.attributes.items():
        if name not in known:
            yield _line(element, f"Invalid attribute {name} for element {element.tag}")
        elif not known[name](value):
            yield _line(element, f"Element {element.tag} failed to validate attributes")
    if any(name not in element.attributes for name in shape.required):
        yield _line(element, f"Element {element.tag} failed to validate attributes")


def _children(element: Element, shape: _Shape) -> Iterator[str]:
    for child in element.children:
        if child.tag not in shape.children and not child.tag.startswith("#"):
            yield _line(element, f"Element {element.tag} has extra content: {child.tag}")


_SIDES = {
    "rsc_location": (("rsc",), ("rsc-pattern",)),
    "rsc_colocation": (("rsc", "with-rsc"),),
    "rsc_order": (("first", "then"),),
    "rsc_ticket": (("rsc",),),
}
"""What a constraint without sets has to name."""


def _choices(element: Element) -> Iterator[str]:
    """Attributes that depend on one another."""
    has = element.attributes.__contains__
    wrong = {
        "primitive": not has("template") and not _has_agent(element),
        "template": not _has_agent(element),
        "nvpair": not has("id-ref") and not (has("id") and has("name")),
        "rsc_order": has("kind") and has("score"),
        "rule": not has("id-ref") and not (has("id") and element.children),
        "group": not element.all("primitive"),
        "clone": len(element.all("primitive", "group")) != 1,
        "master": len(element.all("primitive", "group")) != 1,
        "tag": not element.all("obj_ref"),
        "rsc_location": not (has("node") and has("score")) and not element.all("rule", "lifetime"),
        "resource_set": not has("id-ref") and not element.all("resource_ref"),
    }
    sides = _SIDES.get(element.tag, ())
    lonely = bool(sides) and not element.all("resource_set") and not any(all(map(has, side)) for side in sides)
    if wrong.get(element.tag, False) or lonely:
        yield _line(element, f"Element {element.tag} failed to validate attributes")


def _has_agent(element: Element) -> bool:
    given = element.attributes
    return "type" in given and "class" in given and (given["class"] == "ocf") == ("provider" in given)


def _line(element: Element, text: str) -> str:
    return f"element {element.tag}: Relax-NG validity error : {text}"
