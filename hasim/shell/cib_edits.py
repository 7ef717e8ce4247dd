"""How the CIB manager takes pieces of XML in: create, modify, replace and delete."""

from __future__ import annotations

import re

from hasim.cib import Cib, Element
from hasim.cib.score import parse_score

__all__ = ["EditError", "counted", "created", "deleted", "merged", "replaced"]


class EditError(Exception):
    """The change is impossible; `reason` is the system's text for it, `failed` the piece it failed at."""

    def __init__(self, reason: str, failed: Element | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.failed = failed


def _section(cib: Cib, scope: str) -> Element:
    if scope in ("", "cib", "all"):
        return cib.root
    return cib.configuration if scope == "configuration" else cib.section(scope)


def _pieces(piece: Element, section: Element) -> list[Element]:
    """What is to go into a section: the piece, or its children if it is the section itself."""
    return list(piece.children) if piece.tag == section.tag else [piece]


def _with(cib: Cib, section: Element, changed: Element) -> Cib:
    if section is cib.root:
        return Cib(changed)
    return cib.with_section(changed)


def created(cib: Cib, scope: str, piece: Element) -> Cib:
    """The CIB with new elements; EditError for one whose id is there already."""
    section = _section(cib, scope)
    changed = section
    if not scope and piece.tag != "cib":
        raise EditError("No such device or address", piece)
    for each in _pieces(piece, section):
        if any(child.tag == each.tag and child.id == each.id for child in changed.children):
            raise EditError("File exists", each)
        changed = changed.with_child(each)
    return _with(cib, section, changed)


def merged(cib: Cib, scope: str, piece: Element, *, create: bool) -> Cib:
    """The CIB with the piece laid over what is there; EditError if it is not there, unless `create`."""
    if piece.tag == "cib":
        return _with_updates(Cib(_lay_over(cib.root, piece)), cib)
    section = _section(cib, scope)
    for each in _pieces(piece, section):
        section = _section(cib, scope)
        present = _find(section, each)
        if present is not None:
            cib = Cib(_lay_over(present, each)) if present is cib.root else cib.edit(present, _lay_over(present, each))
        elif create:
            cib = _with(cib, section, section.with_child(each))
        else:
            raise EditError("No such device or address", each)
    return cib


def _find(section: Element, piece: Element) -> Element | None:
    for each in section.walk():
        if each.tag == piece.tag and each.id == piece.id:
            return each
    return None


def _with_updates(changed: Cib, cib: Cib) -> Cib:
    """A version that was changed by hand counts as one update more."""
    if changed.version == cib.version:
        return changed
    return changed.with_root_attributes({"num_updates": str(changed.version[2] + 1)})


_COUNT = re.compile(r"(?:\+\+|\+=(-?\d+))$")


def counted(present: Element, name: str, value: str) -> str:
    """A value that stands for the present one and something more: `epoch++`, `value+=5`."""
    more = _COUNT.match(value.removeprefix(name)) if value.startswith(name) else None
    if more is None:
        return value
    return str(parse_score(present.get(name) or "0") + int(more[1] or 1))


def _lay_over(present: Element, piece: Element) -> Element:
    changed = present.with_attributes({name: counted(present, name, value) for name, value in piece.attributes.items()})
    for child in piece.children:
        match = next((each for each in changed.children if each.tag == child.tag and each.id == child.id), None)
        if match is None:
            changed = changed.with_child(child)
        else:
            changed = changed.with_children(
                _lay_over(each, child) if each is match else each for each in changed.children
            )
    return changed


def replaced(cib: Cib, scope: str, piece: Element) -> Cib:
    """The CIB with an element in place of the one of the same tag and id; EditError if there is none.

    A whole CIB that is older than the present one is refused.
    """
    if piece.tag == "cib":
        if Cib(piece).version < cib.version:
            raise EditError("Update was older than existing configuration", piece)
        return Cib(piece)
    section = _section(cib, scope)
    if piece.tag == section.tag:
        return _with(cib, section, piece)
    present = _find(section, piece)
    if present is None:
        raise EditError("No such device or address", piece)
    return cib.edit(present, piece)


def deleted(cib: Cib, scope: str, piece: Element) -> Cib:
    """The CIB without the elements that have the piece's tag and all of its attributes; none is no error."""
    section = _section(cib, scope)
    if scope and piece.tag == section.tag:
        for child in piece.children:
            cib = deleted(cib, scope, child)
        return cib
    for each in section.walk():
        if each.tag == piece.tag and all(each.get(name) == value for name, value in piece.attributes.items()):
            return cib.edit(each, None)
    return cib
