"""What the Board says about its autosave: an earlier session to resume, and what was done with it."""

from html import escape

import ipywidgets as widgets

from hasim.lab.controls import button, change
from hasim.lab.keeping.autosave import Autosave
from hasim.text import say

NOTE = "background:#eef4fb;color:#1a1a1a;border-left:4px solid #1f5fa8;margin:4px 0;padding:4px 10px;font-size:14px"


class AutosaveBar:
    """Nothing, as long as there is nothing to say."""

    def __init__(self, autosave: Autosave, lang: str) -> None:
        self._autosave, self._lang = autosave, lang
        self._text = widgets.HTML()
        resume = button(say("keep.resume", lang), self._resume, style="primary", icon="play")
        afresh = button(say("keep.afresh", lang), self._afresh, icon="file-o")
        resume.add_class("hasim-resume")
        afresh.add_class("hasim-afresh")
        self._buttons = widgets.HBox([resume, afresh])
        self.widget = widgets.VBox([self._text, self._buttons])
        self.widget.add_class("hasim-autosave")
        self.refresh()

    def refresh(self) -> None:
        """Say what is to be said now."""
        lines = list(self._autosave.notes)
        offer = self._autosave.offer
        if offer is not None:
            key = "keep.offer.other" if self._autosave.other_start else "keep.offer"
            lines.append(say(key, self._lang, count=offer.size) + " " + say("keep.offer.hint", self._lang))
        if self._autosave.stopped:
            lines.append(say("keep.stopped", self._lang, reason=self._autosave.stopped))
        self._show(lines, offer is not None)

    def _show(self, lines: list[str], buttons: bool) -> None:
        text = "<br>".join(map(escape, lines))
        change(self._text, value=f'<div role="status" lang="{self._lang}" style="{NOTE}">{text}</div>' if text else "")
        change(self._buttons.layout, display=None if buttons else "none")
        change(self.widget.layout, display=None if text else "none")

    def _resume(self) -> None:
        def progress(done: int, of: int) -> None:
            if done % 10 == 0 or done == of:
                self._show([say("keep.resuming", self._lang, done=done, all=of)], False)

        self._autosave.resume(progress)
        self.refresh()

    def _afresh(self) -> None:
        self._autosave.afresh()
        self.refresh()
