"""The order in which the real tools meet nodes that they keep in a hash table by id."""

from __future__ import annotations

from collections.abc import Iterable

from hasim.scheduler.model import Node

__all__ = ["hash_order"]

_PRIMES = {8: 7, 16: 13, 32: 31, 64: 61, 128: 127, 256: 251, 512: 509}


def _hash(text: str) -> int:
    """The string hash in use: times 31 plus each byte, in 32 bits. Found out from the real tool's output."""
    value = 0
    for byte in text.encode():
        value = (value * 31 + byte) & 0xFFFFFFFF
    return value


def hash_order(nodes: Iterable[Node]) -> list[Node]:
    """The nodes, put into a GLib hash table one by one, in the order of its values.

    Slots go by hash, collisions are probed, and the list is made backwards.
    """
    ordered = list(nodes)
    size = next(size for size in _PRIMES if len(ordered) * 3 <= size * 2 or size == max(_PRIMES))
    slots: dict[int, Node] = {}
    for node in ordered:
        index, step = ((_hash(node.id) * 11) & 0xFFFFFFFF) % _PRIMES[size], 0
        while index in slots:
            step += 1
            index = (index + step) & (size - 1)
        slots[index] = node
    return [slots[index] for index in sorted(slots, reverse=True)]
