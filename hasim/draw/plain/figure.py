"""A sheet with texts, lines and shapes on it, written as SVG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import Any, Final, Protocol

from hasim.draw.plain.affine import Affine2D, Point
from hasim.draw.plain.looks import colours, number
from hasim.draw.plain.shapes import HATCH, rounded
from hasim.draw.widths import advance

FAMILY: Final = "'DejaVu Sans', 'Noto Sans', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"
INCH: Final = 72.0
ASCENT: Final = 0.76
"""How far letters reach above the line they stand on, and (`DESCENT`) below it, in sizes of the font."""
DESCENT: Final = 0.24
ANCHORS: Final = {"left": "start", "center": "middle", "right": "end"}
SINKING: Final = {"baseline": 0.0, "bottom": -DESCENT, "top": ASCENT, "center": (ASCENT - DESCENT) / 2}
"""How far below its place a text's line is, by its vertical alignment."""


class OnlySvg(ValueError):
    """A picture was asked for as something else than SVG, which takes matplotlib."""


class Artist(Protocol):
    """Something on a sheet."""

    @property
    def zorder(self) -> float:
        """What lies higher is drawn later."""

    def svg(self) -> str:
        """It as SVG."""

    def get_gid(self) -> str:
        """Its name in the picture, "" for none."""


class Text:
    """A line of text, with a look: fontsize, color, ha, va, fontweight, bbox, zorder."""

    def __init__(self, at: Point, text: str, **look: Any) -> None:
        self._at, self._text, self._look = at, text, look

    @property
    def zorder(self) -> float:
        """What lies higher is drawn later."""
        return float(self._look.get("zorder", 3))

    def get_gid(self) -> str:
        """It has no name in the picture."""
        return ""

    def svg(self) -> str:
        """It as SVG."""
        size = float(self._look.get("fontsize", 9))
        x, y = self._at[0], self._at[1] + SINKING[self._look.get("va", "baseline")] * size
        bold = self._look.get("fontweight") == "bold"
        anchor = self._look.get("ha", "left")
        style = (
            f'font-size="{number(size)}" text-anchor="{ANCHORS[anchor]}" fill="{self._look.get("color", "#1a1a1a")}"'
        )
        weight = ' font-weight="700"' if bold else ""
        words = f'<text x="{number(x)}" y="{number(y)}" {style}{weight}>{escape(self._text)}</text>'
        frame = self._look.get("bbox")
        return words if frame is None else self._frame(frame, (x, y), size, anchor, bold) + words

    def _frame(self, frame: Mapping[str, Any], at: Point, size: float, anchor: str, bold: bool) -> str:
        """A box around the text; its padding is in sizes of the font."""
        found = re.search(r"pad=([\d.]+)", frame["boxstyle"])
        pad = float(found[1]) * size if found else 0.0
        wide = sum(advance(sign, bold) for sign in self._text) * size
        left = at[0] - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[anchor]
        start, end = (left - pad, at[1] - ASCENT * size - pad), (left + wide + pad, at[1] + DESCENT * size + pad)
        path = rounded(start, end, pad if frame["boxstyle"].startswith("round") else 0.0)
        return f'<path d="{path}" {colours(frame["facecolor"], frame["edgecolor"], 1.0)}/>'


class Figure:
    """A sheet of so many inches."""

    def __init__(self, figsize: tuple[float, float]) -> None:
        self.size = (figsize[0] * INCH, figsize[1] * INCH)
        self.artists: list[Any] = []
        self.transFigure = Affine2D((self.size[0], -self.size[1]), (0.0, self.size[1]))

    def text(self, x: float, y: float, text: str, transform: Affine2D | None = None, **look: Any) -> None:
        """Write a text; without `transform`, (x, y) are parts of the sheet from its bottom left."""
        self.artists.append(Text((transform or self.transFigure)((x, y)), text, **look))

    def add_artist(self, artist: Artist) -> None:
        """Put something on it."""
        self.artists.append(artist)

    def savefig(self, target: Any, format: str = "svg", **_: Any) -> None:
        """Write it to an open text file. OnlySvg for any other format."""
        if format != "svg":
            raise OnlySvg(f"a picture as {format.upper()} needs matplotlib, which is not here; as SVG it can be had")
        target.write(self.svg())

    def svg(self) -> str:
        """It as SVG."""
        width, height = (number(length) for length in self.size)
        return (
            f'<svg width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}" '
            f'xmlns="http://www.w3.org/2000/svg" version="1.1">\n{self.inner("figure")}\n</svg>\n'
        )

    def inner(self, name: str) -> str:
        """What is within its <svg> element; `name` keeps the identifiers of figures on the same page apart."""
        width, height = (number(length) for length in self.size)
        drawn = "".join(each.svg() for each in sorted(self.artists, key=lambda each: each.zorder))
        hatch = (
            f'<defs><pattern id="{name}-hatch" width="{number(HATCH)}" height="{number(HATCH)}" '
            f'patternUnits="userSpaceOnUse" patternTransform="rotate(-45)">'
            f'<path d="M 0 0 L {number(HATCH)} 0" stroke="#1a1a1a" stroke-width="1"/></pattern></defs>'
        )
        used = "url(#hatch)" in drawn
        return (
            f'<g font-family="{FAMILY}" stroke-linejoin="round">{hatch if used else ""}'
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
            f"{drawn.replace('url(#hatch)', f'url(#{name}-hatch)')}</g>"
        )
