"""The shell's patterns: ``*``, ``?`` and ``[...]``, in words and in file names; and braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from hasim.sim.files import FileSystem, normal

_CLASSES = {"alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "digit": "0-9", "lower": "a-z", "upper": "A-Z", "space": r"\s",
            "punct": r"!-/:-@\[-`{-~", "xdigit": "0-9A-Fa-f", "blank": " \t"}  # fmt: skip


def escape(text: str) -> str:
    """Text that as a pattern matches only itself."""
    return re.sub(r"([*?\[\]\\])", r"\\\1", text)


def unescape(pattern: str) -> str:
    """A pattern's own text, where it matches nothing."""
    return re.sub(r"\\(.)", r"\1", pattern, flags=re.DOTALL)


def is_pattern(text: str) -> bool:
    """Whether an unescaped ``*``, ``?`` or ``[`` stands in it."""
    return bool(re.search(r"[*?\[]", re.sub(r"\\.", "", text, flags=re.DOTALL)))


@lru_cache(maxsize=256)
def regex(pattern: str, greedy: bool = True) -> str:
    """A pattern as a regular expression (of Python's)."""
    result, place = "", 0
    while place < len(pattern):
        char = pattern[place]
        if char == "*":
            result += ".*" if greedy else ".*?"
        elif char == "?":
            result += "."
        elif char == "[" and (end := _bracket_end(pattern, place)):
            result += _bracket(pattern[place + 1 : end])
            place = end
        else:
            if char == "\\":
                place += 1
            result += re.escape(pattern[place : place + 1])
        place += 1
    return result


def _bracket_end(pattern: str, place: int) -> int:
    match = re.compile(r"\[[!^]?\]?(?:\[:\w+:\]|[^\]])*\]").match(pattern, place)
    return match.end() - 1 if match else 0


def _bracket(inner: str) -> str:
    negated = inner[:1] in ("!", "^")
    items = "".join(_bracket_items(inner[1:] if negated else inner))
    if not items:
        return "." if negated else "(?!)"
    return f"[{'^' if negated else ''}{items}]"


def _bracket_items(inner: str) -> Iterator[str]:
    """Classes, ranges (one that runs backwards holds nothing) and single characters."""
    for match in re.finditer(r"\[:(\w+):\]|\\?(.)-\\?(.)|\\?(.)", inner, re.DOTALL):
        name, first, last, single = match.groups()
        if name:
            yield _CLASSES.get(name, "")
        elif single:
            yield re.escape(single)
        elif first <= last:
            yield f"{re.escape(first)}-{re.escape(last)}"


def matches(pattern: str, text: str) -> bool:
    """Whether the pattern matches the whole text."""
    return re.fullmatch(regex(pattern), text, re.DOTALL) is not None


def file_names(files: FileSystem, cwd: str, pattern: str) -> list[str]:
    """The existing paths that a pattern matches, sorted; those that begin with a dot only where the pattern does."""
    absolute = pattern.startswith("/")
    found = ["/" if absolute else ""]
    parts = [part for part in pattern.split("/") if part]
    for part in parts:
        found = [path for base in found for path in _matching(files, cwd, base, part)]
    return sorted(found)


def _matching(files: FileSystem, cwd: str, base: str, part: str) -> list[str]:
    folder = normal(base or ".", cwd)
    joined = base if base.endswith("/") or not base else base + "/"
    if not is_pattern(part):
        path = joined + unescape(part)
        return [path] if files.find(normal(path, cwd), follow=False) else []
    if not files.is_dir(folder):
        return []
    names = [name for name in files.listdir(folder) if not name.startswith(".") or part.startswith(".")]
    return [joined + name for name in names if matches(part, name)]


def braces(text: str) -> list[str]:
    """``a{b,c}d`` and ``{1..3}`` written out, groups in groups too; text without such a group comes back alone."""
    start = text.find("{")
    while start >= 0:
        end = _brace_end(text, start)
        choices = _choices(text[start + 1 : end]) if end else None
        if choices is not None and end and text[start - 1 : start] != "$":
            rest = braces(text[end + 1 :])
            return [text[:start] + each + tail for choice in choices for each in braces(choice) for tail in rest]
        start = text.find("{", start + 1)
    return [text]


def _brace_end(text: str, start: int) -> int:
    depth = 0
    for place in range(start, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if depth == 0:
            return place
    return 0


def _alternatives(inner: str) -> list[str]:
    """The parts between the commas that are in no inner group."""
    parts, depth = [""], 0
    for char in inner:
        depth += (char == "{") - (char == "}")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _choices(inner: str) -> list[str] | None:
    run = re.fullmatch(r"(-?\d+)\.\.(-?\d+)(?:\.\.(-?\d+))?", inner)
    if run:
        first, last = int(run[1]), int(run[2])
        step = abs(int(run[3] or 1)) or 1
        width = max(len(run[1]), len(run[2])) if re.match(r"-?0\d", run[1]) or re.match(r"-?0\d", run[2]) else 0
        numbers = range(first, last + 1, step) if first <= last else range(first, last - 1, -step)
        return [f"{number:0{width}d}" for number in numbers]
    letters = re.fullmatch(r"([A-Za-z])\.\.([A-Za-z])", inner)
    if letters:
        first, last = ord(letters[1]), ord(letters[2])
        return [chr(n) for n in (range(first, last + 1) if first <= last else range(first, last - 1, -1))]
    parts = _alternatives(inner)
    return parts if len(parts) > 1 else None
