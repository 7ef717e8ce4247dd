"""What every picture must stand: all glyphs there, no text over another, none outside the sheet."""

from __future__ import annotations

import warnings

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
    extents = [(each.get_text(), *each.get_window_extent().extents) for each in figure.texts if each.get_text().strip()]
    width, height = canvas.get_width_height()
    for text, left, low, right, high in extents:
        if left < -SLACK or low < -SLACK or right > width + SLACK or high > height + SLACK:
            found.append(f"{text!r} leaves the sheet")
    extents.sort(key=lambda extent: extent[1])
    for place, (one, _, low, right, high) in enumerate(extents):
        for other, left, other_low, other_right, other_high in extents[place + 1 :]:
            if left >= right - SLACK:
                break  # so begin all that follow
            if min(right, other_right) - left > SLACK and min(high, other_high) - max(low, other_low) > 3:
                found.append(f"{one!r} and {other!r} overlap")
    return found
