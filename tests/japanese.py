"""Whether a text for a Japanese reader still holds an English sentence."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[A-Za-z][a-z']+(?:[ ,]+[A-Za-z][a-z']+){2,}")
"""Three or more words in a row: names, options and Pacemaker's own terms come in ones and twos."""


def english_in(text: str, *names: str) -> list[str]:
    """The runs of English words in a text, apart from the given names, which stand for one word."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "_")
    return _WORDS.findall(text)
