"""How wide a text will be, and making it fit: widths come from the fonts' own tables, so nothing has to be drawn."""

from functools import cache
from typing import TYPE_CHECKING

from hasim.draw import style
from hasim.draw.artists import HAS_MATPLOTLIB
from hasim.draw.widths import advance as without_fonts

if TYPE_CHECKING or HAS_MATPLOTLIB:
    from matplotlib import font_manager
    from matplotlib.ft2font import FT2Font, LoadFlags

POINT = 1 / 72
"""Inches."""
HINTING = 1.012
"""What rounding to pixels adds at most."""
ELLIPSIS = "…"


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width in inches of a one-line text at `size` points."""
    return sum(_advance(sign, bold) for sign in text) * size * POINT * HINTING


def strong(text: str) -> dict[str, str]:
    """What makes a text bold, where the font that is there in bold has all of it."""
    first = _fonts(True)[0] if HAS_MATPLOTLIB else None
    known = first is None or all(first.get_char_index(ord(sign)) for sign in text)
    return {"fontfamily": style.LATIN_FONT, "fontweight": "bold"} if known else {}


def fit(text: str, inches: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits into so many inches, with an ellipsis."""
    if width(text, size, bold=bold) <= inches:
        return text
    room = inches / (size * POINT * HINTING) - _advance(ELLIPSIS, bold)
    kept = 0
    for sign in text:
        room -= _advance(sign, bold)
        if room < 0:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def squeeze(text: str, inches: float, size: float, *, bold: bool = False) -> str:
    """The text, or its beginning and its end with an ellipsis between: names often differ at the end only."""
    if width(text, size, bold=bold) <= inches:
        return text
    for left in range(len(text) - 2, 0, -1):
        ends = min(left // 2, 6)
        short = text[: left - ends] + ELLIPSIS + text[len(text) - ends :]
        if width(short, size, bold=bold) <= inches:
            return short
    return ELLIPSIS


def wrap(text: str, inches: float, size: float, most: int = 3) -> list[str]:
    """The text on at most so many lines, broken between words where there are any; the last line is cut to fit."""
    lines: list[str] = []
    rest = text
    while rest and len(lines) < most - 1 and width(rest, size) > inches:
        cut = _break(rest, inches, size)
        lines.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*lines, fit(rest, inches, size)] if rest else lines


def _break(text: str, inches: float, size: float) -> int:
    """Where to break: after the last word that fits, or within a word that alone is too long (or has no spaces)."""
    room, fitting = inches / (size * POINT * HINTING), 0
    for sign in text:
        room -= _advance(sign, False)
        if room < 0:
            break
        fitting += 1
    space = text.rfind(" ", 0, fitting + 1)
    return space if space > 0 else max(1, fitting)


@cache
def _advance(sign: str, bold: bool) -> float:
    """The width of a character in units of the font's size, from the first font that has it."""
    if not HAS_MATPLOTLIB:
        return without_fonts(sign, bold)
    for font in _fonts(bold):
        if font.get_char_index(ord(sign)):
            return float(font.load_char(ord(sign), flags=LoadFlags.NO_HINTING).linearHoriAdvance) / 65536 / 100
    return 1.0


@cache
def _fonts(bold: bool) -> "tuple[FT2Font, ...]":
    found = []
    for index, family in enumerate(style.fonts()):  # only the first is there in bold
        properties = font_manager.FontProperties(family=family, weight="bold" if bold and not index else "normal")
        font = FT2Font(font_manager.findfont(properties))
        font.set_size(100, 72)
        found.append(font)
    return tuple(found)
