"""How the preferences of resources reach those that they depend on.

A resource that must (or should) be with another one would like the other to be where it is itself wanted. So before
a primary is placed, the scores of its dependents, and those of their dependents, are added to its own, weighted by
the scores of the colocations between them.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count

from hasim.cib import score as arithmetic
from hasim.cib.errors import CibError
from hasim.cib.score import INFINITY
from hasim.scheduler.colocation import has_influence, this_with, with_this
from hasim.scheduler.constraints import Colocation
from hasim.scheduler.location import apply_to_table
from hasim.scheduler.node import Node, NodeKind
from hasim.scheduler.resource import Clone, Group, Resource
from hasim.scheduler.scores import CauseKind, Fact, ScoreCause, ScoreEntry, ScoreTable

_HELD = -100 * INFINITY
"""Marks an entry of a clone that a dependent would push below 0; it becomes 1."""

_WAYS = 20_000
"""Chains of colocations that may lead to one resource. Where all are colocated with all they grow like a factorial."""


@dataclass(frozen=True, slots=True)
class Spread:
    """How preferences are passed on to `target`."""

    target: Resource
    active: bool = False
    """Give up where a table has no usable node left."""
    nonnegative: bool = False
    """Do not let positive scores become negative."""
    follow_primaries: bool = False
    """Pass on what primaries like to their dependents, rather than the other way round."""
    ways: Iterator[int] = field(default_factory=count, compare=False)
    """Counts the chains of colocations that were followed."""


def push_up(colocation: Colocation, primary: Resource) -> None:
    """Add what the dependent of `colocation` likes to the scores of `primary`."""
    if has_influence(colocation):
        how = Spread(primary, active=True, nonnegative=isinstance(primary, Clone))
        factor = colocation.score / INFINITY
        primary.scores = spread(colocation.dependent, primary.scores, colocation, factor, how)


def spread(
    source: Resource, table: ScoreTable | None, colocation: Colocation | None, factor: float, how: Spread
) -> ScoreTable:
    """`table` with the preferences of `source` (and of what depends on it) added, weighted by `factor`.

    Without a table, it begins with that of `source` itself. The given table is never changed; it is returned as it
    is where nothing usable would be left. CibError where colocations lead to the target in far too many ways.
    """
    if source.spreading:
        return source.scores if table is None else table
    if next(how.ways) > _WAYS:
        raise CibError(f"colocations lead to {how.target.id} in more than {_WAYS} ways")
    if isinstance(source, Group):
        return _spread_group(source, table, colocation, factor, how)
    source.spreading = True
    result = _spread(source, table, colocation, factor, how)
    source.spreading = False
    return result


def _spread_group(
    group: Group, table: ScoreTable | None, colocation: Colocation | None, factor: float, how: Spread
) -> ScoreTable:
    if not group.children:
        return group.scores if table is None else table
    group.spreading = True
    member = group.children[-1 if table is None else 0]
    result = spread(member, table, colocation, factor, how)
    group.spreading = False
    return result


def _spread(
    source: Resource, table: ScoreTable | None, colocation: Colocation | None, factor: float, how: Spread
) -> ScoreTable:
    if table is None or colocation is None:
        result = source.scores.copy()
    else:
        result = table.copy()
        _add_matching(result, source, colocation, factor, how)
    if result.has_room():
        further = how if how.active else replace(how, active=True)
        for each in this_with(source) if how.follow_primaries else with_this(source):
            other = each.primary if how.follow_primaries else each.dependent
            if how.follow_primaries or has_influence(each):
                onward = factor * each.score / INFINITY
                result = spread(other, result, each, onward, further)
    elif how.active and table is not None:
        return table
    if how.nonnegative:
        for entry in result.values():
            if entry.score == _HELD:
                entry.put(1, source.cluster.cause(CauseKind.FLOOR, 1))
    return result


def _add_matching(table: ScoreTable, source: Resource, colocation: Colocation, factor: float, how: Spread) -> None:
    """Add to each entry what `source` likes best among the nodes that count as the same place."""
    scores = _scores_of(source, colocation)
    attribute = colocation.node_attribute
    cluster = source.cluster
    for node, entry in table.items():
        if attribute == "#uname" and not cluster.has_remote_nodes:
            wish = scores.get(node) if node.available else None
        else:
            wish = best_entry(source, scores, place_value(node, attribute, how.target), attribute)
        best = -INFINITY if wish is None else wish.score
        if factor < 0 and best < 0 and _cannot_help(colocation, best):
            continue
        if entry.score == _HELD:
            continue
        delta = _weighted(factor, best)
        score = arithmetic.add(delta, entry.score)
        if not (how.nonnegative and score < 0 and entry.score >= 0):
            cause = _wish(wish, delta, colocation, source, how.target) if cluster.explain and delta else None
            entry.add(delta, cause)
        elif entry.score > 0:
            entry.score = _HELD


def _wish(
    wish: ScoreEntry | None, delta: int, colocation: Colocation, source: Resource, target: Resource
) -> ScoreCause:
    because = wish.causes if wish is not None else ()
    primary = colocation.primary
    direct = primary.contains(target) or target.contains(primary)
    detail = None if direct else Fact.of("through", resource=primary.id)
    if wish is None:
        detail = Fact.of("not-available")
    return ScoreCause(CauseKind.DEPENDENT, delta, colocation.id, source.id, detail=detail, because=because)


def _scores_of(source: Resource, colocation: Colocation) -> ScoreTable:
    """The table of `source`; a later member of a group answers for the whole group's location constraints as well."""
    group = source.parent
    if not colocation.explicit or source is not colocation.dependent or not isinstance(group, Group):
        return source.scores
    if not group.locations or source is group.children[0]:
        return source.scores
    table = source.scores.copy()
    for location in group.locations:
        apply_to_table(source, location, table=table)
    return table


def best_entry(source: Resource, scores: ScoreTable, value: str | None, attribute: str) -> ScoreEntry | None:
    """The best entry of `source` on an available node whose `attribute` has this value; None if none has."""
    usable = (
        entry for node, entry in scores.items() if node.available and place_value(node, attribute, source) == value
    )
    return max(usable, key=lambda each: each.score, default=None)


def place_value(node: Node, attribute: str, resource: Resource) -> str | None:
    """What counts as the place of `node` for `resource`; letter case does not matter."""
    if node.kind is NodeKind.GUEST and _counts_by_host(node, resource):
        value = host_attribute(node, attribute, assigned=True)
    else:
        value = node.attributes.get(attribute)
    return None if value is None else value.lower()


def _counts_by_host(node: Node, resource: Resource) -> bool:
    """Whether a guest is, for a resource, the same place as the host of its launcher.

    It always is for what is bundled: nobody else can be inside the container.
    """
    connection = node.connection
    bundle = resource.bundle
    if bundle is not None and resource.top is bundle.inner and connection is not None and connection.may_nest:
        return True
    return resource.meta.get("container-attribute-target", "").lower() == "host"


def host_attribute(guest: Node, attribute: str, *, assigned: bool) -> str | None:
    """An attribute of the host of a guest's launcher: where that will be (`assigned`), or is now."""
    launcher = guest.launcher
    if launcher is None:
        return None
    current = launcher.active_on[0] if launcher.active_on else None
    host = launcher.assigned if assigned else current
    return host.attributes.get(attribute) if host is not None else None


def _cannot_help(colocation: Colocation, best: int) -> bool:
    """Whether a dependent that is kept away by `colocation`, and may not go there anyway, should not count here."""
    dependent = colocation.dependent
    return (
        colocation.primary.stickiness >= -best
        or not has_influence(colocation)
        or sum(entry.score >= 0 for entry in dependent.scores.values()) != 1
    )


def _weighted(factor: float, score: int) -> int:
    """`factor` times `score`, rounded half away from 0, but not to 0 unless one of them is."""
    exact = factor * score
    rounded = math.floor(abs(exact) + 0.5) * (1 if exact > 0 else -1)
    if rounded == 0 and score != 0 and factor != 0:
        return 1 if factor > 0 else -1
    return rounded
