"""What pcs calls kinds of elements."""

from __future__ import annotations

from collections.abc import Collection

from hasim.cib import Cib, Element

__all__ = ["described", "known_element"]


def described(tag: str) -> str:
    """A kind of resource with its article."""
    return f"{'an' if tag[0] in 'aeiou' else 'a'} {tag}"


def known_element(cib: Cib, id: str) -> Element | None:
    """The element of the configuration that has an id of its own."""
    names = ("acl_target", "obj_ref", "resource_ref", "role")
    return next((each for each in cib.configuration.walk() if each.id == id and each.tag not in names), None)


_NAMES = {
    "acl_group": "ACL group",
    "acl_permission": "ACL permission",
    "acl_role": "ACL role",
    "acl_target": "ACL user",
    "master": "clone",
    "primitive": "resource",
}


def kinds(tags: Collection[str]) -> str:
    """What pcs calls elements of these tags."""
    return "/".join(sorted({_NAMES.get(tag, tag) for tag in tags}))


def is_elsewhere(cib: Cib, id: str, tags: Collection[str]) -> bool:
    """Whether an id is that of an element of another kind."""
    found = known_element(cib, id)
    return found is not None and found.tag not in tags


def not_found(cib: Cib, id: str, tags: Collection[str]) -> str:
    """Why there is no element of these tags with that id: none has it, or another one."""
    what = kinds(tags)
    if not is_elsewhere(cib, id, tags):
        return f"{what} '{id}' does not exist"
    article = "an" if what.startswith(("ACL", "options set")) else "a"
    return f"'{id}' is not {article} {what}"
