"""Making figures without pyplot, and turning them into SVG for a page."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from hasim.draw import style

POINTS = 72


@contextmanager
def look() -> Iterator[None]:
    """The settings of hasim's figures, without touching those of the user's own."""
    settings: Any = {
        "font.family": list(style.fonts()),
        "font.size": 9,
        "svg.fonttype": "none",
        "axes.unicode_minus": False,
        "text.color": style.BLACK,
    }
    with matplotlib.rc_context(settings):
        yield


def blank(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of `width` x `height` inches, and bare axes whose units are inches from the top left."""
    figure = Figure(figsize=(width, height))
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(height, 0)
    return figure, axes


def svg(figure: Figure, alt: str = "", name: str = "figure") -> str:
    """The figure as an <svg> element for a page, scaling with it; `alt` is what a screen reader says.

    `name` keeps the identifiers of figures on the same page apart.
    """
    text = io.StringIO()
    with look(), matplotlib.rc_context({"svg.hashsalt": name}):
        figure.savefig(text, format="svg", metadata={"Date": None})
    return _for_page(text.getvalue(), alt, name)


def png(figure: Figure, dots_per_inch: int = 150) -> bytes:
    """The figure as a PNG image."""
    data = io.BytesIO()
    with look():
        figure.savefig(data, format="png", dpi=dots_per_inch)
    return data.getvalue()


def _for_page(text: str, alt: str, name: str) -> str:
    """Leave out what belongs to a file of its own, and keep matplotlib's style sheet away from the rest of the page."""
    body = text[text.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, count=1, flags=re.DOTALL)
    body = re.sub(r"<style type=\"text/css\">\*", '<style type="text/css">.hasim-figure *', body, count=1)
    body = re.sub(r' id="(\w+_\d+)"', rf' id="{name}-\1"', body)
    body = body.replace("'DejaVu Sans', ", "'DejaVu Sans', 'Noto Sans', 'Noto Sans JP', 'Noto Sans CJK JP', ")
    width = re.search(r'width="([\d.]+)pt"', body)
    limit = f"{float(width[1]) * 4 / 3:.0f}px" if width else "100%"
    body = re.sub(r' (?:width|height)="[\d.]+pt"', "", body, count=2)
    opening = f'<svg class="hasim-figure" role="img" aria-label="{escape(alt)}" style="width:100%;max-width:{limit}"'
    return body.replace("<svg", opening, 1)
