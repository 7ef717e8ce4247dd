"""Scores: integers between -INFINITY and INFINITY, their arithmetic and their text.

Source of the rules: Pacemaker Explained, "Infinity Math", and the scheduler's behaviour.
"""

from __future__ import annotations

import re

INFINITY = 1_000_000
"""A score of this much or more is infinite."""

_TEXTS = {"INFINITY": INFINITY, "+INFINITY": INFINITY, "-INFINITY": -INFINITY}
_INTEGER = re.compile(r"\s*([+-]?[0-9]+)")


def clip(score: int) -> int:
    """`score` held between -INFINITY and INFINITY."""
    return max(-INFINITY, min(INFINITY, score))


def add(left: int, right: int) -> int:
    """The sum of two scores. -INFINITY wins against everything, INFINITY against everything else.

    >>> add(INFINITY, -INFINITY), add(INFINITY, -5), add(999_999, 7), add(2, 3)
    (-1000000, 1000000, 1000000, 5)
    """
    if left <= -INFINITY or right <= -INFINITY:
        return -INFINITY
    if left >= INFINITY or right >= INFINITY:
        return INFINITY
    return clip(left + right)


def parse_integer(text: str | None) -> int | None:
    """The integer that `text` begins with (blanks and a sign may precede it), or None. What follows is ignored.

    >>> parse_integer(" 12abc"), parse_integer("abc")
    (12, None)
    """
    match = _INTEGER.match(text) if text else None
    return int(match[1]) if match else None


def parse_score(text: str | None, default: int = 0) -> int:
    """The score that `text` names; `default` where it names none. Health colours are not read here.

    >>> parse_score("INFINITY"), parse_score("-2000000"), parse_score("soon", 7)
    (1000000, -1000000, 7)
    """
    if text is None:
        return default
    if text in _TEXTS:
        return _TEXTS[text]
    number = parse_integer(text)
    return default if number is None else clip(number)


def score_text(score: int) -> str:
    """The way tools print a score.

    >>> score_text(INFINITY), score_text(-INFINITY), score_text(-3)
    ('INFINITY', '-INFINITY', '-3')
    """
    if score >= INFINITY:
        return "INFINITY"
    return "-INFINITY" if score <= -INFINITY else str(score)
