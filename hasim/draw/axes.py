"""Axes against the simulated time, drawn by hand from few artists: matplotlib's own ticks take most of the time."""

from collections.abc import Mapping

from hasim.draw import style
from hasim.draw.artists import Figure, Line2D
from hasim.draw.canvas import Plane

SMALL = 8.5
STEPS = (10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)


def ticks(start: float, end: float) -> list[float]:
    """A handful of round moments between two, in seconds."""
    step = next((step for step in STEPS if (end - start) / step <= 6), STEPS[-1] * (1 + int((end - start) // 500_000)))
    first = -(-start // step) * step
    return [first + i * step for i in range(int((end - first) // step) + 1)]


def clock(seconds: float) -> str:
    """Seconds since the start as m:ss, or h:mm:ss from an hour on."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def against_time(
    figure: Figure, span: tuple[float, float], heights: Mapping[float, str], title: str, label: str
) -> Plane:
    """A plane from span[0] to span[1] seconds, with the named heights marked; `label` stands below it."""
    left, right = span[0], span[1] + (span[1] - span[0]) * 0.03
    bottom, top = min(heights) - 0.25, max(heights) + 0.6
    plane = Plane(figure, (0.08, 0.16, 0.88, 0.62), (left, right), (bottom, top))
    plane.line([left, left, right], [top, bottom, bottom], color=style.BLACK, linewidth=0.9)
    moments = ticks(*span)
    mark = {"color": style.BLACK, "linestyle": "", "markersize": 7, "markeredgewidth": 0.8}
    plane.line(moments, [bottom] * len(moments), marker="|", **mark)
    plane.line([left] * len(heights), list(heights), marker="_", **mark)
    for moment in moments:
        plane.text(moment, bottom - (top - bottom) * 0.05, clock(moment), fontsize=SMALL, ha="center", va="top")
    for height, name in heights.items():
        plane.text(left - (right - left) * 0.02, height, name, fontsize=SMALL, ha="right", va="center")
    figure.text(0.98, 0.01, label, fontsize=SMALL, color=style.GREY, ha="right", va="bottom")
    figure.text(0.02, 0.94, title, fontsize=10.5)
    return plane


def key(figure: Figure, lines: list[Line2D], names: list[str]) -> None:
    """What the lines mean, two beside each other; where there is no room for all, the first ones and an ellipsis."""
    plane = Plane(figure, (0, 0, 1, 1), (0, 1), (0, 1))
    for index, (line, name) in enumerate(zip(lines[:4], names, strict=False)):
        x, y = 0.4 + 0.3 * (index % 2), 0.955 - 0.075 * (index // 2)
        sample = plane.line([x, x + 0.06], [y, y], markevery=[0], linewidth=2, markersize=5.5)
        sample.set(color=line.get_color(), linestyle=line.get_linestyle(), marker=line.get_marker())
        plane.text(x + 0.075, y, name if index < 3 or len(lines) <= 4 else name + " …", fontsize=SMALL, va="center")
