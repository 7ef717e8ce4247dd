"""An awk program at work: the record and its fields, variables, arrays, and the built-in functions."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from hasim.shell.unix.awk_values import AwkFault, InputText, Value, formatted, number, text
from hasim.shell.unix.regex import RegexFault, compile_posix

LOOP_LIMIT = 100_000


class NextRecord(Exception):
    """``next``."""


class Leave(Exception):
    """``break`` (or ``continue``)."""

    def __init__(self, again: bool) -> None:
        super().__init__(again)
        self.again = again


class Finish(Exception):
    """``exit``."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


@dataclass
class Run:
    """The state of a running program; ``out`` takes what it prints."""

    out: Callable[[str], None]
    variables: dict[str, Value] = field(
        default_factory=lambda: {"FS": " ", "OFS": " ", "ORS": "\n", "SUBSEP": "\x1c", "NR": 0.0, "FNR": 0.0, "NF": 0.0}
    )
    arrays: dict[str, dict[str, Value]] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)
    record: str = ""
    stale: bool = False

    def read(self, line: str) -> None:
        """Make a line the record."""
        self.record, self.stale = line, False
        self.fields = self.split(line, text(self.variables["FS"]))
        self.variables["NF"] = float(len(self.fields))

    def split(self, line: str, separator: str) -> list[str]:
        """A text's parts: at blanks for a single space, at a pattern for more than one character."""
        if separator == " ":
            return line.split()
        if not line:
            return []
        pattern = re.escape(separator) if len(separator) == 1 else self.pattern(separator).pattern
        return re.split(pattern, line)

    def pattern(self, source: str) -> re.Pattern[str]:
        """An extended regular expression."""
        try:
            return compile_posix(source, extended=True, whole_text=True)
        except RegexFault as fault:
            raise AwkFault(f"fatal: {fault}: /{source}/") from None

    def get(self, index: int) -> Value:
        """A field, $0 the record."""
        if index == 0:
            if self.stale:
                self.record, self.stale = text(self.variables["OFS"]).join(self.fields), False
            return InputText(self.record)
        return InputText(self.fields[index - 1]) if index <= len(self.fields) else InputText("")

    def put(self, index: int, value: Value) -> None:
        """Change a field; the record is made of the fields again."""
        if index == 0:
            self.read(text(value))
            return
        self.fields += [""] * (index - len(self.fields))
        self.fields[index - 1] = text(value)
        self.variables["NF"] = float(len(self.fields))
        self.stale = True

    def array(self, name: str) -> dict[str, Value]:
        """An array, made where it is missing."""
        return self.arrays.setdefault(name, {})


def substitute(run: Run, pattern: str, replacement: str, value: str, everywhere: bool) -> tuple[str, int]:
    """sub and gsub: the new text and how often it was replaced; ``&`` is what was found."""

    def found(match: re.Match[str]) -> str:
        return re.sub(r"\\\\|\\&|&", lambda m: {"\\\\": "\\", "\\&": "&"}.get(m[0], match[0]), replacement)

    return run.pattern(pattern).subn(found, value, count=0 if everywhere else 1)


def _substr(value: str, start: float, length: float | None) -> str:
    first = round(start)
    last = len(value) + 1 if length is None else first + round(length)
    return value[max(first - 1, 0) : max(last - 1, 0)]


def call(run: Run, name: str, arguments: list[Value]) -> Value:
    """A built-in function of values."""
    texts = [text(each) for each in arguments]
    if name == "length":
        return float(len(texts[0] if texts else text(run.get(0))))
    if name == "substr":
        return _substr(texts[0], number(arguments[1]), number(arguments[2]) if len(arguments) > 2 else None)
    if name == "index":
        return float(texts[0].find(texts[1]) + 1)
    if name in ("toupper", "tolower"):
        return texts[0].upper() if name == "toupper" else texts[0].lower()
    if name == "sprintf":
        return formatted(texts[0], arguments[1:])
    if name == "int":
        return float(int(number(arguments[0])))
    if name == "match":
        found = run.pattern(texts[1]).search(texts[0])
        run.variables["RSTART"] = float(found.start() + 1) if found else 0.0
        run.variables["RLENGTH"] = float(found.end() - found.start()) if found else -1.0
        return run.variables["RSTART"]
    raise AwkFault(f"hasim does not model awk's function {name}", 3)
