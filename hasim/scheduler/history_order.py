"""Which of a resource's recorded operations came first, and which of them still matter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from hasim.cib.history import Operation

PENDING = -1
"""The call id and the status of an operation that is under way."""


def oldest_first(operations: Sequence[Operation]) -> list[Operation]:
    """The operations of one history in the order in which they happened."""
    if len(operations) < 2:
        return list(operations)
    newest_entry_first = list(reversed(operations))  # where ages cannot be told, the later entry counts as older
    return merged_by(newest_entry_first, lambda left, right: compare_age(left, right, same_node=True))


Item = TypeVar("Item")


def merged_by(items: list[Item], compare: Callable[[Item, Item], int]) -> list[Item]:
    """The items in order, sorted by merging halves.

    Ages of operations do not always make an order (an operation under way may seem older than one entry and newer than
    an older one), so that it counts which are compared: this is how the list library of the real programs does it.
    """
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merged_by(items[:middle], compare), merged_by(items[middle:], compare)
    found = []
    while left and right:
        found.append((left if compare(left[0], right[0]) <= 0 else right).pop(0))
    return found + left + right


def compare_age(left: Operation, right: Operation, *, same_node: bool) -> int:
    """Less than 0 if `left` is older than `right`, greater if it is newer, 0 if that cannot be told.

    Call ids tell the order only among operations of one node: those that the entries name, or else `same_node`.
    """
    if left.node and right.node:
        same_node = left.node.lower() == right.node.lower()
    if same_node and left.id == right.id:
        return 0
    if left.call_id == PENDING and right.call_id == PENDING:
        return 0
    if same_node and min(left.call_id, right.call_id) >= 0 and left.call_id != right.call_id:
        return -1 if left.call_id < right.call_id else 1
    if left.call_id >= 0 and (not same_node or left.call_id == right.call_id):
        return _by_time(left, right)
    return _by_transition(left, right)


def _by_time(left: Operation, right: Operation) -> int:
    if left.last_rc_change < 0 or right.last_rc_change < 0:
        return 0
    return (left.last_rc_change > right.last_rc_change) - (left.last_rc_change < right.last_rc_change)


def _by_transition(left: Operation, right: Operation) -> int:
    """One of the two is pending: it is the later one, unless both are of the same source and tell their order."""
    first, second = _transition(left), _transition(right)
    if first is None or second is None:
        return 0
    if first[1] != second[1] or first[0] == second[0]:
        return -1 if right.call_id == PENDING else 1
    if first[0] == -1 or (first[0] > second[0] and second[0] != -1):
        return 1
    return -1


def _transition(operation: Operation) -> tuple[int, str] | None:
    """The number of the transition and the id of the controller that ran the operation."""
    parts = operation.transition_magic.partition(";")[2].split(":")
    if len(parts) < 4:
        return None
    try:
        return int(parts[1]), parts[3]
    except ValueError:
        return None


def active_from(operations: Sequence[Operation]) -> tuple[int, int]:
    """Indexes of the operation that made the resource active and of the last successful stop; -1 for none.

    `operations` are the oldest first. Without a start, a promotion or demotion counts as one, or else the first
    monitor after the stop that found the resource.
    """
    start = stop = monitor = promotion = -1
    for index, operation in enumerate(operations):
        task = operation.operation
        if task == "stop" and operation.status == 0:
            stop = index
        elif task in ("start", "migrate_from"):
            start = index
        elif task == "monitor" and monitor <= stop:
            if operation.rc in (0, 8):
                monitor = index
        elif task in ("promote", "demote"):
            promotion = index
    if start == -1:
        start = promotion if promotion != -1 else monitor
    return start, stop


def still_recurring(operations: Sequence[Operation], start: int, stop: int) -> list[Operation]:
    """The recurring operations that are active, given the indexes of `active_from`."""
    first = stop + 1 if start < stop else max(start, 0)
    return [each for each in operations[first:] if each.interval_ms > 0 and each.status != PENDING]
