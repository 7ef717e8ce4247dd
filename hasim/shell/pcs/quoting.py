"""Values in quotes, where they need them."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["pair_texts", "quoted"]


def quoted(text: str, characters: str) -> str:
    """A text with any of the characters in quotes, of the kind that it does not hold itself."""
    if not set(characters) & set(text):
        return text
    if '"' not in text:
        return f'"{text}"'
    if "'" not in text:
        return f"'{text}'"
    return '"' + text.replace('"', '\\"') + '"'


def pair_texts(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Names with values, in quotes where they need them."""
    return [f"{quoted(name, '= ')}={quoted(value, '= ')}" for name, value in pairs]
