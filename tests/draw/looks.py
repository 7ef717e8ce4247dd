"""What every picture must stand: all glyphs there, no text over another, none outside the sheet."""

from __future__ import annotations

import warnings
from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from hasim.draw.canvas import look

SLACK = 1.5
"""Points by which the boxes of texts may overlap: they include the room above and below the letters."""


def texts(figure: Figure) -> list[str]:
    """The texts in a figure, top to bottom as they were drawn."""
    return [each.get_text() for each in figure.texts if each.get_text()]


def faults(figure: Figure) -> list[str]:
    """What is wrong with how a figure looks; an empty list for nothing."""
    with warnings.catch_warnings(record=True) as caught, look():
        warnings.simplefilter("always")
        canvas = FigureCanvasAgg(figure)
        figure.set_dpi(100)
        canvas.draw()
    found = [str(each.message) for each in caught if "Glyph" in str(each.message)]
    extents = [(each.get_text(), each.get_window_extent()) for each in figure.texts if each.get_text().strip()]
    width, height = canvas.get_width_height()
    for text, box in extents:
        if box.x0 < -SLACK or box.y0 < -SLACK or box.x1 > width + SLACK or box.y1 > height + SLACK:
            found.append(f"{text!r} leaves the sheet")
    for (one, first), (other, second) in combinations(extents, 2):
        wide = min(first.x1, second.x1) - max(first.x0, second.x0)
        high = min(first.y1, second.y1) - max(first.y0, second.y0)
        if wide > SLACK and high > 3:
            found.append(f"{one!r} and {other!r} overlap")
    return found
