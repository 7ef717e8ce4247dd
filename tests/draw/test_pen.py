"""The pen that writes pictures for a page says the same as matplotlib's own, and less of it."""

import io
import re
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from hasim.draw import PICTURES, svg
from hasim.draw.canvas import look, sheet
from tests.draw.stories import story

SVG = "{http://www.w3.org/2000/svg}"
SHAPES = ("path", "use", "circle")


def peer(figure: Figure) -> str:
    """The same figure as matplotlib writes it."""
    text = io.StringIO()
    with look(), matplotlib.rc_context({"svg.fonttype": "none"}):
        figure.savefig(text, format="svg")
    return text.getvalue()


def texts(written: str) -> list[tuple[str, float, float, str, float]]:
    """Each text with its place, the side by which it is held, and its size."""
    found = []
    for each in ElementTree.fromstring(written).iter(f"{SVG}text"):
        told = dict(re.findall(r"([\w-]+): ([^;]+)", each.get("style", "")))
        size = float(told.get("font-size", each.get("font-size", "")).removesuffix("px"))
        held = told.get("text-anchor", each.get("text-anchor", "start"))
        place = [round(float(each.get(axis, "nan")), 1) for axis in ("x", "y")]
        found.append((each.text or "", place[0], place[1], held, size))
    return found


def shapes(written: str) -> int:
    """How many lines, shapes and marks are drawn, without what is only defined."""
    root = ElementTree.fromstring(written)
    defined = {each for part in root.iter(f"{SVG}defs") for each in part.iter()}
    return sum(each.tag.removeprefix(SVG) in SHAPES for each in root.iter() if each not in defined)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("name", PICTURES)
def test_the_same_texts_stand_at_the_same_places(name: str, lang: str) -> None:
    figure = PICTURES[name].draw(story("failover"), lang)
    ours, theirs = svg(figure), peer(figure)
    for (*one, x, y), (*other, x_there, y_there) in zip(
        [(a, d, e, b, c) for a, b, c, d, e in texts(ours)],
        [(a, d, e, b, c) for a, b, c, d, e in texts(theirs)],
        strict=True,
    ):
        assert one == other
        assert (x, y) == pytest.approx((x_there, y_there), abs=0.11)
    assert shapes(ours) == shapes(theirs)
    assert len(ours) < 0.75 * len(theirs)


def test_a_figure_is_the_same_after_it_was_written() -> None:
    figure = PICTURES["placement"].draw(story("failover"), "en")
    before = figure.dpi
    assert svg(figure) == svg(figure)
    assert figure.dpi == before


def test_what_a_text_says_is_no_markup_and_no_formula() -> None:
    plane = sheet(2, 1)
    plane.text(0.1, 0.5, 'a < b & $c$ "d"')
    root = ElementTree.fromstring(svg(plane.figure, "x"))
    assert [each.text for each in root.iter(f"{SVG}text")] == ['a < b & $c$ "d"']


def test_hatchings_of_two_figures_on_a_page_keep_apart() -> None:
    def hatched(name: str) -> set[str]:
        plane = sheet(2, 1)
        for left in (0.0, 1.0):
            plane.shape(Rectangle((left, 0), 1, 1, facecolor="#ffffff", edgecolor="#123456", hatch="//"))
        written = svg(plane.figure, "x", name)
        used = set(re.findall(r"url\(#([^)]+)\)", written))
        assert used == set(re.findall(r'<pattern id="([^"]+)"', written))
        assert len(used) == 1
        return used

    assert not hatched("one") & hatched("two")


def test_dashes_ends_and_faintness_are_kept() -> None:
    plane = sheet(2, 1)
    plane.line(
        [0, 1], [0.5, 0.5], color="#112233", alpha=0.5, linewidth=2, linestyle=(0, (4, 3)), dash_capstyle="round"
    )
    (line,) = [each for each in ElementTree.fromstring(svg(plane.figure)).iter(f"{SVG}path") if each.get("stroke")]
    assert line.attrib == {
        "d": "M0 36L72 36", "fill": "none", "stroke": "#123", "stroke-opacity": "0.5", "stroke-width": "2",
        "stroke-dasharray": "8,6", "stroke-linecap": "round",
    }  # fmt: skip
