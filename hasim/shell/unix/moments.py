"""Points in time as people write them: ``09:30``, ``2026-11-23 09:30:10``, ``yesterday``, ``-5min``, ``1 hour ago``."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from hasim.sim.clock import MONTHS, local

_UNITS = {
    "s": 1, "sec": 1, "second": 1, "m": 60, "min": 60, "minute": 60, "h": 3600, "hr": 3600, "hour": 3600,
    "d": 86400, "day": 86400, "w": 604800, "week": 604800,
}  # fmt: skip
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([a-z]+)\s*", re.I)
_POINT = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?))?[ T]?(?:(\d\d?):(\d\d)(?::(\d\d))?)?")
_DAYS = {"yesterday": -1, "today": 0, "tomorrow": 1}


def moment(text: str, now: float, timezone: str) -> float | None:
    """Seconds since 1970 of a point in time that is written as systemd takes it; None for anything else."""
    text = text.strip()
    here = local(now, timezone)
    if text == "now":
        return now
    if text in _DAYS:
        return (_midnight(here) + timedelta(days=_DAYS[text])).timestamp()
    if re.fullmatch(r"@\d+(\.\d+)?", text):
        return float(text[1:])
    if text.endswith(" ago") or text[:1] in ("-", "+"):
        span = _span(text.removesuffix(" ago").lstrip("+-"))
        return None if span is None else now + (span if text.startswith("+") else -span)
    return _point(text, here)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)


def _span(text: str) -> float | None:
    pieces = _SPAN.findall(text)
    if not pieces or _SPAN.sub("", text).strip():
        return None
    units = [_UNITS.get(unit.lower(), _UNITS.get(unit.lower().removesuffix("s"))) for _, unit in pieces]
    if any(unit is None for unit in units):
        return None
    return sum(float(number) * (unit or 0) for (number, _), unit in zip(pieces, units, strict=True))


def _point(text: str, here: datetime) -> float | None:
    match = _POINT.fullmatch(text)
    if match is None or not text:
        return None
    year, month, day, hour, minute, second = (int(each) if each else None for each in match.groups())
    try:
        if year is not None:
            here = here.replace(year=year, month=month or 1, day=day or 1)
        return _midnight(here).replace(hour=hour or 0, minute=minute or 0, second=second or 0).timestamp()
    except ValueError:
        return None


def of_log_line(line: str, now: float, timezone: str) -> float:
    """When a line that begins with ``May 03 09:46:48`` was written; its year is the last one in which that was past."""
    here = local(now, timezone)
    hour, minute, second = (int(each) for each in line[7:15].split(":"))
    month, day = MONTHS.index(line[:3]) + 1, int(line[4:6])
    for year in (here.year, *range(here.year - 1, here.year - 5, -1)):
        try:
            found = here.replace(
                year=year, month=month, day=day, hour=hour, minute=minute, second=second, microsecond=0
            ).timestamp()
        except ValueError:  # 29 February of another year
            continue
        if found <= now:
            break
    return found
