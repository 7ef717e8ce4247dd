"""sed's language: addresses and commands, parsed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hasim.shell.unix.regex import RegexFault, compile_posix


class SedFault(Exception):
    """A script that sed does not take; ``str()`` is its message without the program's name."""


@dataclass(frozen=True, slots=True)
class Address:
    """A line number, the last line, or a pattern (None: the last used one)."""

    line: int = 0
    last: bool = False
    pattern: re.Pattern[str] | None = None
    step: int = 0


@dataclass(slots=True)
class Command:
    """One command with its addresses. ``text`` is that of a, i, c, or a file's name; ``until`` a range's end."""

    name: str
    first: Address | None = None
    until: Address | None = None
    count: int = 0
    negated: bool = False
    text: str = ""
    pattern: re.Pattern[str] | None = None
    replacement: tuple[str | int, ...] = ()
    flags: str = ""
    occurrence: int = 1
    table: dict[int, str] = field(default_factory=dict)
    body: list[Command] = field(default_factory=list)
    active: bool = False
    begun: bool = False
    end_line: int = 0


def parse_script(text: str, extended: bool) -> list[Command]:
    """A script as a list of commands; SedFault."""
    return _Reader(text, extended).block(False)


class _Reader:
    def __init__(self, text: str, extended: bool) -> None:
        self.text = text
        self.place = 0
        self.extended = extended

    def fault(self, reason: str) -> SedFault:
        return SedFault(f"-e expression #1, char {min(self.place, len(self.text))}: {reason}")

    def _peek(self) -> str:
        return self.text[self.place : self.place + 1]

    def _skip(self, chars: str) -> None:
        while self._peek() and self._peek() in chars:
            self.place += 1

    def block(self, nested: bool) -> list[Command]:
        commands: list[Command] = []
        while True:
            self._skip(" \t\n;")
            if not self._peek():
                if nested:
                    raise SedFault("-e expression #1, char 0: unmatched `{'")
                return commands
            if self._peek() == "}":
                if not nested:
                    self.place += 1
                    raise self.fault("unexpected `}'")
                self.place += 1
                return commands
            if self._peek() == "#":
                end = self.text.find("\n", self.place)
                self.place = len(self.text) if end < 0 else end
                continue
            commands.append(self._command())

    def _command(self) -> Command:
        command = Command("")
        command.first = self._address()
        self._skip(" \t")
        if command.first is not None and self._peek() == ",":
            self.place += 1
            self._skip(" \t")
            if self._peek() == "+":
                self.place += 1
                command.count = self._number()
                command.until = Address()
            else:
                command.until = self._address()
            if command.until is None:
                raise self.fault("unexpected `,'")
        self._skip(" \t")
        while self._peek() == "!":
            command.negated = True
            self.place += 1
            self._skip(" \t")
        command.name = self._peek()
        self.place += 1
        self._arguments(command)
        return command

    def _number(self) -> int:
        match = re.compile(r"\d+").match(self.text, self.place)
        if match is None:
            raise self.fault("expected number")
        self.place = match.end()
        return int(match.group())

    def _address(self) -> Address | None:
        char = self._peek()
        if char.isdigit():
            line = self._number()
            if self._peek() == "~":
                self.place += 1
                return Address(line, step=self._number())
            return Address(line)
        if char == "$":
            self.place += 1
            return Address(last=True)
        if char == "/" or char == "\\":
            self.place += 1
            delimiter = char
            if char == "\\":
                delimiter = self._peek()
                self.place += 1
            text = self._until(delimiter, "unterminated address regex")
            fold = self._peek() == "I"
            self.place += fold
            return Address(pattern=self._regex(text, fold))
        return None

    def _regex(self, text: str, fold: bool = False) -> re.Pattern[str] | None:
        if not text:
            return None
        try:
            return compile_posix(text, extended=self.extended, ignore_case=fold, whole_text=True)
        except RegexFault as fault:
            raise self.fault(str(fault)) from None

    def _until(self, delimiter: str, missing: str) -> str:
        """Text up to a delimiter; the delimiter itself may stand in it behind a backslash."""
        result = ""
        while self.place < len(self.text):
            char = self.text[self.place]
            if char == "\\" and self.place + 1 < len(self.text):
                following = self.text[self.place + 1]
                result += following if following == delimiter else char + following
                self.place += 2
                continue
            if char == delimiter:
                self.place += 1
                return result
            result += char
            self.place += 1
        self.place = len(self.text)
        raise self.fault(missing)

    def _arguments(self, command: Command) -> None:
        name = command.name
        if name == "s":
            self._substitution(command)
        elif name == "y":
            self._transliteration(command)
        elif name in ("a", "i", "c"):
            command.text = self._inserted()
            return
        elif name == "{":
            command.body = self.block(True)
        elif name in ("r", "w"):
            self._skip(" \t")
            end = self.text.find("\n", self.place)
            end = len(self.text) if end < 0 else end
            command.text, self.place = self.text[self.place : end], end
            return
        elif name in (":", "b", "t", "T"):
            command.text = self._label(name)
            return
        elif name in ("q", "Q"):
            self._skip(" \t")
            command.count = self._number() if self._peek().isdigit() else 0
        elif name == "":
            raise self.fault("missing command")
        elif name not in "dDpPnNhHgGx=l":
            raise self.fault(f"unknown command: `{name}'")
        self._end_of_command()

    def _label(self, name: str) -> str:
        """A label's name, up to a blank or semicolon."""
        self._skip(" \t")
        match = re.compile(r"[^\s;}]*").match(self.text, self.place)
        label = match.group() if match else ""
        self.place += len(label)
        if name == ":" and not label:
            raise self.fault('":" lacks a label')
        return label

    def _end_of_command(self) -> None:
        self._skip(" \t")
        if self._peek() not in ("", ";", "\n", "}", "#"):
            self.place += 1
            raise self.fault("extra characters after command")

    def _inserted(self) -> str:
        """The text of a, i, c: after a backslash and newline, or (GNU) on the same line, to the line's end."""
        self._skip(" \t")
        if self._peek() == "\\":
            self.place += 1
            self._skip(" \t")
            if self._peek() == "\n":
                self.place += 1
        if not self._peek():
            raise self.fault("expected \\ after `a', `c' or `i'")
        result = ""
        while self.place < len(self.text) and self.text[self.place] != "\n":
            char = self.text[self.place]
            if char == "\\" and self.place + 1 < len(self.text):
                self.place += 1
                char = self._escaped()
            result += char
            self.place += 1
        return result + "\n"

    def _escaped(self) -> str:
        """The character that an escape in an inserted text stands for (GNU); the place is its last one afterwards."""
        number = re.compile(r"x([0-9A-Fa-f]{1,2})|d(\d{1,3})|o([0-7]{1,3})").match(self.text, self.place)
        if number:
            self.place = number.end() - 1
            digits = next(each for each in number.groups() if each)
            return chr(int(digits, {"x": 16, "d": 10, "o": 8}[number[0][0]]) % 256)
        char = self.text[self.place]
        return {"a": "\a", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}.get(char, char)

    def _substitution(self, command: Command) -> None:
        delimiter = self._peek()
        self.place += 1
        if not delimiter or delimiter in "\n\\":
            raise self.fault("unterminated `s' command")
        pattern = self._until(delimiter, "unterminated `s' command")
        replacement = self._until(delimiter, "unterminated `s' command")
        match = re.compile(r"[gpIie0-9w]*").match(self.text, self.place)
        command.flags = match.group() if match else ""
        self.place += len(command.flags)
        number = re.search(r"\d+", command.flags)
        command.occurrence = int(number.group()) if number else 1
        if "w" in command.flags or "e" in command.flags:
            raise self.fault("unknown option to `s'")
        command.pattern = self._regex(pattern, "I" in command.flags or "i" in command.flags)
        command.replacement = _replacement(replacement)
        if self._peek() not in ("", ";", "\n", "}", " ", "\t", "#"):
            self.place += 1
            raise self.fault("unknown option to `s'")
        groups = command.pattern.groups if command.pattern else 9
        for piece in command.replacement:
            if isinstance(piece, int) and piece > groups:
                raise self.fault(f"invalid reference \\{piece} on `s' command's RHS")

    def _transliteration(self, command: Command) -> None:
        delimiter = self._peek()
        self.place += 1
        first = self._until(delimiter, "unterminated `y' command")
        second = self._until(delimiter, "unterminated `y' command")
        if len(first) != len(second):
            raise self.fault("strings for `y' command are different lengths")
        command.table = {ord(old): new for old, new in zip(first, second, strict=True)}


def _replacement(text: str) -> tuple[str | int, ...]:
    """The right side of s: texts, and the numbers of groups (0 for &); \\U and its kin stay as ``\\`` + letter."""
    pieces: list[str | int] = []
    place, plain = 0, ""
    while place < len(text):
        char = text[place]
        if char == "&" or (char == "\\" and text[place + 1 : place + 2].isdigit()):
            if plain:
                pieces.append(plain)
            plain = ""
            pieces.append(0 if char == "&" else int(text[place + 1]))
            place += 1 if char == "&" else 2
        elif char == "\\" and place + 1 < len(text):
            following = text[place + 1]
            if following in "ULEul":
                pieces += [plain, "\\" + following] if plain else ["\\" + following]
                plain = ""
            else:
                plain += {"n": "\n", "t": "\t"}.get(following, following)
            place += 2
        else:
            plain += char
            place += 1
    return (*pieces, plain) if plain else tuple(pieces)
