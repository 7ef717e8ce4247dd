"""What the Board can show besides its buttons and pictures: panels behind a row of buttons, one open at a time.

A panel is made when it is opened first, and only the open one is refreshed: what is not seen costs nothing.
"""

from collections.abc import Callable, Mapping
from html import escape
from types import MappingProxyType
from typing import Any, Protocol

import ipywidgets as widgets

from hasim.lab.controls import SMALL, change
from hasim.session import Session
from hasim.text import say

SHEET = "background:#fff;color:#1a1a1a;padding:6px 8px;font-family:sans-serif;font-size:14px;line-height:1.45"
ALERT = "background:#fff4ec;color:#1a1a1a;border-left:4px solid #c04a00;margin:4px 0;padding:4px 10px"


TELL_NOTHING = ("predict", "teach", "keys")
"""Panels that may be seen while the pictures are hidden."""


class Panel(Protocol):
    """Something behind one of the buttons."""

    widget: widgets.Widget

    def refresh(self) -> None:
        """Show the session as it is now."""


class Asked(Protocol):
    """What a panel that only shows asks of a Board."""

    @property
    def session(self) -> Session:
        """The Board's session; later it may be another one."""


class Drawer:
    """A row of buttons and, below them, the panel that is open."""

    def __init__(
        self, makers: Mapping[str, Callable[[], Panel]], lang: str, groups: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        """`groups` are the names of the groups of buttons, by the panel with which each of them begins."""
        self._makers, self._lang = makers, lang
        self._made: dict[str, Panel] = {}
        self.opened = ""
        self._buttons = {key: self._button(key) for key in makers}
        self._error = widgets.HTML(layout=widgets.Layout(display="none"))
        self._place = widgets.VBox([])
        self._veiled = False
        self.widget = widgets.VBox([widgets.HBox(self._grouped(groups)), self._error, self._place])

    def _grouped(self, groups: Mapping[str, str]) -> list[widgets.HBox]:
        """The buttons, each group behind its name."""
        rows: list[list[widgets.Widget]] = [[]]
        for key, each in self._buttons.items():
            if key in groups:
                rows.append([label(say(f"drawer.{groups[key]}", self._lang))])
            rows[-1].append(each)
        boxes = [widgets.HBox(row) for row in rows if row]
        for box in boxes:
            box.add_class("hasim-group")
        return boxes

    def _button(self, key: str) -> widgets.ToggleButton:
        made = widgets.ToggleButton(description=say(f"panel.{key}", self._lang), layout=widgets.Layout(**SMALL))
        made.add_class(f"hasim-open-{key}")
        made.observe(lambda event: self._pressed(key, event["new"]), "value")
        return made

    def _pressed(self, key: str, down: bool) -> None:
        if down and self.opened != key:
            self.open(key)
        elif not down and self.opened == key:
            self.open("")

    def open(self, key: str) -> None:
        """Open a panel and close the one that is open; "" closes it."""
        self.opened = key
        for other, each in self._buttons.items():
            change(each, value=other == key)
        if not key:
            self._place.children = ()
        self._veil()
        self.refresh()

    @property
    def keys(self) -> tuple[str, ...]:
        """The names of the panels, in the order of their buttons."""
        return tuple(self._makers)

    def veil(self, hidden: bool) -> None:
        """While the pictures are hidden, a panel that would tell the outcome is hidden too."""
        self._veiled = hidden
        self._veil()

    def _veil(self) -> None:
        shown = not self._veiled or self.opened in TELL_NOTHING
        change(self._place.layout, display=None if shown else "none")

    def panel(self, key: str) -> Any:
        """A panel that was opened before."""
        return self._made[key]

    def refresh(self) -> None:
        """Bring the open panel up to date; an error in it is shown in its place."""
        text = ""
        if self.opened:
            try:
                self._refresh_open()
            except Exception as error:
                text = say("panel.error", self._lang, error=f"{type(error).__name__}: {error}")
        change(self._error, value=f'<div role="alert" style="{ALERT}">{escape(text)}</div>' if text else "")
        change(self._error.layout, display=None if text else "none")

    def _refresh_open(self) -> None:
        if self.opened not in self._made:
            self._place.children = ()
            self._made[self.opened] = self._makers[self.opened]()
        panel = self._made[self.opened]
        change(self._place, children=(panel.widget,))
        panel.refresh()


def choose(widget: widgets.Widget, options: tuple[Any, ...]) -> None:
    """Offer other options in a dropdown, keeping the choice where it still exists."""
    if tuple(widget.options) == options:
        return
    chosen = widget.value
    values = [option[1] if isinstance(option, tuple) else option for option in options]
    widget.options = options
    widget.value = chosen if chosen in values else next(iter(values), None)


def dispose(widget: widgets.Widget) -> None:
    """Take a widget and all that is in it out of the kernel and the page."""
    for child in getattr(widget, "children", ()):
        dispose(child)
    widget.close()


def label(text: str) -> widgets.HTML:
    """A word before a control."""
    return widgets.HTML(escape(text), layout=widgets.Layout(margin="2px 4px"))


def named(text: str, widget: widgets.Widget) -> widgets.Widget:
    """A control with its name before it, which is also read out; a width in em is that of the control alone."""
    widget.description = text
    widget.style.description_width = "initial"
    width = widget.layout.width
    if width is not None and width.endswith("em"):
        room = sum(1.1 if ord(letter) > 0xFF else 0.6 for letter in text) + 1
        widget.layout.width = f"calc({width} + {room:.1f}em)"
    return widget
