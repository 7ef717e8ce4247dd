"""Intervals and timeouts: text such as ``10s``, ``1min`` or ``PT5M`` to milliseconds."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"\s*([0-9]+)(?:\.[0-9]*)?\s*([a-zA-Z]*)\s*$")
_MILLISECONDS = {
    **dict.fromkeys(("", "s", "sec"), 1000.0),
    **dict.fromkeys(("ms", "msec"), 1.0),
    **dict.fromkeys(("us", "usec"), 0.001),
    **dict.fromkeys(("m", "min"), 60_000.0),
    **dict.fromkeys(("h", "hr"), 3_600_000.0),
}
_ISO_PART = re.compile(r"(T)|([0-9]+)(?:[.,][0-9]*)?([A-Z])")
_DAY = 86_400
_MOST = 2**32 - 1
"""Pacemaker's intervals have 32 bits: about 49.7 days."""
_ISO_SECONDS = {"Y": 365 * _DAY, "M": 30 * _DAY, "W": 7 * _DAY, "D": _DAY, "H": 3600, "S": 1}


def parse_duration(text: str | None) -> int:
    """The duration that `text` names, in milliseconds; 0 where it names none or a negative one.

    A plain number is in seconds; decimals are ignored. Durations of ISO 8601 are read leniently. What is longer than
    about 49.7 days counts as that.

    >>> [parse_duration(text) for text in ("10", "1.5s", "2min", "P1DT1M", "x")]
    [10000, 1000, 120000, 86460000, 0]
    """
    duration = read_duration(text)
    return 0 if duration is None else duration


def read_duration(text: str | None) -> int | None:
    """Like `parse_duration`, but None where `text` names no duration."""
    if not text:
        return None
    if text[0] == "P":
        return _iso(text)
    match = _PLAIN.match(text)
    factor = _MILLISECONDS.get(match[2].lower()) if match else None
    if match is None or factor is None:
        return None
    return min(int(int(match[1][:18]) * factor), _MOST)


def _iso(text: str) -> int | None:
    seconds, in_time, position = 0, False, 1
    while position < len(text):
        match = _ISO_PART.match(text, position)
        if match is None:
            return None
        position = match.end()
        if match[1]:
            in_time = True
            continue
        unit = 60 if in_time and match[3] == "M" else _ISO_SECONDS.get(match[3])
        if unit is None:
            return None
        seconds += int(match[2][:15]) * unit
    return min(seconds * 1000, _MOST) if position > 1 else None


def to_seconds(milliseconds: int) -> int:
    """Whole seconds, rounded half up, but at least 1 for anything above 0.

    >>> to_seconds(0), to_seconds(1), to_seconds(1499), to_seconds(1500)
    (0, 1, 1, 2)
    """
    if milliseconds <= 0:
        return 0
    return max(1, (milliseconds + 500) // 1000)
