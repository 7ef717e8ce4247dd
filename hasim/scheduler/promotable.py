"""Choosing which instances of a promotable clone are promoted."""

from __future__ import annotations

import re
from functools import cmp_to_key

from hasim.cib import score as arithmetic
from hasim.cib.score import INFINITY, parse_score
from hasim.scheduler.banning import ban_everywhere
from hasim.scheduler.colocate import apply_colocation
from hasim.scheduler.colocation import has_influence, this_with, with_this
from hasim.scheduler.constraints import Ticket
from hasim.scheduler.instance_order import InstanceOrder
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Clone, Primitive, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind, Fact, ScoreCause, ScoreEntry, ScoreRecord
from hasim.scheduler.spread import Spread, host_attribute, spread

_INSTANCE = re.compile(r":[0-9]+$")


def add_promotion_scores(clone: Clone) -> None:
    """Prefer nodes for an instance on which it would rather be promoted."""
    for instance in clone.children:
        for node, entry in instance.scores.items():
            score, _ = promotion_score(instance, node) if node.available else (0, True)
            if score > 0:
                entry.add(score, clone.cluster.cause(CauseKind.PROMOTION, score))
                instance.priority = max(instance.priority, score)


def promotion_score(resource: Resource, node: Node) -> tuple[int, bool]:
    """The promotion score of an instance (or member of one) on `node`, and whether it is so only for want of one."""
    if not isinstance(resource, Primitive):
        parts = [promotion_score(child, node) for child in resource.children]
        return sum(score for score, _ in parts), all(default for _, default in parts)
    if not _applies(resource, node):
        return 0, True
    name = resource.attribute_name
    value = _attribute(resource, node, f"master-{name}")
    if value is None and not resource.unique:
        value = _attribute(resource, node, f"master-{_INSTANCE.sub('', name)}")
    return (0, True) if value is None else (parse_score(value), False)


def _attribute(resource: Primitive, node: Node, name: str) -> str | None:
    """An attribute of a node, or of its host where that is what is asked for."""
    if node.is_guest and resource.meta.get("container-attribute-target", "").lower() == "host":
        return host_attribute(node, name, assigned=resource.decided)
    return node.attributes.get(name)


def _applies(resource: Primitive, node: Node) -> bool:
    """Whether a promotion score on `node` is meant for this very instance."""
    entry = resource.scores.get(node)
    if entry is None or entry.score < 0:
        return False
    if not resource.unique:
        same = [leaf for leaf in resource.top.leaves() if leaf.configured_id == resource.configured_id]
        active = next((leaf for leaf in same if node in leaf.active_on), None)
        if active is resource:
            return True
        if active is None and any(node in leaf.known_on for leaf in same):
            return True
    if not resource.active_on and not resource.known_on:
        return True
    return node in resource.known_on or node in resource.active_on


def choose_promoted(clone: Clone) -> None:
    """Promote the best instances, as many as there may be; the others become (or stay) unpromoted."""
    promotion = _Promotion(clone)
    promotion.rate()
    promotion.sort()
    promotion.choose()
    for instance in clone.children:
        instance.priority = clone.priority


class _Promotion:
    """The choice among the instances of one clone; `scores` holds how much each should be promoted."""

    def __init__(self, clone: Clone) -> None:
        self.clone = clone
        self.cluster = clone.cluster
        self.scores: dict[Resource, ScoreEntry] = {}

    def rate(self) -> None:
        """Set the priority of each instance on the node it got."""
        for entry in self.clone.scores.values():
            entry.count = 0
        for instance in self.clone.children:
            for part in instance.walk():
                if part.role is Role.STARTED:
                    part.role = Role.UNPROMOTED
            node = single_node(instance)
            if node is not None:
                self._rate_on(instance, node)

    def _rate_on(self, instance: Resource, node: Node) -> None:
        rating = ScoreEntry(node)
        coming = instance.coming_role
        if coming in (Role.UNKNOWN, Role.STARTED):
            score, default = promotion_score(instance, node)
            score = -1 if default else score
            rating.put(
                score, self.cluster.cause(CauseKind.PROMOTION, score, detail=Fact.of("none-set") if default else None)
            )
        elif coming in (Role.UNPROMOTED, Role.STOPPED):
            rating.put(-INFINITY, self.cluster.cause(CauseKind.TARGET_ROLE, -INFINITY))
        else:
            rating.put(instance.priority, self.cluster.cause(CauseKind.PROMOTION, instance.priority))
        self._add_locations(instance, rating)
        instance.priority = rating.score
        for each in this_with(instance):
            delta = apply_colocation(instance, each.primary, each)
            rating.add(delta, self._cause(each.id, each.primary, delta) if delta else None)
        instance.priority = rating.score
        if coming is Role.PROMOTED:
            rating.put(INFINITY, self.cluster.cause(CauseKind.TARGET_ROLE, INFINITY))
        self.scores[instance] = rating

    def _cause(self, id: str, primary: Resource, delta: int) -> ScoreCause | None:
        return self.cluster.cause(CauseKind.COLOCATION, delta, id, primary.id)

    def _add_locations(self, instance: Resource, rating: ScoreEntry) -> None:
        for location in (*instance.locations, *self.clone.locations):
            if location.role is Role.PROMOTED:
                for each in location.entries:
                    if each.node is rating.node:
                        cause = self.cluster.cause(CauseKind.LOCATION, each.score, location.id, rule=each.rule)
                        rating.add(each.score, cause)

    def sort(self) -> None:
        """Put the instances that should be promoted first, once the clone's own table tells how much."""
        clone = self.clone
        clone.spreading = clone.promotion_begun = True
        for rating in self.scores.values():
            entry = clone.scores.get(rating.node)
            if rating.score >= 0 and entry is not None:
                entry.score = arithmetic.add(entry.score, rating.score)
                entry.causes += rating.causes
        for each in with_this(clone):
            if each.primary_role is Role.PROMOTED and has_influence(each):
                how = Spread(clone, active=True, nonnegative=True)
                clone.scores = spread(each.dependent, clone.scores, each, each.score / INFINITY, how)
        self._check_tickets()
        for instance in clone.children:
            self._set_final(instance)
        order = InstanceOrder()
        clone.children.sort(key=cmp_to_key(lambda left, right: self._compare(order, left, right)))
        clone.spreading = False

    def _check_tickets(self) -> None:
        for each in self.clone.tickets:
            ticket = self.cluster.tickets.get(each.ticket, Ticket(each.ticket))
            if each.role is Role.PROMOTED and (ticket.standby or not ticket.granted):
                ban_everywhere(self.clone, CauseKind.TICKET, id=each.id, detail=Fact.of("ticket", ticket=each.ticket))

    def _set_final(self, instance: Resource) -> None:
        node = single_node(instance)
        rating = self.scores.get(instance)
        if not instance.managed and instance.coming_role is Role.PROMOTED and node is not None:
            final = ScoreEntry(node)
            final.put(INFINITY, self.cluster.cause(CauseKind.UNMANAGED, INFINITY))
            self.scores[instance] = final
        elif node is None:
            self.scores.pop(instance, None)
        elif rating is not None and rating.score >= 0:
            entry = self.clone.scores.get(node)
            if entry is not None:
                rating.score, rating.causes = entry.score, entry.causes

    def _score(self, instance: Resource) -> int:
        rating = self.scores.get(instance)
        return -INFINITY if rating is None else rating.score

    def _compare(self, order: InstanceOrder, left: Resource, right: Resource) -> int:
        by_score = self._score(right) - self._score(left)
        return by_score or right.current_role - left.current_role or order.compare(left, right)

    def choose(self) -> None:
        """Promote as many as may be, in order."""
        promoted = 0
        for instance in self.clone.children:
            self._record(instance)
            wanted = self._score(instance) >= 0 and (promoted < self.clone.promoted_max or not self.clone.managed)
            entry = self._place_to_promote(instance) if wanted else None
            if entry is None or (self.cluster.frozen_without_quorum and instance.current_role is not Role.PROMOTED):
                _leave_unpromoted(instance)
                continue
            entry.count += 1
            promoted += 1
            for part in instance.walk():
                if part.next_role is Role.UNKNOWN:
                    part.next_role = Role.PROMOTED

    def _record(self, instance: Resource) -> None:
        rating = self.scores.get(instance)
        if rating is not None:
            record = ScoreRecord("", instance.id, rating.node.name, rating.score, rating.causes)
        else:
            cause = self.cluster.cause(CauseKind.NODE, -INFINITY, detail=Fact.of("not-active"))
            record = ScoreRecord("", instance.id, "", -INFINITY, (cause,) if cause else ())
        self.cluster.records.append(record)

    def _place_to_promote(self, resource: Resource) -> ScoreEntry | None:
        """The clone's entry for the node where `resource` can be promoted, or None."""
        if not all(self._place_to_promote(child) for child in resource.children):
            return None
        node = single_node(resource)
        if node is None:
            return None
        if not resource.managed:
            if resource.current_role is not Role.PROMOTED:
                return None
        elif resource.priority < 0 or not _will_be_there(node):
            return None
        entry = self.clone.scores.get(node)
        if entry is None:
            return None
        return entry if entry.count < self.clone.promoted_node_max or not resource.managed else None


def _will_be_there(node: Node) -> bool:
    """Whether a node can be used; a guest only if what launches it has a place."""
    launcher = node.launcher if node.is_guest else None
    return node.available and (launcher is None or launcher.assigned is not None)


def single_node(instance: Resource) -> Node | None:
    """The one node that `instance` was assigned to; None if there are none or several."""
    nodes = instance.assigned_nodes
    return nodes[0] if len(nodes) == 1 else None


def _leave_unpromoted(resource: Resource) -> None:
    for part in resource.walk():
        part.next_role = Role.UNPROMOTED if part.assigned_nodes else Role.STOPPED
