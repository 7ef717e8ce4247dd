"""What would it take to have a resource on a node: ask, read the offers, and carry one out, here or on a branch."""

from collections.abc import Sequence
from html import escape
from itertools import chain, count
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.lab.controls import button, change
from hasim.lab.deeds import Deed, power, run
from hasim.lab.panels.base import SHEET, choose, label
from hasim.text import join, say
from hasim.whatif import Change, Offer, Ways, ways

if TYPE_CHECKING:
    from hasim.lab.board import Board

MONO = "font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;font-size:12.5px;overflow-wrap:anywhere"
OFFER = "border:1px solid #c9ced3;border-left:5px solid {edge};border-radius:4px;margin:4px 0;padding:3px 10px"
CHOSEN, OTHER = "#0072b2", "#6b6b6b"


class WaysView:
    """A node to choose, the offers for it, which of them is meant, and two buttons."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._resource: str | None = None
        self._found: Ways | None = None
        self._following = False
        self._node = widgets.Dropdown(options=[], layout=widgets.Layout(width="9em", margin="2px"))
        self._offer = widgets.Dropdown(options=[], layout=widgets.Layout(width="6em", margin="2px"))
        self._do = button(say("ways.do", lang), self.carry_out, icon="check")
        self._try = button(say("ways.try", lang), self.try_out, icon="code-fork")
        for each, kind in ((self._node, "node"), (self._offer, "offer"), (self._do, "do"), (self._try, "try")):
            each.add_class(f"hasim-ways-{kind}")
        self._node.observe(lambda _: self._ask(), "value")
        self._offer.observe(lambda _: self._show(), "value")
        self._page = widgets.HTML()
        asked = widgets.HBox([label(say("ways.ask", lang)), self._node])
        self._acts = widgets.HBox([label(say("ways.offer", lang)), self._offer, self._do, self._try])
        self.widget = widgets.VBox([asked, self._page, self._acts])

    def about(self, resource: str | None) -> None:
        """Ask about this resource from now on; the chosen node stays."""
        self._resource = resource
        nothing = (say("ways.nowhere", self._lang), "")
        self._following = True
        try:
            choose(self._node, (nothing, *((name, name) for name in self._board.session.nodes)))
        finally:
            self._following = False
        self._ask()

    def _ask(self) -> None:
        """Find out anew; nothing is computed until a node is chosen."""
        if self._following:
            return
        session = self._board.session
        cib = session.cib()
        self._found = None
        if cib is not None and self._resource and self._node.value:
            self._found = ways(cib, int(session.clock()), self._resource, self._node.value)
        offers = self._found.offers if self._found is not None else ()
        self._following = True
        try:
            choose(self._offer, tuple((str(number), number) for number in range(1, len(offers) + 1)))
        finally:
            self._following = False
        self._show()

    def _show(self) -> None:
        if self._following:
            return
        chosen = self._chosen()
        change(self._acts.layout, display="none" if chosen is None else None)
        page = offers_html(self._found, self._offer.value, self._lang) if self._found is not None else ""
        change(self._page, value=page)

    def _chosen(self) -> Offer | None:
        found, number = self._found, self._offer.value
        return found.offers[number - 1] if found is not None and number and number <= len(found.offers) else None

    def carry_out(self) -> None:
        """Make the changes of the chosen offer, one after the other; together they are one Undo."""
        offer = self._chosen()
        if offer is not None:
            self._board.act(lambda: as_deed(self._board, offer.changes))

    def try_out(self) -> None:
        """The same on a branch of its own, which begins here; the present one stays as it is."""
        if self._chosen() is not None and self._found is not None:
            offer = self._chosen()
            self._board.fork(self._free_name(self._found))
            if offer is not None and not self._board.outcome.error:
                self._board.act(lambda: as_deed(self._board, offer.changes))

    def _free_name(self, found: Ways) -> str:
        name = say("ways.branch", self._lang, resource=found.resource, node=found.node)
        taken = self._board.branches.names
        return next(each for each in chain((name,), (f"{name} {number}" for number in count(2))) if each not in taken)


def as_deed(board: "Board", changes: Sequence[Change]) -> Deed:
    """The changes as one deed; each has the time to take effect before the next."""
    deeds: list[Deed] = []
    for each in changes:
        settle = Deed({"settle": True}, say("board.settle.command", board.lang))
        deeds += [_one(board, each), settle]
    *first, last = deeds[:-1]
    return Deed(last.data, last.note, tuple(first))


def _one(board: "Board", change: Change) -> Deed:
    """What a change is typed as, and where; a machine that is off is switched on."""
    if change.at and board.session.world.machines[change.at].power == "off":
        return power(change.at, True, board.lang)
    return run(change.at or board.member("crm"), change.crm)


def offers_html(found: Ways, chosen: int | None, lang: str) -> str:
    """The offers, the chosen one marked, and what is to be said besides."""
    parts = [_offer_html(offer, number, number == chosen, lang) for number, offer in enumerate(found.offers, 1)]
    parts += [f"<div>{escape(text)}</div>" for text in found.remarks(lang)]
    return f'<div class="hasim-ways" role="status" lang="{lang}" style="{SHEET}">{"".join(parts)}</div>'


def _offer_html(offer: Offer, number: int, chosen: bool, lang: str) -> str:
    rows = "".join(
        f'<li>{escape(each.text(lang))}<div style="{MONO}">{escape(each.crm)}</div>'
        f'<div style="{MONO};color:#4d4d4d">{escape(each.low)}</div></li>'
        for each in offer.changes
    )
    moved = [each.text(lang) for each in offer.effects] or [say("effect.none", lang)]
    besides = escape(say("ways.besides", lang, effects=join(moved, lang)))
    mark = " ◀" if chosen else ""
    style = OFFER.format(edge=CHOSEN if chosen else OTHER)
    body = f'<b>{number}.{mark}</b><ul style="margin:0">{rows}</ul><div style="color:#4d4d4d">{besides}</div>'
    return f'<div class="hasim-way" style="{style}">{body}</div>'
