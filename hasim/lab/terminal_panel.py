"""A terminal on the Board: a command line for each node, with its history."""

import warnings
from html import escape
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.inputs import Run
from hasim.lab.controls import button, change
from hasim.lab.deeds import prompt, run
from hasim.lab.panel import label
from hasim.session import Session
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

MOST = 20
"""How many of the last commands are shown with their output."""
LONGEST = 20_000
"""Characters of one output that are shown."""

SCREEN = (
    "background:#f6f7f8;color:#1a1a1a;border:1px solid #c9ced3;border-radius:4px;margin:2px 0;padding:6px 10px;"
    "font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;font-size:12.5px;line-height:1.35;"
    "max-height:320px;overflow:auto;display:flex;flex-direction:column-reverse"
)


class TerminalPanel:
    """Choose a node, type, Enter; what was typed there before is offered again."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board = board
        self._node = widgets.Dropdown(options=board.session.nodes, layout=widgets.Layout(width="9em", margin="2px"))
        self._node.observe(lambda _: self.refresh(), "value")
        self._line = widgets.Combobox(
            placeholder=say("panel.terminal.placeholder", lang), layout=widgets.Layout(width="560px")
        )
        with warnings.catch_warnings():
            # Observing the value instead would also run a line that is left half typed.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._line.on_submit(lambda _: self._enter())
        go = button(say("panel.terminal.run", lang), self._enter, icon="terminal")
        for made, kind in ((self._node, "node"), (self._line, "line"), (go, "run")):
            made.add_class(f"hasim-terminal-{kind}")
        self._screen = widgets.HTML()
        row = widgets.HBox([label(say("panel.terminal.node", lang)), self._node, self._line, go])
        self.widget = widgets.VBox([self._screen, row])

    def refresh(self) -> None:
        """Show what was typed on the node, and offer it again, the last first."""
        session, node = self._board.session, self._node.value
        change(self._screen, value=transcript(session, node))
        change(self._line, options=history(session, node))

    def _enter(self) -> None:
        line, node = self._line.value, self._node.value
        if line.strip():
            self._line.value = ""
            self._board.act(lambda: run(node, line))


def history(session: Session, node: str) -> tuple[str, ...]:
    """The commands that were typed on a node, each once, the last first; those that were taken back are among them."""
    steps = (*session.history, *session.future)
    lines = [
        step.input.action.run for step in steps if isinstance(step.input.action, Run) and step.input.action.at == node
    ]
    return tuple(dict.fromkeys(reversed(lines)))


def transcript(session: Session, node: str) -> str:
    """The last commands on a node with what they printed, as HTML; the next prompt stands below."""
    worlds = [session.origin, *(step.world for step in session.history)]
    typed = []
    for before, step in zip(worlds, session.history, strict=False):
        action = step.input.action
        if isinstance(action, Run) and action.at == node:
            printed = (step.result.stdout + step.result.stderr)[:LONGEST]
            typed.append(f"{prompt(before, node)}{action.run}\n{printed.rstrip(chr(10))}".rstrip("\n"))
    text = "\n".join([*typed[-MOST:], prompt(session.world, node)])
    inner = f'<pre style="margin:0;font:inherit;white-space:pre-wrap;overflow-wrap:anywhere">{escape(text)}</pre>'
    return f'<div class="hasim-terminal" tabindex="0" role="log" style="{SCREEN}">{inner}</div>'
