"""What would it take to have a resource on a node: the smallest sets of changes, each tried before it is offered.

The search goes in rounds: all single changes, then, if none is enough, pairs, then triples. What it tries next is
read off from what is in the way after the changes so far. A trial places the resources on the changed CIB; what
comes to the node is decided on in full before it is offered, with all its actions, so that a start that cannot be
carried out is not taken for a success. How much is tried depends on the size of the cluster, never on the clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from itertools import zip_longest

from hasim.cib import Cib
from hasim.cib.errors import CibError
from hasim.scheduler import Decision, schedule
from hasim.scheduler.action import Action
from hasim.scheduler.assignment import assign_all, prepare
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.unpack import unpack_cluster
from hasim.text import say
from hasim.whatif import edits
from hasim.whatif.candidates import Finder, candidates, instances
from hasim.whatif.change import PREFERENCES, Change

MOST_CHANGES = 3
"""More changes than this are not a small step any more."""
MOST_OFFERS = 6
_WORK = 40_000
"""How much is tried: placements times nodes times primitives."""
_LEAST, _MOST = 16, 160
"""Placements that are tried in any case, and at most."""
_FULL, _FULL_LARGE, _LARGE = 4, 8, 2_000
"""How many placements a full decision counts for: in large clusters (nodes times primitives) it is dearer."""


@dataclass(frozen=True, slots=True)
class Effect:
    """Another resource that has another place afterwards; None stands for nowhere."""

    resource: str
    before: str | None
    after: str | None

    def text(self, lang: str = "en") -> str:
        """The effect in words, without an end."""
        key = "moves" if self.before and self.after else "starts" if self.after else "stops"
        return say(f"effect.{key}", lang, resource=self.resource, before=self.before, after=self.after)


@dataclass(frozen=True, slots=True)
class Offer:
    """Changes that together bring the resource to the node. `cib` is the document with them, `effects` what else moves.

    `placement` is where every primitive will be: its name (without the number of an anonymous instance) -> its nodes.
    """

    changes: tuple[Change, ...]
    cib: Cib = field(repr=False)
    effects: tuple[Effect, ...] = ()
    placement: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> tuple[int, int, int]:
        """What offers are ordered by: the number of changes, of effects, and how much the changes decide anew."""
        return len(self.changes), len(self.effects), sum(each.rank for each in self.changes)


@dataclass(frozen=True, slots=True)
class Ways:
    """The answer: the offers, the smallest first. `already`: nothing has to be changed. `cut`: not all was tried."""

    resource: str
    node: str
    offers: tuple[Offer, ...] = ()
    already: bool = False
    cut: bool = False
    tried: int = 0

    def remarks(self, lang: str = "en") -> list[str]:
        """What is to be said besides the offers, as sentences."""
        names = {"resource": self.resource, "node": self.node, "tried": self.tried, "most": MOST_CHANGES}
        if self.already:
            return [say("whatif.already", lang, **names)]
        found = [] if self.offers else [say("whatif.nothing", lang, **names)]
        return found + ([say("whatif.cut", lang, **names)] if self.cut else [])


def ways(cib: Cib, now: int, resource: str, node: str, *, zone: tzinfo = UTC) -> Ways:
    """What would bring the primitive (or any instance of the primitive) `resource` to `node`.

    `now` is in epoch seconds. Raises KeyError where the configuration knows no such primitive or node.
    """
    return _Search(cib, now, resource, node, zone).run()


@dataclass(slots=True)
class _State:
    """A CIB after some changes, without what does not matter to a trial, and what was made of it."""

    lean: Cib
    cluster: Cluster
    changes: tuple[Change, ...] = ()
    decision: Decision | None = None

    @property
    def key(self) -> frozenset[Change]:
        return frozenset(self.changes)


class _Search:
    def __init__(self, cib: Cib, now: int, resource: str, node: str, zone: tzinfo) -> None:
        self._now, self._zone, self._resource, self._node = now, zone, resource, node
        self._whole = cib
        lean = edits.without_idle_histories(cib)
        self._start = _State(lean, self._place(lean))
        if not instances(self._start.cluster, resource):
            raise KeyError(f"no such resource: {resource}")
        if self._start.cluster.node(node) is None:
            raise KeyError(f"no such node: {node}")
        size = len(self._start.cluster.nodes) * sum(1 for _ in self._start.cluster.leaves())
        self._left = max(_LEAST, min(_MOST, _WORK // max(size, 1)))
        self._tried = 0
        self._full = _FULL_LARGE if size > _LARGE else _FULL
        self._offers: list[Offer] = []

    def run(self) -> Ways:
        if self._reached(self._start):
            self._decide(self._start)
        if self._start.decision is not None and self._possible(self._start):
            return Ways(self._resource, self._node, already=True)
        seen = {self._start.key}
        frontier = [self._start]
        for _ in range(MOST_CHANGES):
            frontier = self._round(frontier, seen)
            if self._offers or self._left <= 0:
                break
        offers = sorted(self._offers, key=lambda offer: offer.size)[:MOST_OFFERS]
        return Ways(self._resource, self._node, tuple(offers), cut=self._left <= 0, tried=self._tried)

    def _round(self, frontier: Iterable[_State], seen: set[frozenset[Change]]) -> list[_State]:
        """Try each state with one more change; what is not enough is the next frontier, the most hopeful first."""
        further: list[_State] = []
        for state in frontier:
            for change in sorted(self._changes(state), key=lambda each: each.rank):
                key = state.key | {change}
                if key in seen or change in state.changes:
                    continue
                if self._left <= 0:
                    return further
                seen.add(key)
                tried = self._try(state, change)
                if tried is not None:
                    further.append(tried)
        return sorted(further, key=self._hope, reverse=True)

    def _try(self, state: _State, change: Change) -> _State | None:
        """The state after one more change; None where it is an offer, or no configuration that can be decided on."""
        self._left -= 1
        self._tried += 1
        try:
            lean = change.edit(state.lean)
            if lean is state.lean:
                return None
            tried = _State(lean, self._place(lean), (*state.changes, change))
        except (CibError, KeyError):
            return None
        if self._reached(tried):
            self._left -= self._full
            self._decide(tried)
            if self._possible(tried):
                self._offers.append(self._offer(tried))
                return None
        return tried

    def _changes(self, state: _State) -> Iterator[Change]:
        node = state.cluster.node(self._node)
        if node is None:
            return
        yield from candidates(state.cluster, self._resource, node)
        if state.decision is not None:
            finder = Finder(state.cluster)
            for leaf in instances(state.cluster, self._resource):
                names = [each.id for each in _barriers(state.decision, leaf.id)]
                barred_by = [found for name in names if (found := state.cluster.resource(name)) is not None]
                yield from finder.for_orderings(leaf, barred_by)

    def _place(self, cib: Cib) -> Cluster:
        cluster = unpack_cluster(cib, self._now, explain=True, zone=self._zone)
        prepare(cluster)
        assign_all(cluster)
        return cluster

    def _decide(self, state: _State) -> None:
        state.decision = schedule(self._with(state.changes), self._now, explain=True, zone=self._zone)

    def _with(self, changes: Iterable[Change]) -> Cib:
        """The whole document after some changes."""
        cib = self._whole
        for change in self._in_order(changes):
            cib = change.edit(cib)
        return cib

    def _in_order(self, changes: Iterable[Change]) -> tuple[Change, ...]:
        """The order in which to make them, so that each may take effect before the next.

        What runs stays up until it has somewhere to go. What does not run is told first where to go, lest it starts,
        and sticks, elsewhere.
        """
        running = any(leaf.active_on for leaf in instances(self._start.cluster, self._resource))
        return tuple(sorted(changes, key=lambda each: running == (each.key in PREFERENCES)))

    def _reached(self, state: _State) -> bool:
        """Whether the resource is assigned to the node."""
        return any(_on(leaf, self._node) for leaf in instances(state.cluster, self._resource))

    def _possible(self, state: _State) -> bool:
        """Whether it also comes there, in a full decision: it is there already, or can be started."""
        decision = state.decision
        assert decision is not None
        leaves = instances(decision.cluster, self._resource)
        names = {name for leaf in leaves for name in (leaf.id, leaf.attribute_name)}
        done = [each for each in decision.graph.carried_out() if each.primitive is not None and each.node == self._node]
        tasks = {each.operation for each in done if each.primitive is not None and each.primitive.id in names}
        if tasks & {"start", "migrate_from"}:
            return True
        return "stop" not in tasks and any(_on(leaf, self._node) and _stays(leaf, self._node) for leaf in leaves)

    def _hope(self, state: _State) -> tuple[int, int]:
        """How near a state is: whether the node may run things, and the score there."""
        node = state.cluster.node(self._node)
        scores = [
            leaf.scores[node].score
            for leaf in instances(state.cluster, self._resource)
            if node is not None and node in leaf.scores
        ]
        return int(node is not None and node.available), max(scores, default=-1)

    def _offer(self, state: _State) -> Offer:
        before, after = _placement(self._start.cluster), _placement(state.cluster)
        own = {leaf.name for leaf in instances(state.cluster, self._resource)}
        return Offer(
            self._in_order(state.changes), self._with(state.changes), tuple(_effects(before, after, own)), after
        )


def _on(leaf: Primitive, node: str) -> bool:
    return leaf.assigned is not None and leaf.assigned.name == node and leaf.next_role is not Role.STOPPED


def _stays(leaf: Primitive, node: str) -> bool:
    return [each.name for each in leaf.active_on] == [node] and not leaf.failed


def _starts(decision: Decision, leaf: Resource) -> list[Action]:
    return [each for each in decision.actions if each.resource is leaf and each.task == "start" and each.required]


def _barriers(decision: Decision, leaf: str) -> list[Resource]:
    """The resources whose actions a start waits for in vain."""
    resource = decision.cluster.resource(leaf)
    found: dict[Resource, None] = {}
    stack = _starts(decision, resource) if resource is not None else []
    seen = set(map(id, stack))
    while stack:
        action = stack.pop()
        for edge in action.before:
            other = edge.action
            if other.runnable or id(other) in seen:
                continue
            seen.add(id(other))
            stack.append(other)
            if other.resource is not None and other.resource is not resource:
                found.setdefault(other.resource)
    return list(found)


def _placement(cluster: Cluster) -> dict[str, tuple[str, ...]]:
    """Where every primitive will be: its name (the same for all instances of an anonymous clone) and its nodes."""
    found: dict[str, tuple[str, ...]] = {}
    for leaf in cluster.leaves():
        running = leaf.assigned is not None and leaf.next_role is not Role.STOPPED
        nodes = (leaf.assigned.name,) if running and leaf.assigned is not None else ()
        found[leaf.name] = tuple(sorted({*found.get(leaf.name, ()), *nodes}))
    return found


def _effects(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]], own: set[str]
) -> Iterator[Effect]:
    """Who else has another place; instances that only change places with one another do not count."""
    for name in [*before, *(name for name in after if name not in before)]:
        if name not in own:
            old, new = before.get(name, ()), after.get(name, ())
            left = [node for node in old if node not in new]
            come = [node for node in new if node not in old]
            for leaves, arrives in zip_longest(left, come):
                yield Effect(name, leaves, arrives)
