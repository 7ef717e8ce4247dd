"""The fail-count timeline is drawn from the session's own table."""

import re

import pytest
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from hasim.cib import INFINITY
from hasim.draw import failcount_sentence, failcount_timeline, png, svg
from hasim.draw.axes import clock, ticks
from hasim.draw.timeline import Timeline, changes_to_lines
from hasim.text import LANGUAGES

CHANGES = [
    (310.0, "node1", "httpd", 1, "failure"),
    (350.0, "node1", "httpd", 2, "failure"),
    (390.0, "node1", "httpd", 3, "failure"),
    (430.0, "node2", "httpd", INFINITY, "failure"),
    (600.0, "node1", "httpd", 0, "cleanup"),
]
STORY = Timeline(changes_to_lines(CHANGES), (3,), 700.0)


def drawn_lines(figure: Figure) -> list[Line2D]:
    return [artist for artist in figure.artists if isinstance(artist, Line2D)]


def words(figure: Figure) -> str:
    return " | ".join(re.findall(r"<text[^>]*>([^<]*)</text>", svg(figure)))


def test_it_shows_the_threshold_the_lines_and_the_clean_ups() -> None:
    shown = words(failcount_timeline(STORY, "en"))
    for word in ("httpd on node1", "httpd on node2", "migration-threshold = 3", "cleaned", "∞", "6:00"):
        assert word in shown


def test_each_line_takes_the_values_of_the_table() -> None:
    figure = failcount_timeline(STORY, "en")
    line = next(line for line in drawn_lines(figure) if line.get_label() == "httpd node1")
    assert [round(float(y)) for y in line.get_ydata()] == [1, 2, 3, 0, 0]
    assert [float(x) for x in line.get_xdata()] == [310, 350, 390, 600, 700]


def test_the_sentence_says_the_same() -> None:
    assert failcount_sentence(STORY, "en") == (
        "httpd on node1: fail count 1 → 2 → 3 → 0. httpd on node2: fail count INFINITY. At 3 a node is given up."
    )
    assert failcount_sentence(Timeline(()), "ja") == "故障はまだありません。"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_glyph_is_missing(lang: str, recwarn: pytest.WarningsRecorder) -> None:
    assert png(failcount_timeline(STORY, lang), 50)[:4] == b"\x89PNG"
    assert [str(warning.message) for warning in recwarn if "Glyph" in str(warning.message)] == []


def test_lines_differ_in_more_than_colour() -> None:
    lines = [line for line in drawn_lines(failcount_timeline(STORY, "en")) if "httpd" in str(line.get_label())]
    assert len({(str(line.get_linestyle()), line.get_marker()) for line in lines}) == len(lines)


@pytest.mark.parametrize(("start", "end"), [(0, 60), (280, 700), (0, 7200), (100, 1e6), (0, 1e8)])
def test_ticks_are_few_round_and_inside(start: float, end: float) -> None:
    found = ticks(start, end)
    assert 2 <= len(found) <= 8
    assert start <= found[0]
    assert found[-1] <= end


def test_the_clock_counts_minutes_then_hours() -> None:
    assert [clock(seconds) for seconds in (0, 65, 3600, 3725)] == ["0:00", "1:05", "1:00:00", "1:02:05"]
