"""A box to paste one's own configuration into, and what is said about it: for the Board's panel and for one alone."""

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from hasim.cib import CibError
from hasim.intake import IntakeError, Mode, Taken, take
from hasim.lab.controls import button, change
from hasim.lab.own_page import findings_page, forecast_page
from hasim.lab.panels.base import ALERT, SHEET, label
from hasim.text import say

NOTHING, DEAD, DOWN = "nothing", "dead", "down"


class OwnBox:
    """Paste or open, then read what became of it. `live` is called with what can run; the rest is decided about."""

    def __init__(self, lang: str, live: Callable[[Taken], None]) -> None:
        self._lang, self._live = lang, live
        self._taken: Taken | None = None
        self._text = widgets.Textarea(
            description=say("own.paste", lang), rows=6, layout=widgets.Layout(width="98%"),
            style={"description_width": "initial"},
        )  # fmt: skip
        self._upload = widgets.FileUpload(
            accept=".xml,.txt,.crm,.cib,.conf",
            description=say("own.upload", lang),
            tooltip=say("own.upload", lang),
            layout=widgets.Layout(width="auto"),
        )
        self._upload.observe(self._uploaded, "value")
        go = button(say("own.go", lang), self._pasted, style="primary", icon="sign-in")
        for key, made in (("text", self._text), ("upload", self._upload), ("go", go)):
            made.add_class(f"hasim-own-{key}")
        intro = widgets.HTML(f'<div lang="{lang}" style="{SHEET}">{escape(say("own.intro", lang))}</div>')
        self._told = widgets.HTML()
        self._ask = self._question()
        self._answer = widgets.HTML()
        self.widget = widgets.VBox(
            [intro, self._text, widgets.HBox([self._upload, go]), self._told, self._ask, self._answer]
        )

    def _question(self) -> widgets.HBox:
        lang = self._lang
        self._node = widgets.Dropdown(options=[], layout=widgets.Layout(width="14em", margin="2px"))
        events = [(say(f"own.ask.{key}", lang), key) for key in (DEAD, DOWN, NOTHING)]
        self._event = widgets.Dropdown(options=events, layout=widgets.Layout(width="16em", margin="2px"))
        go = button(say("own.ask.go", lang), self._forecast, style="primary", icon="question")
        for key, made in (("node", self._node), ("event", self._event), ("ask", go)):
            made.add_class(f"hasim-own-{key}")
        words = label(say("own.ask", lang)), label(say("own.ask.node", lang))
        return widgets.HBox(
            [words[0], self._event, words[1], self._node, go],
            layout=widgets.Layout(display="none", flex_flow="row wrap"),
        )

    # -- taking it --------------------------------------------------------------------------------------------------

    def _uploaded(self, event: dict[str, Any]) -> None:
        for file in event["new"]:
            self.take(bytes(file["content"]))
        self._upload.value = ()

    def _pasted(self) -> None:
        if self._text.value.strip():
            self.take(self._text.value)
        else:
            self._refuse(say("own.empty", self._lang))

    def take(self, data: str | bytes) -> None:
        """Take a configuration; what it is not, or what is wrong with it, is said."""
        try:
            taken = take(data)
        except IntakeError as error:
            self._refuse(say("own.error.unsupported", self._lang, error=error.said(self._lang)))
        except (CibError, ValueError) as error:
            self._refuse(say("own.error.unsupported", self._lang, error=error))
        else:
            self.tell(taken)
            if taken.mode is Mode.LIVE:
                self._live(taken)

    def _refuse(self, reason: str) -> None:
        change(self._told, value=f'<div role="alert" lang="{self._lang}" style="{ALERT}">{escape(reason)}</div>')

    def tell(self, taken: Taken) -> None:
        """Say what became of a configuration."""
        self._taken = taken
        change(self._told, value=findings_page(taken, self._lang))
        change(self._answer, value="")
        static = taken.mode is Mode.STATIC
        self._node.options = taken.nodes if static else ()
        self._node.value = taken.nodes[0] if static and taken.nodes else None
        change(self._ask.layout, display=None if static else "none")

    # -- asking the scheduler -----------------------------------------------------------------------------------------

    def _forecast(self) -> None:
        if self._taken is None:
            return
        node = (self._node.value,) if self._node.value else ()
        dead, down = (node if self._event.value == each else () for each in (DEAD, DOWN))
        change(self._answer, value=forecast_page(self._taken.forecast(dead=dead, down=down), self._lang))
