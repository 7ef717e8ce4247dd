"""Objects come into a draft, or take another shape."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hasim.cib import Element, one_line
from hasim.crmsh import references
from hasim.crmsh.agents import agent, agent_name
from hasim.crmsh.cursor import SyntaxFault
from hasim.crmsh.delete import remove
from hasim.crmsh.draft import Draft
from hasim.crmsh.duration import milliseconds
from hasim.crmsh.ids import assign_ids, new_id, same
from hasim.crmsh.inventory import Item
from hasim.crmsh.phrases import Setting
from hasim.crmsh.render import statement
from hasim.crmsh.statement import parse_line, parse_words
from hasim.crmsh.tidy import tidy
from hasim.crmsh.vocabulary import (
    BY_TAG,
    COMMENT_TAG,
    CONTAINER_TAGS,
    DEFAULTS_TAGS,
    SET_KEYWORDS,
    SET_TAGS,
    Kind,
    children_of,
)
from hasim.crmsh.words import QuoteError, Word

_VALID_ID = re.compile(r"[A-Za-z_][\w._-]*")


def create(draft: Draft, words: Sequence[str]) -> bool:
    """Carry out one statement, given as its words. False if it is not one or cannot be; messages say why."""
    try:
        element = parse_words([Word(text) for text in words], draft.surroundings(strict=True))
    except SyntaxFault as fault:
        draft.messages.error(str(fault))
        return False
    return create_element(draft, element)


def create_element(draft: Draft, element: Element) -> bool:
    """Carry out a statement that was read."""
    if element.tag == "op":
        return _add_operation(draft, element)
    kind = BY_TAG[element.tag]
    named = with_id(draft, element)
    if named is None:
        return False
    if element.tag in DEFAULTS_TAGS:
        named = named.children[0]
    finished = finish(draft, named, None)
    if kind.keyword in SET_KEYWORDS:
        return _set_values(draft, kind, finished)
    id_ = identity(finished)
    if kind.keyword == "node":
        known = draft.inventory.node(id_)
        if known is not None:
            changed = merged(known.element, finished)
            if changed != known.element:
                draft.replace(known, changed)
            return True
    if draft.old and not _references_exist(draft, finished):
        return False
    return add(draft, kind, id_, finished)


def _references_exist(draft: Draft, constraint: Element) -> bool:
    """Whether all resources that a constraint names exist; the older crmsh refuses it else."""
    missing = [id_ for id_ in references.named_resources(constraint) if draft.inventory.resource(id_) is None]
    for id_ in missing:
        draft.messages.error(f"constraint {constraint.id} references a resource {id_} which doesn't exist")
    return not missing


def identity(element: Element) -> str:
    """What an object that was read is called; empty for one without a name."""
    if element.tag in DEFAULTS_TAGS:
        element = element.children[0]
    if element.tag == "fencing-topology":
        return "fencing_topology"
    return element.id or element.get("uname") or ""


def with_id(draft: Draft, element: Element) -> Element | None:
    """The element with its kind's own id where none was given; None if its id cannot be one."""
    kind = BY_TAG[element.tag]
    id_ = identity(element)
    if not id_ and kind.default_id is not None:
        id_ = kind.default_id
        if element.tag in DEFAULTS_TAGS:
            element = element.with_children([element.children[0].with_attributes({"id": id_})])
        else:
            element = element.with_attributes({"id": id_})
    if element.tag != "node" and not _VALID_ID.fullmatch(id_):
        if id_:
            draft.messages.error(f"{id_}: invalid object id")
        draft.messages.error(f"No ID found for {kind.keyword}: {one_line(element)}")
        return None
    return element


def finish(draft: Draft, element: Element, old: Element | None) -> Element:
    """What was read with all its ids, with id-refs that mean sets, and with its members inside."""
    element = assign_ids(element, old, draft.inventory.ids())
    element = references.with_set_ids(element, draft.surroundings())
    element, missing = references.with_members(element, draft.element)
    _tell_missing(draft, missing, element.id)
    return element


def _tell_missing(draft: Draft, missing: list[str], owner: str) -> None:
    for id_ in missing:
        draft.messages.error(f"{owner} refers to missing object {id_}")


def add(draft: Draft, kind: Kind, id_: str, element: Element) -> bool:
    """Put a new object into the draft; its members leave their places, constraints on them pass to it."""
    present = draft.inventory.find(id_)
    if present is not None and [kind.keyword, present.kind.keyword].count("node") != 1:
        if draft.old:
            draft.messages.error(f"{id_}: id is already in use")
            return False
        draft.messages.error(
            f"Cannot create {kind.keyword} with ID '{id_}': Found existing {present.kind.keyword} with same ID."
        )
        return False
    label = id_ if kind.keyword == "fencing_topology" else f"{kind.keyword}:{id_}"
    if not _members_are_free(draft, element, id_, label):
        return False
    _cut_members(draft, element)
    draft.append(kind, _with_known_names(draft, element))
    draft.mark(id_, is_node=kind.keyword == "node")
    _redirect_constraints(draft, element, id_)
    _read_back(draft, kind, id_, element)
    return True


def _read_back(draft: Draft, kind: Kind, id_: str, element: Element) -> None:
    """crm reads the statement for what it made at once, and says again what it cannot find or understand in it."""
    bare = tidy(element)
    bare = bare.with_children([child for child in bare.children if child.tag != COMMENT_TAG])
    text = statement(kind, id_, bare, Setting(node_count=len(draft.inventory.node_names)), broken=False)
    around = draft.surroundings()
    try:
        read = references.with_set_ids(parse_line(text or "", around), around)
        _tell_missing(draft, references.with_members(read, draft.element)[1], id_)
    except (SyntaxFault, QuoteError) as fault:
        draft.messages.error(str(fault))


def _members_are_free(draft: Draft, element: Element, id_: str, label: str) -> bool:
    if element.tag not in CONTAINER_TAGS:
        return True
    for child in children_of(element):
        item = draft.inventory.resource(child.id)
        if item is not None and item.parent is not None and item.parent.id != id_:
            draft.messages.error(f"Cannot create {label}: Child {item} already in {item.parent}")
            return False
    return True


def _cut_members(draft: Draft, element: Element) -> None:
    if element.tag in CONTAINER_TAGS:
        for child in children_of(element):
            item = draft.inventory.resource(child.id)
            if item is not None:
                draft.cut(item)


def _redirect_constraints(draft: Draft, element: Element, id_: str) -> None:
    if element.tag not in CONTAINER_TAGS:
        return
    for child in children_of(element):
        for name in [item.id for item in draft.constraints_on(child.id)]:
            constraint = draft.inventory.resource(name)
            if constraint is not None:
                draft.redirect(constraint, child.id, id_)
    for constraint in draft.constraints_on(id_):
        if references.is_pointless(constraint.element, id_):
            remove(draft, constraint, quiet=True)


def update(draft: Draft, item: Item, element: Element) -> bool:
    """Let an object take the shape of `element`; members that it loses stand at the end of the resources."""
    label = str(item)
    before, after = draft.members(item), [child.id for child in children_of(element)]
    if element.tag in CONTAINER_TAGS and after:
        if not _members_are_free(draft, element, item.id, label):
            return False
        lost = [each for each in draft.inventory.children(item) if each.id in set(before) - set(after)]
        for child in children_of(element):
            found = draft.inventory.resource(child.id)
            if found is not None and found.parent is None:
                draft.cut(found)
        draft.replace(_again(draft, item), element)
        for each in lost:
            draft.append(each.kind, each.element)
        return True
    draft.replace(item, element)
    return True


def _again(draft: Draft, item: Item) -> Item:
    found = draft.inventory.node(item.id) if item.is_node else draft.inventory.resource(item.id)
    assert found is not None
    return found


def _with_known_names(draft: Draft, element: Element) -> Element:
    """A primitive in which a parameter typed with hyphens is called as its agent calls it, with underscores."""
    if element.tag not in ("primitive", "template"):
        return element
    named = element
    if element.get("template"):
        found = draft.element(element.get("template") or "")
        if found is None:
            return element
        named = found
    known = agent(agent_name(named))
    if known is None:
        if not draft.old:
            draft.messages.error(f"{agent_name(named)}: got no meta-data, does this RA exist?")
        return element
    if named is not element:
        return element

    def renamed(pair: Element) -> Element:
        name = pair.get("name") or ""
        other = name.replace("-", "_")
        wrong = pair.tag == "nvpair" and name not in known.parameters and other in known.parameters
        return pair.with_attributes({"name": other}) if wrong else pair

    children = [
        child.with_children(map(renamed, child.children)) if child.tag == "instance_attributes" else child
        for child in element.children
    ]
    return element.with_children(children)


def _set_values(draft: Draft, kind: Kind, element: Element) -> bool:
    """Add to the properties or defaults of that set, or make the set."""
    item = draft.inventory.find(element.id)
    if item is None:
        draft.append(kind, element.with_children(()))
        item = draft.inventory.find(element.id)
        assert item is not None
    draft.replace(item, _with_values(draft, item.element, element))
    return True


def _with_values(draft: Draft, old: Element, new: Element) -> Element:
    children = list(old.children)
    used = draft.inventory.ids()
    for each in new.children:
        found = next((index for index, child in enumerate(children) if _replaces(each, child)), None)
        if each.tag == "nvpair" and each.get("value") is not None:
            if found is None:
                fresh = new_id(each, old.id, used) if not each.id else each.id
                children.append(each.with_attributes({"id": fresh}))
            else:
                children[found] = children[found].with_attributes({"value": each.get("value")})
        elif found is not None and each.tag not in (COMMENT_TAG, "nvpair"):
            children[found] = each
        elif found is None or each.tag == "nvpair":
            children.append(each)
    return old.with_children(children)


def _replaces(new: Element, old: Element) -> bool:
    if new.tag == COMMENT_TAG:
        return old.tag == COMMENT_TAG and old.text == new.text
    if new.tag == "nvpair":
        return old.tag == "nvpair" and old.get("name") == new.get("name")
    return bool(new.id) and old.id == new.id


def merged(old: Element, new: Element) -> Element:
    """An object with what `new` says about its sets of attributes and its operations; all else stays."""
    children = list(old.children)
    for each in new.children:
        found = next((index for index, child in enumerate(children) if same(each, child, with_id=False)), None)
        if found is None:
            children += [each] if each.tag in (*SET_TAGS, "operations") else []
        elif each.tag in SET_TAGS:
            children[found] = merged_pairs(children[found], each, "nvpair")
        elif each.tag == "operations":
            children[found] = merged_pairs(children[found], each, "op")
    return old.with_children(children)


def merged_pairs(old: Element, new: Element, tag: str) -> Element:
    """A set with the values of another added: those of the same name are replaced, their ids kept."""
    children = list(old.children)
    for each in new.all(tag):
        found = next((index for index, child in enumerate(old.children) if same(each, child, with_id=False)), None)
        if found is None:
            children.append(each)
        else:
            values = {name: value for name, value in each.attributes.items() if name != "id"}
            children[found] = children[found].with_attributes(values)
    return old.with_children(children)


def _add_operation(draft: Draft, operation: Element) -> bool:
    """``monitor``: an operation for a primitive that there is."""
    resource = operation.get("rsc") or ""
    item = draft.inventory.resource(resource)
    if item is None:
        draft.messages.error(f"object {resource} does not exist")
        return False
    if item.kind.keyword != "primitive":
        draft.messages.error(f"{resource} is not a primitive")
        return False
    name, interval = operation.get("name") or "", operation.get("interval")
    if find_operation(item.element, name, interval) is not None:
        draft.messages.error(f"{resource} already has a {name} op with interval {interval}")
        return False
    used = draft.inventory.ids()
    own = operation.with_attributes({"rsc": None, "id": new_id(operation, resource, used)})
    draft.replace(item, with_operation(item.element, own))
    return True


def with_operation(primitive: Element, operation: Element) -> Element:
    """A primitive with one more operation."""
    present = primitive.first("operations")
    if present is None:
        return primitive.with_child(Element("operations", {}, (operation,)))
    children = [child.with_child(operation) if child is present else child for child in primitive.children]
    return primitive.with_children(children)


def find_operation(primitive: Element, name: str, interval: str | None = None) -> Element | None:
    """The operation of that name and interval; without an interval the only one of that name, or the one at 0."""
    named = [op for each in primitive.all("operations") for op in each.all("op") if op.get("name") == name]
    if interval is None and len(named) == 1:
        return named[0]
    wanted = milliseconds(interval or "0")
    return next((op for op in named if milliseconds(op.get("interval")) == wanted), None)
