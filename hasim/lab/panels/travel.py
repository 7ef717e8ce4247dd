"""Time travel on the Board: a slider over all inputs, playing them, jumping to what is of interest, and branches."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.lab.controls import button, change
from hasim.lab.inputs_list import inputs_html
from hasim.lab.moments import KINDS
from hasim.lab.panels.base import choose, label
from hasim.lab.unfold import unfoldable
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

PACES = (2.0, 1.0, 0.5, 0.2)
"""Seconds between two steps of playing."""


class TravelPanel:
    """A row to move in time, one to play it, one for branches, and the inputs around the present one."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._following = False
        rows = [self._moving(), self._playing(), self._branching()]
        self._list = widgets.HTML()
        self.widget = widgets.VBox([*rows, self._list])

    def _button(self, key: str, press: Callable[[], None], icon: str = "") -> widgets.Button:
        made = button(say(f"panel.travel.{key}", self._lang), press, icon=icon)
        made.add_class(f"hasim-{key}")
        return made

    def _moving(self) -> widgets.HBox:
        self._slider = widgets.IntSlider(
            0, 0, 0, description=say("panel.travel.moment", self._lang), continuous_update=False,
            layout=widgets.Layout(width="480px"),
        )  # fmt: skip
        self._slider.add_class("hasim-moment")
        self._slider.observe(self._moved, "value")
        self._back = self._button("back", lambda: self._board.hop(-1), "step-backward")
        self._forth = self._button("forth", lambda: self._board.hop(1), "step-forward")
        self._unfold = self._button("unfold", self._board.unfold, "search-plus")
        self._unfold.tooltip = say("panel.travel.unfold.tip", self._lang)
        return widgets.HBox([self._slider, self._back, self._forth, self._unfold])

    def _playing(self) -> widgets.HBox:
        board, lang = self._board, self._lang
        self._play = self._button("play", board.play, "play")
        self._live = self._button("live", board.live, "circle")
        paces = [(say("panel.travel.pace", lang, seconds=f"{pace:g}"), pace) for pace in PACES]
        self._pace = widgets.Dropdown(options=paces, value=1.0, layout=_width("9em"))
        self._pace.observe(lambda event: setattr(board.player, "pace", event["new"]), "value")
        self._pace.add_class("hasim-pace")
        kinds = [(say("moment.any", lang), ""), *((say(f"moment.{kind}", lang), kind) for kind in KINDS)]
        self._kind = widgets.Dropdown(options=kinds, layout=_width("13em"))
        self._kind.add_class("hasim-interest")
        earlier = self._button("earlier", lambda: board.jump(False, self._kind.value), "fast-backward")
        later = self._button("later", lambda: board.jump(True, self._kind.value), "fast-forward")
        pace = label(say("panel.travel.every", lang))
        return widgets.HBox([self._play, self._live, pace, self._pace, earlier, self._kind, later])

    def _branching(self) -> widgets.HBox:
        board, lang = self._board, self._lang
        self._branch = widgets.Dropdown(options=[], layout=_width("11em"))
        self._branch.observe(self._switched, "value")
        self._branch.add_class("hasim-branches")
        self._name = widgets.Text(placeholder=say("panel.travel.name", lang), layout=widgets.Layout(width="11em"))
        self._name.add_class("hasim-branch")
        self._fork = self._button("fork", lambda: self._with_name(board.fork), "code-fork")
        rename = self._button("rename", lambda: self._with_name(board.rename))
        self._delete = self._button("delete", board.delete, "times")
        return widgets.HBox(
            [label(say("panel.travel.branch", lang)), self._branch, self._delete, self._name, self._fork, rename]
        )

    def refresh(self) -> None:
        """Follow the session to its present moment."""
        board, lang = self._board, self._lang
        past, future = board.session.history, board.session.future
        self._following = True
        try:
            change(self._slider, max=len(past) + len(future))
            change(self._slider, value=len(past))
            choose(self._branch, board.branches.names)
            change(self._branch, value=board.branches.name)
            if board.player.pace in PACES:
                change(self._pace, value=board.player.pace)
        finally:
            self._following = False
        change(self._back, disabled=not past)
        change(self._forth, disabled=not future)
        change(self._unfold, disabled=not unfoldable(board.session))
        change(self._delete, disabled=len(board.branches.names) == 1)
        self._refresh_playing(bool(future))
        change(self._list, value=inputs_html(board.session, lang, board.moments))

    def _refresh_playing(self, future: bool) -> None:
        """Each of the two buttons stops what it has begun."""
        playing = self._board.player.playing
        for made, key, icon in ((self._play, "play", "play"), (self._live, "live", "circle")):
            on = playing == key
            change(made, description=say("panel.travel.stop" if on else f"panel.travel.{key}", self._lang))
            change(made, icon="pause" if on else icon)
        change(self._play, disabled=not future and playing != "play")
        change(self._live, disabled=future and playing != "live")

    def _moved(self, event: dict[str, int]) -> None:
        if not self._following:
            self._board.travel(event["new"])

    def _with_name(self, act: Callable[[str], None]) -> None:
        act(self._name.value)
        self._name.value = ""

    def _switched(self, event: dict[str, str]) -> None:
        if not self._following and event["new"]:
            self._board.switch(event["new"])


def _width(width: str) -> widgets.Layout:
    return widgets.Layout(width=width, margin="2px")
