"""Placing a clone: which instance goes to which node."""

from __future__ import annotations

from dataclasses import replace
from functools import cmp_to_key

from hasim.cib.score import INFINITY
from hasim.scheduler.banning import ban_everywhere
from hasim.scheduler.colocation import this_with, with_this
from hasim.scheduler.instance_order import InstanceOrder
from hasim.scheduler.node import Node
from hasim.scheduler.placing import assign, record_tables, unassign
from hasim.scheduler.promotable import add_promotion_scores, choose_promoted
from hasim.scheduler.resource import Clone, Resource
from hasim.scheduler.scores import CauseKind, Fact, ScoreTable
from hasim.scheduler.spread import push_up

FUNCTION = "pcmk__clone_assign"


@assign.register
def assign_clone(resource: Clone, prefer: Node | None = None, stop_if_fail: bool = True) -> Node | None:
    """Place the instances of a clone, and choose those to be promoted."""
    if resource.decided or resource.deciding:
        return None
    resource.deciding = True
    if resource.promotable:
        add_promotion_scores(resource)
    for each in this_with(resource):
        assign(each.primary, prefer, stop_if_fail)
    for each in with_this(resource):
        push_up(each, resource)
    record_tables(resource, FUNCTION)
    resource.children.sort(key=cmp_to_key(InstanceOrder().compare))
    Distribution(resource, resource.children, resource.clone_max, resource.clone_node_max).run()
    if resource.promotable:
        choose_promoted(resource)
    resource.deciding, resource.decided = False, True
    return None


class Distribution:
    """Gives instances their nodes: first those that can stay where they are, then the others.

    At most `maximum` get one, and at most `per_node` the same; the table of `collective` says where they may be.
    """

    def __init__(self, collective: Resource, instances: list[Resource], maximum: int, per_node: int) -> None:
        self.collective = collective
        self.instances = instances
        self.maximum = maximum
        self.per_node = per_node
        self.assigned = 0

    def run(self) -> None:
        """Give all instances their nodes."""
        available = 0
        for entry in self.collective.scores.values():
            entry.count = 0
            available += entry.node.available
        fair = max(1, self.maximum // available) if available else 1
        for instance in self.instances:
            if self.assigned >= self.maximum:
                break
            self._keep_in_place(instance, fair)
        for instance in self.instances:
            if instance.decided:
                continue
            if self.assigned >= self.maximum:
                ban_everywhere(instance, CauseKind.LIMIT, detail=Fact.of("clone-max", most=self.maximum))
            elif self._try(instance, None) is not None:
                self.assigned += 1

    def _keep_in_place(self, instance: Resource, fair: int) -> None:
        """Keep an active instance where it is, unless its node would get more than a fair share."""
        if instance.decided or not instance.active_on or instance.failed:
            return
        current = instance.current_node
        if current is None or not current.available or current.master.score < 0:
            return
        entry = self.collective.scores.get(current)
        if entry is not None and entry.count < fair and self._early(instance, current):
            entry.count += 1
            self.assigned += 1

    def _early(self, instance: Resource, current: Node) -> bool:
        """Try to assign `instance` to its current node.

        Whenever it would rather go elsewhere, that place is reserved (for another instance), and it tries again.
        """
        entry = instance.scores.get(current)
        if entry is None or entry.score < 0:
            return False
        before = {part: part.scores.copy() for part in instance.walk()}
        table = self.collective.scores
        self.collective.scores = table.copy()
        kept = False
        for _ in range(self.maximum - self.assigned):
            chosen = self._try(instance, current)
            if chosen is current:
                kept = True
                break
            for part, scores in before.items():
                part.scores = scores.copy()
            if chosen is None:
                instance.decided = False
                break
            unassign(instance)
        self.collective.scores = table
        return kept

    def _try(self, instance: Resource, prefer: Node | None) -> Node | None:
        if instance.deciding:
            return None
        limits = self.collective.scores
        for node, entry in instance.scores.items():
            if not self._has_room(instance, node, limits):
                limit = through_limit(self.per_node, limits, node) if instance.cluster.explain else None
                cause = instance.cluster.cause(CauseKind.LIMIT, -INFINITY, detail=limit)
                behind = limits.get(node)
                if cause is not None and behind is not None and behind.score < 0 and node.available:
                    cause = replace(cause, because=behind.causes)
                entry.ban(cause)
                for part in instance.walk():
                    if part is not instance and node in part.scores:
                        part.scores[node].ban(cause)
        chosen = assign(instance, prefer, prefer is None)
        if chosen is not None:
            limits.entry(chosen).count += 1
        return chosen

    def _has_room(self, instance: Resource, node: Node, limits: ScoreTable) -> bool:
        entry = limits.get(node)
        if instance.removed or entry is None or not node.available:
            return False
        return entry.score >= 0 and entry.count < self.per_node


def through_limit(per_node: int, limits: ScoreTable, node: Node) -> Fact:
    """Why an instance finds no room on `node`."""
    entry = limits.get(node)
    if not node.available:
        return Fact.of("not-available")
    if entry is not None and entry.score >= 0:
        return Fact.of("clone-node-max", most=per_node)
    return Fact.of("clone-not-there")
