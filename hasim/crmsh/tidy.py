"""A configuration without what makes no difference: the form in which objects are shown and compared."""

from __future__ import annotations

from hasim.cib import Element, write_xml
from hasim.crmsh.vocabulary import CHILD_TAGS, COMMENT_TAG, CONTAINER_TAGS

_DEFAULTS = {
    "node": {"type": "normal"},
    "resource_set": {"sequential": "true", "require-all": "true"},
    "rule": {"boolean-op": "and"},
    "expression": {"type": "string"},
}


def tidy(element: Element) -> Element:
    """The element with attributes that say the default left out and the resources of a container last."""
    children = [tidy(child) for child in element.children]
    if element.tag in CONTAINER_TAGS:
        children.sort(key=lambda child: child.tag in CHILD_TAGS)
    defaults = _DEFAULTS.get(element.tag, {})
    kept = {name: value for name, value in element.attributes.items() if defaults.get(name) != value}
    text = element.text if element.tag == COMMENT_TAG else ""
    return Element(element.tag, kept, tuple(children), text)


def as_crm_stores(element: Element) -> Element:
    """The element as crm stores it with whatever else it stores.

    crm puts the resources of every container behind its sets of attributes, and takes the default type from the
    expressions of rules. All else stays what it is, and what needs no such change stays the very same object.
    """
    children = [as_crm_stores(child) for child in element.children]
    if element.tag in CONTAINER_TAGS:
        children.sort(key=lambda child: child.tag in CHILD_TAGS)
    if element.tag == "expression" and element.get("type") == "string":
        element = element.with_attributes({"type": None})
    if all(new is old for new, old in zip(children, element.children, strict=True)):
        return element
    return element.with_children(children)


def with_marked_comments(element: Element) -> Element:
    """An object with its comments as the language keeps them.

    Each begins with a number sign. Those behind the second element or later stand in front of that element, as crm
    puts them.
    """
    marked = [
        Element(COMMENT_TAG, {}, (), _marked(child.text)) if child.tag == COMMENT_TAG else child
        for child in element.children
    ]
    first = 0
    moved: list[Element] = []
    for index, child in enumerate(marked):
        if child.tag == COMMENT_TAG:
            moved += [child] if first else []
        elif not first:
            first = index
    kept = [child for child in marked if not any(child is each for each in moved)]
    return element.with_children((*kept[:first], *moved, *kept[first:]))


def xml_lines(element: Element, depth: int) -> list[str]:
    """An object as lines of XML. What holds a comment is written without line breaks, except after the comment.

    `depth` is how deep the object lies in its document, of which the white space after a comment tells.
    """
    if not any(each.tag == COMMENT_TAG for each in element.walk()):
        return write_xml(element).rstrip("\n").split("\n")
    return _mixed(element, depth, "").split("\n")


def _mixed(element: Element, depth: int, lead: str) -> str:
    if not element.children:
        return lead + write_xml(element).rstrip("\n")
    opening, closing = write_xml(element.with_children([Element("x")])).rstrip("\n").split("\n")[::2]
    if any(child.tag == COMMENT_TAG for child in element.children):
        inner = "".join(
            f"<!--{child.text}-->\n{'  ' * (depth + 1)}" if child.tag == COMMENT_TAG else _inline(child)
            for child in element.children
        )
        return f"{lead}{opening}{inner}{closing}"
    inner = "\n".join(_mixed(child, depth + 1, lead + "  ") for child in element.children)
    return f"{lead}{opening}\n{inner}\n{lead}{closing}"


def _inline(element: Element) -> str:
    return "".join(line.strip() for line in write_xml(element).split("\n"))


def _marked(text: str) -> str:
    stripped = text.strip()
    return stripped if stripped.startswith("#") else f"# {stripped}"


def alike(one: Element, other: Element) -> bool:
    """Whether two elements say the same: order counts for primitives and in resource sets, elsewhere it does not."""
    if one.tag != other.tag or dict(one.attributes) != dict(other.attributes):
        return False
    if one.text.strip() != other.text.strip() or len(one.children) != len(other.children):
        return False
    ours, theirs = list(one.children), list(other.children)
    if one.tag != "resource_set":
        ours.sort(key=_sort_key)
        theirs.sort(key=_sort_key)
    return all(alike(mine, yours) for mine, yours in zip(ours, theirs, strict=True))


def _sort_key(element: Element) -> str:
    if element.tag == "primitive":
        return element.tag
    name = element.text if element.tag == COMMENT_TAG else element.tag
    return name + "".join(sorted([*element.attributes, *element.attributes.values()]))
