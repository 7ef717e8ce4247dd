"""A corosync.conf as sections and values, to look values up and to change them.

What crm writes back has its own layout: a tab for each level, an empty line after each section and before comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_SECTION = re.compile(r"(\w+)\s*{")
_VALUE = re.compile(r"(\w+):\s*([\S ]+)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A comment, the beginning or end of a section, or a value; `path` is dotted, empty for comments and ends."""

    kind: str
    path: str = ""
    key: str = ""
    value: str = ""

    def __str__(self) -> str:
        return {"comment": self.key, "begin": f"{self.key} {{", "end": "}", "value": f"{self.key}: {self.value}"}[
            self.kind
        ]


class ConfigurationError(Exception):
    """The text is not a corosync.conf, or what is asked of it cannot be."""


def _pieces(text: str) -> Iterator[Piece]:
    path: list[str] = []
    text = text.lstrip()
    while text:
        if text[0] == "#":
            line, _, text = text.partition("\n")
            yield Piece("comment", key=line)
        elif text[0] == "}":
            text = text[1:]
            yield Piece("end")
            path = path[:-1]
        elif match := _SECTION.match(text):
            path = [*path, match[1]]
            text = text[match.end() :]
            yield Piece("begin", ".".join(path), match[1])
        elif match := _VALUE.match(text):
            text = text[match.end() :]
            yield Piece("value", ".".join([*path, match[1]]), match[1], match[2])
        else:
            raise ConfigurationError(f"Parse error at [..{text[:16]}..]")
        text = text.lstrip()


class CorosyncConf:
    """The pieces of one file. Raises ConfigurationError where the text is none."""

    def __init__(self, text: str) -> None:
        self.pieces = list(_pieces(text))

    def values(self, path: str) -> list[str]:
        """All values of that path."""
        return [each.value for each in self.pieces if each.kind == "value" and each.path == path]

    def count(self, path: str) -> int:
        """How many sections and values have that path."""
        return sum(each.path == path for each in self.pieces)

    def _end(self, start: int) -> int:
        depth = 0
        for index in range(start + 1, len(self.pieces)):
            depth += {"begin": 1, "end": -1}.get(self.pieces[index].kind, 0)
            if depth < 0:
                return index
        raise ConfigurationError(f"Unterminated section at {start}")

    def _find(self, path: str, start: int = 0) -> int:
        return next((index for index in range(start, len(self.pieces)) if self.pieces[index].path == path), -1)

    def add(self, path: str, pieces: list[Piece]) -> None:
        """Put pieces at the end of the first section of that path; nothing happens where there is none."""
        start = self._find(path)
        if start >= 0:
            end = self._end(start)
            self.pieces[end:end] = pieces

    def set(self, path: str, value: str) -> None:
        """Change a value, or add it to its section."""
        index = self._find(path)
        if index < 0:
            section, _, key = path.rpartition(".")
            pieces = [Piece("value", path, key, value)]
            if section:
                self.add(section, pieces)
            else:
                self.pieces += pieces
            return
        if self.pieces[index].kind != "value":
            raise ConfigurationError(f"{path} is not a value")
        self.pieces[index] = replace(self.pieces[index], value=value)

    def remove_section(self, path: str, key: str, value: str) -> bool:
        """Take out the section of that path in which `key` has that value; False if there is none."""
        start = self._find(path)
        while start >= 0:
            end = self._end(start)
            if any(each.path == f"{path}.{key}" and each.value == value for each in self.pieces[start:end]):
                del self.pieces[start : end + 1]
                return True
            start = self._find(path, end + 1)
        return False

    def text(self) -> str:
        """The file."""
        parts: list[str] = []
        depth = 0
        last = ""
        for piece in self.pieces:
            depth -= depth > 0 and piece.kind == "end"
            if piece.kind == "comment" and last not in ("", "comment"):
                parts.append("\n")
            parts.append("\t" * depth + f"{piece}\n" + ("\n" if piece.kind == "end" else ""))
            depth += piece.kind == "begin"
            last = piece.kind
        return "".join(parts)
