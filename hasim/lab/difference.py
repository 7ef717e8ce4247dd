"""What has changed between two texts, line by line: as plain values, and as HTML with signs and colours."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape
from itertools import groupby

CONTEXT = 2
"""Unchanged lines that are shown around a change."""
MONO = "font-family:'DejaVu Sans Mono','Noto Sans Mono CJK JP',monospace;font-size:12.5px;line-height:1.4"
COLOURS = {"+": ("#e6f2ff", "#0b3d91"), "-": ("#fdeee3", "#8a3300"), " ": ("#fff", "#333")}
"""Background and text of added, removed and unchanged lines; the sign says the same."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: ``+`` added, ``-`` removed, a space for neither. `marks` are the stretches of it that are new or gone."""

    sign: str
    text: str
    marks: tuple[tuple[int, int], ...] = ()


def difference(before: str, after: str) -> list[Line]:
    """All lines of both texts. A line that was changed is a removed and an added one, with what differs marked."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [Line(" ", text) for text in old[a:b]]
        elif kind == "replace" and b - a == d - c:
            lines += [line for pair in zip(old[a:b], new[c:d], strict=True) for line in _changed(*pair)]
        else:
            lines += [Line("-", text) for text in old[a:b]] + [Line("+", text) for text in new[c:d]]
    return lines


def _changed(old: str, new: str) -> list[Line]:
    steps = [each for each in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if each[0] != "equal"]
    gone = tuple((a, b) for _, a, b, _, _ in steps if b > a)
    come = tuple((c, d) for _, _, _, c, d in steps if d > c)
    return [Line("-", old, gone), Line("+", new, come)]


def html(lines: list[Line]) -> str:
    """The changes with a little around each; what is left out between them is a row of dots. Empty for no changes."""
    near = {
        index + step for index, line in enumerate(lines) if line.sign != " " for step in range(-CONTEXT, CONTEXT + 1)
    }
    parts: list[str] = []
    for shown, group in groupby(enumerate(lines), lambda pair: pair[0] in near):
        parts += [_row(line) for _, line in group] if shown else ['<div aria-hidden="true">⋮</div>']
    return f'<div class="hasim-difference" style="{MONO}">{"".join(parts)}</div>' if near else ""


def _row(line: Line) -> str:
    back, ink = COLOURS[line.sign]
    style = f"background:{back};color:{ink};white-space:pre-wrap;overflow-wrap:anywhere"
    return f'<div style="{style}">{line.sign} {"".join(_pieces(line))}</div>'


def _pieces(line: Line) -> Iterator[str]:
    """The text with what is new or gone in bold."""
    at = 0
    for begin, end in line.marks:
        yield escape(line.text[at:begin])
        yield f"<b>{escape(line.text[begin:end])}</b>"
        at = end
    yield escape(line.text[at:])
