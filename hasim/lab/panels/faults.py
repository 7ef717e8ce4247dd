"""The faults of the network on the Board: cables, paths, and other hosts."""

from collections.abc import Callable
from itertools import combinations
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from hasim.lab.controls import button, change
from hasim.lab.panels.base import choose, named
from hasim.text import join, say

if TYPE_CHECKING:
    from hasim.lab.board import Board


class FaultsPanel:
    """One row each for cables, for paths between nodes, and for other hosts such as the gateway."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        nodes = board.session.nodes
        self._node, self._far = (_dropdown([(name, name) for name in nodes]) for _ in range(2))
        pairs = [(join(list(pair), lang), pair) for pair in combinations(nodes, 2)]
        self._pair = _dropdown(pairs)
        self._host = _dropdown([])
        self._cable = self._button("cable", self._toggle_cable)
        self._path = self._button("path", self._toggle_path)
        self._power = self._button("host", self._toggle_host)
        self._reach = self._button("reach", self._toggle_reach)
        for each in (self._node, self._far, self._pair, self._host):
            each.observe(lambda _: self._name(), "value")
        rows = [
            [named(say("panel.faults.node", lang), self._node), self._cable],
            [named(say("panel.faults.pair", lang), self._pair), self._path] if pairs else [],
            [named(say("panel.faults.host", lang), self._host), self._power],
            [named(say("panel.faults.far", lang), self._far), self._reach],
        ]
        self.widget = widgets.VBox([widgets.HBox(row) for row in rows if row])

    def _button(self, kind: str, press: Callable[[], None]) -> widgets.Button:
        made = button("", press)
        made.add_class(f"hasim-fault-{kind}")
        return made

    def refresh(self) -> None:
        """Let the buttons fit the network."""
        choose(self._host, tuple(sorted(self._board.session.world.network.hosts)))
        self._name()

    def _name(self) -> None:
        """Name each button after what it would do now."""
        for each, kind in ((self._cable, self._cable_verb()), (self._path, self._path_verb())):
            change(each, description=say(f"panel.faults.{kind}", self._lang))
        for each, kind in ((self._power, self._host_verb()), (self._reach, self._reach_verb())):
            change(each, description=say(f"panel.faults.{kind}", self._lang), disabled=self._host.value is None)

    def _cable_verb(self) -> str:
        return "plug" if self._node.value in self._board.session.world.network.unplugged else "unplug"

    def _path_verb(self) -> str:
        pair = frozenset(self._pair.value or ())
        return "heal" if pair in self._board.session.world.network.cuts else "cut"

    def _host_verb(self) -> str:
        return "host-up" if self._host.value in self._board.session.world.network.down else "host-down"

    def _reach_verb(self) -> str:
        lost = (self._far.value, self._host.value) in self._board.session.world.network.unreachable
        return "reachable" if lost else "unreachable"

    def _toggle_cable(self) -> None:
        self._board.fault(self._cable_verb(), node=self._node.value)

    def _toggle_path(self) -> None:
        self._board.fault(self._path_verb(), between=list(self._pair.value))

    def _toggle_host(self) -> None:
        self._board.fault(self._host_verb(), host=self._host.value)

    def _toggle_reach(self) -> None:
        self._board.fault(self._reach_verb(), node=self._far.value, host=self._host.value)


def _dropdown(options: list[tuple[str, Any]]) -> widgets.Dropdown:
    return widgets.Dropdown(options=options, layout=widgets.Layout(width="11em", margin="2px"))
