"""The words of the configuration language: kinds of objects, their XML tags, their order, fixed keywords."""

from __future__ import annotations

from dataclasses import dataclass

from hasim.cib import Element


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of object: its keyword, its XML tag, the section it lives in, its place in listings, its default id."""

    keyword: str
    tag: str
    section: str
    rank: int
    default_id: str | None = None


KINDS = (
    Kind("node", "node", "nodes", 0),
    Kind("rsc_template", "template", "resources", 1),
    Kind("primitive", "primitive", "resources", 2),
    Kind("bundle", "bundle", "resources", 3),
    Kind("group", "group", "resources", 4),
    Kind("ms", "master", "resources", 5),
    Kind("clone", "clone", "resources", 6),
    Kind("tag", "tag", "tags", 8),
    Kind("location", "rsc_location", "constraints", 9),
    Kind("colocation", "rsc_colocation", "constraints", 9),
    Kind("order", "rsc_order", "constraints", 9),
    Kind("rsc_ticket", "rsc_ticket", "constraints", 10),
    Kind("fencing_topology", "fencing-topology", "configuration", 10),
    Kind("property", "cluster_property_set", "crm_config", 11, "cib-bootstrap-options"),
    Kind("rsc_defaults", "rsc_defaults", "rsc_defaults", 12, "rsc-options"),
    Kind("op_defaults", "op_defaults", "op_defaults", 13, "op-options"),
    Kind("role", "acl_role", "acls", 14),
    Kind("acl_target", "acl_target", "acls", 15),
    Kind("acl_group", "acl_group", "acls", 15),
    Kind("user", "acl_user", "acls", 15),
    Kind("alert", "alert", "alerts", 16),
)
"""Every kind of object, in the order in which they are shown; kinds of equal rank are mixed by id."""

BY_TAG = {kind.tag: kind for kind in KINDS}
BY_KEYWORD = {kind.keyword: kind for kind in KINDS}

CLONE_TAGS = ("clone", "master")
CONTAINER_TAGS = ("group", "clone", "master", "bundle")
RESOURCE_TAGS = ("primitive", "group", "clone", "master", "template", "bundle")
CHILD_TAGS = ("group", "primitive")
CONSTRAINT_TAGS = ("rsc_location", "rsc_colocation", "rsc_order", "rsc_ticket")
CONSTRAINT_REFERENCES = ("rsc", "with-rsc", "first", "then")
DEFAULTS_TAGS = ("rsc_defaults", "op_defaults")
SET_TAGS = ("meta_attributes", "instance_attributes", "utilization")
SET_KEYWORDS = ("property", "rsc_defaults", "op_defaults")

REFERENCE_TAG = "crmsh-ref"
"""Stands in a parsed container for the resource that it names, until that resource's own element takes its place."""
COMMENT_TAG = "#comment"

TERMINATORS = ("params", "meta", "utilization", "operations", "op", "op_params", "op_meta", "rule", "attributes")
"""Words that end a list of name=value pairs."""

BINARY_OPERATIONS = ("lt", "gt", "lte", "gte", "eq", "ne")
UNARY_OPERATIONS = ("defined", "not_defined")
DATE_FIELDS = ("hours", "monthdays", "weekdays", "yearsdays", "months", "weeks", "years", "weekyears", "moon")
ACL_RIGHTS = ("read", "write", "deny")

ID_SUFFIXES = {
    "instance_attributes": "instance_attributes",
    "meta_attributes": "meta_attributes",
    "utilization": "utilization",
    "operations": "ops",
    "rule": "rule",
    "expression": "expression",
    "date_expression": "expression",
    "duration": "duration",
    "date_spec": "date_spec",
    "read": "read",
    "write": "write",
    "deny": "deny",
}
"""What is added to the parent's id to make the id of such an element; nothing for the others."""


def is_container(element: Element) -> bool:
    """Whether the element is a resource that holds resources."""
    return element.tag in CONTAINER_TAGS


def children_of(element: Element) -> list[Element]:
    """The resources directly in a container."""
    return element.all(*CHILD_TAGS)


def is_promotable(element: Element) -> bool:
    """Whether a clone has instances of two roles (the first set of meta-attributes decides, as crm has it)."""
    if element.tag == "master":
        return True
    meta = element.first("meta_attributes")
    pairs = meta.all("nvpair") if meta is not None else []
    value = next((pair.get("value") or "" for pair in pairs if pair.get("name") == "promotable"), "")
    return value.lower() in ("yes", "true", "on", "1")
