"""Points in time, periods added to them, and date specifications of rules."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from hasim.cib.element import Element
from hasim.cib.values import parse_integer

_DATE = re.compile(
    r"\s*(?:(?P<year>\d{4})-?W(?P<week>\d{2})-?(?P<weekday>\d)|(?P<oyear>\d{4})-?(?P<ordinal>\d{3})(?!\d)"
    r"|(?P<cyear>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2}))(?:[T ]+(?P<time>.*))?\s*$"
)
_TIME = re.compile(
    r"(?P<hour>\d{2})(?::?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d*)?)?)?\s*"
    r"(?:(?P<utc>Z)|(?P<sign>[+-])(?P<oh>\d{2}):?(?P<om>\d{2})?)?\s*$"
)


def parse_date(text: str | None, zone: tzinfo = UTC) -> datetime | None:
    """The point in time that `text` names, or None.

    Calendar (``2005-01-20``), ordinal (``2005-020``) and week dates (``2005-W03-4``), with or without a time of day
    and an offset; without an offset it is in `zone`.

    >>> parse_date("2005-020T12:30").isoformat()
    '2005-01-20T12:30:00+00:00'
    """
    match = _DATE.match(text) if text else None
    if match is None:
        return None
    try:
        day = _day(match)
        return _at(day, match["time"], zone)
    except (ValueError, OverflowError):
        return None


def _day(match: re.Match[str]) -> datetime:
    if match["week"]:
        return datetime.fromisocalendar(int(match["year"]), int(match["week"]), int(match["weekday"]))
    if match["ordinal"]:
        return datetime(int(match["oyear"]), 1, 1) + timedelta(days=int(match["ordinal"]) - 1)
    return datetime(int(match["cyear"]), int(match["month"]), int(match["day"]))


def _at(day: datetime, time: str | None, zone: tzinfo) -> datetime | None:
    if not time:
        return day.replace(tzinfo=zone)
    match = _TIME.match(time)
    if match is None:
        return None
    if match["utc"]:
        zone = UTC
    elif match["sign"]:
        offset = timedelta(hours=int(match["oh"]), minutes=int(match["om"] or 0))
        zone = timezone(-offset if match["sign"] == "-" else offset)
    hour, minute, second = int(match["hour"]), int(match["minute"] or 0), int(match["second"] or 0)
    if hour == 24 and minute == second == 0:
        return (day + timedelta(days=1)).replace(tzinfo=zone)
    return day.replace(hour=hour, minute=minute, second=second, tzinfo=zone)


def add_period(start: datetime, period: Element) -> datetime | None:
    """`start` plus the attributes years ... seconds of `period`; None beyond the calendar.

    Years and months go first and keep within the month (31 January plus a month is the end of February).
    """

    def amount(name: str) -> int:
        return parse_integer(period.get(name)) or 0

    months = start.year * 12 + start.month - 1 + amount("years") * 12 + amount("months")
    year, month = divmod(months, 12)
    try:
        day = min(start.day, monthrange(year, month + 1)[1])
        moved = start.replace(year=year, month=month + 1, day=day)
        names = ("weeks", "days", "hours", "minutes", "seconds")
        return moved + timedelta(**{name: amount(name) for name in names})
    except (ValueError, OverflowError):
        return None


def matches_date_spec(moment: datetime, spec: Element) -> bool:
    """Whether every field that a ``date_spec`` gives holds at `moment` (in that moment's own time zone)."""
    week_year, week, weekday = moment.isocalendar()
    fields = {
        "years": moment.year,
        "months": moment.month,
        "monthdays": moment.day,
        "hours": moment.hour,
        "minutes": moment.minute,
        "seconds": moment.second,
        "yeardays": moment.timetuple().tm_yday,
        "weekyears": week_year,
        "weeks": week,
        "weekdays": weekday,
    }
    return all(_in_range(value, spec.attributes[name]) for name, value in fields.items() if name in spec.attributes)


def _in_range(value: int, text: str) -> bool:
    """Whether `value` is in the inclusive range ``n``, ``n-m``, ``n-`` or ``-m``."""
    low_text, dash, high_text = text.partition("-")
    low, high = parse_integer(low_text), parse_integer(high_text)
    if not dash:
        return value == low
    if low is None and high is None:
        return False
    return (low is None or low <= value) and (high is None or value <= high)
