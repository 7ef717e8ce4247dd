"""The configuration on the Board, to be edited: nothing is stored before a preview has shown what would come of it."""

from typing import TYPE_CHECKING

import ipywidgets as widgets

from hasim.lab.command_list import CommandList
from hasim.lab.commands import CRM, LOW
from hasim.lab.controls import button, change
from hasim.lab.deeds import Deed, run, save
from hasim.lab.panels.base import SHEET, named
from hasim.lab.trial import UPDATE, Trial, attempt, present
from hasim.lab.trial_view import trial_page
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board

FONT = (
    "<style>.hasim-configure-text textarea{font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;"
    "font-size:12.5px;line-height:1.4;white-space:pre;overflow:auto}</style>"
)


class ConfigurePanel:
    """A text, the three things to do with it, and below them what a preview found."""

    def __init__(self, board: "Board", lang: str) -> None:
        self._board, self._lang = board, lang
        self._read = ""
        self._trial: Trial | None = None
        self._filling = False
        forms = [(say(f"panel.configure.{form}", lang), form) for form in ("crm", "xml")]
        self._form = widgets.Dropdown(options=forms, layout=widgets.Layout(width="13em", margin="2px"))
        self._text = widgets.Textarea(rows=16, layout=widgets.Layout(width="98%"))
        self._preview = button(say("panel.configure.preview", lang), self._try, icon="search")
        self._apply = button(say("panel.configure.apply", lang), self._store, style="primary", icon="check")
        self._discard = button(say("panel.configure.discard", lang), self._reread, icon="undo")
        parts = {"form": self._form, "text": self._text, "preview": self._preview}
        for key, made in {**parts, "apply": self._apply, "discard": self._discard}.items():
            made.add_class(f"hasim-configure-{key}")
        self._note, self._found = widgets.HTML(), widgets.HTML()
        self._commands = CommandList(lang)
        self._form.observe(lambda _: self._reread(), "value")
        self._text.observe(lambda _: self._edited(), "value")
        row = widgets.HBox(
            [named(say("panel.configure.shown", lang), self._form), self._preview, self._apply, self._discard]
        )
        style = widgets.HTML(FONT, layout=widgets.Layout(display="none"))
        self.widget = widgets.VBox([style, row, self._note, self._text, self._found, self._commands])

    @property
    def _xml(self) -> bool:
        return bool(self._form.value == "xml")

    @property
    def _node(self) -> str | None:
        """The node whose configuration is edited, None where there is no cluster."""
        session = self._board.session
        return next((name for name in session.nodes if session.view(name) is not None), None)

    # -- showing ----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the configuration again, unless the text was edited: that is kept until it is applied or discarded."""
        now = present(self._board.session, self._node, xml=self._xml) if self._node else ""
        untouched = self._text.value in (self._read, now)
        behind = not untouched and now != self._read
        if untouched:
            self._fill(now)
        if self._trial is not None and (untouched or now != self._read):
            self._forget()
        key = "no_cluster" if self._node is None else "behind" if behind else "label"
        note = say(f"panel.configure.{key}", self._lang)
        change(self._note, value=f'<div class="hasim-configure-note" lang="{self._lang}" style="{SHEET}">{note}</div>')
        self._allow()

    def _fill(self, text: str) -> None:
        self._read = text
        self._filling = True
        change(self._text, value=text)
        self._filling = False

    def _allow(self) -> None:
        change(self._preview, disabled=self._node is None)
        change(self._apply, disabled=self._trial is None or not self._trial.accepted)

    def _edited(self) -> None:
        if not self._filling:
            self._forget()
            self._allow()

    def _forget(self) -> None:
        """What was found is about another text, or another configuration."""
        self._trial = None
        change(self._found, value="")
        self._commands.show(())

    # -- doing ------------------------------------------------------------------------------------------------------

    def _reread(self) -> None:
        """Drop the edited text."""
        self._fill("")
        self._forget()
        self.refresh()

    def _try(self) -> None:
        if self._node is None:
            return
        self._trial = attempt(self._board.session, self._node, self._text.value, xml=self._xml)
        page = trial_page(self._trial, self._lang)
        tool = CRM if self._trial.line == UPDATE else LOW
        if self._trial.accepted:
            path = say("panel.configure.commands", self._lang, path=self._trial.path)
            page += f'<div style="{SHEET}">{path}</div>'
        change(self._found, value=page)
        self._commands.show([(tool, self._trial.line)] if self._trial.accepted else ())
        self._allow()

    def _store(self) -> None:
        trial = self._trial
        self._board.act(self._deed)
        if trial is not None and self._node and trial.after == present(self._board.session, self._node, xml=False):
            self._reread()  # it is stored: what stands there is no edit any more

    def _deed(self) -> Deed | None:
        """Save the text on the node and store it, as one step."""
        trial = self._trial
        if trial is None or not trial.accepted:
            return None
        saved = save(trial.node, trial.path, trial.text, self._lang)
        return Deed(run(trial.node, trial.line).data, first=(saved,))
