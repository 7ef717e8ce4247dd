"""The Board's keys: what each does, as a table that is also the help."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

import ipywidgets as widgets

from hasim.lab.panels.base import SHEET
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board


@dataclass(frozen=True, slots=True)
class Key:
    """Keys that do the same, the message that says what, and what they do."""

    keys: tuple[str, ...]
    message: str
    act: Callable[["Board"], None]


PANEL_KEYS: Final[Mapping[str, str]] = {
    "w": "why",
    "t": "travel",
    "c": "compare",
    "g": "predict",
    "o": "operate",
    "f": "configure",
    "k": "faults",
    "i": "pictures",
    "m": "terminal",
    "e": "events",
    "j": "logs",
    "d": "files",
    "y": "teach",
    "?": "keys",
}
"""The key of each panel that has one."""


def _toggle(name: str) -> Callable[["Board"], None]:
    return lambda board: setattr(board, name, not getattr(board, name))


KEYS: Final[tuple[Key, ...]] = (
    Key(("n",), "key.next", lambda board: board.next()),
    Key(("s",), "key.settle", lambda board: board.settle()),
    Key(("u",), "key.undo", lambda board: board.undo()),
    Key(("r",), "key.redo", lambda board: board.redo()),
    Key(("a",), "key.auto", lambda board: board.controls.toggle_auto()),
    Key(("ArrowLeft",), "key.back", lambda board: board.hop(-1)),
    Key(("ArrowRight",), "key.forth", lambda board: board.hop(1)),
    Key(("[",), "key.earlier", lambda board: board.jump(False)),
    Key(("]",), "key.later", lambda board: board.jump(True)),
    Key(("p",), "key.play", lambda board: board.play()),
    Key(("l",), "key.live", lambda board: board.live()),
    Key(("PageDown",), "key.script_next", lambda board: board.lecture.next()),
    Key(("PageUp",), "key.script_back", lambda board: board.lecture.back()),
    Key(("h", "."), "key.hidden", _toggle("hidden")),
    Key(("+", "-"), "key.large", _toggle("large")),
    Key(("Escape",), "key.close", lambda board: board.drawer.open("")),
)

DIGITS: Final = "123456789"


def known(board: "Board") -> list[str]:
    """All keys that the Board listens to."""
    plain = [key for each in KEYS for key in each.keys]
    return [*plain, *(key for key, panel in PANEL_KEYS.items() if panel in board.drawer.keys), *DIGITS]


def press(board: "Board", key: str) -> None:
    """Do what a key means; nothing for one that means nothing."""
    if key in DIGITS and int(key) <= len(board.session.nodes):
        board.pick(f"node:{board.session.nodes[int(key) - 1]}")
    elif key in PANEL_KEYS:
        panel = PANEL_KEYS[key]
        board.drawer.open("" if board.drawer.opened == panel else panel)
    else:
        for each in KEYS:
            if key in each.keys:
                each.act(board)


class KeysPanel:
    """The list of all keys, in the learner's language."""

    def __init__(self, board: "Board", lang: str) -> None:
        rows = [(" ".join(each.keys), say(each.message, lang)) for each in KEYS]
        rows += [(key, say("key.panel", lang, panel=say(f"panel.{panel}", lang))) for key, panel in _panels(board)]
        rows += [("1 … 9", say("key.node", lang)), ("Tab, Enter", say("key.tab", lang))]
        cells = "".join(
            f'<tr><td style="padding-right:1.2em"><kbd>{escape(keys)}</kbd></td><td>{escape(text)}</td></tr>'
            for keys, text in rows
        )
        note = escape(say("key.where", lang))
        page = f'<div class="hasim-keys" lang="{lang}" style="{SHEET}"><p style="margin:2px 0 6px">{note}</p>'
        columns = "columns:2 320px"
        self.widget = widgets.HTML(f'{page}<div style="{columns}"><table>{cells}</table></div></div>')

    def refresh(self) -> None:
        """The keys are always the same."""


def _panels(board: "Board") -> list[tuple[str, str]]:
    return [(key, panel) for key, panel in PANEL_KEYS.items() if panel in board.drawer.keys]
