"""Drawing a layered graph: the way round that fits a screen, curved edges, arrowheads, boxes with lines of text."""

import itertools
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from hasim.draw import style
from hasim.draw.artists import FancyBboxPatch, Path, PathPatch
from hasim.draw.canvas import Plane
from hasim.draw.layers import Arrangement, Point, arrange

Name = TypeVar("Name", bound=Hashable)
SCREEN: Final = (13.0, 8.0)
"""Inches that a picture may have before its type would get small on a screen."""
LINE: Final = 0.19
"""The height of a line of text in a box."""


@dataclass(frozen=True)
class Drawing(Generic[Name]):
    """An arrangement as it lies on the sheet: to the right, or (`down`) downwards."""

    arrangement: Arrangement[Name]
    down: bool

    @property
    def size(self) -> Point:
        """Its width and height."""
        return self.turned((self.arrangement.along, self.arrangement.across))

    def turned(self, point: Point) -> Point:
        """(along, across) as (x, y)."""
        return (point[1], point[0]) if self.down else point

    def place(self, name: Name) -> Point:
        """The middle of a box."""
        return self.turned(self.arrangement.places[name])


def best(
    sizes: Mapping[Name, Point],
    edges: Iterable[tuple[Name, Name]],
    *,
    lanes: Mapping[Name, int] | None = None,
    last: Iterable[Name] = (),
) -> Drawing[Name]:
    """Boxes of (width, height) arranged to the right or downwards, whichever fits a screen better."""
    pairs, final = list(edges), list(last)
    right = Drawing(arrange(sizes, pairs, lanes=lanes, last=final, gaps=(0.5, 0.16)), False)
    if _excess(right) <= 1:
        return right
    turned = {name: (height, width) for name, (width, height) in sizes.items()}
    down = Drawing(arrange(turned, pairs, lanes=lanes, last=final, gaps=(0.42, 0.2)), True)
    return min(right, down, key=_excess)


def _excess(drawing: Drawing[Name]) -> float:
    return max(drawing.size[0] / SCREEN[0], drawing.size[1] / SCREEN[1])


def edges(
    plane: Plane,
    drawing: Drawing[Name],
    corner: Point,
    chosen: Iterable[tuple[Name, Name]],
    *,
    heads: bool = True,
    turned: bool = False,
    **look: Any,
) -> None:
    """Curves along the routes of the chosen edges, all in one go; with arrowheads at their ends (`turned`: at their
    beginnings).
    """
    vertices: list[Point] = []
    codes: list[Any] = []
    ends: list[Point] = []
    backwards: list[Point] = []
    for pair in chosen:
        route = [drawing.turned(point) for point in drawing.arrangement.routes[pair]]
        way = [(corner[0] + x, corner[1] + y) for x, y in (reversed(route) if turned else route)]
        for vertex, code in _curve(way, drawing.down):
            vertices.append(vertex)
            codes.append(code)
        axis = 1 if drawing.down else 0
        (ends if way[-1][axis] > way[0][axis] else backwards).append(way[-1])
    if not vertices:
        return
    line = {"edgecolor": style.GREY, "linewidth": 1.3, "facecolor": "none", "zorder": 1, **look}
    plane.shape(PathPatch(Path(vertices, codes), **line))
    if heads:
        forward, back = (7, 6) if drawing.down else (5, 4)  # matplotlib's carets whose tip is at the point
        for points, marker in ((ends, forward), (backwards, back)):
            mark = {"marker": marker, "linestyle": "", "color": line["edgecolor"], "markersize": 6, "zorder": 5}
            if points:
                plane.line([x for x, _ in points], [y for _, y in points], **mark)


def _curve(way: Sequence[Point], down: bool) -> list[tuple[Point, Any]]:
    """A smooth line through the points; it leaves and enters each along the layers."""
    found: list[tuple[Point, Any]] = [(way[0], Path.MOVETO)]
    for (x1, y1), (x2, y2) in itertools.pairwise(way):
        if abs(x1 - x2) < 1e-9 or abs(y1 - y2) < 1e-9:
            found.append(((x2, y2), Path.LINETO))
            continue
        one, other = ((x1, (y1 + y2) / 2), (x2, (y1 + y2) / 2)) if down else (((x1 + x2) / 2, y1), ((x1 + x2) / 2, y2))
        found += [(one, Path.CURVE4), (other, Path.CURVE4), ((x2, y2), Path.CURVE4)]
    return found


def box(plane: Plane, middle: Point, size: Point, *, rounding: float = 0.06, **look: Any) -> None:
    """A rectangle about a point."""
    (x, y), (width, height) = middle, size
    shown = {"facecolor": style.WHITE, "edgecolor": style.GREY, "linewidth": 1.4, "zorder": 3, **look}
    kind = f"round,pad=0,rounding_size={rounding}" if rounding else "square,pad=0"
    plane.shape(FancyBboxPatch((x - width / 2, y - height / 2), width, height, boxstyle=kind, **shown))
