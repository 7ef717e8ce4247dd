"""POSIX regular expressions, basic and extended, as Python's: what grep and sed understand."""

from __future__ import annotations

import re
from functools import lru_cache

_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "digit": "0-9", "lower": "a-z", "upper": "A-Z", "space": r"\s",
    "blank": " \\t", "punct": r"!-/:-@\[-`{-~", "xdigit": "0-9A-Fa-f", "print": " -~", "graph": "!-~",
    "cntrl": r"\x00-\x1f",
}  # fmt: skip
_SPECIAL = "+?{}|()"


class RegexFault(ValueError):
    """A pattern that the C library refuses; ``str()`` is its words."""


def compile_posix(
    pattern: str, *, extended: bool, ignore_case: bool = False, whole_text: bool = False
) -> re.Pattern[str]:
    """The Python pattern for a POSIX one; ``whole_text`` lets the dot match a newline, as in sed's pattern space."""
    flags = (re.IGNORECASE if ignore_case else 0) | (re.DOTALL if whole_text else 0)
    return _compiled(pattern, extended, flags)


@lru_cache(maxsize=256)
def _compiled(pattern: str, extended: bool, flags: int) -> re.Pattern[str]:
    try:
        return re.compile(_translate(pattern, extended), flags)
    except re.error as error:
        raise RegexFault(_words(str(error))) from None


def _words(reason: str) -> str:
    """The C library's words for what Python's compiler says."""
    if "unterminated subpattern" in reason or "missing )" in reason:
        return "Unmatched ( or \\("
    if "unbalanced parenthesis" in reason:
        return "Unmatched ) or \\)"
    if "nothing to repeat" in reason or "multiple repeat" in reason:
        return "Invalid preceding regular expression"
    if "bad character range" in reason:
        return "Invalid range end"
    if "invalid group reference" in reason:
        return "Invalid back reference"
    return "Invalid regular expression"


def _translate(pattern: str, extended: bool) -> str:
    result: list[str] = []
    place = 0
    while place < len(pattern):
        char = pattern[place]
        if char == "[":
            piece, place = _bracket(pattern, place)
        elif char == "\\":
            piece = _escaped(pattern[place + 1 : place + 2], extended)
            place += 2
        else:
            piece = _plain(char, pattern, place, extended)
            place += 1
        result.append(piece)
    return "".join(result)


def _escaped(char: str, extended: bool) -> str:
    if not char:
        raise RegexFault("Trailing backslash")
    if char in _SPECIAL:
        return re.escape(char) if extended else char
    if char in "<>":
        return r"\b"
    if char in "wWsSbB" or char.isdigit():
        return "\\" + char
    return {"n": "\n", "t": "\t", "`": r"\A", "'": r"\Z"}.get(char, re.escape(char))


def _plain(char: str, pattern: str, place: int, extended: bool) -> str:
    before = pattern[:place]
    if char in _SPECIAL:
        return char if extended else re.escape(char)
    if char == "*" and (before == "" or before in ("^", "\\(") or (not extended and before.endswith(("\\(", "\\|")))):
        return r"\*"
    if char == "^" and not extended:
        return "^" if before == "" or before.endswith(("\\(", "\\|", "\n")) else r"\^"
    if char == "$":
        after = pattern[place + 1 :]
        at_end = extended or after == "" or after.startswith(("\\)", "\\|"))
        return r"(?!\n)\Z" if at_end else r"\$"
    return char if char in ".*^" else re.escape(char)


def _bracket(pattern: str, place: int) -> tuple[str, int]:
    match = re.compile(r"\[(\^?)(\]?(?:\[:\w+:\]|\[[.=].[.=]\]|[^\]])*)\]").match(pattern, place)
    if match is None:
        raise RegexFault("Unmatched [, [^, [:, [., or [=")
    inner = ""
    for item in re.findall(r"\[:\w+:\]|\[[.=].[.=]\]|.", match[2], re.DOTALL):
        if item.startswith("[:"):
            if item[2:-2] not in _CLASSES:
                raise RegexFault("Invalid character class name")
            inner += _CLASSES[item[2:-2]]
        elif len(item) > 1:
            inner += re.escape(item[2])
        else:
            inner += "\\" + item if item in "[]\\^&~|" else item
    inner = re.sub(r"^-|-$", r"\\-", inner)
    return f"[{match[1]}{inner}]", match.end()
