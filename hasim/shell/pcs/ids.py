"""Ids: which are free, which are none, and what pcs makes of text that is to be part of one."""

from __future__ import annotations

import re
from collections.abc import Collection

from hasim.cib import Cib, Element

__all__ = ["child_id", "free_id", "id_problem", "safe_id", "used_ids"]

_NOT_FIRST = re.compile(r"[^a-zA-Z_]")
_NOT_OTHER = re.compile(r"[^a-zA-Z0-9_.-]")
_UNCOUNTED = ("acl_target", "obj_ref", "resource_ref", "role")


def used_ids(cib: Cib) -> set[str]:
    """The ids that a new element cannot have; a guest node's name, by which its connection is known, is one of them."""
    return {each.id for each in cib.configuration.walk() if each.id and each.tag not in _UNCOUNTED} | _guests(cib)


def _guests(cib: Cib) -> set[str]:
    pairs = (pair for each in cib.resources.walk() if each.tag == "meta_attributes" for pair in each.all("nvpair"))
    return {pair.get("value") or "" for pair in pairs if pair.get("name") == "remote-node"} - {""}


def free_id(wanted: str, used: Collection[str]) -> str:
    """The wanted id, with a number if it is taken."""
    found, number = wanted, 1
    while found in used:
        found = f"{wanted}-{number}"
        number += 1
    return found


def id_problem(text: str, description: str = "id") -> str:
    """Why a text is no id; empty if it is one."""
    if not text:
        return f"{description} cannot be empty"
    if _NOT_FIRST.match(text[0]):
        return f"invalid {description} '{text}', '{text[0]}' is not a valid first character for a {description}"
    bad = _NOT_OTHER.search(text, 1)
    return f"invalid {description} '{text}', '{bad[0]}' is not a valid character for a {description}" if bad else ""


def safe_id(text: str) -> str:
    """Text without the characters that an id cannot hold."""
    first = "" if _NOT_FIRST.match(text[:1]) else text[:1]
    return first + _NOT_OTHER.sub("", text[1:])


def child_id(parent: Element, name: str, used: Collection[str]) -> str:
    """A free id for a part of an element."""
    return free_id(safe_id(f"{parent.id or parent.tag}-{name}"), used)
