"""Teaching with the Board: large type, hide and reveal, and a script of prepared scenes."""

from html import escape
from typing import TYPE_CHECKING, Any

import ipywidgets as widgets

from hasim.inputs import SessionError
from hasim.lab.controls import button, change
from hasim.lab.panels.base import ALERT, SHEET, label
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board


class TeachPanel:
    """Two switches, the scenes of the script, and where another one can be loaded from a session file."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._large = self._switch("large")
        self._hidden = self._switch("hidden")
        self._upload = widgets.FileUpload(
            accept=".jsonl,.json,.txt", multiple=False, description=say("teach.load", lang),
            layout=widgets.Layout(width="auto", margin="2px"),
        )  # fmt: skip
        self._upload.add_class("hasim-script-file")
        self._upload.observe(self._loaded, "value")
        self._error = widgets.HTML()
        self._list = widgets.HTML()
        row = widgets.HBox([self._large, self._hidden, label(say("teach.script", lang)), self._upload])
        self.widget = widgets.VBox([row, self._error, self._list])

    def _switch(self, key: str) -> widgets.Checkbox:
        text = say(f"teach.{key}", self._lang)
        made = widgets.Checkbox(description=text, indent=False, layout=widgets.Layout(width="auto", margin="2px 10px"))
        made.add_class(f"hasim-{key}")
        made.observe(lambda event: setattr(self._board, key, event["new"]), "value")
        return made

    def refresh(self) -> None:
        """Follow the Board."""
        change(self._large, value=self._board.large)
        change(self._hidden, value=self._board.hidden)
        change(self._list, value=self._scenes())

    def _scenes(self) -> str:
        lecture, lang = self._board.lecture, self._lang
        if not lecture.scenes:
            return f'<div style="{SHEET}">{escape(say("teach.none", lang))}</div>'
        rows = []
        for number, scene in enumerate(lecture.scenes, 1):
            now = number == lecture.position
            text = scene.text(lang) or ", ".join(str(each.get("run", next(iter(each)))) for each in scene.inputs)
            mark = f" <b>◀ {escape(say('panel.travel.now', lang))}</b>" if now else ""
            current = ' aria-current="step"' if now else ""
            rows.append(f"<li{current}>{escape(text)}{mark}</li>")
        page = f'<ol style="margin:2px 0">{"".join(rows)}</ol>'
        return f'<div class="hasim-scenes" lang="{lang}" style="{SHEET}">{page}</div>'

    def _loaded(self, event: dict[str, Any]) -> None:
        """A file was chosen; one that is no script is said to be none, and the old one stays."""
        if not event["new"]:
            return
        text = ""
        try:
            self._board.lecture.read(bytes(event["new"][0]["content"]).decode("utf-8"))
        except (SessionError, UnicodeDecodeError) as error:
            text = f'<div role="alert" style="{ALERT}">{escape(say("teach.not_read", self._lang, error=error))}</div>'
        change(self._error, value=text)
        self._upload.value = ()
        self._board.refresh()


class ScriptBar:
    """Back and Next for the script, which are not there where there is none."""

    def __init__(self, board: "Board") -> None:
        self._board = board
        self._back = button(say("teach.back", board.lang), board.lecture.back, icon="chevron-left")
        self._next = button(say("teach.next", board.lang), board.lecture.next, style="primary", icon="chevron-right")
        self._reveal = button(say("teach.reveal", board.lang), self._show, style="success", icon="eye")
        for made, key in ((self._back, "back"), (self._next, "next"), (self._reveal, "reveal")):
            made.add_class(f"hasim-script-{key}")
        self._where = widgets.HTML(layout=widgets.Layout(margin="2px 8px"))
        self.widget = widgets.HBox([self._back, self._next, self._where, self._reveal])

    def _show(self) -> None:
        self._board.hidden = False

    def refresh(self) -> None:
        """Say where the script is."""
        lecture, board = self._board.lecture, self._board
        position, last = lecture.position, len(lecture.scenes)
        for made in (self._back, self._next, self._where):
            change(made.layout, display=None if last else "none")
        change(self._reveal.layout, display=None if board.hidden else "none")
        change(self.widget.layout, display=None if last or board.hidden else "none")
        change(self._back, disabled=not position)
        change(self._next, disabled=position == last)
        change(self._where, value=escape(say("teach.where", board.lang, position=position, last=last)))
