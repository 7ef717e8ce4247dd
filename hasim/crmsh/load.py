"""Whole texts of statements, or XML, into a draft: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable

from hasim.cib import CibError, Element, parse_xml
from hasim.crmsh.create import add, create_element, finish, identity, merged_pairs, update, with_id
from hasim.crmsh.cursor import SyntaxFault
from hasim.crmsh.delete import delete, erase
from hasim.crmsh.draft import Draft
from hasim.crmsh.inventory import Item
from hasim.crmsh.statement import parse_line
from hasim.crmsh.tidy import alike, as_crm_stores, tidy
from hasim.crmsh.vocabulary import (
    BY_TAG,
    CHILD_TAGS,
    COMMENT_TAG,
    CONSTRAINT_TAGS,
    CONTAINER_TAGS,
    DEFAULTS_TAGS,
    SET_KEYWORDS,
    children_of,
)
from hasim.crmsh.words import QuoteError, logical_lines

METHODS = ("update", "replace", "push")


def load(draft: Draft, text: str, method: str = "update", *, xml: bool = False) -> bool:
    """Take in a whole text.

    ``update`` adds and replaces objects, ``replace`` deletes everything else before, ``push`` deletes what the text
    does not mention. False, and nothing has changed, if anything in the text is wrong.
    """
    if method == "replace":
        erase(draft)
    elements = _read_xml(draft, text) if xml else _read(draft, text)
    if elements is None:
        return False
    replaced = list(draft.inventory.items) if method == "push" else None
    return apply(draft, elements, replaced, merge=method != "replace", xml=xml)


def change(draft: Draft, items: list[Item], text: str) -> bool:
    """Let the objects `items` become what a text says: what the text leaves out is deleted."""
    elements = _read(draft, text)
    return elements is not None and apply(draft, elements, items, merge=False, only=True)


def _read(draft: Draft, text: str) -> list[Element] | None:
    """The objects that the lines of a text describe; None if one is wrong. Comments go with the next object."""
    elements: list[Element] = []
    comments: list[Element] = []
    whole = True
    around = draft.surroundings()
    try:
        for number, line in enumerate(logical_lines(text), 1):
            draft.messages.line = number
            if line.startswith("#"):
                comments.append(Element(COMMENT_TAG, {}, (), line))
                continue
            try:
                element = parse_line(line, around)
            except (SyntaxFault, QuoteError) as fault:
                draft.messages.error(str(fault))
                whole = False
                continue
            elements.append(_with_comments(element, comments))
            comments = []
            whole = whole and _is_new(draft, elements)
    finally:
        draft.messages.line = 0
    return elements if whole else None


def _with_comments(element: Element, comments: list[Element]) -> Element:
    if not comments:
        return element
    if element.tag in DEFAULTS_TAGS:
        inner = element.children[0]
        return element.with_children([inner.with_children([*comments, *inner.children])])
    return element.with_children([*comments, *element.children])


def _is_new(draft: Draft, elements: list[Element]) -> bool:
    """Whether the last object's name is a possible one and none before it has the same."""
    named = with_id(draft, elements[-1])
    if named is None:
        return False
    elements[-1] = named
    is_node = named.tag == "node"
    if any(identity(each) == identity(named) and (each.tag == "node") == is_node for each in elements[:-1]):
        draft.messages.error(f"Duplicate {'node' if is_node else 'resource'}: {identity(named)}")
        return False
    return True


def _read_xml(draft: Draft, text: str) -> list[Element] | None:
    try:
        root = parse_xml(text)
    except CibError as error:
        draft.messages.error(str(error))
        draft.messages.info(f"offending string: {text}")
        return None
    elements: list[Element] = []
    for each in _top_objects(as_crm_stores(root)):
        named = with_id(draft, each)
        if named is None:
            return None
        elements.append(named)
    return elements


def _top_objects(element: Element) -> Iterable[Element]:
    for child in element.children:
        if child.tag in DEFAULTS_TAGS:
            for each in child.all("meta_attributes"):
                yield Element(child.tag, {}, (each,))
        elif child.tag in BY_TAG:
            yield child
        elif child.tag != "status":
            yield from _top_objects(child)


def apply(
    draft: Draft,
    elements: list[Element],
    replaced: list[Item] | None,
    *,
    merge: bool,
    only: bool = False,
    xml: bool = False,
) -> bool:
    """Create or change the objects; of the objects `replaced`, delete those that are not among them.

    `merge` adds to properties and defaults instead of replacing them. With `only` no other objects may be touched.
    """
    before = (draft.cib, dict(draft.changed), draft.removed)
    for is_node in (True, False):
        chosen = [each for each in elements if (each.tag == "node") == is_node]
        own = [item for item in replaced or [] if item.is_node == is_node]
        if not _apply_kind(draft, chosen, own, is_node=is_node, merge=merge, only=only, xml=xml):
            draft.cib, draft.changed, draft.removed = before
            return False
    return True


def _apply_kind(
    draft: Draft, elements: list[Element], own: list[Item], *, is_node: bool, merge: bool, only: bool, xml: bool
) -> bool:
    names = [identity(each) for each in elements]
    inner = {each.id for element in elements for each in element.walk() if each.tag in CHILD_TAGS} if xml else set()
    doomed = [item for item in own if item.id not in names and item.id not in inner]
    if only:
        known = {item.id for item in draft.inventory.items if item.is_node == is_node} - {item.id for item in own}
        clash = [name for name in names if name in known]
        if clash:
            draft.messages.error(f"Elements {', '.join(clash)} already exist")
            return False
    running = [item.id for item in doomed if not draft.can_delete(item.id)]
    if running:
        draft.messages.error(f"Cannot delete running resources: {', '.join(running)}")
        return False
    first = [item.id for item in doomed if item.element.tag in CONSTRAINT_TAGS]
    containers = [item.id for item in doomed if item.element.tag in CONTAINER_TAGS]
    if not (delete(draft, first) and delete(draft, containers)):
        return False
    present = {item.id for item in draft.inventory.items if item.is_node == is_node}
    fresh = [each for each in elements if identity(each) not in present]
    for each in sorted(fresh, key=lambda element: BY_TAG[element.tag].rank):
        if not (_create_xml(draft, each) if xml else create_element(draft, each)):
            return False
    for each in elements:
        if identity(each) in present and not _update(draft, each, is_node=is_node, merge=merge, xml=xml):
            return False
    rest = [item.id for item in doomed if item.id not in (*first, *containers)]
    if not delete(draft, list(reversed(rest))):
        return False
    results = [_is_sound(draft, name, is_node=is_node) for name in names]
    return all(results)


def _create_xml(draft: Draft, element: Element) -> bool:
    """An object with all its ids; the members of a container that there are not yet are made first."""
    kind = BY_TAG[element.tag]
    if element.tag in DEFAULTS_TAGS:
        element = element.children[0]
    if element.tag in CONTAINER_TAGS:
        for child in element.all(*CHILD_TAGS):
            if draft.inventory.resource(child.id) is None and not _create_xml(draft, child):
                return False
    return add(draft, kind, identity(element), element)


def _update(draft: Draft, element: Element, *, is_node: bool, merge: bool, xml: bool) -> bool:
    name = identity(element)
    item = draft.inventory.node(name) if is_node else draft.inventory.resource(name)
    if item is None:
        return False
    kind = BY_TAG[element.tag]
    if element.tag in DEFAULTS_TAGS:
        element = element.children[0]
    finished = element if xml else finish(draft, element, item.element)
    if merge and kind.keyword in SET_KEYWORDS and not xml:
        changed = merged_pairs(item.element, finished, "nvpair")
        if changed != item.element:
            draft.replace(item, changed)
        return True
    if alike(tidy(item.element), tidy(finished)):
        return True
    return update(draft, item, finished)


def _is_sound(draft: Draft, name: str, *, is_node: bool) -> bool:
    """Whether an object's members and the resources that it names are there."""
    item = draft.inventory.node(name) if is_node else draft.inventory.resource(name)
    if item is None or is_node:
        return True
    sound = True
    for id_ in draft.missing_references(item):
        draft.messages.error(f"constraint {item.id} references a resource {id_} which doesn't exist")
        sound = False
    if item.kind.keyword == "group":
        for child in children_of(item.element):
            if child.tag != "primitive":
                draft.messages.error(f"a group may contain only primitives; {child.id} is {BY_TAG[child.tag].keyword}")
                sound = False
    return sound
