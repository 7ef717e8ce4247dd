"""Figures without matplotlib, for where it cannot be had, as in a browser without a network: as SVG only.

It has those of matplotlib's figures, lines and shapes that hasim's pictures use, under the same names and with the
same words for their looks, so that a picture is drawn by the same code with either. `hasim.draw.artists` chooses.
"""

from hasim.draw.plain.affine import Affine2D
from hasim.draw.plain.figure import Figure, OnlySvg
from hasim.draw.plain.lines import Line2D
from hasim.draw.plain.shapes import FancyBboxPatch, Patch, Path, PathPatch, Rectangle

__all__ = ["Affine2D", "FancyBboxPatch", "Figure", "Line2D", "OnlySvg", "Patch", "Path", "PathPatch", "Rectangle"]
