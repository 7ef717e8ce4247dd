"""Colocation constraints: reading them, and the order in which those of one resource count."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hasim.cib.element import Element
from hasim.cib.score import INFINITY, parse_score
from hasim.cib.values import parse_boolean
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.constraints import Colocation
from hasim.scheduler.names import find_resource, is_collective_name, resolve, resource_sets, set_members
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Resource
from hasim.scheduler.roles import Role

DEFAULT_ATTRIBUTE = "#uname"
GROUP_MEMBERS = "#group-members"
"""The id of the colocations between the members of a group."""


def unpack_colocation(cluster: Cluster, element: Element) -> None:
    """Read one ``rsc_colocation``."""
    score = parse_score(element.get("score"))
    sets = list(resource_sets(cluster, element))
    if sets:
        _unpack_sets(cluster, element, score, sets)
        return
    names = element.get("rsc") or "", element.get("with-rsc") or ""
    collective = [is_collective_name(cluster, name) for name in names]
    if all(collective):
        return
    if any(collective):
        _unpack_collective(cluster, element, score, names)
        return
    dependent, primary = (find_resource(cluster, name) for name in names)
    if dependent is not None and primary is not None:
        roles = _role(element.get("rsc-role")), _role(element.get("with-rsc-role"))
        attribute = element.get("node-attribute") or DEFAULT_ATTRIBUTE
        _configure(cluster, element, score, dependent, primary, roles, attribute)


def _role(text: str | None) -> Role:
    """Started means any role."""
    role = Role.parse(text)
    return Role.UNKNOWN if role is Role.STARTED else role


def _unpack_collective(cluster: Cluster, element: Element, score: int, names: tuple[str, str]) -> None:
    """One side names a template or tag: each of its resources is colocated with the other side."""
    roles = _role(element.get("rsc-role")), _role(element.get("with-rsc-role"))
    for dependent in resolve(cluster, names[0]):
        for primary in resolve(cluster, names[1]):
            _configure(cluster, element, score, dependent, primary, roles)


def _unpack_sets(cluster: Cluster, element: Element, score: int, sets: Sequence[Element]) -> None:
    previous: Element | None = None
    for each in sets:
        _within_set(cluster, element, score, each)
        if previous is not None:
            _between_sets(cluster, element, score, previous, each)
        previous = each


def _is_sequential(resource_set: Element) -> bool:
    return parse_boolean(resource_set.get("sequential")) is not False


def _within_set(cluster: Cluster, element: Element, score: int, resource_set: Element) -> None:
    own_score = resource_set.get("score")
    score = score if own_score is None else parse_score(own_score)
    if score == 0 or not _is_sequential(resource_set):
        return
    members = set_members(cluster, resource_set)
    role = _role(resource_set.get("role"))
    grouped = resource_set.get("ordering") in (None, "group")
    for index, later in enumerate(members):
        if score < 0:
            for earlier in members[:index]:
                _configure(cluster, element, score, later, earlier, (role, role), id=resource_set.id)
        elif index > 0:
            earlier = members[index - 1]
            pair = (later, earlier) if grouped else (earlier, later)
            _configure(cluster, element, score, *pair, (role, role), id=resource_set.id, influenced_by=later)


def _between_sets(cluster: Cluster, element: Element, score: int, first: Element, second: Element) -> None:
    dependents, primaries = set_members(cluster, first), set_members(cluster, second)
    if _is_sequential(first):
        dependents = dependents[:1]
    if _is_sequential(second):
        primaries = primaries[-1:]
    roles = _role(first.get("role")), _role(second.get("role"))
    for dependent in dependents:
        for primary in primaries:
            _configure(cluster, element, score, dependent, primary, roles)


def _configure(
    cluster: Cluster,
    element: Element,
    score: int,
    dependent: Resource,
    primary: Resource,
    roles: tuple[Role, Role],
    attribute: str = DEFAULT_ATTRIBUTE,
    *,
    id: str = "",
    influenced_by: Resource | None = None,
) -> None:
    given = parse_boolean(element.get("influence"))
    influence = (influenced_by or dependent).critical if given is None else given
    colocation = Colocation(id or element.id, dependent, primary, score, *roles, attribute, influence)
    if add_colocation(cluster, colocation):
        cluster.constraint_log.append(colocation)


def add_colocation(cluster: Cluster, colocation: Colocation) -> bool:
    """Make a colocation known, unless its score is 0."""
    if colocation.score == 0:
        return False
    cluster.colocations.append(colocation)
    insert(colocation.dependent.this_with, colocation, by_primary=True)
    insert(colocation.primary.with_this, colocation, by_primary=False)
    return True


def add_group_colocations(cluster: Cluster, group: Group) -> None:
    """The members of a group must each be with the one before it."""
    if not group.colocated:
        return
    for previous, member in zip(group.children, group.children[1:], strict=False):
        add_colocation(
            cluster,
            Colocation(GROUP_MEMBERS, member, previous, INFINITY, influence=member.critical, explicit=False),
        )


# the order in which the colocations of a resource count

_KINDS = ((Group, 1), (Clone, 2), (Bundle, 3))
_Key = tuple[int, int, bool, str]


def _rank(resource: Resource) -> _Key:
    kind = next((rank for each, rank in _KINDS if isinstance(resource, each)), 0)
    return -resource.priority, -kind, not resource.promotable, resource.id


def insert(colocations: list[Colocation], new: Colocation, *, by_primary: bool) -> None:
    """Put `new` where it belongs in a sorted list: before those that rank the same."""
    rank = _rank(new.primary if by_primary else new.dependent)
    for index, each in enumerate(colocations):
        if _rank(each.primary if by_primary else each.dependent) >= rank:
            colocations.insert(index, new)
            return
    colocations.append(new)


def this_with(resource: Resource) -> list[Colocation]:
    """The colocations of which `resource` is a dependent, those of the collectives around it included."""
    found: list[Colocation] = []
    _collect(resource, resource, found, by_primary=True)
    return found


def with_this(resource: Resource) -> list[Colocation]:
    """The colocations of which `resource` is a primary, those of the collectives around it included."""
    found: list[Colocation] = []
    _collect(resource, resource, found, by_primary=False)
    return found


def _collect(resource: Resource, origin: Resource, found: list[Colocation], *, by_primary: bool) -> None:
    match resource:
        case Primitive():
            if resource is origin:
                _merge(found, _own(resource, by_primary), by_primary)
                if resource.parent is not None:
                    _collect(resource.parent, origin, found, by_primary=by_primary)
            else:
                for each in _own(resource, by_primary):
                    if each.explicit:
                        insert(found, each, by_primary=by_primary)
        case Group() if by_primary:
            _collect_of_dependent_group(resource, origin, found)
        case Group():
            if origin is resource or (resource.children and origin is resource.children[-1]):
                _merge(found, _own(resource, by_primary), by_primary)
                if resource.parent is not None:
                    _collect(resource.parent, origin, found, by_primary=by_primary)
                if resource.colocated:
                    for member in resource.children:
                        if member is not origin:
                            _collect(member, origin, found, by_primary=by_primary)
        case Bundle():
            if _is_placed_by(resource, origin):
                _merge(found, _own(resource, by_primary), by_primary)
        case _:
            _merge(found, _own(resource, by_primary), by_primary)
            if resource.parent is not None:
                _collect(resource.parent, origin, found, by_primary=by_primary)


def _is_placed_by(bundle: Bundle, origin: Resource) -> bool:
    """Whether the colocations of a bundle concern `origin`: its containers, and the choice of what is promoted."""
    if origin is bundle or (isinstance(origin, Primitive) and origin.is_container):
        return True
    clone = bundle.inner
    if clone is None or not clone.promotable:
        return False
    return clone.promotion_begun if origin is clone else clone.contains(origin) and origin.decided


def _own(resource: Resource, by_primary: bool) -> list[Colocation]:
    return resource.this_with if by_primary else resource.with_this


def _collect_of_dependent_group(group: Group, origin: Resource, found: list[Colocation]) -> None:
    if origin is group or (group.children and origin is group.children[0]):
        _merge(found, group.this_with, True)
        if group.parent is not None:
            _collect(group.parent, origin, found, by_primary=True)
        if group.colocated:
            for member in group.children:
                if member is not origin:
                    _collect(member, origin, found, by_primary=True)
        return
    for member in group.children:
        if member is origin:
            return
        if not member.managed:  # what comes before it cannot be moved to suit the group
            for each in group.this_with:
                if each.score >= INFINITY:
                    insert(found, each, by_primary=True)
            return


def _merge(found: list[Colocation], extra: Iterable[Colocation], by_primary: bool) -> None:
    """Add `extra` to `found`. As in Pacemaker, of several only the first gets into a list that has some already."""
    added = list(extra)
    if not found:
        found.extend(added)
        return
    for _ in added:
        insert(found, added[0], by_primary=by_primary)


def has_influence(colocation: Colocation, primary: Resource | None = None) -> bool:
    """Whether `primary` (that of the colocation, if not given) takes the dependent's wishes into account."""
    primary = primary or colocation.primary
    dependent = colocation.dependent
    if isinstance(dependent, Primitive) and dependent.may_nest and not primary.failed and len(primary.active_on) == 1:
        return False  # a container that is well does not move to suit its connection
    return colocation.influence or not primary.active_on
