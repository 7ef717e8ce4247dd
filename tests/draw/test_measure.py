"""Texts are as wide as was measured, and what is made to fit fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg, RendererAgg

from hasim.draw.canvas import look, sheet
from hasim.draw.measure import ELLIPSIS, fit, squeeze, strong, width, wrap

SAMPLES = ["start httpd on node2 -INFINITY", "どこでも動いていない: httpd", "✓ ✗ ∞ − ⊘ ▼ ● ■ ▶ ◆ …", "WWWiii...lll"]
TEXT = st.text(alphabet="abcWMil -_:.0123あ動、", min_size=1, max_size=60)


@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("text", SAMPLES)
def test_a_text_is_as_wide_as_was_measured(text: str, bold: bool) -> None:
    with look():
        plane = sheet(9, 1)
        plane.text(0, 0.5, text, fontsize=20, **(strong(text) if bold else {}))
        canvas = FigureCanvasAgg(plane.figure)
        canvas.draw()
        renderer = canvas.get_renderer()
        assert isinstance(renderer, RendererAgg)
        drawn = plane.figure.texts[0].get_window_extent(renderer).width / plane.figure.dpi
    assert width(text, 20, bold=bold and bool(strong(text))) == pytest.approx(drawn, rel=0.06)


def test_bold_is_for_texts_that_the_bold_font_has() -> None:
    assert strong("node1")["fontweight"] == "bold"
    assert strong("ノード1") == {}


@given(TEXT, st.floats(0.4, 4))
def test_what_is_cut_fits_and_begins_the_same(text: str, inches: float) -> None:
    cut = fit(text, inches, 9)
    assert width(cut, 9) <= inches + 1e-9
    assert cut == text or (cut.endswith(ELLIPSIS) and text.startswith(cut[:-1]))


@given(TEXT, st.floats(0.4, 4))
def test_what_is_squeezed_keeps_both_ends(text: str, inches: float) -> None:
    short = squeeze(text, inches, 9)
    assert width(short, 9) <= inches + 1e-9
    head, _, tail = short.partition(ELLIPSIS)
    assert short == text or (text.startswith(head) and text.endswith(tail))


@given(TEXT, st.floats(0.4, 4), st.integers(1, 4))
def test_lines_fit_and_lose_nothing_but_the_end(text: str, inches: float, most: int) -> None:
    lines = wrap(text, inches, 9, most)
    assert len(lines) <= most
    assert all(width(line, 9) <= inches + 1e-9 for line in lines)
    kept = "".join("".join(lines).split())
    whole = "".join(text.split())
    assert kept == whole or (kept.endswith(ELLIPSIS) and whole.startswith(kept[:-1]))
