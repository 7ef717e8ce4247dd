"""The fail-count timeline: how often each resource failed on each node, against the clock."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from hasim.cib import INFINITY, Cib
from hasim.draw import style
from hasim.draw.axes import against_time, key
from hasim.draw.canvas import Plane, look
from hasim.draw.configured import layout, threshold
from hasim.draw.sentences import count_text, timeline_sentence
from hasim.draw.source import language_of
from hasim.text import say

LEAD: Final = 30.0
"""Seconds shown before the first failure."""


@dataclass(frozen=True, slots=True)
class Line:
    """One resource's fail count on one node: (seconds since the start, count, cause) for each change."""

    resource: str
    node: str
    changes: tuple[tuple[float, int, str], ...]

    @property
    def counts(self) -> list[int]:
        """The values it took, oldest first."""
        return [count for _, count, _ in self.changes]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the figure shows; `now` is in seconds since the start."""

    lines: tuple[Line, ...]
    thresholds: tuple[int, ...] = ()
    now: float = 0.0


class Recorded(Protocol):
    """What is asked of a session."""

    @property
    def time(self) -> float:
        """Simulated seconds since the start."""

    def failcount_changes(self) -> list[tuple[float, str, str, int, str]]:
        """Each change of a fail count: (seconds, node, resource, new value, cause)."""

    def cib(self, node: str | None = None) -> Cib | None:
        """The configuration and status as a node holds them."""


def changes_to_lines(changes: Iterable[tuple[float, str, str, int, str]]) -> tuple[Line, ...]:
    """The rows (time, node, resource, fail count, cause) of a session's table as one line a resource and node."""
    found: dict[tuple[str, str], list[tuple[float, int, str]]] = defaultdict(list)
    for time, node, resource, count, cause in changes:
        found[resource, node].append((float(time), int(count), str(cause)))
    return tuple(Line(resource, node, tuple(rows)) for (resource, node), rows in found.items())


def read_timeline(session: Recorded) -> Timeline:
    """A session's fail counts so far."""
    lines = changes_to_lines(session.failcount_changes())
    cib = session.cib()
    names = {line.resource for line in lines}
    limits = (
        {threshold(each, cib) for each in layout(cib).primitives if not names or each.id in names} if cib else set()
    )
    return Timeline(lines, tuple(sorted(limit for limit in limits if limit)), float(session.time))


def failcount_timeline(source: Recorded | Timeline, lang: str | None = None) -> Figure:
    """The fail-count timeline of a session (or of a `Timeline`); `lang` is "en" or "ja", by default the session's."""
    timeline = source if isinstance(source, Timeline) else read_timeline(source)
    return _draw(timeline, lang or language_of(source))


def failcount_sentence(source: Recorded | Timeline, lang: str | None = None) -> str:
    """The same in words."""
    timeline = source if isinstance(source, Timeline) else read_timeline(source)
    rows = [(line.resource, line.node, line.counts) for line in timeline.lines]
    return timeline_sentence(rows, timeline.thresholds if rows else (), lang or language_of(source))


def _draw(timeline: Timeline, lang: str) -> Figure:
    with look():
        figure = Figure(figsize=(5.2, 2.9))
        first = min((line.changes[0][0] for line in timeline.lines), default=timeline.now)
        start = max(0.0, first - LEAD)
        end = max(timeline.now, start + 2 * LEAD)
        top = _top(timeline)
        title, label = say("timeline.title", lang), say("timeline.axis", lang)
        plane = against_time(figure, (start, end), _heights(top), title, label)
        for limit in timeline.thresholds:
            _threshold(plane, limit, lang)
        lines = [_line(plane, line, index, end, top) for index, line in enumerate(timeline.lines)]
        _cleanups(plane, timeline, top, lang)
        key(figure, lines, [say("timeline.line", lang, resource=x.resource, node=x.node) for x in timeline.lines])
        if not lines:
            plane.text((start + end) / 2, top / 2, say("timeline.none", lang), ha="center", color=style.GREY)
    return figure


def _top(timeline: Timeline) -> int:
    """The highest finite value to leave room for; an infinite count is drawn one above it."""
    finite = [count for line in timeline.lines for count in line.counts if count < INFINITY]
    return max([3, *timeline.thresholds, *finite])


def _heights(top: int) -> dict[float, str]:
    """The counts to mark at the side."""
    marked = {float(count): str(count) for count in range(0, top + 1, max(1, -(-top // 6)))}
    return marked | {top + 1.0: "∞"}


def _threshold(plane: Plane, limit: int, lang: str) -> None:
    left, right = plane.x
    plane.line([left, right], [limit, limit], color=style.GREY, linestyle=(0, (4, 3)), linewidth=1.2, zorder=1)
    label = say("timeline.threshold", lang, threshold=limit)
    plane.text(left + (right - left) * 0.01, limit + 0.1, label, fontsize=8, color=style.GREY, va="bottom")


def _line(plane: Plane, line: Line, index: int, end: float, top: int) -> Line2D:
    """Steps with a mark at each change; lines of equal value are set apart a little so that both can be seen."""
    shift = 0.06 * ((index + 1) // 2) * (-1 if index % 2 else 1)
    times = [time for time, _, _ in line.changes]
    heights = [(top + 1 if count >= INFINITY else count) + shift for count in line.counts]
    return plane.line(
        [*times, end],
        [*heights, heights[-1]],
        drawstyle="steps-post",
        color=style.SERIES[index % len(style.SERIES)],
        linestyle=style.SERIES_DASHES[index % len(style.SERIES_DASHES)],
        marker=style.SERIES_MARKS[index % len(style.SERIES_MARKS)],
        markevery=list(range(len(times))),
        markersize=5.5,
        linewidth=2,
        label=f"{line.resource} {line.node}",
    )


def _cleanups(plane: Plane, timeline: Timeline, top: int, lang: str) -> None:
    """A dotted line with a mark at each moment when somebody cleared a count, and a word where there is room for it."""
    times = sorted({time for line in timeline.lines for time, _, cause in line.changes if cause == "cleanup"})
    left, right = plane.x
    last = left
    for time in times:
        plane.line([time, time], plane.y, color=style.GREEN, linestyle=":", linewidth=1.2, zorder=1)
        if time - last >= (right - left) * 0.1:
            word = say("timeline.cleanup", lang)
            plane.text(time, top + 1.75, word, fontsize=8, color=style.GREEN, ha="center", va="bottom")
            last = time
    if times:
        plane.line(times, [top + 1.6] * len(times), linestyle="", marker="v", color=style.GREEN, markersize=6)


__all__ = ["Line", "Timeline", "count_text", "failcount_sentence", "failcount_timeline", "read_timeline"]
