"""Scores as they are typed."""

from __future__ import annotations

import re

from hasim.crmsh.cursor import Cursor

SCORE = re.compile(r"([^:]+):")
_NUMBER = re.compile(r"[+-]?(inf(inity)?|INF(INITY)?|[0-9]+)")
_WORDS = {"advisory": "0", "mandatory": "INFINITY"}


def _number(score: str) -> str | None:
    if not _NUMBER.fullmatch(score):
        return None
    return re.sub("inf(inity)?|INF(INITY)?", "INFINITY", score)


def score_attribute(score: str) -> dict[str, str]:
    """A score as an attribute: what is not a number or a word for one names a node attribute that holds it."""
    number = _WORDS.get(score.lower()) or _number(score)
    return {"score": number} if number is not None else {"score-attribute": score}


def order_attribute(cursor: Cursor, score: str) -> dict[str, str]:
    """What stands before the resources of an ordering: a kind, or a score, of which only the kind is kept now."""
    number = _number(score)
    if number is not None and cursor.around.old:
        return {"score": number}
    if number is not None:
        return {"kind": "Optional" if number == "0" else "Mandatory"}
    for kind in cursor.around.schema.kinds:
        if kind.lower() == score.lower():
            return {"kind": kind}
    raise cursor.fault(f"Invalid kind: {score}")
