"""Every verb on the Board: choose what it is about and what to do, read the commands for it, then do it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.lab import situation
from hasim.lab.command_list import CommandList
from hasim.lab.commands import CLUSTER, LOW, NODE, PCS, RESOURCE, Command
from hasim.lab.controls import button, change
from hasim.lab.deeds import Deed, run
from hasim.lab.offers import movable
from hasim.lab.panels.base import SHEET, choose, named
from hasim.shell.registry import lookup
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

KINDS: Mapping[str, tuple[Command, ...]] = {"node": NODE, "resource": RESOURCE, "cluster": CLUSTER}
SIGNALS = (("KILL", "9"), ("TERM", "15"), ("STOP", "STOP"), ("CONT", "CONT"))
WIDTHS = {"lifetime": "12em", "name": "11em", "value": "9em"}

Target = tuple[str, str]
"""A key of `KINDS`, and the name of a node or resource."""


class OperatePanel:
    """What, which verb, what else it needs; the commands with a copy button each; and a button that does it."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._fitting = False
        self._target = widgets.Dropdown(options=[], layout=widgets.Layout(width="13em", margin="2px"))
        self._verb = widgets.Dropdown(options=[], layout=widgets.Layout(width="16em", margin="2px"))
        more = say("panel.operate.more", lang)
        self._more = widgets.Checkbox(description=more, indent=False, layout=widgets.Layout(width="auto"))
        self._words = self._inputs()
        self._tool = widgets.Dropdown(options=[], layout=widgets.Layout(width="7em", margin="2px"))
        self._do = button(say("panel.operate.do", lang), self._act, style="primary", icon="play")
        self._tip = widgets.HTML()
        self._commands = CommandList(lang)
        self._parts = {"target": self._target, "verb": self._verb, "more": self._more, "tool": self._tool}
        for key, made in {**self._parts, **self._words, "do": self._do}.items():
            made.add_class(f"hasim-operate-{key}")
        for made in (self._target, self._verb, self._more, *self._words.values()):
            made.observe(lambda _: self._fit(), "value")
        for key in ("target", "verb", "tool"):
            named(say(f"panel.operate.{key}", lang), self._parts[key])
        rows = [[self._target, self._verb, self._more], [*self._words.values(), self._tool, self._do]]
        self.widget = widgets.VBox([*map(widgets.HBox, rows), self._tip, self._commands])

    def _inputs(self) -> dict[str, widgets.Widget]:
        nodes = [(say("panel.operate.any", self._lang), ""), *((name, name) for name in self._board.session.nodes)]
        small = {"margin": "2px"}
        made: dict[str, widgets.Widget] = {
            "node": widgets.Dropdown(options=nodes, layout=widgets.Layout(width="8em", **small)),
            "process": widgets.Dropdown(options=[], layout=widgets.Layout(width="16em", **small)),
            "signal": widgets.Dropdown(options=SIGNALS, layout=widgets.Layout(width="6em", **small)),
        }
        for name in ("node", "process", "signal"):
            named(say(f"panel.operate.{name}_field", self._lang), made[name])
        for name, width in WIDTHS.items():
            hint = say(f"panel.operate.{name}", self._lang)
            made[name] = widgets.Text(placeholder=hint, layout=widgets.Layout(width=width, **small))
        return made

    # -- what is chosen ---------------------------------------------------------------------------------------------

    @property
    def _chosen(self) -> tuple[Target, Command] | None:
        target, key = self._target.value, self._verb.value
        found = next((each for each in KINDS[target[0]] if each.key == key), None) if target else None
        return (target, found) if found is not None else None

    def _lines(self) -> dict[str, str]:
        """The commands for what is chosen now, by family of tools."""
        if self._chosen is None:
            return {}
        (_, name), command = self._chosen
        words = {key: str(made.value or "").strip() for key, made in self._words.items() if key in command.needs}
        words |= {"target": name}
        session = self._board.session
        return command.lines(words | situation.words(session, command.key, words), session.dialect)

    # -- showing ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Offer the nodes and resources that there are."""
        session, lang = self._board.session, self._lang
        nodes = [(say("panel.operate.node", lang, name=name), ("node", name)) for name in session.nodes]
        resources = [(say("panel.operate.resource", lang, name=name), ("resource", name)) for name in movable(session)]
        cluster = (say("panel.operate.cluster", lang), ("cluster", ""))
        choose(self._target, (*resources, *nodes, cluster))
        self._fit()

    def _fit(self) -> None:
        """Let the verbs fit the target, the fields the verb, and show the commands."""
        if self._fitting:
            return  # a choice that this itself has changed
        self._fitting = True
        try:
            self._fit_all()
        finally:
            self._fitting = False

    def _fit_all(self) -> None:
        kind, name = self._target.value or ("cluster", "")
        session = self._board.session
        verbs = [each for each in KINDS[kind] if (each.common or self._more.value) and self._fits(each, name)]
        choose(self._verb, tuple((say(f"verb.{kind}.{each.key}", self._lang), each.key) for each in verbs))
        needs = self._chosen[1].needs if self._chosen else ()
        for key, made in self._words.items():
            change(made.layout, display=None if key in needs else "none")
        if "process" in needs:
            choose(self._words["process"], situation.processes(session, name))
        self._show(kind)

    def _fits(self, command: Command, name: str) -> bool:
        return situation.fits(self._board.session, command.key, name)

    def _show(self, kind: str) -> None:
        lines = self._lines()
        tip = say(f"verb.{kind}.{self._verb.value}.tip", self._lang) if self._verb.value else ""
        if not lines and self._chosen:
            made = "line" in self._chosen[1].required
            tip += " " + say("panel.operate.nothing" if made else "panel.operate.missing", self._lang)
        change(self._tip, value=f'<div class="hasim-operate-tip" lang="{self._lang}" style="{SHEET}">{tip}</div>')
        self._commands.show(lines.items())
        runnable = [tool for tool in lines if tool != PCS or lookup(PCS) is not None]
        choose(self._tool, tuple((say(f"command.tool.{tool}", self._lang), tool) for tool in runnable))
        change(self._do, disabled=not lines)

    # -- doing ------------------------------------------------------------------------------------------------------

    def _act(self) -> None:
        self._board.act(self._deed)

    def _deed(self) -> Deed | None:
        lines = self._lines()
        if self._chosen is None or not lines:
            return None
        (_, name), command = self._chosen
        line = lines.get(self._tool.value) or lines.get(LOW) or next(iter(lines.values()))
        if not command.at:
            return run(self._board.member(command.key), line)
        return run(name if command.at == "target" else str(self._words[command.at].value), line)
