"""The order in which the real tools meet what they keep in a hash table by a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

__all__ = ["hash_order"]

T = TypeVar("T")

_PRIMES = {8: 7, 16: 13, 32: 31, 64: 61, 128: 127, 256: 251, 512: 509}


def _hash(text: str) -> int:
    """The string hash in use: times 31 plus each byte, in 32 bits. Found out from the real tool's output."""
    value = 0
    for byte in text.encode():
        value = (value * 31 + byte) & 0xFFFFFFFF
    return value


def hash_order(items: Iterable[T], key: Callable[[T], str], *, as_list: bool = False) -> list[T]:
    """Things that were put into a GLib hash table one by one, in the order of its values.

    Slots go by hash, collisions are probed. `as_list`: the list of values, which the library makes backwards.
    """
    ordered = list(items)
    size = next(size for size in _PRIMES if len(ordered) * 3 <= size * 2 or size == max(_PRIMES))
    slots: dict[int, T] = {}
    for item in ordered:
        index, step = ((_hash(key(item)) * 11) & 0xFFFFFFFF) % _PRIMES[size], 0
        while index in slots:
            step += 1
            index = (index + step) & (size - 1)
        slots[index] = item
    return [slots[index] for index in sorted(slots, reverse=as_list)]
