"""Lines through points, and marks at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import hypot
from typing import Any, Final

from hasim.draw.plain.affine import Affine2D, Point
from hasim.draw.plain.looks import colours, dashes, number, place

OPEN: Final[Mapping[Any, tuple[Point, ...]]] = {"|": ((0, -0.5), (0, 0.5)), "_": ((-0.5, 0), (0.5, 0))}
"""Marks that are a stroke, and the closed ones: corners about the point, y downwards, for a mark of size 1."""
CLOSED: Final[Mapping[Any, tuple[Point, ...]]] = {
    "s": ((-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "D": ((0, -0.7), (0.7, 0), (0, 0.7), (-0.7, 0)),
    "d": ((0, -0.7), (0.42, 0), (0, 0.7), (-0.42, 0)),
    "^": ((0, -0.5), (0.5, 0.5), (-0.5, 0.5)),
    "v": ((0, 0.5), (0.5, -0.5), (-0.5, -0.5)),
    ">": ((0.5, 0), (-0.5, -0.5), (-0.5, 0.5)),
    "<": ((-0.5, 0), (0.5, -0.5), (0.5, 0.5)),
    "P": tuple(
        (x / 6, y / 6)
        for x, y in ((-1, -3), (1, -3), (1, -1), (3, -1), (3, 1), (1, 1), (1, 3), (-1, 3), (-1, 1), (-3, 1), (-3, -1),
                     (-1, -1))
    ),
    "X": tuple(
        (x / 4, y / 4)
        for x, y in ((-1, -2), (0, -1), (1, -2), (2, -1), (1, 0), (2, 1), (1, 2), (0, 1), (-1, 2), (-2, 1), (-1, 0),
                     (-2, -1))
    ),
    # carets, whose tip is at the point
    4: ((0, 0), (0.75, -0.5), (0.75, 0.5)),
    5: ((0, 0), (-0.75, -0.5), (-0.75, 0.5)),
    6: ((0, 0), (-0.5, 0.75), (0.5, 0.75)),
    7: ((0, 0), (-0.5, -0.75), (0.5, -0.75)),
}  # fmt: skip


class Line2D:
    """A line and marks, with a look: color, linestyle, linewidth, marker, markersize, markevery, drawstyle, zorder."""

    def __init__(self, xs: Sequence[float], ys: Sequence[float], transform: Affine2D, **look: Any) -> None:
        self._points = list(zip(xs, ys, strict=True))
        self._transform = transform
        self._look = look

    @property
    def zorder(self) -> float:
        """What lies higher is drawn later."""
        return float(self._look.get("zorder", 2))

    def set(self, **look: Any) -> None:
        """Let it look differently."""
        self._look |= look

    def get_color(self) -> Any:
        """Its colour."""
        return self._look.get("color")

    def get_linestyle(self) -> Any:
        """Its dashes."""
        return self._look.get("linestyle", "-")

    def get_marker(self) -> Any:
        """Its marks."""
        return self._look.get("marker")

    def get_gid(self) -> str:
        """It has no name in the picture."""
        return ""

    def svg(self) -> str:
        """It as SVG."""
        places = [self._transform(point) for point in self._points]
        return self._line(places) + "".join(self._mark(at) for at in self._marked(places))

    def _line(self, places: list[Point]) -> str:
        style = self.get_linestyle()
        if not style or len(places) < 2:
            return ""
        if self._look.get("drawstyle") == "steps-post":
            steps = [point for one, other in pairwise(places) for point in (one, (other[0], one[1]))]
            places = [*steps, places[-1]]
        width = float(self._look.get("linewidth", 1.5))
        path = " L ".join(place(*at) for at in places)
        return f'<path d="M {path}" {colours("none", self.get_color(), width)}{dashes(style, width)}/>'

    def _marked(self, places: list[Point]) -> list[Point]:
        if self.get_marker() is None:
            return []
        every = self._look.get("markevery")
        return places if every is None else [places[index] for index in every]

    def _mark(self, at: Point) -> str:
        marker, size, colour = self.get_marker(), float(self._look.get("markersize", 6)), self.get_color()
        width = float(self._look.get("markeredgewidth", 1.0))
        fill = "none" if self._look.get("fillstyle") == "none" else colour
        style = colours(fill, self._look.get("markeredgecolor", colour), width)
        corners = OPEN.get(marker) or CLOSED.get(marker)
        if corners is None:
            slash = "" if marker == "o" else _slash(at, size, colours("none", colour, width))
            return _circle(at, size / 2, style.replace(f'fill="{colour}"', 'fill="none"') if slash else style) + slash
        path = " L ".join(place(at[0] + x * size, at[1] + y * size) for x, y in corners)
        return f'<path d="M {path}{"" if marker in OPEN else " z"}" {style}/>'


def _circle(at: Point, radius: float, style: str) -> str:
    return f'<circle cx="{number(at[0])}" cy="{number(at[1])}" r="{number(radius)}" {style}/>'


def _slash(at: Point, size: float, style: str) -> str:
    """What makes a circle the sign of something forbidden."""
    reach = size / 2 / hypot(1, 1)
    start, end = place(at[0] - reach, at[1] + reach), place(at[0] + reach, at[1] - reach)
    return f'<path d="M {start} L {end}" {style}/>'
