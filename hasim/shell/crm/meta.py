"""Meta-attributes of resources, set where they take effect."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hasim.cib import Element
from hasim.crmsh.draft import Draft
from hasim.crmsh.ids import new_id
from hasim.crmsh.inventory import Item
from hasim.crmsh.vocabulary import CHILD_TAGS, RESOURCE_TAGS, SET_TAGS
from hasim.shell.crm.commit import store
from hasim.shell.crm.shell import Shell


def set_meta(shell: Shell, resources: Iterable[str], name: str, value: str) -> bool:
    """Set a meta-attribute of resources and store it, unless a configuration is being edited."""
    draft = shell.draft()
    if draft is None:
        return False
    editing = draft.has_changed
    if editing:
        shell.console.info(f"{shell.qualified_name}: Currently editing the CIB, changes will not be committed")
    if not all(set_resource_meta(shell, draft, each, name, value) for each in resources):
        shell.forget()
        return False
    if editing:
        return True
    stored = store(shell, draft)
    shell.forget()
    return stored


def set_resource_meta(shell: Shell, draft: Draft, pattern: str, name: str, value: str) -> bool:
    """Set a meta-attribute of the resources that a pattern or a tag names.

    A member of a group keeps its own, every other resource passes it to the outermost resource around it.
    """
    items = _resources(draft, pattern)
    if not items:
        shell.console.error(f"Resource not found: {pattern}")
        return False
    for id_ in [item.id for item in items]:
        item = draft.inventory.resource(id_)
        if item is None:
            continue
        in_group = item.element.tag == "primitive" and item.parent is not None and item.parent.element.tag == "group"
        target = item if in_group else item.top
        element = _with_overridden(shell, target.element, name)
        draft.replace(target, _with_meta(draft, element, name, value))
    return True


def _with_overridden(shell: Shell, target: Element, name: str) -> Element:
    """A group without its members' own words on it, as far as crm is told to take them away.

    A member's own word beats the group's. crm asks for each; where nobody can be asked, it leaves them unless forced.
    """
    if target.tag == "clone":
        children = [
            _with_overridden(shell, child, name) if child.tag == "group" else child for child in target.children
        ]
        return target.with_children(children)
    if target.tag != "group":
        return target
    return target.with_children([_overridden(shell, child, name) for child in target.children])


def _overridden(shell: Shell, member: Element, name: str) -> Element:
    pairs = (pair for each in member.all("meta_attributes") for pair in each.all("nvpair"))
    if member.tag not in CHILD_TAGS or all(pair.get("name") != name for pair in pairs):
        return member
    agreed = shell.confirm(f"Do you want to override '{name}' for child resource {member.id}?")
    return _without_meta(member, name) if agreed else member


def _resources(draft: Draft, pattern: str) -> list[Item]:
    items = draft.inventory.matching(pattern)
    while any(item.kind.keyword == "tag" for item in items):
        flat: list[Item] = []
        for item in items:
            if item.kind.keyword == "tag":
                found = (draft.inventory.find(each.id) for each in item.element.all("obj_ref"))
                flat += [each for each in found if each is not None]
            else:
                flat.append(item)
        items = flat
    return [item for item in items if item.element.tag in RESOURCE_TAGS]


def _with_meta(draft: Draft, target: Element, name: str, value: str) -> Element:
    if target.tag == "clone":
        children = [_without_meta(child, name) if child.tag in CHILD_TAGS else child for child in target.children]
        target = target.with_children(children)
    target = _without_empty_sets(target)
    sets = target.all("meta_attributes")
    if any(pair.get("name") == name for each in sets for pair in each.all("nvpair")):
        return _with_sets(target, lambda each: _with_value(each, name, value))
    used = draft.inventory.ids()
    if not sets:
        fresh = Element("meta_attributes", {"id": new_id(Element("meta_attributes"), target.id, used)})
        target = target.with_child(fresh)
    return _with_sets(target, lambda each: _with_pair(each, name, value, used))


def _with_sets(target: Element, change: Callable[[Element], Element]) -> Element:
    return target.with_children(
        [change(child) if child.tag == "meta_attributes" else child for child in target.children]
    )


def _with_value(attributes: Element, name: str, value: str) -> Element:
    return attributes.with_children(
        [
            pair.with_attributes({"value": value}) if pair.tag == "nvpair" and pair.get("name") == name else pair
            for pair in attributes.children
        ]
    )


def _with_pair(attributes: Element, name: str, value: str, used: set[str]) -> Element:
    pair = Element("nvpair", {"name": name, "value": value})
    return attributes.with_child(
        Element("nvpair", {"id": new_id(pair, attributes.id, used), "name": name, "value": value})
    )


def _without_meta(resource: Element, name: str) -> Element:
    def kept(attributes: Element) -> Element:
        return attributes.with_children([pair for pair in attributes.children if pair.get("name") != name])

    return _with_sets(resource, kept)


def _without_empty_sets(element: Element) -> Element:
    children = [
        _without_empty_sets(child)
        for child in element.children
        if child.children or child.tag not in SET_TAGS or child.get("id-ref")
    ]
    return element.with_children(children)
