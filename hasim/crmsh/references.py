"""Constraints that name resources: who is named, and what becomes of them when a resource is renamed or goes."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Element
from hasim.crmsh.cursor import Surroundings
from hasim.crmsh.vocabulary import CONSTRAINT_REFERENCES, CONSTRAINT_TAGS, REFERENCE_TAG

_NOT = ("no", "false", "off", "0")


def _members(constraint: Element) -> list[Element]:
    return [member for each in constraint.all("resource_set") for member in each.all("resource_ref")]


def is_simple(constraint: Element) -> bool:
    """Whether a constraint names its resources itself, not in sets."""
    return not _members(constraint)


def named_resources(constraint: Element) -> list[str]:
    """The resources that a constraint is about."""
    if constraint.tag not in CONSTRAINT_TAGS:
        return []
    if constraint.tag == "rsc_location" and constraint.get("rsc"):
        return [constraint.get("rsc") or ""]
    if _members(constraint):
        return [member.id for member in _members(constraint)]
    names = {"rsc_colocation": ("rsc", "with-rsc"), "rsc_order": ("first", "then"), "rsc_ticket": ("rsc",)}
    found = (constraint.get(name) for name in names.get(constraint.tag, ()))
    return [each for each in found if each is not None]


def mentions(constraint: Element, resource: str) -> bool:
    """Whether a constraint names a resource in any place."""
    own = any(constraint.get(name) == resource for name in CONSTRAINT_REFERENCES)
    return constraint.tag in CONSTRAINT_TAGS and (own or any(each.id == resource for each in _members(constraint)))


def renamed(constraint: Element, old: str, new: str) -> Element:
    """The constraint with `new` in the place of `old`; in sets a resource stays only once."""
    names = [name for name in CONSTRAINT_REFERENCES if constraint.get(name) == old]
    if names:
        return constraint.with_attributes(dict.fromkeys(names, new))
    if not any(member.id == old for member in _members(constraint)):
        return constraint
    changed = _with_members(constraint, lambda each: [each.with_attributes({"id": new}) if each.id == old else each])
    left = [member.id for member in _members(changed)]
    if len(left) != len(set(left)):
        changed = _without_repeats(changed)
    return _plain(changed) if len(_members(changed)) == 2 else changed


def _with_members(constraint: Element, change: Callable[[Element], list[Element]]) -> Element:
    children: list[Element] = []
    for child in constraint.children:
        if child.tag == "resource_set":
            child = child.with_children(
                [new for each in child.children for new in (change(each) if each.tag == "resource_ref" else [each])]
            )
        children.append(child)
    return constraint.with_children(children)


def _without_repeats(constraint: Element) -> Element:
    """Every resource named once, at its last place."""
    counts: dict[str, int] = {}
    for member in _members(constraint):
        counts[member.id] = counts.get(member.id, 0) + 1

    def once(member: Element) -> list[Element]:
        counts[member.id] -= 1
        return [] if counts[member.id] else [member]

    return _with_members(constraint, once)


def without(constraint: Element, resource: str) -> Element:
    """The constraint with all mentions of a resource gone; two resources that are left need no set."""
    names = [name for name in CONSTRAINT_REFERENCES if constraint.get(name) == resource]
    if names:
        return constraint.with_attributes(dict.fromkeys(names))
    if not any(member.id == resource for member in _members(constraint)):
        return constraint
    changed = _with_members(constraint, lambda member: [] if member.id == resource else [member])
    kept = [child for child in changed.children if child.tag != "resource_set" or child.first("resource_ref")]
    changed = changed.with_children(kept)
    unordered = any(
        (each.get("sequential") or "").lower() in _NOT and len(each.all("resource_ref")) > 1
        for each in changed.all("resource_set")
    )
    return _plain(changed) if len(_members(changed)) == 2 and not unordered else changed


def _plain(constraint: Element) -> Element:
    """A constraint on the two resources of its sets, without sets.

    Of a single set in a colocation the second resource is the one that the first depends on, in a plain one it is the
    other way round.
    """
    sets = constraint.all("resource_set")
    pairs = [(member, each) for each in sets for member in each.all("resource_ref")]
    names = {"rsc_colocation": ("rsc", "with-rsc"), "rsc_order": ("first", "then")}.get(constraint.tag)
    if names is None or any((each.get("require-all") or "").lower() in _NOT for each in sets):
        return constraint.with_children(
            [
                each.with_attributes({"sequential": None}) if each.tag == "resource_set" else each
                for each in constraint.children
            ]
        )
    suffix = "action" if constraint.tag == "rsc_order" else "role"
    attributes: dict[str, str] = {}
    for name, (member, each) in zip(names, pairs, strict=True):
        attributes[name] = member.id
        detail = each.get(suffix)
        if detail:
            attributes[f"{name}-{suffix}"] = detail
    if len(sets) == 1 and constraint.tag == "rsc_colocation":
        attributes["rsc"], attributes["with-rsc"] = attributes["with-rsc"], attributes["rsc"]
    return Element(constraint.tag, {**constraint.attributes, **attributes})


def is_pointless(constraint: Element, resource: str) -> bool:
    """Whether too few resources are left to constrain, or a resource is related to itself."""
    alone = constraint.tag in ("rsc_location", "rsc_ticket")
    members = _members(constraint)
    if members:
        return not alone and len(members) <= 1
    named = [constraint.get(name) for name in CONSTRAINT_REFERENCES if constraint.get(name) is not None]
    if alone:
        return len(named) < 1
    return named.count(resource) == 2 or len(named) < 2


def with_members(container: Element, find: Callable[[str], Element | None]) -> tuple[Element, list[str]]:
    """A container with its members in the place of references to them, and the ids of those that there are not."""
    children: list[Element] = []
    missing: list[str] = []
    for child in container.children:
        if child.tag != REFERENCE_TAG:
            children.append(child)
            continue
        found = find(child.id)
        if found is None:
            missing.append(child.id)
        else:
            children.append(found)
    return container.with_children(children), missing


def with_set_ids(element: Element, around: Surroundings) -> Element:
    """The element with every id-ref that names an object pointing at that object's set instead."""
    id_ref = element.get("id-ref")
    if id_ref is not None:
        element = element.with_attributes({"id-ref": around.resolve_set(element.tag, id_ref)})
    if not element.children:
        return element
    return element.with_children([with_set_ids(child, around) for child in element.children])
