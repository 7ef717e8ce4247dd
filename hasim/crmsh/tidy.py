"""A configuration without what makes no difference: the form in which objects are shown and compared."""

from __future__ import annotations

from hasim.cib import Element, write_xml
from hasim.cib.xml import told_value
from hasim.crmsh.vocabulary import BY_TAG, CHILD_TAGS, COMMENT_TAG, CONTAINER_TAGS, DEFAULTS_TAGS

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


def as_told(element: Element) -> Element:
    """The element as crm gets it from cibadmin, whose writer does not keep control characters in values."""
    values = {name: told_value(value) for name, value in element.attributes.items() if not value.isprintable()}
    if values:
        element = element.with_attributes(values)
    children = [as_told(child) for child in element.children]
    if all(new is old for new, old in zip(children, element.children, strict=True)):
        return element
    return element.with_children(children)


def with_marked_comments(element: Element) -> Element:
    """An object with its comments as the language keeps them.

    Each begins with a number sign. Those behind the second element or later stand in front of that element, as crm
    puts them.
    """
    return element.with_children([child for child, _ in _arranged(element, 0)])


def _arranged(element: Element, depth: int) -> list[tuple[Element, str]]:
    """The children of an object, comments marked and in their places, each comment with the white space behind it.

    That white space is what stood before the next element, or before the end of the object, in its document.
    """
    last = len(element.children) - 1
    rows = [
        (Element(COMMENT_TAG, {}, (), _marked(child.text)), _break(depth + (index < last)))
        if child.tag == COMMENT_TAG
        else (child, "")
        for index, child in enumerate(element.children)
    ]
    first = 0
    moved: list[tuple[Element, str]] = []
    for index, row in enumerate(rows):
        if row[0].tag == COMMENT_TAG:
            moved += [row] if first else []
        elif not first:
            first = index
    kept = [row for row in rows if not any(row is each for each in moved)]
    return [*kept[:first], *moved, *kept[first:]]


def _break(depth: int) -> str:
    return "\n" + "  " * depth


def xml_lines(element: Element, depth: int) -> list[str]:
    """An object as lines of XML. What holds a comment is written without line breaks, except after the comment.

    `depth` is how deep the object lies in its document, of which the white space after a comment tells.
    """
    head, end, rest = _pretty(element, depth, "", element.tag).partition(">")
    return (_in_ascii(head, "&#x{:X};") + end + _in_ascii(rest)).split("\n")


def document_text(root: Element) -> str:
    """A CIB as crm writes it, with a line end at the end."""
    return _in_ascii(_pretty(root, 0, "", "")) + "\n"


def _in_ascii(text: str, form: str = "&#{};") -> str:
    """XML as crm writes it: all other letters as numbers, hexadecimal ones in the outermost tag of a statement."""
    return "".join(letter if letter.isascii() else form.format(ord(letter)) for letter in text)


def _pretty(element: Element, depth: int, lead: str, object_tag: str) -> str:
    if not any(each.tag == COMMENT_TAG for each in element.walk()):
        return "\n".join(lead + line for line in write_xml(element).rstrip("\n").split("\n"))
    opening, closing = _ends(element)
    rows = _rows(element, depth, object_tag)
    if any(child.tag == COMMENT_TAG for child, _ in rows):
        return lead + _inline(element, depth, object_tag)
    inner = "\n".join(_pretty(child, depth + 1, lead + "  ", _as_object(element, child)) for child, _ in rows)
    return f"{lead}{opening}\n{inner}\n{lead}{closing}"


def _inline(element: Element, depth: int, object_tag: str) -> str:
    """Without line breaks other than those behind comments."""
    if element.tag == COMMENT_TAG:
        return f"<!--{element.text}-->"
    if not element.children:
        return write_xml(element).rstrip("\n")
    opening, closing = _ends(element)
    inner = "".join(
        _inline(child, depth + 1, _as_object(element, child)) + white
        for child, white in _rows(element, depth, object_tag)
    )
    return opening + inner + closing


def _ends(element: Element) -> tuple[str, str]:
    opening, _, closing = write_xml(element.with_children([Element("x")])).rstrip("\n").split("\n")
    return opening, closing


def _rows(element: Element, depth: int, object_tag: str) -> list[tuple[Element, str]]:
    if object_tag:
        return _arranged(element, depth)
    last = len(element.children) - 1
    return [
        (child, _break(depth + (index < last)) if child.tag == COMMENT_TAG else "")
        for index, child in enumerate(element.children)
    ]


def _as_object(parent: Element, child: Element) -> str:
    """The tag of a child that is an object of its own, else nothing."""
    if parent.tag in DEFAULTS_TAGS or (child.tag in BY_TAG and child.tag not in DEFAULTS_TAGS):
        return child.tag
    return ""


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
