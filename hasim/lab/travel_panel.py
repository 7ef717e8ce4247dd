"""Time travel on the Board: a slider over all inputs, what happened during each, and branches."""

from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.inputs import Fault, Run, Settle, Wait, Write
from hasim.lab.controls import button, change
from hasim.lab.deeds import prompt
from hasim.lab.panel import SHEET, choose, label
from hasim.session import Session, Step
from hasim.sim import World
from hasim.sim.telling import told
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

AROUND = 8
"""How many inputs before and after the present moment are listed."""
MOST_EVENTS = 100

MONO = "font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;font-size:12.5px;overflow-wrap:anywhere"
ROW = "padding:1px 6px;border-left:5px solid {edge};color:{ink};{mono}"


class TravelPanel:
    """A slider, two buttons to step, the inputs around the present one, and what is needed to fork."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._following = False
        self._slider = widgets.IntSlider(
            0, 0, 0, description=say("panel.travel.moment", lang), continuous_update=False,
            layout=widgets.Layout(width="480px"),
        )  # fmt: skip
        self._slider.add_class("hasim-moment")
        self._slider.observe(self._moved, "value")
        self._back = button(say("panel.travel.back", lang), lambda: self._step(-1), icon="step-backward")
        self._forth = button(say("panel.travel.forth", lang), lambda: self._step(1), icon="step-forward")
        self._name = widgets.Text(placeholder=say("panel.travel.name", lang), layout=widgets.Layout(width="11em"))
        fork = button(say("panel.travel.fork", lang), self._fork, icon="code-fork")
        for made, kind in ((self._back, "back"), (self._forth, "forth"), (self._name, "branch"), (fork, "fork")):
            made.add_class(f"hasim-{kind}")
        self._branch = widgets.Dropdown(options=[], layout=widgets.Layout(width="11em", margin="2px"))
        self._branch.observe(self._switched, "value")
        self._list = widgets.HTML()
        steps = widgets.HBox([self._slider, self._back, self._forth])
        branches = widgets.HBox([self._name, fork, label(say("panel.travel.branch", lang)), self._branch])
        self.widget = widgets.VBox([steps, branches, self._list])

    def refresh(self) -> None:
        """Follow the session to its present moment."""
        session = self._board.session
        past, future = session.history, session.future
        self._following = True
        try:
            change(self._slider, max=len(past) + len(future))
            change(self._slider, value=len(past))
            choose(self._branch, self._board.branches.names)
            change(self._branch, value=self._board.branches.name)
        finally:
            self._following = False
        change(self._back, disabled=not past)
        change(self._forth, disabled=not future)
        change(self._list, value=inputs_html(session, self._lang))

    def _moved(self, event: dict[str, int]) -> None:
        if not self._following:
            self._board.travel(event["new"])

    def _step(self, by: int) -> None:
        self._board.travel(len(self._board.session.history) + by)

    def _fork(self) -> None:
        self._board.fork(self._name.value)
        self._name.value = ""

    def _switched(self, event: dict[str, str]) -> None:
        if not self._following and event["new"]:
            self._board.switch(event["new"])


def inputs_html(session: Session, lang: str) -> str:
    """The inputs around the present moment, and what happened during the last one."""
    steps = (*session.history, *session.future)
    now = len(session.history)
    first, last = max(0, now - AROUND), min(len(steps), now + AROUND)
    begin = [_row(0, say("panel.travel.start", lang), now, lang)] if first == 0 else ["<div>…</div>"]
    worlds = [session.origin, *(step.world for step in steps)]
    rows = [_row(i + 1, described(steps[i], worlds[i], lang), now, lang) for i in range(first, last)]
    end = ["<div>…</div>"] if last < len(steps) else []
    events = _events(session.history[-1], lang) if now else ""
    note = f'<div style="margin-top:4px;color:#4d4d4d">{escape(say("panel.travel.note", lang))}</div>'
    return (
        f'<div class="hasim-inputs" lang="{lang}" style="{SHEET}">{"".join([*begin, *rows, *end])}{events}{note}</div>'
    )


def _row(moment: int, text: str, now: int, lang: str) -> str:
    """One moment; the present one and those that are not yet are marked in words too."""
    edge, ink, mark = "#fff", "#1a1a1a", ""
    if moment == now:
        edge, mark = "#0072b2", f" ◀ {say('panel.travel.now', lang)}"
    elif moment > now:
        ink, mark = "#5a5a5a", f" ({say('panel.travel.future', lang)})"
    style = ROW.format(edge=edge, ink=ink, mono=MONO)
    current = ' aria-current="step"' if moment == now else ""
    return f'<div{current} style="{style}">{moment}. {escape(text)}<b>{escape(mark)}</b></div>'


def _events(step: Step, lang: str) -> str:
    seen = step.records[:MOST_EVENTS]
    rows = "".join(f"<li>{record.time / 1000:.1f} s: {escape(told(record, lang))}</li>" for record in seen)
    return f'<ul style="margin:4px 0;max-height:180px;overflow:auto">{rows}</ul>' if rows else ""


def described(step: Step, before: World, lang: str) -> str:
    """An input in words, with the simulated time at which it began."""
    match step.input.action:
        case Run(at, line):
            text = prompt(before, at) + line
        case Write(at, path, _):
            text = prompt(before, at) + say("panel.travel.write", lang, path=path)
        case Wait(seconds):
            text = say("panel.travel.wait", lang, seconds=f"{seconds:g}")
        case Settle():
            text = say("panel.travel.settle", lang)
        case Fault(kind, where):
            names = [", ".join(value) if isinstance(value, list) else str(value) for value in where.values()]
            text = f"{kind} {', '.join(names)}"
    return f"{before.time / 1000:.1f} s  {text}"
