"""Differences between two CIBs in the tools' own format (version 2): finding them, and applying them.

Elements are the same if they have the same tag and id. A difference lists deletions first, then in the order of the new
document what is modified, created and moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hasim.cib import Element

__all__ = ["PatchError", "difference", "patched", "source_version"]

_VERSION = ("admin_epoch", "epoch", "num_updates")


class PatchError(Exception):
    """The patch does not fit."""


def difference(old: Element, new: Element, *, versions: bool = True) -> Element | None:
    """What has to be done to `old` to make it `new`; None if nothing. Without `versions` these do not count."""
    if not versions:
        old, new = (each.with_attributes(dict.fromkeys(_VERSION)) for each in (old, new))
    changes = [*_deletions(old, new, f"/{new.tag}"), *_changes(old, new, f"/{new.tag}")]
    if not changes:
        return None
    head = (Element("version", {}, (_version("source", old), _version("target", new))),) if versions else ()
    return Element("diff", {"format": "2"}, (*head, *changes))


def _version(tag: str, root: Element) -> Element:
    return Element(tag, {name: root.get(name) or "0" for name in _VERSION})


def _path(parent: str, element: Element) -> str:
    return f"{parent}/{element.tag}" + (f"[@id='{element.id}']" if element.id else "")


def _match(element: Element, others: tuple[Element, ...]) -> Element | None:
    return next((each for each in others if each.tag == element.tag and each.id == element.id), None)


def _deletions(old: Element, new: Element, path: str) -> Iterator[Element]:
    for child in old.children:
        kept = _match(child, new.children)
        if kept is None:
            yield Element("change", {"operation": "delete", "path": _path(path, child)})
        else:
            yield from _deletions(child, kept, _path(path, child))


def _changes(old: Element, new: Element, path: str) -> Iterator[Element]:
    if old.attributes != new.attributes or list(old.attributes) != list(new.attributes):
        listed = tuple(_attribute_changes(old, new))
        result = Element("change-result", {}, (new.with_children(()),))
        if listed:
            yield Element("change", {"operation": "modify", "path": path}, (Element("change-list", {}, listed), result))
    moved = _moved(old, new)
    for position, child in enumerate(new.children):
        before = _match(child, old.children)
        if before is None:
            yield Element("change", {"operation": "create", "path": path, "position": str(position)}, (child,))
            continue
        yield from _changes(before, child, _path(path, child))
        if position in moved:
            yield Element("change", {"operation": "move", "path": _path(path, child), "position": str(position)})


def _attribute_changes(old: Element, new: Element) -> Iterator[Element]:
    """New values, attributes that stand elsewhere now, and at last those that are gone."""
    places = {name: index for index, name in enumerate(old.attributes)}
    for index, (name, value) in enumerate(new.attributes.items()):
        if old.get(name) != value or places[name] != index:
            yield Element("change-attr", {"name": name, "operation": "set", "value": value})
    for name in old.attributes:
        if name not in new.attributes:
            yield Element("change-attr", {"name": name, "operation": "unset"})


def _moved(old: Element, new: Element) -> set[int]:
    """The places in `new` of children whose place among those that both have is another one."""
    skipped_old = {index for index, child in enumerate(old.children) if _match(child, new.children) is None}
    skipped_new = {index for index, child in enumerate(new.children) if _match(child, old.children) is None}
    moved = set()
    for index, child in enumerate(new.children):
        if index in skipped_new:
            continue
        before = next(n for n, each in enumerate(old.children) if (each.tag, each.id) == (child.tag, child.id))
        old_place = sum(n not in skipped_old for n in range(before))
        new_place = sum(n not in skipped_new for n in range(index))
        if old_place == new_place:
            continue
        moved.add(index)
        if old_place > new_place:
            skipped_old.add(before)
        else:
            skipped_new.add(index)
    return moved


def source_version(patch: Element) -> tuple[int, int, int] | None:
    """The version of the CIB that a patch is for; None if it does not say."""
    source = patch.find("version", "source")
    if source is None:
        return None
    admin_epoch, epoch, num_updates = (int(source.get(name) or 0) for name in _VERSION)
    return admin_epoch, epoch, num_updates


def patched(root: Element, patch: Element) -> Element:
    """The document with a patch applied; PatchError if it does not fit."""
    moves = []
    for change in patch.all("change"):
        if change.get("operation") in ("create", "move"):
            moves.append(change)
        else:
            root = _apply(root, change)
    for change in moves:
        root = _apply(root, change)
    return root


_STEP = re.compile(r"/([\w-]+)(?:\[@id=(?:'([^']*)'|\"([^\"]*)\")\])?")


def _apply(root: Element, change: Element) -> Element:
    steps = [(each[1], each[2] or each[3] or "") for each in _STEP.finditer(change.get("path") or "")]
    operation = change.get("operation")
    if not steps or steps[0][0] != root.tag:
        raise PatchError(change.get("path") or "")
    changed = _at(root, steps[1:], change, operation or "")
    if changed is None:
        raise PatchError(change.get("path") or "")
    return changed


def _at(element: Element, steps: list[tuple[str, str]], change: Element, operation: str) -> Element | None:
    """The element with the change made below it (or to it); None if it is deleted."""
    if not steps:
        return _changed(element, change, operation)
    tag, id = steps[0]
    children = list(element.children)
    index = next((n for n, each in enumerate(children) if each.tag == tag and each.id == id), None)
    if index is None:
        if operation == "delete":
            return element
        raise PatchError(change.get("path") or "")
    if operation == "move" and len(steps) == 1:
        child = children.pop(index)
        children.insert(_position(change, len(children)), child)
        return element.with_children(children)
    changed = _at(children[index], steps[1:], change, operation)
    children[index : index + 1] = [changed] if changed is not None else []
    return element.with_children(children)


def _position(change: Element, number: int) -> int:
    text = change.get("position") or ""
    return min(int(text), number) if text.isdigit() else number


def _changed(element: Element, change: Element, operation: str) -> Element | None:
    if operation == "delete":
        return None
    if operation == "create":
        at = _position(change, len(element.children))
        return element.with_children([*element.children[:at], *change.children[:1], *element.children[at:]])
    if operation == "modify":
        result = change.first("change-result")
        if result is None or not result.children:
            raise PatchError(change.get("path") or "")
        wanted = result.children[0].attributes
        return Element(element.tag, dict(wanted), element.children, element.text)
    return element
