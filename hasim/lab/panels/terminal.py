"""A terminal on the Board: a command line for each node, with its history."""

import re
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.inputs import Run
from hasim.lab.completion import complete
from hasim.lab.controls import change
from hasim.lab.deeds import Deed, prompt, run
from hasim.lab.lines import commands
from hasim.lab.lines import complete as is_complete
from hasim.lab.panels.base import label, named
from hasim.lab.terminal import Terminal
from hasim.session import Session
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

MOST = 50
"""How many of the last commands are shown with their output."""
LONGEST = 20_000
"""Characters of one output that are shown; of a longer one, its beginning and its end."""
COLOURS = re.compile(r"\x1b\[[0-9;]*[a-zA-Z]")


class TerminalPanel:
    """Choose a node and type; what was typed there before comes back with the arrow keys."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._cleared: dict[str, int] = {}
        self._offers: tuple[str, ...] = ()
        self._node = widgets.Dropdown(options=board.session.nodes, layout=widgets.Layout(width="9em", margin="2px"))
        self._node.observe(lambda _: self.refresh(), "value")
        self._node.add_class("hasim-terminal-node")
        self.terminal = Terminal(self._enter, self._complete, self._clear)
        keys = label(say("panel.terminal.keys", lang))
        row = widgets.HBox([named(say("panel.terminal.node", lang), self._node), keys])
        self.widget = widgets.VBox([row, self.terminal])

    def refresh(self) -> None:
        """Show what was typed on the node, and offer it again."""
        session, node = self._board.session, self._node.value
        since = self._cleared[node] = min(self._cleared.get(node, 0), len(session.history))
        shown = transcript(session, node, since, self._lang)
        if self._offers:
            shown = "\n".join(filter(None, [shown, columns(self._offers)]))
        with self.terminal.hold_sync():  # the arrow keys find what the screen shows
            change(
                self.terminal,
                screen=shown,
                prompt=prompt(session.world, node).rstrip(),
                history=list(history(session, node)),
                label=say("panel.terminal.label", self._lang, node=node),
            )

    def _enter(self, text: str) -> None:
        """Run what was typed or pasted, command by command; what a shell would wait to be ended stays on the line."""
        self._offers = ()
        node, lines = self._node.value, commands(text)
        if not lines:
            self.refresh()
        elif not is_complete(lines[-1]):
            self.terminal.put(text if text.endswith("\n") else f"{text}\n")
        else:
            self._board.act(lambda: _all(node, lines))

    def _complete(self, text: str, at: int) -> None:
        found = complete(self._board.session.world, self._node.value, text, at)
        self._offers = found.offers if found.line == text else ()
        if found.line != text:
            self.terminal.put(found.line, found.at)
        self.refresh()

    def _clear(self) -> None:
        """Let what was printed so far go from the screen; it stays in the session."""
        self._offers = ()
        self._cleared[self._node.value] = len(self._board.session.history)
        self.refresh()


def _all(node: str, lines: list[str]) -> Deed:
    """All lines, one after the other, as one step."""
    return Deed(run(node, lines[-1]).data, first=tuple(run(node, line) for line in lines[:-1]), always=True)


def history(session: Session, node: str) -> tuple[str, ...]:
    """The commands that were typed on a node, each once, the last one last; those taken back are among them."""
    steps = (*session.history, *session.future)
    lines = [
        step.input.action.run for step in steps if isinstance(step.input.action, Run) and step.input.action.at == node
    ]
    return tuple(reversed(dict.fromkeys(reversed(lines))))


def transcript(session: Session, node: str, since: int = 0, lang: str = "en") -> str:
    """The last commands on a node, with what they printed, from the input number `since` on."""
    worlds = [session.origin, *(step.world for step in session.history)]
    typed = []
    for before, step in list(zip(worlds, session.history, strict=False))[since:]:
        action = step.input.action
        if isinstance(action, Run) and action.at == node:
            printed = shortened(COLOURS.sub("", step.result.stdout + step.result.stderr), lang)
            typed.append(f"{prompt(before, node)}{action.run}\n{printed.rstrip(chr(10))}".rstrip("\n"))
    return "\n".join(typed[-MOST:])


def shortened(text: str, lang: str) -> str:
    """A long text without its middle."""
    if len(text) <= LONGEST:
        return text
    half = LONGEST // 2
    left_out = say("panel.terminal.left_out", lang, count=len(text) - 2 * half)
    return f"{text[:half]}\n{left_out}\n{text[-half:]}"


def columns(offers: tuple[str, ...], width: int = 100) -> str:
    """Several words in columns, as a shell lists them."""
    each = max(map(len, offers)) + 2
    count = max(width // each, 1)
    rows = [offers[start : start + count] for start in range(0, len(offers), count)]
    return "\n".join("".join(word.ljust(each) for word in row).rstrip() for row in rows)
