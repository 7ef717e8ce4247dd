"""The fail-count timeline: how often each resource failed on each node, against the clock."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter

from hasim.cib import INFINITY, Cib
from hasim.draw import canvas, style
from hasim.draw.configured import layout, threshold
from hasim.draw.gather import language_of
from hasim.draw.sentences import count_text, timeline_sentence
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
    with canvas.look():
        figure = Figure(figsize=(5.2, 2.9))
        axes = figure.add_axes((0.08, 0.16, 0.88, 0.62))
        first = min((line.changes[0][0] for line in timeline.lines), default=timeline.now)
        start = max(0.0, first - LEAD)
        end = max(timeline.now, start + 2 * LEAD)
        top = _top(timeline)
        _axes(axes, (start, end), top, lang)
        for limit in timeline.thresholds:
            _threshold(axes, limit, lang)
        for index, line in enumerate(timeline.lines):
            _line(axes, line, index, end, top, lang)
        _cleanups(axes, timeline, top, lang)
        if timeline.lines:
            _legend(axes)
        else:
            axes.text(0.5, 0.5, say("timeline.none", lang), transform=axes.transAxes, ha="center", color=style.GREY)
    return figure


def _legend(axes: Axes) -> None:
    axes.legend(
        loc="lower right",
        bbox_to_anchor=(1.01, 1.07),
        ncols=2,
        fontsize=8.5,
        frameon=False,
        borderpad=0,
        columnspacing=1.2,
        handlelength=2.6,
    )


def _top(timeline: Timeline) -> int:
    """The highest finite value to leave room for; an infinite count is drawn one above it."""
    finite = [count for line in timeline.lines for count in line.counts if count < INFINITY]
    return max(3, *timeline.thresholds, *finite) if (timeline.thresholds or finite) else 3


def _axes(axes: Axes, span: tuple[float, float], top: int, lang: str) -> None:
    axes.figure.text(0.02, 0.94, say("timeline.title", lang), fontsize=10.5)
    axes.set_xlabel(say("timeline.axis", lang), fontsize=8.5, color=style.GREY)
    axes.set_xlim(span[0], span[1] + (span[1] - span[0]) * 0.03)
    axes.set_ylim(-0.25, top + 1.6)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    step = max(1, -(-top // 6))
    axes.yaxis.set_major_locator(FixedLocator([*range(0, top + 1, step), top + 1]))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: "∞" if value > top else f"{value:.0f}"))
    axes.xaxis.set_major_locator(FixedLocator(ticks(*span)))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: clock(value)))
    axes.tick_params(labelsize=8.5, length=3)


def ticks(start: float, end: float) -> list[float]:
    """Four to seven round moments between two, in seconds."""
    steps = (10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
    step = next((step for step in steps if (end - start) / step <= 6), steps[-1] * (1 + int((end - start) // 500000)))
    first = -(-start // step) * step
    return [first + i * step for i in range(int((end - first) // step) + 1)]


def clock(seconds: float) -> str:
    """Seconds since the start as m:ss, or h:mm:ss from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _threshold(axes: Axes, limit: int, lang: str) -> None:
    axes.axhline(limit, color=style.GREY, linestyle=(0, (4, 3)), linewidth=1.2, zorder=1)
    label = say("timeline.threshold", lang, threshold=limit)
    axes.text(
        0.01,
        limit + 0.1,
        label,
        transform=axes.get_yaxis_transform(),
        fontsize=8,
        color=style.GREY,
        va="bottom",
    )


def _line(axes: Axes, line: Line, index: int, end: float, top: int, lang: str) -> None:
    """Steps with a mark at each change; lines of equal value are set apart a little so that both can be seen."""
    shift = 0.06 * ((index + 1) // 2) * (-1 if index % 2 else 1)
    times = [time for time, _, _ in line.changes]
    heights = [(top + 1 if count >= INFINITY else count) + shift for count in line.counts]
    axes.step(
        [*times, end],
        [*heights, heights[-1]],
        where="post",
        color=style.SERIES[index % len(style.SERIES)],
        linestyle=style.SERIES_DASHES[index % len(style.SERIES_DASHES)],
        marker=style.SERIES_MARKS[index % len(style.SERIES_MARKS)],
        markevery=list(range(len(times))),
        markersize=5.5,
        linewidth=2,
        label=say("timeline.line", lang, resource=line.resource, node=line.node),
    )


def _cleanups(axes: Axes, timeline: Timeline, top: int, lang: str) -> None:
    """A dotted line with a mark at each moment when somebody cleared a count, and a word where there is room for it."""
    times = sorted({time for line in timeline.lines for time, _, cause in line.changes if cause == "cleanup"})
    left, right = axes.get_xlim()
    last = left
    for time in times:
        axes.axvline(time, color=style.GREEN, linestyle=":", linewidth=1.2, zorder=1)
        if time - last >= (right - left) * 0.1:
            word = say("timeline.cleanup", lang)
            axes.text(time, top + 1.75, word, fontsize=8, color=style.GREEN, ha="center", va="bottom")
            last = time
    axes.plot(times, [top + 1.6] * len(times), "v", color=style.GREEN, markersize=6, clip_on=False)


__all__ = ["Line", "Timeline", "count_text", "failcount_sentence", "failcount_timeline", "read_timeline"]
