"""What pcs calls kinds of elements."""

from __future__ import annotations

from hasim.cib import Cib, Element

__all__ = ["described", "known_element"]


def described(tag: str) -> str:
    """A kind of resource with its article."""
    return f"{'an' if tag[0] in 'aeiou' else 'a'} {tag}"


def known_element(cib: Cib, id: str) -> Element | None:
    """The element of the configuration that has an id of its own."""
    names = ("obj_ref", "resource_ref", "role_ref")
    return next((each for each in cib.configuration.walk() if each.id == id and each.tag not in names), None)
