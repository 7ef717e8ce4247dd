"""Which of a clone's instances is placed first."""

from __future__ import annotations

from hasim.cib.score import INFINITY
from hasim.scheduler.colocation import has_influence, this_with, with_this
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.scores import ScoreEntry, ScoreTable
from hasim.scheduler.spread import Spread, spread


class InstanceOrder:
    """Compares instances while their tables do not change."""

    def __init__(self) -> None:
        self._wishes: dict[Resource, int] = {}

    def compare(self, left: Resource, right: Resource) -> int:
        """Less than 0 if `left` comes before `right`."""
        places = len(left.current_nodes), len(right.current_nodes)
        if all(places) and places[0] != places[1]:
            return places[0] - places[1]
        left_node, left_good = _allowed_node(left)
        right_node, right_good = _allowed_node(right)
        if left_good is not right_good:
            return -1 if left_good else 1
        if left.priority != right.priority:
            return right.priority - left.priority
        if left_node is None or right_node is None:
            return (left_node is None) - (right_node is None)
        return self._compare_active(left, left_node, right, right_node)

    def _compare_active(self, left: Resource, left_node: Node, right: Resource, right_node: Node) -> int:
        if left_node.available is not right_node.available:
            return -1 if left_node.available else 1
        left_entry, right_entry = _limit(left, left_node), _limit(right, right_node)
        if left_entry is None or right_entry is None:
            return (left_entry is None) - (right_entry is None)
        if left_entry.count != right_entry.count:
            return left_entry.count - right_entry.count
        if left.is_failed is not right.is_failed:
            return -1 if right.is_failed else 1
        wishes = self._wish(right, right_node) - self._wish(left, left_node)
        return wishes or _number(left) - _number(right)

    def _wish(self, instance: Resource, node: Node) -> int:
        """How much the colocations of `instance` want it where it is."""
        known = self._wishes.get(instance)
        if known is None:
            known = self._wishes[instance] = _colocated_score(instance, node)
        return known


def _number(instance: Resource) -> int:
    if isinstance(instance, Primitive) and instance.replica is not None:
        return instance.replica.number
    return instance.instance or 0


def _allowed_node(instance: Resource) -> tuple[Node | None, bool]:
    """The current node if the instance may stay there; and whether it may (or is nowhere)."""
    node = instance.current_node
    if node is None:
        return None, True
    entry = instance.scores.get(node)
    return (node, True) if entry is not None and entry.score >= 0 else (None, False)


def _limit(instance: Resource, node: Node) -> ScoreEntry | None:
    assert instance.parent is not None
    return instance.parent.scores.get(node)


def _colocated_score(instance: Resource, node: Node) -> int:
    table = ScoreTable({node: node.master.copy()})
    for each in this_with(instance):
        table = spread(each.primary, table, each, each.score / INFINITY, Spread(instance))
    for each in with_this(instance):
        if has_influence(each, instance):
            table = spread(each.dependent, table, each, each.score / INFINITY, Spread(instance, nonnegative=True))
    return table[node].score
