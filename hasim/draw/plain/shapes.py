"""Rectangles, boxes with round corners, and paths."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any, Final

from hasim.draw.plain.affine import Affine2D, Point
from hasim.draw.plain.looks import colours, dashes, number, place

HATCH: Final = 7.2
"""Points between the strokes of a hatched ground."""


class Patch:
    """A shape with a look: facecolor, edgecolor, linewidth (points), linestyle, hatch, zorder."""

    def __init__(self, **look: Any) -> None:
        self._look = look
        self._transform = Affine2D()
        self._gid = self._label = ""

    @property
    def zorder(self) -> float:
        """What lies higher is drawn later."""
        return float(self._look.get("zorder", 1))

    def set_transform(self, transform: Affine2D) -> None:
        """From its own coordinates to those of the page."""
        self._transform = transform

    def set_gid(self, gid: str) -> None:
        """Its name in the picture."""
        self._gid = gid

    def get_gid(self) -> str:
        """Its name in the picture, "" for none."""
        return self._gid

    def set_label(self, label: str) -> None:
        """What it is called."""
        self._label = label

    def get_label(self) -> str:
        """What it is called."""
        return self._label

    def outline(self) -> str:
        """The words of its path, in points of the page."""
        raise NotImplementedError

    def svg(self) -> str:
        """It as SVG."""
        look = self._look
        fill, stroke = look.get("facecolor", "none"), look.get("edgecolor", "#000000")
        width = float(look.get("linewidth", 1.0))
        path = self.outline()
        style = colours(fill, stroke, width) + dashes(look.get("linestyle", "-"), width)
        drawn = f'<path d="{path}" {style}/>'
        if look.get("hatch"):
            drawn += f'<path d="{path}" fill="url(#hatch)" stroke="none"/>'
        return f'<g id="{escape(self._gid)}">{drawn}</g>' if self._gid else drawn

    def _corners(self, corner: Point, width: float, height: float) -> tuple[Point, Point]:
        """The top left and the bottom right on the page."""
        one = self._transform(corner)
        other = self._transform((corner[0] + width, corner[1] + height))
        return (min(one[0], other[0]), min(one[1], other[1])), (max(one[0], other[0]), max(one[1], other[1]))


class Rectangle(Patch):
    """From a corner, so wide and so high."""

    def __init__(self, corner: Point, width: float, height: float, **look: Any) -> None:
        super().__init__(**look)
        self._box = (corner, width, height)

    def outline(self) -> str:
        """Its four sides."""
        return rounded(*self._corners(*self._box), 0.0)


class FancyBboxPatch(Patch):
    """A rectangle with round corners: boxstyle="round,pad=0,rounding_size=0.1", in its own coordinates."""

    def __init__(self, corner: Point, width: float, height: float, boxstyle: str = "square,pad=0", **look: Any) -> None:
        super().__init__(**look)
        self._box = (corner, width, height)
        found = re.search(r"rounding_size=([\d.]+)", boxstyle)
        self._rounding = float(found[1]) if found else 0.0

    def outline(self) -> str:
        """Its four sides and corners."""
        (left, _), (right, _) = self._transform((0.0, 0.0)), self._transform((self._rounding, 0.0))
        return rounded(*self._corners(*self._box), abs(right - left))


class Path:
    """Points and how each is reached: MOVETO and LINETO take one, CURVE4 takes three (two controls and the end)."""

    MOVETO: Final = 1
    LINETO: Final = 2
    CURVE4: Final = 4

    def __init__(self, vertices: Sequence[Point], codes: Sequence[int]) -> None:
        self.vertices, self.codes = vertices, codes


class PathPatch(Patch):
    """A shape along a path."""

    def __init__(self, path: Path, **look: Any) -> None:
        super().__init__(**look)
        self._path = path

    def outline(self) -> str:
        """The path, on the page."""
        words, curved = [], 0
        for vertex, code in zip(self._path.vertices, self._path.codes, strict=True):
            letter = {Path.MOVETO: "M ", Path.LINETO: "L "}.get(code, "" if curved % 3 else "C ")
            curved += code == Path.CURVE4
            words.append(letter + place(*self._transform(vertex)))
        return " ".join(words)


def rounded(start: Point, end: Point, radius: float) -> str:
    """The path of a rectangle from its top left to its bottom right."""
    (left, top), (right, bottom) = start, end
    r = min(radius, (right - left) / 2, (bottom - top) / 2)
    if r <= 0:
        return (
            f"M {place(left, bottom)} L {place(right, bottom)} L {place(right, top)} L {place(left, top)} "
            f"L {place(left, bottom)} z"
        )
    turn = f"A {number(r)} {number(r)} 0 0 1"
    return (
        f"M {place(left + r, top)} L {place(right - r, top)} {turn} {place(right, top + r)} "
        f"L {place(right, bottom - r)} {turn} {place(right - r, bottom)} "
        f"L {place(left + r, bottom)} {turn} {place(left, bottom - r)} "
        f"L {place(left, top + r)} {turn} {place(left + r, top)} z"
    )
