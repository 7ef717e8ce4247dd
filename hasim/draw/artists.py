"""Figures, lines and shapes for all pictures: matplotlib's, or where that is not installed, hasim's own stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

HAS_MATPLOTLIB = True
if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import FancyBboxPatch, Patch, PathPatch, Rectangle
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D
else:
    try:
        from matplotlib.figure import Figure
        from matplotlib.lines import Line2D
        from matplotlib.patches import FancyBboxPatch, Patch, PathPatch, Rectangle
        from matplotlib.path import Path
        from matplotlib.transforms import Affine2D
    except ModuleNotFoundError:
        from hasim.draw.plain import Affine2D, FancyBboxPatch, Figure, Line2D, Patch, Path, PathPatch, Rectangle

        HAS_MATPLOTLIB = False

__all__ = [
    "HAS_MATPLOTLIB",
    "Affine2D",
    "FancyBboxPatch",
    "Figure",
    "Line2D",
    "Patch",
    "Path",
    "PathPatch",
    "Rectangle",
    "settings",
]


@contextmanager
def settings(chosen: dict[str, Any]) -> Iterator[None]:
    """Matplotlib's settings for as long as something is drawn; the stand-in has none."""
    if not HAS_MATPLOTLIB:
        yield
        return
    from matplotlib import rcParams

    present: Any = rcParams
    before = {name: present[name] for name in chosen}  # rc_context would copy all that there are, slowly
    present.update(chosen)
    try:
        yield
    finally:
        present.update(before)
