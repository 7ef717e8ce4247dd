"""Configured orderings, and the ones that mandatory anti-colocations imply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from hasim.cib.score import parse_score
from hasim.cib.values import is_true, parse_boolean, parse_integer
from hasim.scheduler.action import Action, operation_key
from hasim.scheduler.flags import (
    ASYMMETRIC,
    COUNT_RUNNABLE,
    FIRST_GATES_THEN,
    FIRST_PULLS_THEN,
    FIRST_SHOWS_THEN,
    ORDER,
    REQUIRED_SAME_NODE,
    SERIAL,
    THEN_PULLS_FIRST,
)
from hasim.scheduler.names import find_resource, resolve, resource_sets, set_members
from hasim.scheduler.resource import Clone, Resource
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.cib.element import Element
    from hasim.scheduler.constraints import Colocation
    from hasim.scheduler.plan import Plan


class Kind(StrEnum):
    """How strict an ordering is."""

    OPTIONAL = "Optional"
    MANDATORY = "Mandatory"
    SERIALIZE = "Serialize"


class Mode(StrEnum):
    """Which way round an ordering is read."""

    ASYMMETRIC = "asymmetric"
    SYMMETRIC = "symmetric"
    INVERSE = "inverse"


INVERSE = {
    "start": "stop",
    "stop": "start",
    "promote": "demote",
    "demote": "promote",
    "promoted": "demoted",
    "demoted": "promoted",
    "running": "stopped",
    "stopped": "running",
}


def order_anti_colocated(plan: Plan, colocation: Colocation) -> None:
    """What must not be together leaves a node before the other comes."""
    dependent = (colocation.dependent, colocation.dependent_role)
    primary = (colocation.primary, colocation.primary_role)
    for (first, first_role), (then, then_role) in ((dependent, primary), (primary, dependent)):
        for down in _losing(first_role):
            for up in _gaining(then_role):
                plan.order_tasks(first, down, then, up, REQUIRED_SAME_NODE)


def _losing(role: Role) -> Sequence[str]:
    if role is Role.PROMOTED:
        return ("demote",)
    return ("stop", "promote") if role is Role.UNPROMOTED else ("stop",)


def _gaining(role: Role) -> Sequence[str]:
    if role is Role.PROMOTED:
        return ("promote",)
    return ("start", "demote") if role is Role.UNPROMOTED else ("start",)


def order_configured(plan: Plan, element: Element) -> None:
    """Add the relations of one ``rsc_order`` element."""
    kind = _kind(element)
    symmetric = _is_symmetric(element, kind)
    if element.all("resource_set"):
        _order_sets(plan, element, kind, symmetric=symmetric)
        return
    first, then = element.get("first") or "", element.get("then") or ""
    first_set = _side(plan, first, element.get("first-action") or "")
    then_set = _side(plan, then, element.get("then-action") or "")
    if not first_set.members or not then_set.members:
        return
    if first_set.expanded or then_set.expanded:
        _order_two_sets(plan, first_set, then_set, kind, symmetric=symmetric)
        return
    first_task = first_set.task or "start"
    step = _Step(first_set.members[0], first_task, then_set.members[0], then_set.task or first_task)
    _order_simple(plan, element, step, kind, symmetric=symmetric)


def _kind(element: Element) -> Kind:
    text = element.get("kind")
    if text is not None:
        matches = [kind for kind in Kind if kind.lower() == text.lower()]
        return matches[0] if matches else Kind.MANDATORY
    score = element.get("score")
    return Kind.OPTIONAL if score is not None and parse_score(score) == 0 else Kind.MANDATORY


def _is_symmetric(element: Element, kind: Kind) -> bool:
    given = parse_boolean(element.get("symmetrical"))
    if given is None:
        return kind is not Kind.SERIALIZE
    return given and kind is not Kind.SERIALIZE


def _flags(kind: Kind, first_task: str, mode: Mode) -> int:
    if kind is Kind.OPTIONAL:
        return ORDER
    if kind is Kind.SERIALIZE:
        return SERIAL
    if mode is Mode.ASYMMETRIC:
        return ORDER | ASYMMETRIC
    if mode is Mode.INVERSE:
        return ORDER | THEN_PULLS_FIRST
    gates = FIRST_GATES_THEN if first_task in ("start", "promote", "migrate_from") else 0
    return ORDER | FIRST_PULLS_THEN | gates


@dataclass(frozen=True, slots=True)
class _Step:
    """One task of a resource, and the task of another that goes after it."""

    first: Resource
    first_task: str
    then: Resource
    then_task: str


def _order_simple(plan: Plan, element: Element, step: _Step, kind: Kind, *, symmetric: bool) -> None:
    flags = _flags(kind, step.first_task, Mode.SYMMETRIC if symmetric else Mode.ASYMMETRIC)
    minimum = _minimum_instances(element, step.first)
    if minimum:
        _order_minimum(plan, element.id, step, flags, minimum)
    else:
        plan.order_tasks(step.first, step.first_task, step.then, step.then_task, flags)
    if symmetric and step.first_task in INVERSE and step.then_task in INVERSE:
        first, then = INVERSE[step.first_task], INVERSE[step.then_task]
        plan.order_tasks(step.then, then, step.first, first, _flags(kind, first, Mode.INVERSE))


def _minimum_instances(element: Element, first: Resource) -> int:
    """How many instances of `first` must be there before the other may start; 0 = the whole clone, as usual."""
    if not isinstance(first, Clone):
        return 0
    minimum = first.meta.get("clone-min")
    if minimum is not None:
        return max(parse_integer(minimum) or 0, 0)
    return 1 if parse_boolean(element.get("require-all")) is False else 0


def _order_minimum(plan: Plan, id: str, step: _Step, flags: int, minimum: int) -> None:
    counter = plan.pseudo(f"clone-one-or-more:{id}")
    counter.required_runnable = minimum
    for child in step.first.children:
        task = operation_key(child.id, step.first_task)
        plan.order(child, task, None, counter, COUNT_RUNNABLE | FIRST_SHOWS_THEN)
    then = operation_key(step.then.id, step.then_task)
    plan.order(None, counter, step.then, then, flags | FIRST_GATES_THEN)


# resource sets


@dataclass(frozen=True, slots=True)
class _Set:
    """One side of an ordering: several resources of which all get the same task."""

    id: str
    members: Sequence[Resource]
    task: str
    """Empty where the set names none."""
    sequential: bool | None = None
    require_all: bool = True
    expanded: bool = False
    """Made from a tag or template rather than written as a set."""
    kind: Kind | None = None


def _side(plan: Plan, name: str, task: str) -> _Set:
    """One side of a simple ordering; without members where the name means nothing."""
    resource = find_resource(plan.cluster, name)
    if resource is not None:
        return _Set(name, [_outermost(resource)], task)
    return _Set(name, resolve(plan.cluster, name), task, sequential=False, expanded=True)


def _outermost(resource: Resource) -> Resource:
    """The clone, where an instance was meant by its name."""
    return resource.in_clone if resource.instance is not None and resource.in_clone is not None else resource


def _read_set(plan: Plan, element: Element) -> _Set:
    members = set_members(plan.cluster, element)
    require_all = parse_boolean(element.get("require-all"))
    task = element.get("action") or ""
    sequential = element.get("sequential")
    return _Set(
        element.id,
        members,
        task,
        sequential=None if sequential is None else is_true(sequential),
        require_all=require_all is not False or task in ("stop", "demote"),
        kind=_kind(element) if element.get("kind") is not None else None,
    )


def _order_sets(plan: Plan, element: Element, kind: Kind, *, symmetric: bool) -> None:
    previous: _Set | None = None
    for child in resource_sets(plan.cluster, element):
        current = _read_set(plan, child)
        if not current.members:
            continue
        own = current.kind or kind
        _order_inside(plan, current, own, symmetric=_set_symmetric(child, element, own))
        if previous is not None:
            _order_two_sets(plan, previous, current, kind, symmetric=symmetric)
        previous = current


def _set_symmetric(element: Element, constraint: Element, kind: Kind) -> bool:
    text = element.get("symmetrical", constraint.get("symmetrical"))
    given = parse_boolean(text)
    return (given is not False) and kind is not Kind.SERIALIZE


def _order_inside(plan: Plan, current: _Set, kind: Kind, *, symmetric: bool) -> None:
    members = current.members
    task = current.task or "start"
    if len(members) < 2:
        return
    flags = _flags(kind, task, Mode.SYMMETRIC if symmetric else Mode.ASYMMETRIC)
    if kind is Kind.SERIALIZE:
        for index, first in enumerate(members):
            for then in members[index + 1 :]:
                plan.order_tasks(first, task, then, task, flags)
        return
    if current.sequential is False:
        return
    for first, then in pairwise(members):
        plan.order_tasks(first, task, then, task, flags)
    if symmetric and task in INVERSE:
        task = INVERSE[task]
        flags = _flags(kind, task, Mode.INVERSE)
        for first, then in pairwise(members):
            plan.order_tasks(then, task, first, task, flags)


def _order_two_sets(plan: Plan, first: _Set, then: _Set, kind: Kind, *, symmetric: bool) -> None:
    _order_set_pair(plan, first, then, kind, Mode.SYMMETRIC if symmetric else Mode.ASYMMETRIC)
    if symmetric:
        _order_set_pair(plan, then, first, kind, Mode.INVERSE)


def _set_task(given: _Set, mode: Mode) -> str:
    task = given.task or "start"
    return INVERSE.get(task, task) if mode is Mode.INVERSE else task


def _order_set_pair(plan: Plan, first: _Set, then: _Set, kind: Kind, mode: Mode) -> None:
    first_task, then_task = _set_task(first, mode), _set_task(then, mode)
    flags = _flags(kind, first_task, mode)
    if not (first.require_all or first_task in ("stop", "demote")):
        counter = _count_any(plan, first, first_task)
        for member in then.members:
            plan.order(None, counter, member, operation_key(member.id, then_task), flags | FIRST_GATES_THEN)
        return
    inverse = mode is Mode.INVERSE
    firsts = _end(first, last=not inverse)
    thens = _end(then, last=inverse)
    for first_resource in firsts:
        for then_resource in thens:
            plan.order_tasks(first_resource, first_task, then_resource, then_task, flags)


def _end(given: _Set, *, last: bool) -> Sequence[Resource]:
    """The member that speaks for an explicitly sequential set, else all members."""
    if not given.sequential:
        return given.members
    return given.members[-1:] if last else given.members[:1]


def _count_any(plan: Plan, first: _Set, task: str) -> Action:
    counter = plan.pseudo(f"one-or-more:{first.id}")
    counter.required_runnable = 1
    for member in first.members:
        plan.order(member, operation_key(member.id, task), None, counter, COUNT_RUNNABLE | FIRST_SHOWS_THEN)
    return counter
