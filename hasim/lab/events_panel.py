"""The event log on the Board: all that could be seen to happen, with filters."""

from collections.abc import Iterable
from html import escape

import ipywidgets as widgets

from hasim.lab.controls import change
from hasim.lab.panel import SHEET, Asked, choose, label
from hasim.sim.telling import kind_text, told
from hasim.sim.world import Record
from hasim.text import say

MOST = 200
"""How many events are shown, the last ones."""
EVERY = ""


class EventsPanel:
    """Filters by kind, node and text, and the events that pass."""

    def __init__(self, board: Asked, lang: str) -> None:
        self._board, self._lang = board, lang
        every = (say("panel.events.all", lang), EVERY)
        self._kind = widgets.Dropdown(options=[every], layout=widgets.Layout(width="11em", margin="2px"))
        nodes = [every, *((name, name) for name in board.session.nodes)]
        self._node = widgets.Dropdown(options=nodes, layout=widgets.Layout(width="9em", margin="2px"))
        self._text = widgets.Text(layout=widgets.Layout(width="12em", margin="2px"))
        for each, kind in ((self._kind, "kind"), (self._node, "node"), (self._text, "text")):
            each.add_class(f"hasim-events-{kind}")
            each.observe(lambda _: self._show(), "value")
        self._table = widgets.HTML()
        words = {name: label(say(f"panel.events.{name}", lang)) for name in ("kind", "node", "text")}
        row = [words["kind"], self._kind, words["node"], self._node, words["text"], self._text]
        self.widget = widgets.VBox([widgets.HBox(row), self._table])

    def refresh(self) -> None:
        """Offer the kinds that occurred, and show what passes the filters."""
        kinds = sorted({record.kind for record in self._board.session.records()})
        choose(
            self._kind,
            ((say("panel.events.all", self._lang), EVERY), *((kind_text(kind, self._lang), kind) for kind in kinds)),
        )
        self._show()

    def _show(self) -> None:
        records = self._board.session.records()
        passing = [each for each in records if self._passes(each)]
        change(self._table, value=table(passing[-MOST:], len(records), self._lang))

    def _passes(self, record: Record) -> bool:
        return (
            self._kind.value in (EVERY, record.kind)
            and self._node.value in (EVERY, record.node)
            and self._text.value.casefold() in f"{record.text}\n{told(record, self._lang)}".casefold()
        )


def table(records: Iterable[Record], of: int, lang: str) -> str:
    """The events as a table, the last one first, and how many of all they are."""
    rows = [
        f"<tr><td style='text-align:right'>{record.time / 1000:.1f}</td><td>{escape(record.node)}</td>"
        f"<td>{escape(kind_text(record.kind, lang))}</td><td>{escape(told(record, lang))}</td></tr>"
        for record in records
    ]
    names = [say(f"panel.events.{name}", lang) for name in ("time", "node", "kind", "what")]
    head = "".join(f'<th scope="col" style="text-align:left;padding-right:1em">{escape(name)}</th>' for name in names)
    count = escape(say("panel.events.count", lang, shown=len(rows), all=of))
    body = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(reversed(rows))}</tbody></table>"
    scroll = f'<div tabindex="0" style="max-height:320px;overflow:auto">{body}</div>'
    return f'<div class="hasim-events" lang="{lang}" style="{SHEET}">{count}{scroll}</div>'
