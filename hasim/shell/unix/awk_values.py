"""awk's values: numbers and texts, and texts from the input that count as numbers when they look like one."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"\s*[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?")


class InputText(str):
    """A field, or something split from one: it compares as a number if it looks like one."""

    __slots__ = ()


Value = str | float


class AwkFault(Exception):
    """A program that awk does not take, or that is not modelled (``status`` 3)."""

    def __init__(self, text: str, status: int = 2) -> None:
        super().__init__(text)
        self.status = status


def number(value: Value) -> float:
    """The number at a text's beginning, 0 without one."""
    if isinstance(value, str):
        match = _NUMBER.match(value)
        return float(match.group()) if match else 0.0
    return value


def text(value: Value) -> str:
    """Whole numbers without a point, others with six digits (CONVFMT)."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value == int(value) else f"{value:.6g}"


def truth(value: Value) -> bool:
    """Whether a value counts as true."""
    if isinstance(value, InputText) and _looks_numeric(value):
        return number(value) != 0
    return value != "" if isinstance(value, str) else value != 0


def _looks_numeric(value: str) -> bool:
    match = _NUMBER.match(value)
    return match is not None and not value[match.end() :].strip()


def compare(left: Value, right: Value) -> int:
    """Less than 0, 0 or more than 0: as numbers where both are or look like ones, else as texts."""
    one: Value
    other: Value
    if _numeric(left) and _numeric(right):
        one, other = number(left), number(right)
        return (one > other) - (one < other)
    first, second = text(left), text(right)
    return (first > second) - (first < second)


def _numeric(value: Value) -> bool:
    return not isinstance(value, str) or (isinstance(value, InputText) and (value == "" or _looks_numeric(value)))


def formatted(form: str, values: list[Value]) -> str:
    """printf's formats."""
    rest = list(values)

    def one(match: re.Match[str]) -> str:
        if match[0] == "%%":
            return "%"
        width = str(int(number(rest.pop(0)))) if match[2] == "*" and rest else match[2]
        value = rest.pop(0) if rest else ""
        spec = f"%{match[1]}{width}{match[3] or ''}"
        if match[4] in "di":
            return f"{spec}d" % int(number(value))
        if match[4] in "xXou":
            return f"{spec}{'d' if match[4] == 'u' else match[4]}" % int(number(value))
        if match[4] in "feEgG":
            return f"{spec}{match[4]}" % number(value)
        if match[4] == "c":
            return f"{spec}s" % (text(value)[:1] if isinstance(value, str) else chr(int(value)))
        return f"{spec}s" % text(value)

    return re.sub(r"%%|%([-+ 0#]*)(\*|\d*)(\.\d+)?([a-zA-Z])", one, form)
