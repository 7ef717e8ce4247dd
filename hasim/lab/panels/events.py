"""The event log on the Board: all that could be seen to happen, with filters; each leads to its moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.lab.controls import change
from hasim.lab.listing import Listing
from hasim.lab.panels.base import SHEET, choose, named
from hasim.session import Session
from hasim.sim.telling import kind_text, told
from hasim.sim.world import Record
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

MOST = 200
"""How many events are shown, the last ones."""
EVERY = ""
WIDTHS = {"kind": "11em", "node": "8em", "resource": "9em", "text": "8em", "start": "4.5em", "end": "4.5em"}
CELL = 'style="text-align:left;padding-right:1em;vertical-align:top"'
LINK = "border:0;background:none;padding:0;font:inherit;color:#0b3d91;text-decoration:underline;cursor:pointer"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event. `moment` is how many inputs are done when it has happened, `future` says that it is taken back."""

    record: Record
    moment: int
    future: bool = False

    @property
    def resources(self) -> tuple[str, ...]:
        """The resource that it is about, if any."""
        found = self.record.details.get("resource")
        return (str(found).partition(":")[0],) if found else ()


class EventsPanel:
    """Filters by kind, node, resource, text and time, and the events that pass."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._filters = {name: self._filter(name) for name in WIDTHS}
        self._choosing = False
        self._table = Listing(lambda moment: board.travel(int(moment)))
        parts = [named(say(f"panel.events.{name}", lang), made) for name, made in self._filters.items()]
        wrap = widgets.Layout(flex_flow="row wrap", align_items="center")
        self.widget = widgets.VBox([widgets.HBox(parts, layout=wrap), self._table])

    def _filter(self, name: str) -> widgets.Widget:
        layout = widgets.Layout(width=WIDTHS[name], margin="2px")
        every = (say("panel.events.all", self._lang), EVERY)
        if name in ("kind", "node", "resource"):
            made = widgets.Dropdown(options=[every], layout=layout)
        else:
            made = widgets.Text(layout=layout)
        made.add_class(f"hasim-events-{name}")
        made.observe(lambda _: self._show(), "value")
        return made

    def refresh(self) -> None:
        """Offer what occurred in the filters, and show what passes them."""
        found = list(happenings(self._board.session))
        kinds = {each.record.kind for each in found}
        self._choosing = True
        try:
            self._offer("kind", {kind: kind_text(kind, self._lang) for kind in kinds})
            self._offer("node", {name: name for name in self._board.session.nodes})
            self._offer("resource", {name: name for each in found for name in each.resources})
        finally:
            self._choosing = False
        self._show(found)

    def _offer(self, name: str, words: dict[str, str]) -> None:
        every = (say("panel.events.all", self._lang), EVERY)
        offered = sorted((text, value) for value, text in words.items())
        choose(self._filters[name], (every, *offered))

    def _show(self, found: list[Happening] | None = None) -> None:
        if self._choosing:
            return
        every = list(happenings(self._board.session)) if found is None else found
        wanted = Wanted(**{name: made.value for name, made in self._filters.items()}, lang=self._lang)
        passing = [each for each in every if wanted.has(each)]
        change(self._table, html=table(passing[-MOST:], len(passing), len(every), self._lang))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the filters let pass; "" for everything. `start` and `end` are seconds as they were typed."""

    kind: str
    node: str
    resource: str
    text: str
    start: str
    end: str
    lang: str

    def has(self, event: Happening) -> bool:
        """Does the event pass all filters?"""
        record = event.record
        return (
            self.kind in (EVERY, record.kind)
            and self.node in (EVERY, record.node)
            and self.resource in (EVERY, *event.resources)
            and number(self.start, 0) <= record.time / 1000 <= number(self.end, float("inf"))
            and self._says(record)
        )

    def _says(self, record: Record) -> bool:
        text = self.text.casefold()
        return not text or text in record.text.casefold() or text in told(record, self.lang).casefold()


def number(text: str, default: float) -> float:
    """The number that was typed; what is none counts as nothing typed."""
    try:
        return float(text)
    except ValueError:
        return default


def happenings(session: Session) -> Iterator[Happening]:
    """All events, also those that were taken back and can be done again, oldest first."""
    past = len(session.history)
    for moment, step in enumerate((*session.history, *session.future), 1):
        for record in step.records:
            yield Happening(record, moment, moment > past)


def table(events: Iterable[Happening], passing: int, of: int, lang: str) -> str:
    """The events as a table, the last one first, and how many of all pass the filters."""
    rows = [_row(each, lang) for each in events]
    names = [say(f"panel.events.{name}", lang) for name in ("time", "node", "kind", "what")]
    head = "".join(f'<th scope="col" {CELL}>{escape(name)}</th>' for name in names)
    count = say("panel.events.count", lang, shown=passing, all=of)
    if passing > len(rows):
        count += say("panel.events.last", lang, count=len(rows))
    hint = say("panel.events.hint", lang) if rows else ""
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(reversed(rows))}</tbody></table>"
    scroll = f'<div tabindex="0" data-scroll style="max-height:320px;overflow:auto">{body}</div>'
    note = f"{escape(count)} <span style='color:#555'>{escape(hint)}</span>"
    return f'<div class="hasim-events" lang="{lang}" style="{SHEET}">{note}{scroll}</div>'


def _row(event: Happening, lang: str) -> str:
    seconds = f"{event.record.time / 1000:.1f}"
    go = escape(say("panel.events.go", lang, seconds=seconds))
    link = f'<button type="button" data-pick="{event.moment}" title="{go}" style="{LINK}">{seconds}</button>'
    kind = kind_text(event.record.kind, lang)
    if event.future:
        kind += " " + say("panel.events.future", lang)
    cells = [escape(each) for each in (event.record.node, kind, told(event.record, lang))]
    ink = ' style="color:#666;font-style:italic"' if event.future else ""
    return f"<tr{ink}><td {CELL}>{link}</td>" + "".join(f"<td {CELL}>{cell}</td>" for cell in cells) + "</tr>"
