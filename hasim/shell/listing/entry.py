"""A line with further lines below it; the dialects differ in how they indent and mark them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hasim.cib import Dialect

__all__ = ["Entry", "render"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list, without indentation, and what stands below it.

    `heading` marks a line that newer dialects end in a colon; it may have nothing below. Without a text, what is below
    is only indented.
    """

    text: str
    below: tuple[Entry, ...] = ()
    heading: bool = False
    css: str = ""
    """The class of the line on a web page."""


def render(entries: Iterable[Entry], dialect: Dialect, depth: int = 0) -> list[str]:
    """The entries as indented lines.

    Since 2.0 every line is a list item: two blanks a level and `* `. In 1.1 resources have one blank, and four more a
    level, and no mark.
    """
    lines = []
    for entry in entries:
        if not entry.text:
            pass
        elif dialect is Dialect.V1_1:
            lines.append(" " + "    " * depth + entry.text)
        else:
            lines.append("  " * (depth + 1) + "* " + entry.text + (":" if entry.heading else ""))
        lines += render(entry.below, dialect, depth + 1)
    return lines
