"""Reading one word: quotes, escapes, and everything that begins with a dollar sign or a backquote."""

from __future__ import annotations

import re
from collections.abc import Callable

from hasim.shell.language.tree import Arithmetic, Literal, Parameter, Part, Sequence, Substitution, Word

_ENDS = frozenset(" \t\n;&|<>()")
_NAME = re.compile(r"[A-Za-z_]\w*|[0-9?$#@*!-]")
_BRACED = re.compile(r"[A-Za-z_]\w*|[0-9]+|[?$#@*!-]")
_PARAMETER_OPERATORS = (
    ":-",
    ":=",
    ":+",
    ":?",
    "##",
    "%%",
    "//",
    "-",
    "=",
    "+",
    "?",
    "#",
    "%",
    "/",
    "^^",
    ",,",
    "^",
    ",",
    ":",
)
_ANSI = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "e": "\x1b", "\\": "\\", "'": "'", '"': '"'}


class ShellSyntaxError(Exception):
    """A line that bash would not accept; ``str()`` is its message without the program's name."""


class Unmodelled(Exception):
    """A part of the shell that is not simulated; ``str()`` says which."""


def _no_match(quote: str) -> ShellSyntaxError:
    return ShellSyntaxError(f"unexpected EOF while looking for matching `{quote}'")


class WordReader:
    """Reads a word from ``text`` at ``place``; ``parse`` reads the commands inside a substitution."""

    def __init__(self, text: str, place: int, parse: Callable[[str], Sequence]) -> None:
        self.text = text
        self.place = place
        self.parse = parse

    def word(self, ends: frozenset[str] = _ENDS) -> Word:
        """The word that begins here, up to a character in ``ends``."""
        parts: list[Part] = []
        while self.place < len(self.text) and self.text[self.place] not in ends:
            parts += self._piece()
        return _joined(parts)

    def document(self) -> Word:
        """The whole text as a here-document's body: expansions are made, quotes stand for themselves."""
        return _joined(self._quoted_parts(None))

    def _piece(self) -> list[Part]:
        char = self.text[self.place]
        if char == "'":
            return [self._single()]
        if char == '"':
            self.place += 1
            return self._quoted_parts('"') or [Literal("", True)]
        if char == "\\":
            return self._escape()
        if char == "$":
            return self._dollar(False)
        if char == "`":
            return [self._backquotes(False)]
        self.place += 1
        return [Literal(char)]

    def _single(self) -> Literal:
        end = self.text.find("'", self.place + 1)
        if end < 0:
            raise _no_match("'")
        text, self.place = self.text[self.place + 1 : end], end + 1
        return Literal(text, True)

    def _escape(self) -> list[Part]:
        following = self.text[self.place + 1 : self.place + 2]
        self.place += 2
        return [] if following == "\n" else [Literal(following or "\\", True)]

    def _quoted_parts(self, quote: str | None) -> list[Part]:
        """What stands between double quotes (or, without a quote, in a here-document)."""
        parts: list[Part] = []
        while self.place < len(self.text):
            char = self.text[self.place]
            if char == quote:
                self.place += 1
                return parts
            if char == "\\" and self.text[self.place + 1 : self.place + 2] in (*"$`\\\n", quote):
                following = self.text[self.place + 1]
                self.place += 2
                if following != "\n":
                    parts.append(Literal(following, True))
            elif char == "$":
                parts += self._dollar(True)
            elif char == "`":
                parts.append(self._backquotes(True))
            else:
                parts.append(Literal(char, True))
                self.place += 1
        if quote is not None:
            raise _no_match(quote)
        return parts

    def _dollar(self, quoted: bool) -> list[Part]:
        start = self.place
        rest = self.text[start + 1 : start + 3]
        if rest.startswith("(("):
            end = arithmetic_end(self.text, start + 3)
            if end is not None:
                inner = WordReader(self.text[start + 3 : end], 0, self.parse).document()
                self.place = end + 2
                return [Arithmetic(inner, quoted)]
        if rest.startswith("("):
            return [self._substitution(quoted)]
        if rest.startswith("{"):
            return [self._braced(quoted)]
        if rest.startswith("'") and not quoted:
            self.place += 1
            return [self._ansi()]
        if rest.startswith('"') and not quoted:
            self.place += 2
            return self._quoted_parts('"')
        name = _NAME.match(self.text, start + 1)
        if name is None:
            self.place += 1
            return [Literal("$", quoted)]
        self.place = name.end()
        return [Parameter(name.group(), quoted)]

    def _substitution(self, quoted: bool) -> Substitution:
        end = _command_end(self.text, self.place + 2)
        body = self.parse(self.text[self.place + 2 : end])
        self.place = end + 1
        return Substitution(body, quoted)

    def _backquotes(self, quoted: bool) -> Substitution:
        match = re.compile(r"(?:[^`\\]|\\.)*", re.DOTALL).match(self.text, self.place + 1)
        end = match.end() if match else self.place
        if end >= len(self.text):
            raise _no_match("`")
        body = re.sub(r"\\([$`\\])", r"\1", self.text[self.place + 1 : end])
        self.place = end + 1
        return Substitution(self.parse(body), quoted)

    def _braced(self, quoted: bool) -> Parameter:
        start = self.place
        self.place += 2
        length = self.text.startswith("#", self.place) and not self.text.startswith("#}", self.place)
        name = _BRACED.match(self.text, self.place + length)
        if name is None:
            raise ShellSyntaxError(f"{self.text[start:]}: bad substitution")
        self.place = name.end()
        argument: Word = ()
        if length:
            operator = "length"
        else:
            operator = next((o for o in _PARAMETER_OPERATORS if self.text.startswith(o, self.place)), "")
            self.place += len(operator)
            argument = self._argument(quoted) if operator else ()
        if not self.text.startswith("}", self.place):
            raise (
                _no_match("}")
                if self.place >= len(self.text)
                else ShellSyntaxError(f"{self.text[start:]}: bad substitution")
            )
        self.place += 1
        return Parameter(name.group(), quoted, operator, argument)

    def _argument(self, quoted: bool) -> Word:
        parts: list[Part] = []
        while self.place < len(self.text) and self.text[self.place] != "}":
            parts += self._piece()
        return _joined(parts)

    def _ansi(self) -> Literal:
        """``$'...'`` with the escapes of C."""
        text, self.place = "", self.place + 1
        while self.place < len(self.text) and self.text[self.place] != "'":
            char = self.text[self.place]
            if char == "\\":
                self.place += 1
                char = _ANSI.get(self.text[self.place : self.place + 1], "\\" + self.text[self.place : self.place + 1])
            text += char
            self.place += 1
        if self.place >= len(self.text):
            raise _no_match("'")
        self.place += 1
        return Literal(text, True)


def _joined(parts: list[Part]) -> Word:
    """Neighbouring literals of a kind as one."""
    result: list[Part] = []
    for part in parts:
        last = result[-1] if result else None
        if isinstance(part, Literal) and isinstance(last, Literal) and part.quoted == last.quoted:
            result[-1] = Literal(last.text + part.text, part.quoted)
        else:
            result.append(part)
    return tuple(result)


def arithmetic_end(text: str, place: int) -> int | None:
    """Where the ``))`` of the arithmetic expression at ``place`` begins; None if it is none."""
    depth = 0
    while place < len(text):
        if depth == 0 and text.startswith("))", place):
            return place
        depth += (text[place] == "(") - (text[place] == ")")
        if depth < 0:
            return None
        place += 1
    return None


def _command_end(text: str, place: int) -> int:
    """Where the parenthesis that ends a ``$(`` stands: quotes and nested parentheses are passed over."""
    depth = 0
    while place < len(text):
        char = text[place]
        if char == "\\":
            place += 1
        elif char in "'\"`":
            place = _quote_end(text, place)
        elif char == "(":
            depth += 1
        elif char == ")":
            if depth == 0:
                return place
            depth -= 1
        place += 1
    raise _no_match(")")


def _quote_end(text: str, place: int) -> int:
    """Where the quotation that begins here ends."""
    quote, start = text[place], place
    place += 1
    while place < len(text) and text[place] != quote:
        if text[place] == "\\" and quote != "'":
            place += 1
        elif quote == '"' and text.startswith("$(", place):
            place = _command_end(text, place + 2)
        place += 1
    if place >= len(text):
        raise _no_match(text[start])
    return place


def here_document(text: str, place: int, delimiter: str, strip: bool) -> tuple[str, int]:
    """A here-document's text that begins at ``place``, and where the line after its delimiter begins.

    Without its delimiter it reaches to the end of the text, as bash has it (with a warning, in a script).
    """
    lines: list[str] = []
    while place < len(text):
        end = text.find("\n", place)
        line, place = (text[place:], len(text)) if end < 0 else (text[place:end], end + 1)
        line = line.lstrip("\t") if strip else line
        if line == delimiter:
            break
        lines.append(line + "\n")
    return "".join(lines), place
