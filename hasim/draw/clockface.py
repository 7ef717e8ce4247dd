"""Time on an axis on which quiet times are short: each long pause takes the same little room and is marked."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from hasim.draw.axes import ticks

QUIET: Final = 45.0
"""Seconds without anything to see after which a pause is cut short."""
KEPT: Final = 12.0
"""Seconds of a pause that stay, half of them on each side."""
GAP: Final = 5.0
"""The room of the cut, in seconds."""


class Clockface:
    """Maps seconds since the start to a place between 0 and 1."""

    def __init__(self, moments: Iterable[float], end: float) -> None:
        """`moments` are when something happens; `end` is the last second shown."""
        known = sorted({min(max(each, 0.0), end) for each in moments} | {end})
        known = [max(0.0, known[0] - KEPT), *known] if known else [0.0, end]
        self._times, self._places = [known[0]], [0.0]
        self.cuts: list[tuple[float, float]] = []
        """The pauses that are cut: from when to when."""
        for one, other in pairwise(known):
            if other - one > QUIET:
                self._go(one + KEPT / 2, KEPT / 2)
                self.cuts.append((one + KEPT / 2, other - KEPT / 2))
                self._go(other - KEPT / 2, GAP)
                self._go(other, KEPT / 2)
            elif other > one:
                self._go(other, other - one)
        if self._places[-1] < 20:  # a short story does not fill the whole width
            self._go(self._times[-1] + 20 - self._places[-1], 20 - self._places[-1])
        self.start, self.end = self._times[0], self._times[-1]

    def _go(self, time: float, room: float) -> None:
        self._times.append(time)
        self._places.append(self._places[-1] + room)

    def __call__(self, time: float) -> float:
        """Where a moment is, from 0 to 1."""
        place = min(max(bisect_right(self._times, time) - 1, 0), len(self._times) - 2)
        one, other = self._times[place], self._times[place + 1]
        share = min(max((time - one) / (other - one), 0.0), 1.0) if other > one else 0.0
        at = self._places[place] + (self._places[place + 1] - self._places[place]) * share
        return at / self._places[-1]

    def marks(self, apart: float) -> list[float]:
        """Round moments to mark, at least `apart` (0 to 1) from each other and from the cuts."""
        shown = self._places[-1]
        step = ticks(0.0, shown)
        width = step[1] - step[0] if len(step) > 1 else shown
        found: list[float] = []
        at = -(-self.start // width) * width
        while at <= self.end:
            cut = next((cut for cut in self.cuts if cut[0] < at < cut[1]), None)
            if cut is not None:
                at = -(-cut[1] // width) * width
                continue
            if not found or self(at) - self(found[-1]) >= apart:
                found.append(at)
            at += width
        return found
