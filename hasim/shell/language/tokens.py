"""A line as operators and words, one ahead; here-documents are read where the line that announces them ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hasim.shell.language.tree import Literal, Sequence, Word
from hasim.shell.language.words import ShellSyntaxError, WordReader, here_document

_OPERATORS = (
    "&>>", "<<<", "<<-", ";;", "&&", "||", "|&", "&>", ">>", "<<", ">&", "<&", ">|", "<>",
    "\n", ";", "&", "|", "<", ">", "(", ")",
)  # fmt: skip
REDIRECTIONS = frozenset({"<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<", "<<-", "<<<"})
RESERVED = frozenset(
    {
        *("!", "[[", "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "then"),
        *("until", "while", "{", "}"),
    }
)


@dataclass(frozen=True, slots=True)
class Token:
    """An operator, a word, or the end of the text (an operator without text). ``start`` is its place in the text."""

    text: str
    start: int
    word: Word | None = None
    fd: int | None = None

    @property
    def reserved(self) -> str:
        """The word itself if it may be a reserved one: a single unquoted literal."""
        if self.word is not None and len(self.word) == 1:
            part = self.word[0]
            if isinstance(part, Literal) and not part.quoted and part.text in RESERVED:
                return part.text
        return ""


class TokenReader:
    """Reads tokens; ``parse`` reads the commands inside a word's substitutions."""

    def __init__(self, text: str, parse: Callable[[str], Sequence]) -> None:
        self.text = text
        self.parse = parse
        self.place = 0
        self.documents: list[tuple[int, str, bool, bool]] = []
        self.bodies: dict[int, Word] = {}
        self.numbers = 0
        self.token = self._next()

    def _next(self) -> Token:
        self._skip_blanks()
        start = self.place
        if start >= len(self.text):
            self._read_documents()
            return Token("", start)
        number = re.compile(r"\d+(?=[<>])").match(self.text, start)
        if number:
            self.place = number.end()
        for operator in _OPERATORS:
            if self.text.startswith(operator, self.place):
                self.place += len(operator)
                if operator == "\n":
                    self._read_documents()
                return Token(operator, start, fd=int(number.group()) if number else None)
        self.place = start
        reader = WordReader(self.text, self.place, self.parse)
        word = reader.word()
        self.place = reader.place
        return Token(self.text[start : self.place], start, word)

    def _skip_blanks(self) -> None:
        while self.place < len(self.text):
            if self.text[self.place] in " \t":
                self.place += 1
            elif self.text.startswith("\\\n", self.place):
                self.place += 2
            elif self.text[self.place] == "#":
                end = self.text.find("\n", self.place)
                self.place = len(self.text) if end < 0 else end
            else:
                return

    def advance(self) -> Token:
        """The present token, after reading the next."""
        token = self.token
        self.token = self._next()
        return token

    def unexpected(self) -> ShellSyntaxError:
        """bash's message for a token that does not belong here."""
        if not self.token.text and self.token.word is None:
            return ShellSyntaxError("syntax error: unexpected end of file")
        shown = "newline" if self.token.text == "\n" else self.token.text
        return ShellSyntaxError(f"syntax error near unexpected token `{shown}'")

    def _read_documents(self) -> None:
        """The here-documents that were announced on the line that ends here."""
        for key, delimiter, strip, literal in self.documents:
            text, self.place = here_document(self.text, self.place, delimiter, strip)
            reader = WordReader(text, 0, self.parse)
            self.bodies[key] = (Literal(text, True),) if literal else reader.document()
        self.documents = []

    def _expect(self, reserved: str) -> None:
        if self.token.reserved != reserved:
            raise self.unexpected()
        self.advance()

    def _skip_newlines(self) -> None:
        while self.token.text == "\n" and self.token.word is None:
            self.advance()
