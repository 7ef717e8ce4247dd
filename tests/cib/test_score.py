"""Scores are integers with two infinities, of which the negative one is the stronger."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.cib.score import INFINITY, add, parse_score, score_text

scores = st.integers(-INFINITY, INFINITY) | st.sampled_from([-INFINITY, INFINITY])


@given(scores, scores)
def test_addition_is_symmetric_and_stays_in_range(left: int, right: int) -> None:
    assert add(left, right) == add(right, left)
    assert -INFINITY <= add(left, right) <= INFINITY


@given(scores)
def test_negative_infinity_wins_against_everything(score: int) -> None:
    assert add(-INFINITY, score) == -INFINITY


@given(st.integers(1 - INFINITY, INFINITY))
def test_infinity_wins_against_all_but_negative_infinity(score: int) -> None:
    assert add(INFINITY, score) == INFINITY


@given(scores)
def test_what_is_printed_is_read_back(score: int) -> None:
    assert parse_score(score_text(score)) == score


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("INFINITY", INFINITY),
        ("+INFINITY", INFINITY),
        ("-INFINITY", -INFINITY),
        ("infinity", 7),  # the spelling is exact
        ("5000000", INFINITY),
        ("-12 and more", -12),
        ("", 7),
        (None, 7),
    ],
)
def test_reading(text: str | None, expected: int) -> None:
    assert parse_score(text, 7) == expected
