"""Two branches side by side on the Board: a picture of each, what differs marked, and the differences as a table."""

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.draw import placement, svg
from hasim.draw.gather import gather
from hasim.draw.picks import marked
from hasim.draw.sentences import placement_sentence
from hasim.lab.controls import change
from hasim.lab.differences import Difference, differences
from hasim.lab.panels.base import SHEET, choose, label
from hasim.session import Session
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

CELL = "text-align:left;vertical-align:top;padding:2px 10px 2px 0"


class ComparePanel:
    """Choose two branches; each is shown at the moment where it stands."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._following = False
        self._left, self._right = (widgets.Dropdown(options=[], layout=widgets.Layout(width="12em")) for _ in range(2))
        for made, side in ((self._left, "left"), (self._right, "right")):
            made.add_class(f"hasim-compare-{side}")
            made.observe(lambda _: self._chosen(), "value")
        words = [label(say(f"panel.compare.{side}", lang)) for side in ("left", "right")]
        self._shown = widgets.HTML()
        row = widgets.HBox([words[0], self._left, words[1], self._right])
        self.widget = widgets.VBox([row, self._shown])

    def _chosen(self) -> None:
        if not self._following:
            self.refresh()

    def refresh(self) -> None:
        """Offer the branches that there are, and compare those that are chosen."""
        branches = self._board.branches
        self._following = True
        try:
            fresh = self._right.value not in branches.names or self._left.value == self._right.value
            choose(self._left, branches.names)
            choose(self._right, branches.names)
            if fresh:
                others = [name for name in branches.names if name != self._left.value]
                change(self._right, value=next(iter(others), self._left.value))
        finally:
            self._following = False
        left, right = branches.get(self._left.value), branches.get(self._right.value)
        if left is None or right is None or left is right:
            text = escape(say("panel.compare.alone", self._lang))
            change(self._shown, value=f'<div class="hasim-compare" style="{SHEET}">{text}</div>')
            return
        sides = ((self._left.value, left), (self._right.value, right))
        change(self._shown, value=side_by_side(sides, self._lang, self._board.name))


def side_by_side(sides: Sequence[tuple[str, Session]], lang: str, name: str) -> str:
    """Two named sessions as pictures beside each other, and a table of what differs, as HTML."""
    found = differences(sides[0][1], sides[1][1], lang)
    picks = {pick for each in found for pick in each.picks}
    pictures = [
        f'<figure style="flex:1 1 360px;min-width:0;margin:0"><figcaption><b>{escape(_caption(side, lang))}</b>'
        f"</figcaption>{_picture(side[1], lang, f'{name}-compare{i}', picks)}</figure>"
        for i, side in enumerate(sides)
    ]
    row = f'<div style="display:flex;flex-wrap:wrap;gap:12px">{"".join(pictures)}</div>'
    return f'<div class="hasim-compare" lang="{lang}" style="{SHEET}">{row}{table(found, sides, lang)}</div>'


def _caption(side: tuple[str, Session], lang: str) -> str:
    return say("compare.caption", lang, name=side[0], seconds=f"{side[1].time:.0f}")


def _picture(session: Session, lang: str, name: str, picks: set[str]) -> str:
    snapshot = gather(session)
    figure = placement(snapshot, lang)
    return marked(svg(figure, placement_sentence(snapshot, lang), name), picks)


def table(found: Sequence[Difference], sides: Sequence[tuple[str, Session]], lang: str) -> str:
    """The differences in words."""
    if not found:
        return f"<div>{escape(say('compare.same', lang))}</div>"
    names = [say("compare.kind", lang), say("compare.what", lang), sides[0][0], sides[1][0]]
    head = "".join(f'<th scope="col" style="{CELL}">{escape(name)}</th>' for name in names)
    rows = "".join(_row(each, lang) for each in found)
    count = escape(say("compare.count", lang, count=len(found)))
    return f"<div>{count}</div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _row(each: Difference, lang: str) -> str:
    texts = [say(f"compare.{each.kind}", lang), each.what, each.here, each.there]
    return "<tr>" + "".join(f'<td style="{CELL}">{escape(text)}</td>' for text in texts) + "</tr>"
