"""Scores: integers between -INFINITY and INFINITY, their arithmetic and their text.

Source of the rules: Pacemaker Explained, "Infinity Math", and the scheduler's behaviour.
"""

from __future__ import annotations

from hasim.cib.values import parse_integer

INFINITY = 1_000_000
"""A score of this much or more is infinite."""

_TEXTS = {"INFINITY": INFINITY, "+INFINITY": INFINITY, "-INFINITY": -INFINITY}


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
    total = left + right
    return total if -INFINITY < total < INFINITY else clip(total)


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
