"""Configured orderings as bonds, read as the scheduler reads them (`hasim.scheduler.ordering_constraints`)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from hasim.cib import Element
from hasim.cib.score import parse_score
from hasim.cib.values import parse_boolean
from hasim.draw.things import Bond
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.names import resolve, resource_sets, set_members
from hasim.scheduler.resource import Resource


def order_bonds(element: Element, cluster: Cluster) -> Iterator[Bond]:
    """The bonds of one ``rsc_order``: its first and then, or the steps of its sets."""
    kind = _kind(element)
    sets = list(resource_sets(cluster, element))
    if sets:
        yield from _set_bonds(element, sets, cluster, kind)
        return
    first, then = (_names(resolve(cluster, element.get(name) or "")) for name in ("first", "then"))
    before = element.get("first-action") or "start"
    after = element.get("then-action") or before
    actions = () if before == after == "start" else (f"{before} → {after}",)
    if first and then:
        yield Bond(element.id, "order", kind, first, then, (*actions, *_symmetry(element)))


def _kind(element: Element) -> str:
    """Mandatory, Optional or Serialize; older configurations say it by a score."""
    given = element.get("kind")
    if given:
        return given.capitalize()
    score = element.get("score")
    return "Optional" if score is not None and parse_score(score) == 0 else "Mandatory"


def _symmetry(element: Element) -> tuple[str, ...]:
    return ("symmetrical=false",) if parse_boolean(element.get("symmetrical")) is False else ()


def _set_bonds(element: Element, sets: Sequence[Element], cluster: Cluster, kind: str) -> Iterator[Bond]:
    """Within a sequential set one after the other, and set after set."""
    previous: tuple[str, ...] = ()
    for each in sets:
        members = _names(set_members(cluster, each))
        notes = (*((each.get("action") or "",) if each.get("action") else ()), *_symmetry(element))
        sequential = parse_boolean(each.get("sequential")) is not False
        own = _kind(each) if each.get("kind") else kind
        for first, then in pairwise(members) if sequential else ():
            yield Bond(element.id, "order", own, (first,), (then,), notes)
        begin, end = (members[:1], members[-1:]) if sequential else (members, members)
        if previous and begin:
            yield Bond(element.id, "order", kind, previous, begin, notes)
        previous = end or previous


def _names(resources: Sequence[Resource]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.configured_id for each in resources))
