"""Ids for elements that were described without any.

An element that is described again keeps the ids that it had. What is new is called after its parent, its name and, for
an operation, its interval; what is already taken gets a number.
"""

from __future__ import annotations

from hasim.cib import Element
from hasim.crmsh.vocabulary import COMMENT_TAG, ID_SUFFIXES, REFERENCE_TAG

_FIRST_PREFIX = {
    "node": "node",
    "primitive": "rsc",
    "template": "rsc",
    "master": "grp",
    "group": "grp",
    "clone": "grp",
    "rsc_location": "location",
    "fencing-topology": "fencing",
}
_WITHOUT_ID = frozenset(
    (
        "operations",
        "fencing-topology",
        "network",
        "docker",
        "rkt",
        "podman",
        "lifetime",
        "storage",
        "select",
        "select_attributes",
        "select_fencing",
        "select_nodes",
        "select_resources",
        "resource_ref",
        "obj_ref",
        REFERENCE_TAG,
        COMMENT_TAG,
    )
)
_IDENTITY = {
    "node": ("uname",),
    "nvpair": ("name",),
    "op": ("name", "interval"),
    "rule": ("score", "score-attribute", "role"),
    "expression": ("attribute", "operation", "value"),
    "fencing-level": ("target", "devices"),
    "alert": ("path",),
    "recipient": ("value",),
}
"""The attributes by which an element is recognised among its earlier siblings; for others the tag is enough."""


def same(new: Element, old: Element, *, with_id: bool) -> bool:
    """Whether `new` describes what `old` was; an id counts only `with_id` and where `new` has one."""
    names = _IDENTITY.get(new.tag, ())
    if with_id and new.id:
        names = (*names, "id")
    return new.tag == old.tag and all(new.get(name) == old.get(name) for name in names)


def new_id(element: Element, prefix: str, used: set[str]) -> str:
    """A free id for an element below one called `prefix`; it is marked as used."""
    if prefix.isdecimal() and element.tag != "node":
        prefix = f"num-{prefix}"
    if element.tag == "nvpair":
        wanted = f"{prefix}-{element.get('name')}"
    elif element.tag == "op":
        interval = element.get("interval")
        wanted = f"{prefix}-{element.get('name')}-{interval}" if interval else f"{prefix}-{element.get('name')}"
    else:
        suffix = ID_SUFFIXES.get(element.tag)
        wanted = f"{prefix}-{suffix}" if suffix else prefix
    found, number = wanted, 0
    while found in used:
        found = f"{wanted}-{number}"
        number += 1
    used.add(found)
    return found


def assign_ids(element: Element, old: Element | None, used: set[str]) -> Element:
    """`element` with an id wherever one belongs, taken from `old` where that held the same; `used` grows."""
    return _Assignment(used).apply(element, old, _FIRST_PREFIX.get(element.tag, ""))


class _Assignment:
    def __init__(self, used: set[str]) -> None:
        self.used = used
        self.kept: set[int] = set()  # earlier elements whose ids are already taken over

    def apply(self, element: Element, old: Element | None, prefix: str) -> Element:
        before = self.find(element, old)
        if element.tag not in _WITHOUT_ID and element.get("id-ref") is None:
            element = self.named(element, before, prefix)
        if element.tag == "node" and element.get("uname") is not None:
            prefix = element.get("uname") or ""
        elif element.get("id") is not None:
            prefix = element.id
        reference = before if before is not None else old
        return element.with_children([self.apply(child, reference, prefix) for child in element.children])

    def find(self, element: Element, old: Element | None) -> Element | None:
        for child in old.children if old is not None else ():
            if id(child) not in self.kept and same(element, child, with_id=True):
                return child
        return None

    def named(self, element: Element, before: Element | None, prefix: str) -> Element:
        earlier = before.id if before is not None else ""
        chosen = element.id or earlier or element.get("uname")
        if chosen:
            self.used.add(chosen)
        else:
            chosen = new_id(element, prefix, self.used)
        if before is not None and earlier == chosen:
            self.kept.add(id(before))
        return element.with_attributes({"id": chosen})
