"""Resource templates: what a primitive takes over from the template it names."""

from __future__ import annotations

from hasim.cib.element import Element


def with_template(element: Element, template: Element) -> Element:
    """`element` (which names `template`) written out in full.

    It is a copy of the template under the resource's own id, with the resource's own children after the template's;
    a later set of the same score counts more. Of operations for the same purpose the resource's own one counts.
    """
    kept = [child for child in template.children if child.tag != "operations"]
    theirs, own = template.first("operations"), element.first("operations")
    if theirs is not None and own is None:
        kept = list(template.children)
    children = [_merged(theirs, child) if theirs and child is own else child for child in element.children]
    return Element(element.tag, {**template.attributes, "id": element.id}, (*kept, *children))


def _merged(theirs: Element, own: Element) -> Element:
    taken = {_purpose(operation) for operation in own.all("op")}
    return own.with_children((*own.children, *(each for each in theirs.all("op") if _purpose(each) not in taken)))


def _purpose(operation: Element) -> tuple[str, str]:
    """The name and role of an operation; all roles of what merely runs are the same."""
    role = operation.get("role") or "Started"
    return operation.get("name") or "", "Started" if role in ("Unpromoted", "Slave") else role
