"""The lanes: where each resource ran over time, what happened, and when the client was not served."""

from collections.abc import Sequence
from typing import Any, Final

from hasim.draw import style
from hasim.draw.artists import Figure
from hasim.draw.axes import clock
from hasim.draw.canvas import Plane, look, sheet
from hasim.draw.clockface import Clockface
from hasim.draw.frame import FOOT, HEAD, MARGIN, empty, folded, heading, notes
from hasim.draw.measure import squeeze, strong, width
from hasim.draw.past import STARTED, Mark, Past, Played, Row, Span, read_past, rows
from hasim.draw.sentences import seen_words
from hasim.draw.source import language_of
from hasim.text import join, say

WIDE: Final = 10.0
ROW: Final = 0.24
GAP: Final = 0.1
"""Between lanes."""
NAMES: Final = (1.6, 1.3)
"""The greatest room for the names of lanes and of their rows."""
HALO: Final[dict[str, Any]] = {"boxstyle": "round,pad=0.08", "facecolor": "#ffffffd8", "edgecolor": "none"}
MOST: Final = 36
"""Rows that are drawn; lanes in which something changed go first."""
SIGN: Final = 0.15
"""The room that a sign takes."""
SIGNS: Final = {"failure": ("✗", style.VERMILLION), "ban": ("⊘", style.PURPLE), "cleanup": ("▼", style.GREEN)}


def lanes(source: Played | Past, lang: str | None = None, *, by: str = "resource") -> Figure:
    """Where each resource ran over time: a lane a resource, or for `by` "node" a lane a node."""
    if by not in ("resource", "node"):
        raise ValueError(f"lanes are by resource or by node, not by {by!r}")
    language = lang or language_of(source)
    past = source if isinstance(source, Past) else read_past(source)
    with look():
        return _draw(past, by, language) if past.resources else empty(say("lanes.none", language))


def lanes_sentence(source: Played | Past, lang: str | None = None) -> str:
    """The same in words."""
    language = lang or language_of(source)
    past = source if isinstance(source, Past) else read_past(source)
    told = []
    for resource in past.resources:
        spans = [_span_words(span, language) for span in past.spans if span.resource == resource]
        if spans:
            told.append(say("lanes.sentence", language, resource=resource, spans=join(spans, language)))
        else:
            told.append(say("placement.sentence.nowhere", language, resource=resource))
    if past.has_client:
        told += _outage_words(past, language) or [say("lanes.sentence.served", language)]
    if not told:
        return say("lanes.none", language)
    return say("sentence.join", language).join(told) + say("sentence.end", language)


def _span_words(span: Span, lang: str) -> str:
    node = span.node if span.role == STARTED else f"{span.node} ({span.role})"
    if span.end is None:
        return say("lanes.sentence.lasting", lang, node=node, start=clock(span.start))
    return say("lanes.sentence.span", lang, node=node, start=clock(span.start), end=clock(span.end))


def _outage_words(past: Past, lang: str) -> list[str]:
    return [
        say("lanes.sentence.outage", lang, start=clock(each.start), seen=seen_words(each.seen, lang),
            seconds=f"{(past.now if each.end is None else each.end) - each.start:.0f}")
        for each in past.outages
    ]  # fmt: skip


def _draw(past: Past, by: str, lang: str) -> Figure:
    shown, left = _shown(rows(past, by))
    face = Clockface(_moments(past, shown), past.now)
    foot = folded([say("lanes.key", lang), *([say("lanes.more", lang, count=left)] if left else [])], WIDE)
    starts = [place for place, row in enumerate(shown) if not place or row[0] != shown[place - 1][0]]
    top = HEAD + 0.5
    below = 0.48 if past.has_client else 0.0
    height = top + len(shown) * ROW + len(starts) * GAP + below + 0.36
    plane = sheet(WIDE, height + FOOT * len(foot) + MARGIN)
    page = _Page(plane, face, _columns(shown, lang), past)
    heading(plane, say("lanes.title", lang))
    bottom = height - 0.3
    page.events(HEAD + 0.2, bottom, lang)
    y = top
    for place, (lane, names, spans) in enumerate(shown):
        if place in starts:
            page.lane(lane, y, sum(1 for row in shown[place:] if row[0] == lane))
            y += GAP / 2
        page.row(names, y, lang)
        page.bars(spans, y)
        page.signs(lane, names, y, by)
        y += ROW + (GAP / 2 if place + 1 in starts or place + 1 == len(shown) else 0)
    if past.has_client:
        page.client(y + 0.06, lang)
    page.axis(bottom, HEAD + 0.3, lang)
    notes(plane, foot)
    return plane.figure


def _shown(found: list[Row]) -> tuple[list[Row], int]:
    """The rows to draw in their order, and how many lanes are left out."""
    if len(found) <= MOST:
        return found, 0
    changed = {lane for lane, _, spans in found if len(spans) != 1 or spans[0].end is not None}
    order = sorted(range(len(found)), key=lambda place: (found[place][0] not in changed, place))
    kept = set(order[:MOST])
    shown = [row for place, row in enumerate(found) if place in kept]
    return shown, len({row[0] for row in found} - {row[0] for row in shown})


def _columns(shown: list[Row], lang: str) -> tuple[float, float]:
    """Where the names of the rows begin, and the time axis."""
    lanes_ = max(width(text, 10, bold=True) for text in (say("lanes.client", lang), *(row[0] for row in shown)))
    inner = max(width(_inner(row[1], lang), 9) for row in shown)
    first = MARGIN + min(NAMES[0], lanes_ + 0.2)
    return first, first + min(NAMES[1], inner + 0.2)


def _inner(names: tuple[str, ...], lang: str) -> str:
    """What a row is for, in few words."""
    if len(names) > 2:
        return say("lanes.several", lang, first=names[0], count=len(names) - 1)
    return join(list(names), lang) or "–"


def _moments(past: Past, shown: list[Row]) -> list[float]:
    """When there is something to see."""
    times = [time for _, _, spans in shown for span in spans for time in (span.start, span.end) if time is not None]
    times += [mark.time for mark in past.marks]
    times += [time for each in past.outages for time in (each.start, each.end) if time is not None]
    return times


class _Page:
    """The sheet with its time axis."""

    def __init__(self, plane: Plane, face: Clockface, columns: tuple[float, float], past: Past) -> None:
        self.plane, self.face, self.past = plane, face, past
        self.names, self.left = columns
        self.room = WIDE - self.left - 0.45

    def x(self, time: float) -> float:
        """Where a moment is."""
        return self.left + self.room * self.face(time)

    def lane(self, name: str, y: float, count: int) -> None:
        """A lane's name, and a line above it."""
        self.plane.line([MARGIN, self.left + self.room], [y, y], color="#c9ced3", linewidth=0.8, zorder=0)
        text = squeeze(name, self.names - MARGIN - 0.1, 10, bold=True)
        middle = y + GAP / 2 + ROW * count / 2
        self.plane.text(MARGIN, middle, text, fontsize=10, va="center", **strong(text))

    def row(self, names: tuple[str, ...], y: float, lang: str) -> None:
        """What a row is for."""
        text = squeeze(_inner(names, lang), self.left - self.names - 0.1, 9)
        self.plane.text(self.names, y + ROW / 2, text, fontsize=9, va="center", color=style.GREY)

    def bars(self, spans: Sequence[Span], y: float) -> None:
        """When it ran; promoted instances are darker and say so."""
        for span in spans:
            start, end = self.x(span.start), self.x(self.past.now if span.end is None else span.end)
            promoted = span.role == "Promoted"
            fill: dict[str, Any] = {
                "facecolor": style.GREEN if promoted else "#a9d8c8",
                "edgecolor": style.GREEN,
                "linewidth": 1.0,
            }
            self.plane.rectangle((start, y + 0.03), max(end - start, 0.05), ROW - 0.06, zorder=2, **fill)
            if span.role != STARTED and width(span.role, 8) < end - start - 0.1:
                colour = style.WHITE if promoted else style.BLACK
                middle = (start + end) / 2, y + ROW / 2
                self.plane.text(*middle, span.role, fontsize=8, ha="center", va="center", color=colour, zorder=3)

    def signs(self, lane: str, names: tuple[str, ...], y: float, by: str) -> None:
        """Failures, bans and clean-ups in this row, side by side; of too many in one place the first are seen."""
        free = -1.0
        for mark in self.past.marks:
            outer, inner = (mark.resource, mark.node) if by == "resource" else (mark.node, mark.resource)
            if mark.kind in SIGNS and outer == lane and inner in names:
                sign, colour = SIGNS[mark.kind]
                x = max(self.x(mark.time), free)
                if x - self.x(mark.time) > 2 * SIGN:
                    continue
                free = x + SIGN
                look = {"fontsize": 9, "color": colour, "ha": "center", "va": "center", "zorder": 6, "bbox": HALO}
                self.plane.text(x, y + ROW / 2, sign, **look)

    def events(self, y: float, bottom: float, lang: str) -> None:
        """Faults and fencing above the lanes, each with a line through them and its name where there is room."""
        ends = [self.left - 1.0, self.left - 1.0]
        last = -1.0
        marks = [mark for mark in self.past.marks if mark.kind not in SIGNS]
        for text, time in dict.fromkeys((event_words(mark, lang), mark.time) for mark in marks):
            x = self.x(time)
            if x - last > 0.02:
                dotted = {"color": style.VERMILLION, "linestyle": ":", "linewidth": 1.0, "zorder": 1}
                self.plane.line([x, x], [y + 0.1, bottom], **dotted)
                last = x
            level = next((level for level in (0, 1) if ends[level] + 0.08 <= x), None)
            needed = width(text, 8) + 0.16
            if level is None or x + needed > WIDE - 0.02:
                continue
            at = y + 0.2 - 0.17 * level
            self.plane.line([x], [at - 0.035], marker="v", markersize=5.5, color=style.VERMILLION, linestyle="")
            self.plane.text(x + 0.09, at, text, fontsize=8, color=style.VERMILLION, zorder=3, bbox=HALO)
            ends[level] = x + needed

    def client(self, y: float, lang: str) -> None:
        """When the client was served, and what it saw when not."""
        self.plane.line([MARGIN, self.left + self.room], [y - 0.06, y - 0.06], color="#c9ced3", linewidth=0.8, zorder=0)
        text = say("lanes.client", lang)
        self.plane.text(MARGIN, y + ROW / 2, text, fontsize=10, va="center", **strong(text))
        start, now = self.x(self.face.start), self.x(self.past.now)
        look = {"color": style.BLUE, "linewidth": 2.0, "zorder": 1}
        self.plane.line([start, now], [y + ROW / 2] * 2, **look)
        free = -1.0
        for each in self.past.outages:
            end = self.past.now if each.end is None else each.end
            x, right = self.x(each.start), self.x(end)
            fill: dict[str, Any] = {
                "facecolor": style.WHITE,
                "edgecolor": style.VERMILLION,
                "hatch": "////",
                "linewidth": 1.2,
            }
            self.plane.rectangle((x, y + 0.03), max(right - x, 0.03), ROW - 0.06, zorder=2, **fill)
            seconds = f"{end - each.start:.0f}"
            text = say("lanes.outage", lang, seconds=seconds, seen=seen_words(each.seen, lang))
            for words in (text, say("lanes.seconds", lang, seconds=seconds)):
                middle = min(max((x + right) / 2, self.left + width(words, 8) / 2), WIDE - 0.05 - width(words, 8) / 2)
                if middle - width(words, 8) / 2 > free:
                    self.plane.text(
                        middle,
                        y + ROW + 0.12,
                        words,
                        fontsize=8,
                        color=style.VERMILLION,
                        ha="center",
                        zorder=5,
                        bbox=HALO,
                    )
                    free = middle + width(words, 8) / 2 + 0.08
                    break

    def axis(self, y: float, top: float, lang: str) -> None:
        """The clock below, the cuts, and where now is."""
        left, right = self.left, self.left + self.room
        self.plane.line([left, right], [y, y], color=style.BLACK, linewidth=0.9)
        moments = self.face.marks(0.07)
        mark: dict[str, Any] = {"color": style.BLACK, "linestyle": "", "markersize": 6, "markeredgewidth": 0.8}
        self.plane.line([self.x(each) for each in moments], [y] * len(moments), marker="|", **mark)
        now = self.x(self.past.now)
        word = f"{say('lanes.now', lang)} {clock(self.past.now)}"
        for each in moments:
            if abs(self.x(each) - now) > (width(word, 8.5) + width(clock(each), 8.5)) / 2 + 0.05:
                self.plane.text(self.x(each), y + 0.2, clock(each), fontsize=8.5, ha="center")
        for start, end in self.face.cuts:
            middle = (self.x(start) + self.x(end)) / 2
            blank = {"boxstyle": "square,pad=0.05", "facecolor": style.WHITE, "edgecolor": "none"}
            self.plane.text(middle, y, "//", fontsize=9, ha="center", va="center", bbox=blank)
        self.plane.line([now, now], [top, y], color=style.BLACK, linewidth=1.4, zorder=4)
        at = min(now, WIDE - 0.05 - width(word, 8.5) / 2)
        self.plane.text(at, y + 0.2, word, fontsize=8.5, ha="center", **strong(word))


def event_words(mark: Mark, lang: str) -> str:
    """A fault or the like in few words."""
    return say(f"lanes.event.{mark.kind}", lang, what=mark.what, node=mark.node)
