"""Shifting and stretching: from a picture's own coordinates to points of the page."""

from __future__ import annotations

Point = tuple[float, float]


class Affine2D:
    """A map of the plane: first stretched, then shifted, in each direction on its own."""

    def __init__(self, stretch: Point = (1.0, 1.0), shift: Point = (0.0, 0.0)) -> None:
        self._stretch, self._shift = stretch, shift

    def translate(self, x: float, y: float) -> Affine2D:
        """This, and then a shift."""
        return Affine2D(self._stretch, (self._shift[0] + x, self._shift[1] + y))

    def scale(self, x: float, y: float) -> Affine2D:
        """This, and then a stretching."""
        (a, b), (c, d) = self._stretch, self._shift
        return Affine2D((a * x, b * y), (c * x, d * y))

    def __add__(self, then: Affine2D) -> Affine2D:
        return self.scale(*then._stretch).translate(*then._shift)

    def __call__(self, point: Point) -> Point:
        """Where a point comes to lie."""
        (a, b), (c, d) = self._stretch, self._shift
        return (point[0] * a + c, point[1] * b + d)
