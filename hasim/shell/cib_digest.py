"""Digests of a CIB: what the tools compare copies by."""

from __future__ import annotations

import hashlib

from hasim.cib import Element, write_xml

__all__ = ["on_disk_digest", "versioned_digest"]

_UNTOLD = ("crm-debug-origin", "cib-last-written", "update-origin", "update-client", "update-user")
"""Attributes that say who changed the CIB, and when: copies that differ only there are the same."""


def on_disk_digest(root: Element) -> str:
    """The digest that lies beside a stored CIB, of its text in one line between a blank and a line end."""
    return _md5(f" {_in_one_line(root)}\n")


def versioned_digest(root: Element) -> str:
    """The digest that goes with a CIB over the wire, without what tells its last change."""
    return _md5(_in_one_line(_filtered(root)))


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def _in_one_line(element: Element) -> str:
    return write_xml(element, 0, own_writer=True).replace("\n", "")


def _filtered(element: Element) -> Element:
    changes = dict.fromkeys(name for name in _UNTOLD if name in element.attributes)
    children = tuple(_filtered(child) for child in element.children if not child.tag.startswith("#"))
    return element.with_attributes(changes).with_children(children)
