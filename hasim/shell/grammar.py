"""Where a configuration breaks the grammar of its schema, in the words of the XML library's RelaxNG checker.

Only faults that commands can make are looked for; the first is told, as the checker stops there. It names the line of
the element in the text that crm hands to crm_verify, and in the end the first element of the section, which the fault
makes surplus.
"""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib import Cib, Element, write_xml
from hasim.crmsh.schema import Schema

__all__ = ["faults"]

_MEMBERS = {"group": ("primitive",), "clone": ("primitive", "group"), "master": ("primitive", "group")}
_BOOLEAN = ("true", "false", "1", "0")

Fault = list[tuple[Element | None, str]]


def faults(cib: Cib) -> list[str]:
    """The lines about the first fault; none for a configuration that has none of these."""
    schema = Schema(cib.root.get("validate-with") or "")
    for section in (cib.resources, cib.constraints):
        for element in section.walk():
            found = next(_of(element, schema), None)
            if found is not None:
                first = section.children[0]
                found.append((first, f"Element {section.tag} has extra content: {first.tag}"))
                return [_line(cib, *each) for each in found]
    return []


def _of(element: Element, schema: Schema) -> Iterator[Fault]:
    tag = element.tag
    if tag in _MEMBERS and not element.all(*_MEMBERS[tag]):
        yield [
            (element, "Expecting an element meta_attributes, got nothing"),
            (element, "Invalid sequence in interleave"),
            (element, f"Element {tag} failed to validate content"),
        ]
    if tag in ("rsc_colocation", "rsc_order") and element.get("score-attribute") is not None:
        yield [(element, f"Invalid attribute score-attribute for element {tag}")]
    if tag == "rsc_location" and element.get("score-attribute") is not None:
        yield [
            (element, "Expecting an element rule, got nothing"),
            (element, f"Element {tag} failed to validate content"),
        ]
    if tag in ("primitive", "template"):
        for operations in element.all("operations"):
            for operation in operations.all("op"):
                if not _is_valid(operation, schema):
                    yield [
                        (operation, "Expecting an element meta_attributes, got nothing"),
                        (None, "Extra element operations in interleave"),
                        (operations, f"Element {tag} failed to validate content"),
                    ]


def _is_valid(operation: Element, schema: Schema) -> bool:
    for name, value in operation.attributes.items():
        known = _BOOLEAN if name in ("enabled", "record-pending") else schema.values(name)
        if known and value not in known:
            return False
    return True


def _line(cib: Cib, element: Element | None, text: str) -> str:
    if element is None:
        return f"Relax-NG validity error : {text}"
    return f"Entity: line {_line_number(cib, element)}: element {element.tag}: Relax-NG validity error : {text}"


def _line_number(cib: Cib, element: Element) -> int:
    """The line of an element in the document, which begins with an XML declaration."""
    mark = element.with_attributes({"mark-of-this-element": ""})
    lines = write_xml(cib.edit(element, mark).root).split("\n")
    return next(number for number, line in enumerate(lines, 2) if "mark-of-this-element" in line)
