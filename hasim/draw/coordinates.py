"""The second coordinate of a layered layout: as straight as the order of the boxes allows."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import Any, Final

ROUNDS: Final = 6


def settle(rows: Sequence[Sequence[Any]], gap: float) -> dict[int, tuple[float, float]]:
    """Give each box its place across the layers, lane below lane; gives where each lane begins and ends.

    Each box moves towards the middle of what it is joined with, as far as its neighbours and its lane let it.
    """
    runs = [list(run) for row in rows for _, run in groupby(row, key=lambda box: box.lane)]
    extents = _lanes(runs, gap)
    for run in runs:
        _place(run, [sum(extents[run[0].lane]) / 2] * len(run), gap, extents[run[0].lane])
    for turn in range(ROUNDS):
        onwards = turn % 2 == 0
        for run in runs if onwards else reversed(runs):
            wishes = [_wish(box.before if onwards else box.after, box.place) for box in run]
            _place(run, wishes, gap, extents[run[0].lane])
    return extents


def _lanes(runs: Sequence[Sequence[Any]], gap: float) -> dict[int, tuple[float, float]]:
    """Lane below lane, each as wide as its fullest layer."""
    needs: dict[int, float] = {}
    for run in runs:
        need = sum(box.across + gap for box in run)
        needs[run[0].lane] = max(need, needs.get(run[0].lane, 0.0))
    found, position = {}, 0.0
    for lane in sorted(needs):
        found[lane] = (position, position + needs[lane])
        position += needs[lane]
    return found


def _wish(neighbours: Sequence[Any], own: float) -> float:
    return sum(box.place for box in neighbours) / len(neighbours) if neighbours else own


def _place(run: Sequence[Any], wishes: Sequence[float], gap: float, extent: tuple[float, float]) -> None:
    """Put a row's boxes of one lane as near to their wishes as can be, in order, apart, and within the lane.

    Least squares by pooling: neighbours that would overlap become a block, which stands at its mean wish.
    """
    offsets = [0.0]
    for one, other in pairwise(run):
        offsets.append(offsets[-1] + (one.across + other.across) / 2 + gap)
    blocks: list[tuple[float, int]] = []
    for wish, offset in zip(wishes, offsets, strict=True):
        mean, size = wish - offset, 1
        while blocks and blocks[-1][0] > mean:
            other, more = blocks.pop()
            mean, size = (mean * size + other * more) / (size + more), size + more
        blocks.append((mean, size))
    low = extent[0] + (run[0].across + gap) / 2
    high = extent[1] - (run[-1].across + gap) / 2 - offsets[-1]
    bases = [min(max(mean, low), high) for mean, size in blocks for _ in range(size)]
    for box, base, offset in zip(run, bases, offsets, strict=True):
        box.place = base + offset
