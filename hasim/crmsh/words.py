"""Text into lines and words, each word with its place in the line.

A line that ends with a backslash goes on in the next one. Words are separated by white space and quoted as in a POSIX
shell: single quotes keep everything, double quotes let a backslash protect a quote or a backslash, and outside of
quotes a backslash protects any character. There are no comments inside a line.
"""

from __future__ import annotations

from dataclasses import dataclass


class QuoteError(ValueError):
    """A quote or a backslash at the end has no counterpart."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word without its quotes, and where it stood: `line[start:end]` is the word as typed."""

    text: str
    start: int = 0
    end: int = 0


def logical_lines(text: str) -> list[str]:
    """The lines of a configuration: continued lines joined, outer white space and empty lines dropped."""
    lines: list[str] = []
    begun = ""
    for physical in text.split("\n"):
        stripped = physical.strip()
        if stripped.endswith("\\"):
            begun += stripped.rstrip("\\")
        else:
            lines.append((begun + stripped).strip())
            begun = ""
    lines.append(begun)
    return [line for line in lines if line]


def split_words(line: str) -> list[Word]:
    """The words of a line. Raises QuoteError for an open quote or a backslash at the end."""
    words: list[Word] = []
    position = 0
    while position < len(line):
        if line[position].isspace():
            position += 1
            continue
        start = position
        text, position = _word(line, position)
        words.append(Word(text, start, position))
    return words


def _word(line: str, position: int) -> tuple[str, int]:
    pieces: list[str] = []
    while position < len(line) and not line[position].isspace():
        character = line[position]
        if character in "'\"":
            text, position = _quoted(line, position)
            pieces.append(text)
        elif character == "\\":
            if position + 1 >= len(line):
                raise QuoteError("No escaped character")
            pieces.append(line[position + 1])
            position += 2
        else:
            pieces.append(character)
            position += 1
    return "".join(pieces), position


def _quoted(line: str, position: int) -> tuple[str, int]:
    quote = line[position]
    position += 1
    pieces: list[str] = []
    while position < len(line):
        character = line[position]
        if character == quote:
            return "".join(pieces), position + 1
        if quote == '"' and character == "\\" and position + 1 >= len(line):
            raise QuoteError("No escaped character")
        if quote == '"' and character == "\\" and line[position + 1] in ('"', "\\"):
            position += 1
            character = line[position]
        pieces.append(character)
        position += 1
    raise QuoteError("No closing quotation")
