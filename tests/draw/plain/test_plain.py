"""The stand-in for matplotlib: it draws the same, says the same, and leaves what it cannot do with a clear word."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from html import unescape
from xml.etree import ElementTree

import pytest

from hasim import Session
from hasim.draw import PICTURES, svg
from hasim.draw.measure import _advance
from hasim.draw.plain import Affine2D, Figure, Line2D, OnlySvg, Path, PathPatch
from hasim.draw.widths import advance

STORY = """
session = Session("tutorial", lang={lang!r})
for _ in range(3):
    session.run("node1", "kill -9 $(cat /etc/httpd/run/httpd.pid)")
    session.settle()
session.fault("cut", between=["node1", "node2"])
session.settle()
"""
WITHOUT = """
import json, sys
for name in ("matplotlib", "matplotlib_fontja", "pandas", "numpy"):
    sys.modules[name] = None
from hasim import Session
from hasim.draw import PICTURES, svg
from hasim.draw.gather import gather
from hasim.draw.picks import clickable
{story}
drawn = {{name: svg(picture.draw(session, {lang!r}), "alt", name) for name, picture in PICTURES.items()}}
figure = PICTURES["placement"].draw(session, {lang!r})
drawn["clickable"] = clickable(svg(figure, "alt", "p"), figure)
print(json.dumps(drawn))
"""


def texts(drawn: str) -> list[str]:
    return sorted(unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)</text>", drawn))


@pytest.fixture(scope="module", params=["en", "ja"])
def both(request: pytest.FixtureRequest) -> tuple[dict[str, str], dict[str, str]]:
    """Each picture of a story, drawn with matplotlib and without."""
    lang = request.param
    names: dict[str, object] = {"Session": Session}
    exec(STORY.format(lang=lang), names)
    session = names["session"]
    real = {name: svg(picture.draw(session, lang), "alt", name) for name, picture in PICTURES.items()}
    code = WITHOUT.format(story=STORY.format(lang=lang), lang=lang)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return real, json.loads(done.stdout)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_says_the_same_without_matplotlib(name: str, both: tuple[dict[str, str], dict[str, str]]) -> None:
    real, plain = both
    assert texts(real[name]) == texts(plain[name])
    size = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')
    measured = [[float(length) for length in size.search(each).groups()] for each in (real[name], plain[name])]  # type: ignore[union-attr]
    assert measured[0] == pytest.approx(measured[1], rel=0.06)  # it follows from the widths of texts


def test_it_is_xml_of_one_page_with_places_to_click(both: tuple[dict[str, str], dict[str, str]]) -> None:
    _, plain = both
    for drawn in plain.values():
        root = ElementTree.fromstring(drawn)
        assert "alt" == root.get("aria-label")
        ids = [each.get("id") for each in root.iter() if each.get("id")]
        assert len(set(ids)) == len(ids)
    assert 'data-hasim-pick="resource:httpd@node2"' in plain["clickable"]
    assert 'data-hasim-pick="node:node1" role="button"' in plain["clickable"]


@pytest.mark.parametrize("bold", [False, True])
def test_letters_are_as_wide_as_the_font_has_them(bold: bool) -> None:
    for sign in map(chr, range(32, 127)):
        assert _advance(sign, bold) == pytest.approx(advance(sign, bold), abs=0.001)
    for sign in "…漢あー、":
        assert 1.0 == advance(sign, bold)


def test_maps_are_put_after_each_other() -> None:
    first = Affine2D().translate(-1, -2).scale(2, 3)
    then = Affine2D().scale(10, 10).translate(5, 5)
    assert (5 + 10 * 2 * 3, 5 + 10 * 3 * 2) == (first + then)((4, 4))
    assert then(first((4, 4))) == (first + then)((4, 4))


def test_a_line_in_steps_has_its_marks_where_they_are_wanted() -> None:
    line = Line2D([0, 10], [0, 5], Affine2D(), drawstyle="steps-post", color="#123456", marker="s", markevery=[1])
    drawn = line.svg()
    assert "M 0 0 L 10 0 L 10 5" in drawn
    assert 2 == drawn.count("<path")


def test_a_curve_goes_on_where_it_was() -> None:
    path = Path([(0, 0), (1, 0), (2, 1), (3, 1), (4, 1)], [1, 4, 4, 4, 2])
    assert "M 0 0 C 1 0 2 1 3 1 L 4 1" == PathPatch(path).outline()


def test_an_image_takes_matplotlib() -> None:
    with pytest.raises(OnlySvg, match="PNG needs matplotlib"):
        Figure((1, 1)).savefig(io.BytesIO(), format="png")
