"""Objects leave a draft, or are called differently."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.crmsh import references
from hasim.crmsh.draft import Draft
from hasim.crmsh.inventory import Item
from hasim.crmsh.show import shown_order
from hasim.crmsh.vocabulary import CONSTRAINT_TAGS, CONTAINER_TAGS, RESOURCE_TAGS


def delete(draft: Draft, ids: Sequence[str], *, force: bool = False, quiet: bool = False) -> bool:
    """Delete objects, and what cannot be without them. False if one is missing (unless `force`) or runs."""
    whole = True
    chosen: list[Item] = []
    for id_ in ids:
        item = draft.inventory.find(id_)
        if item is None:
            if not force:
                draft.messages.error(f"object {id_} does not exist")
                whole = False
            continue
        users = _users_of_template(draft, item, chosen, ids)
        running = next((each.id for each in [item, *users] if not draft.can_delete(each.id)), None)
        if running is not None:
            draft.messages.error(f"resource {running} is running, can't delete it")
            whole = False
            continue
        for each in users:
            draft.messages.info(f"hanging {each} deleted")
        chosen += [*users, item]
    for name, is_node in [(item.id, item.is_node) for item in reversed(shown_order(chosen))]:
        found = draft.inventory.node(name) if is_node else draft.inventory.find(name)
        if found is not None:
            _delete_with_parent(draft, found, quiet)
    return whole


def _users_of_template(draft: Draft, item: Item, chosen: list[Item], ids: Sequence[str]) -> list[Item]:
    """The primitives that go with their template."""
    if item.kind.keyword != "rsc_template":
        return []
    users = [each for each in draft.inventory.of("primitive") if each.element.get("template") == item.id]
    return [each for each in users if each not in chosen and each.id not in ids]


def _delete_with_parent(draft: Draft, item: Item, quiet: bool) -> None:
    """A container goes with its only member."""
    if item.parent is not None and len(draft.members(item.parent)) == 1:
        name = item.id
        _delete_with_parent(draft, item.parent, quiet)
        found = draft.inventory.find(name)
        if found is None:
            return
        item = found
    remove(draft, item, quiet=quiet)


def remove(draft: Draft, item: Item, *, quiet: bool = False) -> None:
    """Take one object out. Members are freed, tags and constraints lose it and go if nothing else is left of them.

    With `quiet` nothing is said of tags and constraints that go.
    """
    freed = draft.inventory.children(item)
    draft.cut(item)
    draft.changed.pop((item.is_node, item.id), None)
    for child in freed:
        draft.append(child.kind, child.element)
    draft.removed = True
    _leave_tags(draft, item, quiet)
    if item.element.tag in RESOURCE_TAGS:
        for name in [constraint.id for constraint in draft.constraints_on(item.id)]:
            _leave_constraint(draft, name, item, freed, quiet)


def _leave_tags(draft: Draft, item: Item, quiet: bool) -> None:
    tags = draft.inventory.of("tag")
    for name in [tag.id for tag in tags if any(each.id == item.id for each in tag.element.children)]:
        tag = draft.inventory.resource(name)
        if tag is None:
            continue
        left = [each for each in tag.element.children if each.id != item.id]
        draft.replace(tag, tag.element.with_children(left))
        if not any(each.tag == "obj_ref" for each in left):
            found = draft.inventory.resource(name)
            assert found is not None
            remove(draft, found, quiet=quiet)
            if not quiet:
                draft.messages.info(f"hanging {tag} deleted")


def _leave_constraint(draft: Draft, name: str, item: Item, freed: list[Item], quiet: bool) -> None:
    constraint = draft.inventory.resource(name)
    if constraint is None:
        return
    if references.is_simple(constraint.element) and freed:
        draft.redirect(constraint, item.id, freed[0].id)
        constraint = draft.inventory.resource(name)
        assert constraint is not None
    element = references.without(constraint.element, item.id)
    lost = element is not constraint.element
    if lost:
        draft.replace(constraint, element)
        constraint = draft.inventory.resource(name)
        assert constraint is not None
    if references.is_pointless(element, item.id):
        remove(draft, constraint, quiet=quiet)
        if not quiet:
            draft.messages.info(f"hanging {constraint} deleted")
    elif lost:
        draft.messages.info(f"constraint {constraint} updated")


def rename(draft: Draft, old: str, new: str, *, live: bool = False) -> bool:
    """Call an object differently, also in the constraints that name it."""
    if new in draft.inventory.ids():
        draft.messages.error(f"{new}: id is already in use")
        return False
    item = draft.inventory.find(old)
    if item is None:
        draft.messages.error(f"object {old} does not exist")
        return False
    if item.kind.keyword == "fencing_topology":
        return False
    if not draft.can_delete(item.id):
        draft.messages.error(f"cannot rename a running resource ({item.id})")
        return False
    if item.is_node and not live:
        draft.messages.error("cannot rename nodes")
        return False
    if item.element.tag in RESOURCE_TAGS:
        for name in [constraint.id for constraint in draft.constraints_on(old)]:
            constraint = draft.inventory.resource(name)
            if constraint is not None:
                draft.redirect(constraint, old, new)
    found = draft.inventory.find(old)
    assert found is not None
    draft.cib = draft.cib.edit(found.element, found.element.with_attributes({"id": new}))
    draft.mark(new, is_node=found.is_node)
    return True


def erase(draft: Draft, *, force: bool = False) -> bool:
    """Delete everything but the nodes, or nothing if a resource runs.

    What is gone already when its turn comes, as a tag is without what it stood for, is missed (unless `force`).
    """
    objects = [
        item
        for item in draft.inventory.items
        if not item.is_node
        and item.element.tag not in CONSTRAINT_TAGS
        and not (item.element.tag in CONTAINER_TAGS and draft.members(item))
    ]
    running = [item.id for item in objects if not draft.can_delete(item.id)]
    for id_ in running:
        draft.messages.warning(f"resource {id_} is running, can't delete it")
    if running:
        draft.messages.error("CIB erase aborted (nothing was deleted)")
        return False
    for id_ in [item.id for item in objects]:
        delete(draft, [id_], force=force, quiet=True)
    return True


def erase_nodes(draft: Draft) -> None:
    """Delete the nodes."""
    for item in draft.inventory.of("node"):
        found = draft.inventory.node(item.id)
        if found is not None:
            remove(draft, found)
