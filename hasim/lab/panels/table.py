"""The table of the Board's panels, in the order of their buttons. A panel's name is its key in `hasim.text.panels`."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from hasim.lab.keys import KeysPanel
from hasim.lab.panels.base import Panel
from hasim.lab.panels.compare import ComparePanel
from hasim.lab.panels.configure import ConfigurePanel
from hasim.lab.panels.events import EventsPanel
from hasim.lab.panels.faults import FaultsPanel
from hasim.lab.panels.files import FilesPanel
from hasim.lab.panels.keep import KeepPanel
from hasim.lab.panels.logs import LogsPanel
from hasim.lab.panels.operate import OperatePanel
from hasim.lab.panels.own import OwnPanel
from hasim.lab.panels.pictures import PicturesPanel
from hasim.lab.panels.predict import PredictPanel
from hasim.lab.panels.teach import TeachPanel
from hasim.lab.panels.terminal import TerminalPanel
from hasim.lab.panels.travel import TravelPanel
from hasim.lab.panels.why import WhyPanel

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
