"""What differs between two configurations, as a list of changes that lead from the one to the other.

Properties and defaults come first, then constraints (and the like) that go, then nodes and resources, then constraints
that come: every step leaves a configuration that its schema allows. The list is checked by making the changes; where
they do not lead to the same meaning, the section is replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hasim.cib import Cib, Element
from hasim.shell.equivalents.changes import (
    Change,
    Cleared,
    Created,
    Deleted,
    Kind,
    OperationChange,
    Replaced,
    SectionReplaced,
    Unwrapped,
    ValueChange,
    Wrapped,
)
from hasim.shell.equivalents.meaning import SET_TAGS, is_plain, meaning

__all__ = ["changes"]

_VALUE_SECTIONS = {"crm_config": Kind.PROPERTY, "rsc_defaults": Kind.RSC_DEFAULT, "op_defaults": Kind.OP_DEFAULT}
_NODE_KINDS = (Kind.NODE_ATTRIBUTE, Kind.NODE_UTILIZATION)
_RESOURCE_KINDS = (Kind.PARAMETER, Kind.META, Kind.UTILIZATION)
_MEMBERS = ("primitive", "group")


def changes(before: Cib, after: Cib) -> list[Change]:
    """The changes that lead from `before` to a configuration with the meaning of `after`'s."""
    if before.configuration is after.configuration or before.configuration == after.configuration:
        return []
    names = [each.tag for each in (*before.configuration.children, *after.configuration.children)]
    early: list[Change] = []
    going: list[Change] = []
    middle: list[Change] = []
    coming: list[Change] = []
    for name in dict.fromkeys(names):
        found = _section(before, after, name)
        if name in _VALUE_SECTIONS:
            early += found
        elif name in ("nodes", "resources"):
            middle += found
        else:
            going += [each for each in found if isinstance(each, Deleted | Cleared)]
            coming += [each for each in found if not isinstance(each, Deleted | Cleared)]
    return [*early, *going, *middle, *coming]


def _section(before: Cib, after: Cib, name: str) -> list[Change]:
    old, new = before.section(name), after.section(name)
    if old == new or _same(before, after, name):
        return []
    found = _smaller(old, new, name)
    if found is not None:
        at_end = [replace(each, at_end=True) if isinstance(each, Unwrapped) else each for each in found]
        for each in (found, at_end):
            if _leads(before, after, each, name):
                return each
    return [SectionReplaced(name, after.configuration.first(name))]


def _only(cib: Cib, name: str) -> Cib:
    """A document with one section, and with the defaults of resources, which tell what a value means."""
    kept = [each for each in cib.configuration.children if each.tag in (name, "rsc_defaults")]
    return cib.with_section(cib.configuration.with_children(kept))


def _same(before: Cib, after: Cib, name: str) -> bool:
    one, other = _only(before, name), _only(after, name)
    if name != "rsc_defaults":
        one = one.with_section(after.rsc_defaults)
    return meaning(one) == meaning(other)


def _leads(before: Cib, after: Cib, found: Sequence[Change], name: str) -> bool:
    reached = _only(before, name)
    for change in found:
        reached = change.applied(reached)
    return _same(reached, after, name)


def _smaller(old: Element, new: Element, name: str) -> list[Change] | None:
    """The changes within a section; None if there is none smaller than replacing it."""
    if name in _VALUE_SECTIONS:
        return _values(old, new, (_VALUE_SECTIONS[name],), "")
    if name == "nodes":
        return _nodes(old, new)
    if name == "resources":
        return _resources(old, new)
    return _objects(old, new, name)


def _values(old: Element, new: Element, kinds: Sequence[Kind], owner: str) -> list[Change] | None:
    """The changes of values; None where sets are not plain and differ."""
    found: list[Change] = []
    for kind in kinds:
        theirs, ours = old.all(kind.set_tag), new.all(kind.set_tag)
        if theirs == ours:
            continue
        before, after = _pairs(theirs), _pairs(ours)
        if before is None or after is None:
            return None
        only = theirs[0].id if theirs else ""
        for name in dict.fromkeys((*before, *after)):
            one, other = before.get(name), after.get(name)
            if one is None or other is None or one[1] != other[1]:
                set_id = one[0] if one is not None else only
                value = other[1] if other is not None else None
                found.append(ValueChange(kind, owner, name, one[1] if one is not None else None, value, set_id))
    return found


def _pairs(sets: Sequence[Element]) -> dict[str, tuple[str, str]] | None:
    """Name -> (id of the set, value); None where there is more to the sets than that."""
    found: dict[str, tuple[str, str]] = {}
    for each in sets:
        if not is_plain(each):
            return None
        for pair in each.all("nvpair"):
            name, value = pair.get("name") or "", pair.get("value")
            if name in found or value is None:
                return None
            found[name] = (each.id, value)
    return found


def _nodes(old: Element, new: Element) -> list[Change] | None:
    found: list[Change] = []
    theirs, ours = _by_id(old), _by_id(new)
    for id, node in theirs.items():
        if id not in ours:
            found.append(Deleted("nodes", node))
        elif node != ours[id]:
            values = _values(node, ours[id], _NODE_KINDS, id)
            same = values is not None and _rest(node) == _rest(ours[id])
            found += values if values is not None and same else [Replaced("nodes", node, ours[id])]
    return found + [Created("nodes", node) for id, node in ours.items() if id not in theirs]


def _by_id(section: Element) -> dict[str, Element]:
    return {child.id: child for child in section.children if child.tag != "#comment"}


def _rest(element: Element) -> tuple[object, ...]:
    """What of an element is not its sets of values, its operations and its members."""
    inner = (*SET_TAGS, *_MEMBERS, "operations", "#comment")
    return (
        element.tag,
        dict(element.attributes),
        tuple(child for child in element.children if child.tag not in inner),
        tuple(child for child in element.children if child.tag in SET_TAGS and not is_plain(child)),
    )


def _objects(old: Element, new: Element, name: str) -> list[Change] | None:
    """The objects of a section that go, change and come; None for a first fencing topology, which comes as a whole."""
    theirs, ours = _by_id(old), _by_id(new)
    if name == "fencing-topology" and not theirs:
        return None
    found: list[Change] = []
    if name == "constraints":
        found += _going(theirs, ours)
    else:
        found += [Deleted(name, each) for id, each in theirs.items() if id not in ours]
    for id, each in ours.items():
        if id not in theirs:
            found.append(Created(name, each))
        elif each != theirs[id]:
            found.append(Replaced(name, theirs[id], each))
    return found


def _going(theirs: dict[str, Element], ours: dict[str, Element]) -> list[Change]:
    """Constraints that are gone; those that moving and banning made go together where all of a resource's do."""
    found: list[Change] = []
    made: dict[str, list[Element]] = {}
    for id, each in theirs.items():
        if is_made_by_hand(each):
            made.setdefault(each.get("rsc") or "", []).append(each)
        elif id not in ours:
            found.append(Deleted("constraints", each))
    for resource, constraints in made.items():
        gone = [each for each in constraints if each.id not in ours]
        if gone and len(gone) == len(constraints):
            found.append(Cleared(resource, tuple(gone)))
        else:
            found += [Deleted("constraints", each) for each in gone]
    return found


def is_made_by_hand(constraint: Element) -> bool:
    """Whether moving or banning a resource made the constraint."""
    resource = constraint.get("rsc") or ""
    return constraint.tag == "rsc_location" and (
        constraint.id == f"cli-prefer-{resource}" or constraint.id.startswith(f"cli-ban-{resource}-on-")
    )


def _resources(old: Element, new: Element) -> list[Change] | None:
    theirs, ours = _by_id(old), _by_id(new)
    inside_now = {child.id: child for top in ours.values() for child in top.all(*_MEMBERS)}
    inside_before = {child.id for top in theirs.values() for child in top.all(*_MEMBERS)}
    first: list[Change] = []
    inner: list[Change] = []
    last: list[Change] = []
    for id, each in theirs.items():
        if id in ours or id in inside_now:
            target = ours.get(id) or inside_now[id]
            found = list(_inner(each, target))
            inner += found
        elif each.all(*_MEMBERS) and all(child.id in ours for child in each.all(*_MEMBERS)):
            first.append(Unwrapped(each))
            for child in each.all(*_MEMBERS):
                inner += _inner(child, ours[child.id])
        else:
            first.append(Deleted("resources", each))
    for id, each in ours.items():
        if id in theirs or id in inside_before:
            continue
        members = each.all(*_MEMBERS)
        known = [child.id in theirs for child in members]
        if members and all(known):
            last.append(Wrapped(each))
        elif any(known):
            return None
        else:
            last.append(Created("resources", each))
    return None if _is_moved(first, new) or _is_moved(last, old) else [*first, *inner, *last]


def _is_moved(found: Sequence[Change], other: Element) -> bool:
    """Whether something that goes (or comes) as a whole is on the other side as well, in another place."""
    ids = {each.id for each in other.walk() if each.id}
    whole = (change.element for change in found if isinstance(change, Deleted | Created))
    return any(inner.id in ids for each in whole for inner in each.walk() if inner.tag in ("clone", *_MEMBERS))


def _inner(old: Element, new: Element) -> Iterator[Change]:
    """What changes within a resource that stays."""
    if old == new:
        return
    values = _values(old, new, _RESOURCE_KINDS, new.id)
    operations = _operations(old, new)
    same_members = [child.id for child in old.all(*_MEMBERS)] == [child.id for child in new.all(*_MEMBERS)]
    if values is None or operations is None or not same_members or _rest(old) != _rest(new):
        yield Replaced("resources", old, new)
        return
    yield from values
    yield from operations
    for child, other in zip(old.all(*_MEMBERS), new.all(*_MEMBERS), strict=True):
        yield from _inner(child, other)


def _operations(old: Element, new: Element) -> list[Change] | None:
    """The operations that go, change and come; None where one is there twice or more is said about it than that."""
    theirs, ours = _by_task(old), _by_task(new)
    if theirs is None or ours is None:
        return None if old.all("operations") != new.all("operations") else []
    found: list[Change] = []
    for key in dict.fromkeys((*theirs, *ours)):
        one, other = theirs.get(key), ours.get(key)
        if one is None or other is None or _without_id(one) != _without_id(other):
            found.append(OperationChange(new.id, one, other))
    return found


def _by_task(resource: Element) -> dict[tuple[str, str], Element] | None:
    found: dict[tuple[str, str], Element] = {}
    for operations in resource.all("operations"):
        if operations.attributes:
            return None
        for each in operations.all("op"):
            key = (each.get("name") or "", each.get("interval") or "")
            if key in found or each.children:
                return None
            found[key] = each
    return found


def _without_id(operation: Element) -> Element:
    return operation.with_attributes({"id": None})
