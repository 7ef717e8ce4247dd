"""Predict, then reveal: say what a step will do, take it, and see what was right and why the rest was not."""

from collections.abc import Iterable
from html import escape
from itertools import chain, combinations
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.draw.configured import layout
from hasim.draw.sentences import count_text
from hasim.lab.controls import button, change
from hasim.lab.ledger import NOWHERE, Judged, Ledger, Prediction
from hasim.lab.origins import Origins
from hasim.lab.panels.base import SHEET, choose, label
from hasim.lab.panels.why import bill
from hasim.session import Session
from hasim.text import join, say
from hasim.why import explanation, resources

if TYPE_CHECKING:
    from hasim.lab.board import Board

COUNTS = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "INFINITY")
MANY = 4
"""Up to so many nodes every set of them can be predicted for a clone; beyond, one node or all."""
RIGHT, WRONG = "#007a5a", "#c04a00"


class PredictPanel:
    """Two questions about a chosen resource, the answers so far, and the reveal."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._following = False
        nothing = (say("panel.predict.open", lang), "")
        self._resource = _dropdown([], "12em")
        self._where = _dropdown([nothing, *places(board.session.nodes, lang)], "12em")
        self._node = _dropdown([(name, name) for name in board.session.nodes], "8em")
        self._count = _dropdown([nothing, *((count, count) for count in COUNTS)], "8em")
        self._reveal = button(say("panel.predict.reveal", lang), self._do_reveal, icon="eye")
        self._clear = button(say("panel.predict.clear", lang), self._do_clear, icon="eraser")
        named = {"resource": self._resource, "where": self._where, "node": self._node, "count": self._count}
        for kind, each in (named | {"reveal": self._reveal, "clear": self._clear}).items():
            each.add_class(f"hasim-predict-{kind}")
        for each in (self._resource, self._node):
            each.observe(lambda _: self._ask(), "value")
        for each in (self._where, self._count):
            each.observe(lambda _: self._note(), "value")
        self._page = widgets.HTML()
        self._verdicts = ""  # of the last reveal, as it was then
        first = [self._resource, label(say("panel.predict.where", lang)), self._where]
        second = [label(say("panel.predict.count", lang)), self._node, self._count, self._reveal, self._clear]
        self.widget = widgets.VBox([widgets.HBox(first), widgets.HBox(second), self._page])

    @property
    def _ledger(self) -> Ledger:
        return self._board.ledger

    def refresh(self) -> None:
        """Offer the resources that are configured, and show the answers so far."""
        cib = self._board.session.cib()
        if cib is not None:
            names = [each.id for each in layout(cib).primitives]
            self._following = True
            try:
                choose(self._resource, tuple(names))
            finally:
                self._following = False
        self._ask()

    def _ask(self) -> None:
        """Show what was answered about the chosen resource."""
        if self._following:
            return
        self._following = True
        try:
            resource, node = self._resource.value or "", self._node.value
            change(self._where, value=self._ledger.answer("where", resource), disabled=not resource)
            change(self._count, value=self._ledger.answer("fail_count", resource, node), disabled=not resource)
        finally:
            self._following = False
        self._show()

    def _note(self) -> None:
        """Keep what is chosen now."""
        if self._following or not self._resource.value:
            return
        self._verdicts = ""
        for kind, node, value in (
            ("where", "", self._where.value),
            ("fail_count", self._node.value, self._count.value),
        ):
            resource = self._resource.value
            if not value:
                self._ledger.forget(kind, resource, node)
            elif value != self._ledger.answer(kind, resource, node):
                self._ledger.note(Prediction(kind, resource, node, value, self._board.session.time))
        self._show()

    def _do_reveal(self) -> None:
        session = self._board.session
        self._verdicts = revealed(session, self._ledger.reveal(session), self._lang)
        self._ask()

    def _do_clear(self) -> None:
        self._ledger.clear()
        self._verdicts = ""
        self._ask()

    def _show(self) -> None:
        waiting = self._ledger.waiting
        change(self._reveal, disabled=not waiting)
        if waiting:
            rows = "".join(f"<li>{escape(said(each, self._lang))}</li>" for each in waiting)
            html = f"<b>{escape(say('panel.predict.noted', self._lang))}</b><ul style='margin:2px 0'>{rows}</ul>"
        else:
            html = self._verdicts or escape(say("panel.predict.ask", self._lang))
        page = f'<div class="hasim-predictions" role="status" lang="{self._lang}" style="{SHEET}">{html}</div>'
        change(self._page, value=page)


def _dropdown(options: Iterable[tuple[str, str]], width: str) -> widgets.Dropdown:
    return widgets.Dropdown(options=list(options), layout=widgets.Layout(width=width, margin="2px"))


def places(nodes: tuple[str, ...], lang: str) -> list[tuple[str, str]]:
    """Where something may run: (text, answer)."""
    sizes = range(1, len(nodes) + 1) if len(nodes) <= MANY else (1, len(nodes))
    sets = chain.from_iterable(combinations(sorted(nodes), size) for size in sizes)
    return [(say("check.nowhere", lang), NOWHERE), *((join(list(each), lang), ",".join(each)) for each in sets)]


def said(prediction: Prediction, lang: str, answer: str = "") -> str:
    """A prediction (or, given another answer, the truth) in words."""
    text = answer or prediction.answer
    words = say("check.nowhere", lang) if text == NOWHERE else join(text.split(","), lang)
    if prediction.kind == "where":
        return say("panel.predict.said.where", lang, resource=prediction.resource, answer=words)
    return say("panel.predict.said.fail_count", lang, resource=prediction.resource, node=prediction.node, answer=words)


def revealed(session: Session, judged: list[Judged], lang: str) -> str:
    """Hits and misses, and of each miss why it was one."""
    hits = sum(each.hit for each in judged)
    rows = "".join(_verdict(session, each, lang) for each in judged)
    return f"<b>{escape(say('panel.predict.hits', lang, hits=hits, all=len(judged)))}</b>{rows}"


def _verdict(session: Session, judged: Judged, lang: str) -> str:
    edge, mark = (RIGHT, "✔") if judged.hit else (WRONG, "✘")
    text = f"{mark} {said(judged.prediction, lang)}"
    if not judged.hit:
        text += " → " + (said(judged.prediction, lang, judged.truth) if judged.truth else say("check.no_cluster", lang))
    why = "" if judged.hit else because(session, judged, lang)
    return f'<div style="border-left:4px solid {edge};margin:4px 0;padding:2px 10px">{escape(text)}{why}</div>'


def because(session: Session, judged: Judged, lang: str) -> str:
    """Why a prediction missed: the bills of the resource, or each change of its fail count."""
    said_of = judged.prediction
    if said_of.kind == "fail_count":
        changes = [each for each in session.failcount_changes() if each[1:3] == (said_of.node, said_of.resource)]
        told = [(time, count_text(count), say(f"fail-count.{cause}", lang)) for time, _, _, count, cause in changes]
        rows = [f"{time:.1f} s: {count} ({cause})" for time, count, cause in told]
        return f'<ul style="margin:2px 0">{"".join(f"<li>{escape(row)}</li>" for row in rows)}</ul>'
    cib, now = session.cib(), int(session.clock())
    if cib is None:
        return ""
    origins = Origins(cib)
    leaves = [name for name in resources(cib, now) if said_of.resource in (name, name.partition(":")[0])]
    parts = []
    for leaf in leaves:
        found = explanation(cib, now, leaf)
        bills = "".join(bill(found, receipt, origins, lang) for receipt in found.receipts)
        parts.append(f"<div>{escape(found.sentence(lang))}</div>")
        parts.append(f'<div style="display:flex;flex-wrap:wrap;gap:10px">{bills}</div>')
    return "".join(parts)
