"""Which of several nodes is the better one for a resource."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cmp_to_key

from hasim.cib.score import INFINITY
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.node import Node
from hasim.scheduler.scores import ScoreEntry


def best_first(cluster: Cluster, entries: Iterable[ScoreEntry], current: Node | None = None) -> list[ScoreEntry]:
    """The entries in the order of preference.

    By score (nodes that are not available last), then free capacity (placement-strategy balanced), then the number
    of resources placed there so far, then the resource's `current` node, then the name, byte by byte.
    """
    strategy = cluster.options.placement_strategy
    if strategy == "minimal":
        return sorted(entries, key=lambda entry: (-usable_score(entry), entry.node.name))
    if strategy == "balanced":

        def compare(left: ScoreEntry, right: ScoreEntry) -> int:
            return _compare_balanced(left, right, current)

        return sorted(entries, key=cmp_to_key(compare))
    return sorted(entries, key=lambda entry: (-usable_score(entry), *_order(entry, current)))


def usable_score(entry: ScoreEntry) -> int:
    """The score, or -INFINITY if the node is not available."""
    return entry.score if entry.node.available else -INFINITY


def _order(entry: ScoreEntry, current: Node | None) -> tuple[int, bool, str]:
    node = entry.node
    return node.assigned_count, node is not current, node.name


def _compare_balanced(left: ScoreEntry, right: ScoreEntry, current: Node | None) -> int:
    by_score = usable_score(right) - usable_score(left)
    if by_score:
        return by_score
    by_capacity = compare_capacity(left.node.capacity, right.node.capacity)
    if by_capacity:
        return by_capacity
    first, second = _order(left, current), _order(right, current)
    return (first > second) - (first < second)


def compare_capacity(left: Mapping[str, int], right: Mapping[str, int]) -> int:
    """Less than 0 if `left` has more left of more kinds of utilization than `right`."""
    names = left.keys() | right.keys()
    differences = (right.get(name, 0) - left.get(name, 0) for name in names)
    return sum((difference > 0) - (difference < 0) for difference in differences)
