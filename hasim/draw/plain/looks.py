"""Matplotlib's words for how something looks, as attributes of SVG. Lengths are points."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

DASHES: Mapping[str, tuple[float, ...]] = {"--": (3.7, 1.6), ":": (1.0, 1.65), "-.": (6.4, 1.6, 1.0, 1.6)}
"""The lengths of dashes and gaps, in widths of the line."""


def number(value: float) -> str:
    """A length, to a thousandth."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if round(value, 3) else "0"


def place(x: float, y: float) -> str:
    """A point, as the words of a path have it."""
    return f"{number(x)} {number(y)}"


def dashes(linestyle: Any, width: float) -> str:
    """The attribute for a line's dashes, "" for a solid one. `linestyle` is a name or (offset, lengths)."""
    lengths = DASHES.get(linestyle, ()) if isinstance(linestyle, str) else linestyle[1]
    if not lengths:
        return ""
    return f' stroke-dasharray="{",".join(number(each * width) for each in lengths)}"'


def colours(fill: str, stroke: str, width: float) -> str:
    """The attributes for the inside and the edge of a shape."""
    edge = f' stroke="{escape(stroke)}" stroke-width="{number(width)}"' if stroke != "none" else ' stroke="none"'
    return f'fill="{escape(fill)}"{edge}'
