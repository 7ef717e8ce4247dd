"""Durations as the configuration writes them, in milliseconds."""

from __future__ import annotations

import pytest

from hasim.cib.duration import parse_duration, read_duration, to_seconds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10", 10_000),
        ("10s", 10_000),
        ("10 sec", 10_000),
        ("250ms", 250),
        ("1500us", 1),
        ("1.9s", 1_000),  # decimals do not count
        ("2m", 120_000),
        ("1hr", 3_600_000),
        ("PT30S", 30_000),
        ("P30S", 30_000),  # leniently
        ("P1M", 30 * 86_400_000),
        ("PT1M", 60_000),
        ("P1W", 7 * 86_400_000),
        ("-5", 0),
        ("5 parsecs", 0),
        ("P", 0),
        ("", 0),
        (None, 0),
    ],
)
def test_reading(text: str | None, expected: int) -> None:
    assert parse_duration(text) == expected


def test_what_is_no_duration_can_be_told_from_zero() -> None:
    assert (read_duration("0"), read_duration("soon")) == (0, None)


@pytest.mark.parametrize(("milliseconds", "seconds"), [(0, 0), (1, 1), (999, 1), (1499, 1), (1500, 2), (-5, 0)])
def test_seconds_are_rounded_but_never_to_nothing(milliseconds: int, seconds: int) -> None:
    assert to_seconds(milliseconds) == seconds
