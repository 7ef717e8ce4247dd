"""Where the Board's pictures go: one place in the notebook that is updated without flicker.

In JupyterLab and Notebook that is an output with a display id: it survives saving, reopening and exporting. Voila does
not carry such an update out of a button's callback, so there it is an HTML widget.
"""

import os
from typing import Any, Protocol
from uuid import uuid4

import ipywidgets
from IPython import display as _display_module

_ipython: Any = _display_module  # it has no types


class Sink(Protocol):
    """Something that shows a piece of HTML."""

    def show(self, html: str) -> None:
        """Show it here, below whatever the cell has printed; from now on updates come here too."""

    def update(self, html: str) -> None:
        """Show this instead, wherever it is shown."""


class DisplaySink:
    """An output of the notebook, known by a display id; showing it in several cells keeps them all up to date."""

    def __init__(self) -> None:
        self._id = f"hasim-{uuid4().hex}"
        self._shown = False

    def show(self, html: str) -> None:
        """Show it as an output of the running cell."""
        _ipython.display(_ipython.HTML(html), display_id=self._id)
        self._shown = True

    def update(self, html: str) -> None:
        """Replace what is shown; nothing where it is not shown yet."""
        if self._shown:
            _ipython.update_display(_ipython.HTML(html), display_id=self._id)


class WidgetSink:
    """An HTML widget."""

    def __init__(self) -> None:
        self.widget = ipywidgets.HTML()

    def show(self, html: str) -> None:
        """Show the widget as an output of the running cell."""
        self.widget.value = html
        show(self.widget)

    def update(self, html: str) -> None:
        """Change the widget's value."""
        self.widget.value = html


def show(widget: ipywidgets.Widget) -> None:
    """Show a widget as an output of the running cell."""
    _ipython.display(widget)


def in_voila(environment: dict[str, str] | None = None) -> bool:
    """Is this kernel serving a Voila dashboard? Voila says so in the kernel's environment."""
    found: Any = os.environ if environment is None else environment
    return str(found.get("SERVER_SOFTWARE", "")).startswith("voila")


def make_sink() -> Sink:
    """The sink that works where this kernel is looked at."""
    return WidgetSink() if in_voila() else DisplaySink()
