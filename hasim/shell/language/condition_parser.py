"""The inside of ``[[ ]]``: conditions with ``!``, ``&&``, ``||`` and parentheses."""

from __future__ import annotations

from hasim.shell.language.conditions import BINARY, UNARY
from hasim.shell.language.tokens import TokenReader
from hasim.shell.language.tree import Condition, Joined, Literal, Test, Word
from hasim.shell.language.words import WordReader


class ConditionReader(TokenReader):
    """Reads conditions, loosest operator first."""

    def either(self) -> Condition:
        """A whole condition."""
        parts = [self._both()]
        while self._operator("||"):
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Joined("||", tuple(parts))

    def _both(self) -> Condition:
        parts = [self._negation()]
        while self._operator("&&"):
            parts.append(self._negation())
        return parts[0] if len(parts) == 1 else Joined("&&", tuple(parts))

    def _operator(self, text: str) -> bool:
        found = self.token.word is None and self.token.text == text
        if found:
            self.advance()
            self._skip_newlines()
        return found

    def _negation(self) -> Condition:
        if self.token.reserved == "!":
            self.advance()
            return Joined("!", (self._negation(),))
        if self._operator("("):
            inner = self.either()
            if not self._operator(")"):
                raise self.unexpected()
            return inner
        return self._primary()

    def _primary(self) -> Condition:
        first = self._operand()
        operator = _plain(first)
        if operator in UNARY and self.token.word is not None and self.token.text != "]]":
            return Test(operator, (self._operand(),))
        text = self.token.text
        if text == "=~":
            return Test("=~", (first, self._expression_word()))
        if text in BINARY:
            self.advance()
            return Test(text, (first, self._operand()))
        return Test("", (first,))

    def _operand(self) -> Word:
        word = self.token.word
        if word is None or self.token.text == "]]":
            raise self.unexpected()
        self.advance()
        return word

    def _expression_word(self) -> Word:
        """The regular expression behind ``=~``, in which parentheses and bars are no operators."""
        self._skip_blanks()
        reader = WordReader(self.text, self.place, self.parse)
        word = reader.word(frozenset(" \t\n"))
        self.place = reader.place
        self.token = self._next()
        return word


def _plain(word: Word) -> str:
    """A word's text if it is one unquoted literal, else ""."""
    part = word[0] if len(word) == 1 else None
    return part.text if isinstance(part, Literal) and not part.quoted else ""
