"""The Board's answer to "why?": a bill for each node, what follows from it, and where each line is configured."""

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.cib.score import INFINITY, score_text
from hasim.explain import Receipt, reason
from hasim.lab.controls import change
from hasim.lab.origins import Origins
from hasim.lab.panels.base import SHEET, choose, label
from hasim.lab.ways_view import WaysView
from hasim.scheduler.scores import ScoreCause
from hasim.session import Session
from hasim.text import say
from hasim.why import Explanation, Stopper, explanation, resources

if TYPE_CHECKING:
    from hasim.lab.board import Board

BILL = (
    "flex:1 1 320px;min-width:0;border:1px solid #c9ced3;border-left:5px solid {edge};border-radius:4px;"
    "padding:4px 10px;background:#fff"
)
LINE = "font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;font-size:12.5px"
ORIGIN = "font-size:12px;color:#4d4d4d;overflow-wrap:anywhere"
NEVER = 2 * INFINITY
"""Behind every score: the place of a node that is not considered."""
CHOSEN, OTHER = "#007a5a", "#6b6b6b"


class WhyPanel:
    """Pick a resource, and read why it is where it is."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._picker = widgets.Dropdown(options=[], layout=widgets.Layout(width="12em", margin="2px"))
        self._picker.add_class("hasim-why-resource")
        self._picker.observe(lambda _: self._show(), "value")
        self._answer = widgets.HTML()
        self._changing = False
        self._ways = WaysView(board, lang)
        row = widgets.HBox([label(say("panel.resource", lang)), self._picker])
        self.widget = widgets.VBox([row, self._answer, self._ways.widget])

    def ask(self, resource: str) -> None:
        """Pick a resource (of a clone: its first instance); one that does not exist changes nothing."""
        names = [name for name in self._picker.options if name.partition(":")[0] == resource or name == resource]
        if names:
            self._picker.value = names[0]

    def refresh(self) -> None:
        """Offer what can be asked about, and answer."""
        session = self._board.session
        cib = session.cib()
        self._changing = True
        try:
            choose(self._picker, tuple(resources(cib, int(session.clock()))) if cib is not None else ())
        finally:
            self._changing = False
        self._show()

    def _show(self) -> None:
        if not self._changing:
            change(self._answer, value=answer(self._board.session, self._picker.value, self._lang))
            self._ways.about(self._picker.value)


def answer(session: Session, resource: str | None, lang: str) -> str:
    """The whole answer as HTML."""
    cib = session.cib()
    if cib is None:
        return _sheet(escape(say("panel.why.no_cluster", lang)), lang)
    if resource is None:
        return _sheet(escape(say("panel.why.no_resource", lang)), lang)
    found = explanation(cib, int(session.clock()), resource)
    origins = Origins(cib)
    bills = "".join(bill(found, receipt, origins, lang) for receipt in ranked(found))
    seen_by = next(name for name in session.nodes if session.view(name) is not None)
    parts = [
        f'<p class="hasim-why-sentence" style="margin:2px 0 6px">{escape(found.sentence(lang))}</p>',
        f'<div style="display:flex;flex-wrap:wrap;gap:10px">{bills}</div>',
        _list("panel.why.stoppers", [stopper_line(each, found, origins, lang) for each in found.stoppers], lang),
        _list("panel.why.actions", [escape(each.text(lang)) for each in found.deeds], lang),
        f'<div style="{ORIGIN}">{escape(say("panel.why.view", lang, node=seen_by))}</div>',
    ]
    return _sheet("".join(parts), lang)


def ranked(found: Explanation) -> list[Receipt]:
    """The receipts, that of the chosen node first, then the highest score."""

    def place(receipt: Receipt) -> tuple[bool, int]:
        return receipt.node != found.node, NEVER if receipt.score is None else -receipt.score

    return sorted(found.receipts, key=place)


def bill(found: Explanation, receipt: Receipt, origins: Origins, lang: str) -> str:
    """The bill of one node; each line with the statement that it comes from."""
    chosen = receipt.node == found.node
    head, *rest = receipt.lines(lang)
    mark = f' <span style="color:{CHOSEN}">✔ {escape(say("panel.why.chosen", lang))}</span>' if chosen else ""
    margin = None if chosen or found.node is None else found.margin(receipt)
    if margin is not None and receipt.node not in found.unavailable:
        mark = (
            f' <span style="color:{OTHER}">({escape(say("panel.why.margin", lang, margin=score_text(margin)))})</span>'
        )
    if receipt.node in found.unavailable:
        mark += f" – {escape(found.unavailable[receipt.node].text(lang))}"
    owners = {1: receipt.resource}
    rows = []
    for depth, cause in receipt.entries():
        rows.append(entry(depth, cause, owners[depth], origins, lang))
        owners[depth + 1] = cause.resource or owners[depth]
    body = "".join(rows) or "".join(f'<div style="{LINE}">{escape(line.strip())}</div>' for line in rest)
    edge = BILL.format(edge=CHOSEN if chosen else OTHER)
    return f'<div class="hasim-bill" style="{edge}"><b>{escape(head)}</b>{mark}{body}</div>'


def entry(depth: int, cause: ScoreCause, owner: str, origins: Origins, lang: str) -> str:
    """One line of `owner`'s bill, and below it the statement that it comes from."""
    text = f"{score_text(cause.score):>9}  {reason(cause, lang)}"
    line = f'<div style="{LINE};white-space:pre-wrap">{escape(text)}</div>'
    where = origin(origins.of_cause(cause, owner), origins, lang, origins.word_of(cause))
    return f'<div style="margin-left:{(depth - 1) * 1.5}em">{line}{where}</div>'


def origin(statement: str, origins: Origins, lang: str, word: str = "") -> str:
    """The statement behind a line, small, below it; opened, it stands marked in its configuration."""
    if not statement:
        return ""
    said = escape(say("panel.why.from", lang, line=statement))
    rows = "\n".join(
        f'<mark style="background:#fff0b3;color:#1a1a1a">{_marked(text, word)}</mark>' if here else escape(text)
        for text, here in origins.context(statement)
    )
    context = f'<pre style="{LINE};white-space:pre-wrap;margin:2px 0 4px 1em">{rows}</pre>'
    return f'<details class="hasim-origin" style="{ORIGIN}"><summary>{said}</summary>{context}</details>'


def _marked(statement: str, word: str) -> str:
    """A statement in which the option (with its value) or the id is bold."""
    found = re.search(rf"(?<![\w-]){re.escape(word)}(=\S+)?(?![\w-])", statement) if word else None
    if found is None:
        return escape(statement)
    before, after = statement[: found.start()], statement[found.end() :]
    return f"{escape(before)}<b>{escape(found[0])}</b>{escape(after)}"


def stopper_line(stopper: Stopper, found: Explanation, origins: Origins, lang: str) -> str:
    """What keeps the resource from running, with the statement behind it."""
    about = stopper.fields.get("resource") or stopper.fields.get("node", "")
    statement = origins.of_option(stopper.option, about) if stopper.option else ""
    word = stopper.option
    if stopper.chain:
        statement = origins.of_cause(stopper.chain[-1], owner_of_last(stopper.chain, found.resource))
        word = origins.word_of(stopper.chain[-1])
    return escape(stopper.text(lang)) + origin(statement, origins, lang, word)


def owner_of_last(chain: Sequence[ScoreCause], resource: str) -> str:
    """Whose bill the last cause of a chain stands in."""
    for cause in chain[:-1]:
        resource = cause.resource or resource
    return resource


def _list(title: str, lines: list[str], lang: str) -> str:
    if not lines:
        return ""
    rows = "".join(f"<li>{line}</li>" for line in lines)
    return f'<div style="margin-top:6px"><b>{escape(say(title, lang))}</b><ul style="margin:2px 0">{rows}</ul></div>'


def _sheet(html: str, lang: str) -> str:
    return f'<div class="hasim-why" lang="{lang}" style="{SHEET}">{html}</div>'
