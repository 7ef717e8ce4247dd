"""The logs of each machine on the Board: journal and files, with a filter; what the last step added is marked."""

from html import escape
from itertools import islice
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.lab.controls import change
from hasim.lab.listing import Listing
from hasim.lab.panels.base import SHEET, choose, named
from hasim.lab.units import begun
from hasim.session import Session
from hasim.sim import World
from hasim.sim.files import Kind
from hasim.sim.machine import Machine
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

MOST = 300
"""How many lines are shown, the last ones."""
FOLDER = "/var/log/"
JOURNAL = ""
SCREEN = (
    "background:#f6f7f8;color:#1a1a1a;border:1px solid #c9ced3;border-radius:4px;margin:2px 0;padding:4px 0;"
    "font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;font-size:12px;line-height:1.35;"
    "max-height:320px;overflow:auto"
)
OLD = "padding:0 8px 0 calc(8px + 1.5ch);white-space:pre-wrap;overflow-wrap:anywhere"
NEW = "padding:0 8px 0 8px;white-space:pre-wrap;overflow-wrap:anywhere;background:#e6f2ff"


class LogsPanel:
    """Choose a machine and a log; type what its lines have to contain."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        nodes = board.session.nodes
        self._node = widgets.Dropdown(options=nodes, layout=widgets.Layout(width="8em", margin="2px"))
        self._file = widgets.Dropdown(options=[], layout=widgets.Layout(width="18em", margin="2px"))
        self._text = widgets.Text(layout=widgets.Layout(width="12em", margin="2px"), continuous_update=False)
        follow = say("panel.logs.follow", lang)
        self._follow = widgets.Checkbox(
            value=True, description=follow, indent=False, layout=widgets.Layout(width="auto")
        )
        for key, made in {"node": self._node, "file": self._file, "text": self._text, "follow": self._follow}.items():
            made.add_class(f"hasim-logs-{key}")
        self._shown = Listing()
        for made in (self._node, self._file, self._text, self._follow):
            made.observe(lambda _: self._show(), "value")
        words = {"terminal.node": self._node, "logs": self._file, "events.text": self._text}
        row = [named(say(f"panel.{key}", lang), made) for key, made in words.items()]
        self.widget = widgets.VBox([widgets.HBox([*row, self._follow]), self._shown])

    def refresh(self) -> None:
        """Offer the logs that there are now; where the learner follows, show what is new."""
        if self._follow.value or not self._shown.html:
            self._show()

    def _show(self) -> None:
        session, node = self._board.session, self._node.value
        machine = session.world.machines[node]
        journal = (say("panel.logs.journal", self._lang), JOURNAL)
        choose(self._file, (journal, *((path, path) for path in logs(machine))))
        before = before_last_step(session, begun(session))
        page = screen(machine, before.machines[node], self._file.value or JOURNAL, self._text.value, self._lang)
        change(self._shown, html=page)


def before_last_step(session: Session, length: int) -> World:
    """The world before what the learner did last: when so many inputs were done."""
    return session.history[length - 1].world if length > 0 else session.origin


def logs(machine: Machine) -> list[str]:
    """The log files of a machine, by name."""
    found = (path for path, entry in machine.files.entries.items() if entry.kind is Kind.FILE)
    return sorted(path for path in found if path.startswith(FOLDER))


def content(machine: Machine, path: str) -> str:
    """A log's text; the journal has no path. Empty for a file that is not there."""
    if path == JOURNAL:
        return str(machine.journal)
    return machine.files.read(path) if machine.files.is_file(path) else ""


def screen(machine: Machine, before: Machine, path: str, wanted: str, lang: str) -> str:
    """The last lines that contain a text; those that were not there before are marked."""
    text, old = content(machine, path), content(before, path)
    known = old.count("\n") if text.startswith(old) else text.count("\n")
    lines = [(number >= known, line) for number, line in enumerate(text.splitlines())]
    passing = [each for each in lines if wanted.casefold() in each[1].casefold()]
    fresh = sum(new for new, _ in passing)
    shown = islice(passing, max(0, len(passing) - MOST), None)
    rows = "".join(_row(new, line, lang) for new, line in shown)
    count = say("panel.logs.count", lang, passing=len(passing), all=len(lines), new=fresh)
    off = "" if machine.on else say("panel.logs.off", lang)
    empty = escape(say("panel.logs.empty", lang)) if not rows else ""
    name = escape(path or say("panel.logs.journal", lang))
    body = f'<div tabindex="0" role="log" aria-label="{name}" data-scroll="end" style="{SCREEN}">{rows}</div>'
    note = " ".join(filter(None, [count, off]))
    inner = f"{escape(note)}{body if rows else f'<div>{empty}</div>'}"
    return f'<div class="hasim-logs" lang="{lang}" style="{SHEET}">{inner}</div>'


def _row(new: bool, line: str, lang: str) -> str:
    if not new:
        return f'<div style="{OLD}">{escape(line)}</div>'
    mark = f'<span title="{escape(say("panel.logs.new", lang))}" style="display:inline-block;width:1.5ch">▸</span>'
    return f'<div class="hasim-new" style="{NEW}">{mark}{escape(line)}</div>'
