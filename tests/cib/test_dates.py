"""Points in time and date specifications."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from hasim.cib import Element
from hasim.cib.dates import add_period, matches_date_spec, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2005-01-20", "2005-01-20T00:00:00+00:00"),
        ("2005-020", "2005-01-20T00:00:00+00:00"),
        ("2005-020T12:30", "2005-01-20T12:30:00+00:00"),
        ("2005-W03-4", "2005-01-20T00:00:00+00:00"),
        ("20050120 01:02:03Z", "2005-01-20T01:02:03+00:00"),
        ("2014-05-07 00:28:00 -05:30", "2014-05-07T00:28:00-05:30"),
        ("2005-01-20T24:00", "2005-01-21T00:00:00+00:00"),
    ],
)
def test_reading(text: str, expected: str) -> None:
    found = parse_date(text)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize("text", [None, "", "soon", "2005-13-01", "2005-02-30", "2005-01-20Tnoon", "2005-W60-1"])
def test_what_is_no_date(text: str | None) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ({"months": "1"}, "2004-02-29"),  # kept within the month
        ({"years": "1", "months": "1"}, "2005-02-28"),
        ({"weeks": "1", "days": "1"}, "2004-02-08"),
        ({"hours": "24"}, "2004-02-01"),
    ],
)
def test_periods_are_added_from_years_to_seconds(period: dict[str, str], expected: str) -> None:
    moved = add_period(datetime(2004, 1, 31, tzinfo=UTC), Element("duration", period))
    assert moved is not None
    assert moved.date().isoformat() == expected


def test_a_period_beyond_the_calendar_has_no_end() -> None:
    assert add_period(datetime(2004, 1, 31, tzinfo=UTC), Element("duration", {"years": "99999"})) is None


@pytest.mark.parametrize(
    ("spec", "expected"),
    [
        ({}, True),
        ({"hours": "9-16"}, True),
        ({"hours": "13-"}, False),
        ({"hours": "-12", "weekdays": "4"}, True),
        ({"weekdays": "1-3"}, False),
        ({"years": "2005", "yeardays": "20"}, True),
        ({"weekyears": "2005", "weeks": "3"}, True),
        ({"months": "x"}, False),
    ],
)
def test_a_date_specification_holds_if_all_its_fields_do(spec: dict[str, str], expected: bool) -> None:
    thursday = datetime(2005, 1, 20, 12, tzinfo=UTC)
    assert matches_date_spec(thursday, Element("date_spec", spec)) is expected
