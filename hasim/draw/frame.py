"""What the pictures have in common: a heading, notes at the foot, and the picture of nothing."""

from collections.abc import Iterable, Sequence
from typing import Final

from hasim.draw import style
from hasim.draw.artists import Figure
from hasim.draw.canvas import Plane, sheet
from hasim.draw.measure import fit, width, wrap

# all lengths in inches
MARGIN: Final = 0.15
HEAD: Final = 0.46
FOOT: Final = 0.24
NOTE: Final = 9.0


def heading(plane: Plane, text: str) -> None:
    """The title at the top left of a sheet."""
    plane.text(MARGIN, 0.28, fit(text, plane.x[1] - 2 * MARGIN, 11.5), fontsize=11.5)


def folded(lines: Iterable[str], wide: float) -> list[str]:
    """Lines for the foot of a sheet of that width, each on as many lines as it needs, three at most."""
    return [part for line in lines for part in wrap(line, wide - 2 * MARGIN, NOTE)]


def flowed(items: Iterable[str], wide: float) -> list[str]:
    """Short items side by side for the foot of a sheet of that width, on as few lines as they fit on."""
    lines: list[str] = []
    for item in items:
        joined = f"{lines[-1]}   {item}" if lines else item
        if lines and width(joined, NOTE) <= wide - 2 * MARGIN:
            lines[-1] = joined
        else:
            lines.append(fit(item, wide - 2 * MARGIN, NOTE))
    return lines


def notes(plane: Plane, lines: Sequence[str], colour: str = style.GREY) -> None:
    """Lines at the foot of a sheet; `folded` makes them fit."""
    bottom = plane.y[0] - MARGIN
    for row, line in enumerate(reversed(lines)):
        plane.text(MARGIN, bottom - FOOT * row, line, fontsize=NOTE, color=colour, va="bottom")


def empty(text: str) -> Figure:
    """A figure that says why there is nothing to see."""
    plane = sheet(6.4, 1.0)
    plane.text(3.2, 0.5, fit(text, 6.1, 10), fontsize=10, color=style.GREY, ha="center", va="center")
    return plane.figure
