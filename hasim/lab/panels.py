"""The table of the Board's panels, in the order of their buttons. A panel's name is its key in `hasim.text.panels`."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from hasim.lab.compare_panel import ComparePanel
from hasim.lab.configure_panel import ConfigurePanel
from hasim.lab.events_panel import EventsPanel
from hasim.lab.faults_panel import FaultsPanel
from hasim.lab.files_panel import FilesPanel
from hasim.lab.keep_panel import KeepPanel
from hasim.lab.keys import KeysPanel
from hasim.lab.logs_panel import LogsPanel
from hasim.lab.operate_panel import OperatePanel
from hasim.lab.own_panel import OwnPanel
from hasim.lab.panel import Panel
from hasim.lab.pictures_panel import PicturesPanel
from hasim.lab.predict_panel import PredictPanel
from hasim.lab.teach_panel import TeachPanel
from hasim.lab.terminal_panel import TerminalPanel
from hasim.lab.travel_panel import TravelPanel
from hasim.lab.why_panel import WhyPanel

if TYPE_CHECKING:
    from hasim.lab.board import Board

PANELS: Mapping[str, Callable[[Any, str], Panel]] = {
    "why": WhyPanel,
    "predict": PredictPanel,
    "pictures": PicturesPanel,
    "travel": TravelPanel,
    "compare": ComparePanel,
    "operate": OperatePanel,
    "configure": ConfigurePanel,
    "faults": FaultsPanel,
    "terminal": TerminalPanel,
    "events": EventsPanel,
    "logs": LogsPanel,
    "files": FilesPanel,
    "teach": TeachPanel,
    "keys": KeysPanel,
    "keep": KeepPanel,
    "own": OwnPanel,
}
"""What makes each panel, from a Board and a language."""

GROUPS: Mapping[str, str] = {"why": "understand", "operate": "act", "events": "look", "teach": "session"}
"""Where a group of buttons begins, and what it is called (in `hasim.text.panels`, as "drawer...")."""


def makers(board: "Board") -> dict[str, Callable[[], Panel]]:
    """How each panel is made for a Board, once it is opened."""
    return {key: partial(make, board, board.lang) for key, make in PANELS.items()}
