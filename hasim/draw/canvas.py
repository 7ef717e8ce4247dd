"""Making figures without pyplot, and turning them into SVG for a page."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any

from hasim.draw import style
from hasim.draw.artists import HAS_MATPLOTLIB, Affine2D, Figure, Line2D, Patch, Rectangle, settings

Box = tuple[float, float, float, float]


@contextmanager
def look() -> Iterator[None]:
    """The settings of hasim's figures, without touching those of the user's own."""
    chosen: dict[str, Any] = {
        "font.family": list(style.fonts()),
        "font.size": 9,
        "axes.unicode_minus": False,
        "text.color": style.BLACK,
    }
    with settings(chosen):
        yield


class Plane:
    """A part of a figure with coordinates of its own, to put texts, lines and shapes on.

    `box` is (left, bottom, width, height) in parts of the figure; `x` and `y` are the coordinates at its left and
    right, bottom and top edge. Artists stand in the figure itself: matplotlib's Axes, with their ticks and frames,
    would take as long to make as everything that is drawn on them.
    """

    def __init__(self, figure: Figure, box: Box, x: tuple[float, float], y: tuple[float, float]) -> None:
        self.figure, self.x, self.y = figure, x, y
        left, bottom, width, height = box
        scaled = Affine2D().translate(-x[0], -y[0]).scale(width / (x[1] - x[0]), height / (y[1] - y[0]))
        self.transform = scaled.translate(left, bottom) + figure.transFigure

    def text(self, x: float, y: float, text: str, **look: Any) -> None:
        """A text at a place."""
        self.figure.text(x, y, text, transform=self.transform, parse_math=False, **{"va": "baseline", **look})

    def line(self, xs: Sequence[float], ys: Sequence[float], **look: Any) -> Line2D:
        """A line through places, or marks there with linestyle=""."""
        drawn = Line2D(xs, ys, transform=self.transform, **look)
        self.figure.add_artist(drawn)
        return drawn

    def rectangle(self, corner: tuple[float, float], width: float, height: float, **look: Any) -> None:
        """A rectangle from its corner with the least coordinates."""
        self.shape(Rectangle(corner, width, height, **look))

    def shape(self, patch: Patch) -> None:
        """A shape."""
        patch.set_transform(self.transform)
        self.figure.add_artist(patch)


def sheet(width: float, height: float) -> Plane:
    """A figure of `width` x `height` inches as a plane whose units are inches from the top left."""
    return Plane(Figure(figsize=(width, height)), (0, 0, 1, 1), (0, width), (height, 0))


def svg(figure: Figure, alt: str = "", name: str = "figure", scale: float = 1.0) -> str:
    """The figure as an <svg> element for a page, scaling with it; `alt` is what a screen reader says.

    `name` keeps the identifiers of figures on the same page apart; `scale` makes it larger, where there is room.
    """
    body, width, height = _drawn(figure, name)
    label = f'class="hasim-figure" role="img" aria-label="{escape(alt)}"'
    place = f'style="width:100%;max-width:{width * 4 / 3 * scale:.0f}px" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg {label} {place} xmlns="http://www.w3.org/2000/svg">{body}</svg>'


def _drawn(figure: Any, name: str) -> tuple[str, float, float]:
    """What an <svg> element of the figure holds, and its width and height in points."""
    if not HAS_MATPLOTLIB:
        return figure.inner(name), *figure.size
    from hasim.draw.pen import written

    return written(figure, name)


def png(figure: Figure, dots_per_inch: int = 150) -> bytes:
    """The figure as a PNG image."""
    data = io.BytesIO()
    with look():
        figure.savefig(data, format="png", dpi=dots_per_inch)
    return data.getvalue()
