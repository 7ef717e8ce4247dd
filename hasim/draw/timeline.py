"""The fail-count timeline: how often each resource failed on each node, against the clock."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from hasim.cib import INFINITY, Cib
from hasim.draw import style
from hasim.draw.artists import Figure, Line2D
from hasim.draw.axes import SMALL, against_time, clock, key
from hasim.draw.canvas import Plane, look
from hasim.draw.condition import conditions
from hasim.draw.configured import layout, threshold
from hasim.draw.decided import moment
from hasim.draw.measure import fit
from hasim.draw.sentences import count_text, timeline_sentence
from hasim.draw.source import language_of
from hasim.sim import World
from hasim.sim.view import View
from hasim.sim.world import Record
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
    """What the figure shows; times are in seconds since the start.

    `bans` are the moments (time, resource, node) from which a resource may not run on a node any more, `expiries` those
    from which its failures there may be forgotten (failure-timeout).
    """

    lines: tuple[Line, ...]
    thresholds: tuple[int, ...] = ()
    now: float = 0.0
    bans: tuple[tuple[float, str, str], ...] = ()
    expiries: tuple[tuple[float, str, str], ...] = ()


class Recorded(Protocol):
    """What is asked of a session."""

    @property
    def time(self) -> float:
        """Simulated seconds since the start."""

    def failcount_changes(self) -> list[tuple[float, str, str, int, str]]:
        """Each change of a fail count: (seconds, node, resource, new value, cause)."""

    def records(self) -> list[Record]:
        """All that could be seen to happen."""

    @property
    def world(self) -> World:
        """The present world."""

    def view(self, node: str | None = None) -> View | None:
        """The cluster as a node sees it."""

    def cib(self, node: str | None = None) -> Cib | None:
        """The configuration and status as a node holds them."""

    def running(self) -> dict[str, list[str]]:
        """Where each primitive truly runs."""


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
    bans = [(each.time / 1000, each.details["resource"], each.node) for each in session.records() if each.kind == "ban"]
    decided = moment(session)
    found = conditions(decided).expiries if decided is not None else {}
    expiries = sorted((float(at - session.world.start), *place) for place, at in found.items())
    limited = tuple(sorted(limit for limit in limits if limit))
    return Timeline(lines, limited, float(session.time), tuple(bans), tuple(expiries))


def failcount_timeline(source: Recorded | Timeline, lang: str | None = None) -> Figure:
    """The fail-count timeline of a session (or of a `Timeline`); `lang` is "en" or "ja", by default the session's."""
    timeline = source if isinstance(source, Timeline) else read_timeline(source)
    return _draw(timeline, lang or language_of(source))


def failcount_sentence(source: Recorded | Timeline, lang: str | None = None) -> str:
    """The same in words."""
    timeline = source if isinstance(source, Timeline) else read_timeline(source)
    rows = [(line.resource, line.node, line.counts) for line in timeline.lines]
    language = lang or language_of(source)
    told = [timeline_sentence(rows, timeline.thresholds if rows else (), language)]
    told += [
        say("timeline.sentence.ban", language, resource=resource, node=node, time=clock(time))
        for time, resource, node in timeline.bans
    ]
    told += [_expiry(expiry, timeline.now, language) for expiry in timeline.expiries]
    return ("" if language == "ja" else " ").join(told)


def _expiry(expiry: tuple[float, str, str], now: float, lang: str) -> str:
    """When failures may be forgotten, and how long that is from now."""
    at, resource, node = expiry
    left = at - now
    key = "timeline.expiry" if left > 0 else "timeline.expiry.due"
    return say(key, lang, resource=resource, node=node, time=clock(at), left=f"{left:.0f}")


def _draw(timeline: Timeline, lang: str) -> Figure:
    with look():
        figure = Figure(figsize=(5.2, 2.9))
        first = min((line.changes[0][0] for line in timeline.lines), default=timeline.now)
        start = max(0.0, first - LEAD)
        last = max((at for at, _, _ in timeline.expiries), default=0.0)
        last = min(last + 5, timeline.now + max(2 * LEAD, timeline.now - start))
        end = max(timeline.now, start + 2 * LEAD, last)
        top = _top(timeline)
        title, label = say("timeline.title", lang), say("timeline.axis", lang)
        plane = against_time(figure, (start, end), _heights(top), title, label)
        for limit in timeline.thresholds:
            _threshold(plane, limit, lang)
        lines = [_line(plane, line, index, timeline.now, top) for index, line in enumerate(timeline.lines)]
        _cleanups(plane, timeline, top, lang)
        _now(plane, timeline, end, lang)
        _bans(plane, timeline, top)
        _expiries(plane, timeline, end, top, lang)
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
    # On the left, where the counts are still low: on the right their lines would cross the words.
    plane.text(left + (right - left) * 0.01, limit - 0.08, label, fontsize=8, color=style.GREY, ha="left", va="top")


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


def _now(plane: Plane, timeline: Timeline, end: float, lang: str) -> None:
    """Where the present is, if the axis goes on."""
    if timeline.now < end:
        plane.line([timeline.now] * 2, plane.y, color=style.BLACK, linewidth=1.0, zorder=1)
        at = timeline.now + (plane.x[1] - plane.x[0]) * 0.012
        if at + (plane.x[1] - plane.x[0]) * 0.08 < plane.x[1]:
            plane.text(at, plane.y[1], say("lanes.now", lang), fontsize=8, va="top")


def _level(line: Line, top: int, time: float) -> float:
    """The height of a line at a time."""
    counts = [count for at, count, _ in line.changes if at <= time] or [0]
    return float(min(counts[-1], top + 1))


def _bans(plane: Plane, timeline: Timeline, top: int) -> None:
    """A sign at each moment when a node was given up."""
    for time, resource, node in timeline.bans:
        for line in timeline.lines:
            if (line.resource, line.node) == (resource, node):
                height = _level(line, top, time) + 0.36
                plane.text(time, height, "⊘", fontsize=11, color=style.PURPLE, ha="center", va="center", zorder=5)


def _expiries(plane: Plane, timeline: Timeline, end: float, top: int, lang: str) -> None:
    """Dots from now to when failures may be forgotten, and below the figure in words how long that is."""
    for at, resource, node in timeline.expiries:
        for index, line in enumerate(timeline.lines):
            if (line.resource, line.node) == (resource, node) and at > timeline.now:
                height, colour = _level(line, top, timeline.now), style.SERIES[index % len(style.SERIES)]
                dots = {"color": colour, "linestyle": (0, (1, 2)), "linewidth": 2.0}
                plane.line([timeline.now, min(at, end)], [height] * 2, marker="v", markevery=[1], markersize=6, **dots)
    if timeline.expiries:
        first = _expiry(timeline.expiries[0], timeline.now, lang)
        more = len(timeline.expiries) - 1
        words = first + (f" (+{more})" if more else "")
        plane.figure.text(0.02, 0.01, fit(words, 3.9, SMALL), fontsize=SMALL, color=style.BLUE, va="bottom")


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
