"""What a colocation does to its dependent, once its primary was placed."""

from __future__ import annotations

from enum import Enum

from hasim.cib.score import INFINITY, score_text
from hasim.scheduler.compatible import compatible_instance
from hasim.scheduler.constraints import Colocation
from hasim.scheduler.node import Node
from hasim.scheduler.placing import place
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Replica, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind, Fact, ScoreCause
from hasim.scheduler.spread import place_value


class Effect(Enum):
    """What a colocation acts on at the moment."""

    NOTHING = "nothing"
    LOCATION = "location"
    ROLE = "role"


def effect(dependent: Resource, primary: Resource, colocation: Colocation, *, preview: bool = False) -> Effect:
    """What `colocation` acts on; in a `preview`, it does not matter what was decided already."""
    if not preview and not primary.decided:
        return Effect.NOTHING
    dependent_with_role, primary_with_role = _with_role(dependent), _with_role(primary)
    by_role = colocation.dependent_role >= Role.UNPROMOTED and dependent_with_role.parent is not None
    if by_role and dependent_with_role.top.promotable and dependent_with_role.decided:
        return Effect.ROLE
    if not preview and dependent.decided:
        return Effect.NOTHING
    if colocation.dependent_role not in (Role.UNKNOWN, dependent_with_role.next_role):
        return Effect.NOTHING
    if colocation.primary_role not in (Role.UNKNOWN, primary_with_role.next_role):
        return Effect.NOTHING
    return Effect.LOCATION


def _with_role(resource: Resource) -> Resource:
    """What has the role that a colocation is about: of a container, what is inside."""
    return resource.in_container if isinstance(resource, Primitive) else resource


def apply_colocation(dependent: Resource, primary: Resource, colocation: Colocation) -> int:
    """Let `colocation` act on `dependent`; what it adds to the priority of being promoted is returned."""
    if isinstance(dependent, Group):
        return _of_group(dependent, primary, colocation)
    match primary:
        case Group():
            return _with_group(dependent, primary, colocation)
        case Clone():
            return _with_clone(dependent, primary, colocation)
        case Bundle():
            return _with_bundle(dependent, primary, colocation)
    what = effect(dependent, primary, colocation)
    if what is Effect.LOCATION:
        _place_by(dependent, primary, colocation)
    return _priority(dependent, primary, colocation) if what is Effect.ROLE else 0


def _cause(dependent: Resource, primary: Resource, colocation: Colocation, score: int) -> ScoreCause | None:
    return dependent.cluster.cause(CauseKind.COLOCATION, score, colocation.id, primary.id)


def _of_group(group: Group, primary: Resource, colocation: Colocation) -> int:
    if not group.children:
        return 0
    if group.colocated:
        return apply_colocation(group.children[0], primary, colocation)
    if colocation.score < INFINITY:
        for member in group.children:
            apply_colocation(member, primary, colocation)
    return 0


def _with_group(dependent: Resource, group: Group, colocation: Colocation) -> int:
    if not group.decided or not group.children:
        return 0
    if group.colocated:
        member = group.children[-1 if colocation.score >= INFINITY else 0]
        return apply_colocation(dependent, member, colocation)
    if colocation.score < INFINITY:
        for member in group.children:
            apply_colocation(dependent, member, colocation)
    return 0


# a primitive as the primary


def _place_by(dependent: Resource, primary: Resource, colocation: Colocation) -> None:
    """Favour (or avoid) the place of `primary`; a mandatory colocation bans all other places and adds nothing there."""
    score, attribute = colocation.score, colocation.node_attribute
    table = dependent.scores.copy()
    node = primary.assigned
    if node is None:
        if score < 0:
            return
        cause = _cause(dependent, primary, colocation, -score)
        for entry in table.values():
            entry.add(-score, cause)
    else:
        place_of_primary = place_value(node, attribute, primary)
        for other, entry in table.items():
            if place_value(other, attribute, dependent) == place_of_primary:
                if score < INFINITY:
                    entry.add(score, _cause(dependent, primary, colocation, score))
            elif score >= INFINITY:
                entry.ban(_cause(dependent, primary, colocation, -INFINITY))
    if colocation.mandatory or table.has_room():
        dependent.scores = table
    else:
        set_aside(dependent, primary, colocation)


def set_aside(dependent: Resource, primary: Resource, colocation: Colocation) -> None:
    """Note that a colocation does not count, because the dependent could run nowhere if it did."""
    if dependent.cluster.explain:
        detail = Fact.of("set-aside", score=score_text(colocation.score))
        cause = dependent.cluster.cause(CauseKind.COLOCATION, 0, colocation.id, primary.id, detail=detail)
        for entry in dependent.scores.values():
            entry.add(0, cause)


def _priority(dependent: Resource, primary: Resource, colocation: Colocation) -> int:
    """What a colocation with a promoted (or unpromoted) dependent adds to its priority of being promoted."""
    own, other = dependent.assigned, primary.assigned
    if own is None:
        return 0
    if other is not None and colocation.primary_role not in (Role.UNKNOWN, _with_role(primary).next_role):
        return 0
    score, attribute = colocation.score, colocation.node_attribute
    there = place_value(other, attribute, primary) if other is not None else None
    if place_value(own, attribute, dependent) != there:
        return -score if score >= INFINITY and colocation.dependent_role is Role.PROMOTED else 0
    return -score if colocation.dependent_role is Role.UNPROMOTED else score


# a bundle as the primary


def _with_bundle(dependent: Resource, bundle: Bundle, colocation: Colocation) -> int:
    if not bundle.decided:
        return 0
    if isinstance(colocation.dependent, (Clone, Bundle)):
        container = compatible_instance(dependent, bundle)
        if container is not None:
            return apply_colocation(dependent, container, colocation)
        if colocation.score >= INFINITY:
            place(dependent, None)
        return 0
    if colocation.score < INFINITY:
        return sum(apply_colocation(dependent, replica.container, colocation) for replica in bundle.replicas)
    hosts = {replica.container.assigned for replica in bundle.replicas if _serves(replica, colocation.primary_role)}
    for node, entry in dependent.scores.items():
        if node not in hosts:
            entry.ban(_cause(dependent, bundle, colocation, -INFINITY))
    return 0


def _serves(replica: Replica, role: Role) -> bool:
    """Whether what must be with a bundle (in this role) can be with this replica."""
    if replica.container.is_blocked:
        return False
    return role < Role.PROMOTED or (replica.child is not None and replica.child.next_role >= Role.PROMOTED)


# a clone as the primary


def _with_clone(dependent: Resource, clone: Clone, colocation: Colocation) -> int:
    if not clone.decided:
        return 0
    if clone.promotable and colocation.primary_role is not Role.UNKNOWN:
        if not dependent.decided:
            _place_by_role(dependent, clone, colocation)
            return 0
        if colocation.dependent_role is Role.PROMOTED:
            return _promote_with(dependent, clone, colocation)
    if _interleaves(colocation.dependent, clone):
        instance = compatible_instance(dependent, clone)
        if instance is not None:
            return apply_colocation(dependent, instance, colocation)
        if colocation.score >= INFINITY:
            place(dependent, None)
        return 0
    if colocation.score >= INFINITY:
        _ban_without_instance(dependent, clone, colocation)
        return 0
    return sum(apply_colocation(dependent, instance, colocation) for instance in clone.children)


def _interleaves(dependent: Resource, clone: Clone) -> bool:
    return isinstance(dependent, Clone) and dependent.interleave and dependent.clone_node_max == clone.clone_node_max


def _ban_without_instance(dependent: Resource, clone: Clone, colocation: Colocation) -> None:
    places = {_single_place(instance) for instance in clone.children if not instance.is_blocked}
    for node, entry in dependent.scores.items():
        if node not in places:
            entry.ban(_cause(dependent, clone, colocation, -INFINITY))


def _single_place(instance: Resource) -> Node | None:
    places = instance.assigned_nodes
    return places[0] if len(places) == 1 else None


def _place_by_role(dependent: Resource, clone: Clone, colocation: Colocation) -> None:
    """Favour the places of the instances that are going to have the primary's role."""
    score, attribute = colocation.score, colocation.node_attribute
    scores_there: dict[Node, int] = {}
    for instance in clone.children:
        node = _single_place(instance)
        if node is None or instance.coming_role is not colocation.primary_role:
            continue
        first = next(instance.leaves())
        scores_there[node] = first.assigned_score
        if score < INFINITY:
            for other, entry in dependent.scores.items():
                if place_value(other, attribute, dependent) == place_value(node, attribute, instance):
                    entry.add(score, _cause(dependent, instance, colocation, score))
    both_promoted = colocation.dependent_role is Role.PROMOTED and colocation.primary_role is Role.PROMOTED
    if score >= INFINITY and not both_promoted:
        for node, entry in dependent.scores.items():
            delta = scores_there.get(node, -INFINITY)
            entry.add(delta, _cause(dependent, clone, colocation, delta))


def _promote_with(dependent: Resource, clone: Clone, colocation: Colocation) -> int:
    instance = compatible_instance(dependent, clone, colocation.primary_role, colocation.node_attribute)
    if instance is not None:
        return colocation.score
    return -INFINITY if colocation.score >= INFINITY else 0
