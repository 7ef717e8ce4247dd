"""Finding resources in a configuration, and what is around them."""

from __future__ import annotations

from hasim.cib import Cib, Element

__all__ = ["RESOURCE_TAGS", "any_resource", "bundle_around", "clone_around", "members", "node", "parent", "resource"]

RESOURCE_TAGS = ("primitive", "group", "clone", "master", "bundle")
_CLONES = ("clone", "master")


def resource(cib: Cib, id: str, *tags: str) -> Element | None:
    """The resource of that id and of one of these kinds."""
    return next((each for each in cib.resources.walk() if each.tag in tags and each.id == id), None)


def any_resource(cib: Cib, id: str) -> Element | None:
    """The resource of that id."""
    return resource(cib, id, *RESOURCE_TAGS)


def parent(cib: Cib, element: Element) -> Element | None:
    """The resource that contains it."""
    for each in cib.resources.walk():
        if each.tag in RESOURCE_TAGS and any(child is element for child in each.children):
            return each
    return None


def _around(cib: Cib, element: Element, tags: tuple[str, ...]) -> Element | None:
    found = parent(cib, element)
    while found is not None and found.tag not in tags:
        found = parent(cib, found)
    return found


def clone_around(cib: Cib, element: Element) -> Element | None:
    """The clone that it is in, at any depth."""
    return _around(cib, element, _CLONES)


def bundle_around(cib: Cib, element: Element) -> Element | None:
    """The bundle that it is in."""
    return _around(cib, element, ("bundle",))


def members(element: Element) -> list[Element]:
    """The resources directly inside."""
    return element.all(*RESOURCE_TAGS)


def node(cib: Cib, name: str) -> Element | None:
    """The node of that name."""
    return next((each for each in cib.nodes.all("node") if each.get("uname") == name), None)
