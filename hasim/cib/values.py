"""Booleans, integers and node names as the configuration writes them."""

from __future__ import annotations

import re

_TRUE = frozenset({"true", "on", "yes", "y", "1"})
_FALSE = frozenset({"false", "off", "no", "n", "0"})
_INTEGER = re.compile(r"\s*([+-]?[0-9]+)")
_RUN = re.compile(r"[0-9]+|[^0-9]")
_DIGIT = ord("0")


def parse_boolean(text: str | None) -> bool | None:
    """The boolean that `text` names in any letter case, or None.

    >>> parse_boolean("On"), parse_boolean("n"), parse_boolean("maybe")
    (True, False, None)
    """
    if text is None:
        return None
    lowered = text.lower()
    if lowered in _TRUE:
        return True
    return False if lowered in _FALSE else None


def is_true(text: str | None) -> bool:
    """Whether `text` names a true boolean; what is no boolean does not."""
    return text is not None and text.lower() in _TRUE


def parse_integer(text: str | None) -> int | None:
    """The integer that `text` begins with (blanks and a sign may precede it), or None. What follows is ignored.

    >>> parse_integer(" 12abc"), parse_integer("abc")
    (12, None)
    """
    match = _INTEGER.match(text) if text else None
    return int(match[1][:30]) if match else None


def natural_key(name: str) -> tuple[tuple[int, int, int], ...]:
    """A sort key for the order in which nodes are listed.

    Digit runs compare as numbers (of equal ones the shorter first), everything else by lower-cased characters, and
    a name goes before one that it is the beginning of.

    >>> sorted(["node10", "Node9", "node09", "node"], key=natural_key)
    ['node', 'Node9', 'node09', 'node10']
    """
    return tuple(
        (_DIGIT, int(run[:30]), len(run)) if "0" <= run[0] <= "9" else (ord(run), 0, 0)
        for run in _RUN.findall(name.lower())
    )
