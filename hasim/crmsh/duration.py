"""Lengths of time as crmsh understands them."""

from __future__ import annotations

import re

_TIME = re.compile(r"\s*(\d+)\s*([a-zA-Z]+)?")
_MICROSECONDS = {
    "us": 1,
    "usec": 1,
    "ms": 1_000,
    "msec": 1_000,
    "": 1_000_000,
    "s": 1_000_000,
    "sec": 1_000_000,
    "m": 60_000_000,
    "min": 60_000_000,
    "h": 3_600_000_000,
    "hr": 3_600_000_000,
}


def milliseconds(text: str | None) -> int:
    """A time in milliseconds, seconds where no unit is given; -1 for what is no time."""
    match = _TIME.match(text or "")
    if match is None or (match[2] or "").lower() not in _MICROSECONDS:
        return -1
    return int(match[1]) * _MICROSECONDS[(match[2] or "").lower()] // 1_000
