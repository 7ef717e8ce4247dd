"""From text to a tree, by recursive descent with one token of look-ahead, with bash's words for what does not parse."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hasim.shell.language.conditions import BINARY, UNARY
from hasim.shell.language.tree import (
    AndOr,
    Assignment,
    Calculation,
    Case,
    Command,
    Condition,
    Conditional,
    Counting,
    For,
    Function,
    Group,
    If,
    Joined,
    Literal,
    Pipeline,
    Redirect,
    Sequence,
    Simple,
    Test,
    While,
    Word,
)
from hasim.shell.language.words import ShellSyntaxError, Unmodelled, WordReader, arithmetic_end, here_document

_OPERATORS = (
    "&>>", "<<<", "<<-", ";;", "&&", "||", "|&", "&>", ">>", "<<", ">&", "<&", ">|", "<>",
    "\n", ";", "&", "|", "<", ">", "(", ")",
)  # fmt: skip
_REDIRECTIONS = frozenset({"<", ">", ">>", ">|", "<>", "<&", ">&", "&>", "&>>", "<<", "<<-", "<<<"})
_RESERVED = frozenset(
    {
        "[[",
        "function",
        "if",
        "then",
        "elif",
        "else",
        "fi",
        "for",
        "while",
        "until",
        "do",
        "done",
        "case",
        "esac",
        "in",
        "{",
        "}",
        "!",
    }
)
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\+?)=")


@dataclass(frozen=True, slots=True)
class _Token:
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
            if isinstance(part, Literal) and not part.quoted and part.text in _RESERVED:
                return part.text
        return ""


def parse(text: str) -> Sequence:
    """A line (or several) as a tree; ShellSyntaxError with bash's message."""
    parser = _Parser(text)
    tree = parser.sequence(frozenset())
    if parser.token.text or parser.token.word is not None:
        raise parser.unexpected()
    return tree


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.place = 0
        self.documents: list[tuple[int, str, bool, bool]] = []
        self.bodies: dict[int, Word] = {}
        self.numbers = 0
        self.token = self._next()

    # -- tokens ------------------------------------------------------------------------------------------------

    def _next(self) -> _Token:
        self._skip_blanks()
        start = self.place
        if start >= len(self.text):
            self._read_documents()
            return _Token("", start)
        number = re.compile(r"\d+(?=[<>])").match(self.text, start)
        if number:
            self.place = number.end()
        for operator in _OPERATORS:
            if self.text.startswith(operator, self.place):
                self.place += len(operator)
                if operator == "\n":
                    self._read_documents()
                return _Token(operator, start, fd=int(number.group()) if number else None)
        self.place = start
        reader = WordReader(self.text, self.place, parse)
        word = reader.word()
        self.place = reader.place
        return _Token(self.text[start : self.place], start, word)

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

    def advance(self) -> _Token:
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
            reader = WordReader(text, 0, parse)
            self.bodies[key] = (Literal(text, True),) if literal else reader.document()
        self.documents = []

    def _expect(self, reserved: str) -> None:
        if self.token.reserved != reserved:
            raise self.unexpected()
        self.advance()

    def _skip_newlines(self) -> None:
        while self.token.text == "\n" and self.token.word is None:
            self.advance()

    # -- lists -------------------------------------------------------------------------------------------------

    def sequence(self, ends: frozenset[str]) -> Sequence:
        """Lists up to a reserved word or operator in ``ends``, or the end of the text."""
        items: list[AndOr] = []
        background: set[int] = set()
        self._skip_newlines()
        while not self._at_end(ends):
            items.append(self._and_or())
            if self.token.text == "&" and self.token.word is None:
                background.add(len(items) - 1)
            if self.token.word is None and self.token.text in (";", "&", "\n"):
                self.advance()
                self._skip_newlines()
            elif not self._at_end(ends):
                raise self.unexpected()
        return Sequence(tuple(items), frozenset(background))

    def _at_end(self, ends: frozenset[str]) -> bool:
        token = self.token
        if token.word is None:
            return token.text == "" or token.text in ends
        return token.reserved in ends

    def _and_or(self) -> AndOr:
        first = self._pipeline()
        rest: list[tuple[str, Pipeline]] = []
        while self.token.word is None and self.token.text in ("&&", "||"):
            operator = self.advance().text
            self._skip_newlines()
            rest.append((operator, self._pipeline()))
        return AndOr(first, tuple(rest))

    def _pipeline(self) -> Pipeline:
        negated = False
        while self.token.reserved == "!":
            self.advance()
            negated = not negated
        commands, errors = [self._command()], []
        while self.token.word is None and self.token.text in ("|", "|&"):
            errors.append(self.advance().text == "|&")
            self._skip_newlines()
            commands.append(self._command())
        return Pipeline(tuple(commands), negated, (*errors, False))

    # -- commands ----------------------------------------------------------------------------------------------

    def _command(self) -> Command:
        token = self.token
        compound: dict[str, Callable[[], Command]] = {
            "if": self._if,
            "for": self._for,
            "while": self._while,
            "until": self._while,
            "case": self._case,
        }
        if token.reserved in compound:
            return compound[token.reserved]()
        if token.reserved == "[[":
            return self._conditional()
        if token.reserved == "function":
            return self._function_word()
        if token.word is None and token.text == "(" and self.text.startswith("((", token.start):
            if (end := arithmetic_end(self.text, token.start + 2)) is not None:
                return Calculation(self._arithmetic(token.start + 2, end), self._redirects())
        if token.reserved == "{" or (token.word is None and token.text == "("):
            return self._group()
        if token.reserved or (token.word is None and token.text not in _REDIRECTIONS):
            raise self.unexpected()
        return self._simple()

    def _simple(self) -> Command:
        assignments: list[Assignment] = []
        words: list[Word] = []
        redirects: list[Redirect] = []
        while True:
            if self.token.word is None:
                if self.token.text == "(":
                    self._refuse_parenthesis(words, assignments)
                    if len(words) == 1 and not assignments and not redirects:
                        return self._function(words[0])
                if self.token.text not in _REDIRECTIONS:
                    break
                redirects.append(self._redirect())
            elif not words and (assignment := _assignment(self.token.word)):
                assignments.append(assignment)
                self.advance()
            else:
                words.append(self.token.word)
                self.advance()
        bodies = tuple(self._finished(redirect) for redirect in redirects)
        return Simple(tuple(assignments), tuple(words), bodies)

    def _refuse_parenthesis(self, words: list[Word], assignments: list[Assignment]) -> None:
        """``name=(...)`` is an array."""
        if assignments and not words and self.text[self.token.start - 1] == "=":
            raise Unmodelled("arrays")

    def _arithmetic(self, start: int, end: int) -> Word:
        """The expression between ``((`` and ``))``; reading goes on behind it."""
        self.place = end + 2
        word = WordReader(self.text[start:end], 0, parse).document()
        self.token = self._next()
        return word

    def _redirect(self) -> Redirect:
        token = self.advance()
        if token.text in ("<", ">") and self.token.text == "(" and self.token.word is None:
            raise Unmodelled("process substitution")
        operator, target = token.text, self.token
        if target.word is None:
            raise self.unexpected() if target.text else ShellSyntaxError("syntax error near unexpected token `newline'")
        fd = token.fd if token.fd is not None else (0 if operator.startswith("<") else 1)
        if operator in ("<<", "<<-"):
            self.numbers += 1
            literal = any(isinstance(part, Literal) and part.quoted for part in target.word)
            delimiter = "".join(part.text for part in target.word if isinstance(part, Literal))
            self.documents.append((self.numbers, delimiter, operator == "<<-", literal))
            redirect = Redirect(fd, "<<", (Literal(str(self.numbers)),))
        else:
            redirect = Redirect(fd, operator, target.word)
        self.advance()
        return redirect

    def _finished(self, redirect: Redirect) -> Redirect:
        """A here-document's redirection with its text, which is read only at the end of the line."""
        if redirect.operator != "<<":
            return redirect
        part = redirect.target[0]
        number = int(part.text) if isinstance(part, Literal) else 0
        if number not in self.bodies:
            self._read_ahead()
        return Redirect(redirect.fd, "<<", self.bodies[number])

    def _read_ahead(self) -> None:
        """The rest of the line is still to be parsed: cut the documents out behind it now."""
        end = self.text.find("\n", self.place)
        if end < 0:
            end = len(self.text)
        kept, self.place = self.place, end + 1
        self._read_documents()
        self.text = self.text[: end + 1] + self.text[self.place :]
        self.place = kept

    def _function(self, word: Word) -> Command:
        self.advance()
        if self.token.text != ")":
            raise self.unexpected()
        self.advance()
        self._skip_newlines()
        name = "".join(part.text for part in word if isinstance(part, Literal))
        return Function(name, self._command())

    def _function_word(self) -> Command:
        self.advance()
        name = self.advance().text
        if self.token.text == "(":
            self.advance()
            self.advance()
        self._skip_newlines()
        return Function(name, self._command())

    # -- [[ ]] -------------------------------------------------------------------------------------------------

    def _conditional(self) -> Conditional:
        self.advance()
        condition = self._either()
        if self.token.text != "]]":
            raise self.unexpected()
        self.advance()
        return Conditional(condition, self._redirects())

    def _either(self) -> Condition:
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
            inner = self._either()
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
        reader = WordReader(self.text, self.place, parse)
        word = reader.word(frozenset(" \t\n"))
        self.place = reader.place
        self.token = self._next()
        return word

    def _redirects(self) -> tuple[Redirect, ...]:
        found = []
        while self.token.word is None and self.token.text in _REDIRECTIONS:
            found.append(self._redirect())
        return tuple(self._finished(redirect) for redirect in found)

    def _group(self) -> Group:
        opening = self.advance()
        subshell = opening.text == "("
        body = self.sequence(frozenset({")" if subshell else "}"}))
        if not body.items or (subshell and self.token.text != ")") or (not subshell and self.token.reserved != "}"):
            raise self.unexpected()
        self.advance()
        return Group(body, subshell, self._redirects())

    def _if(self) -> If:
        clauses: list[tuple[Sequence, Sequence]] = []
        otherwise = Sequence()
        while self.token.reserved in ("if", "elif"):
            self.advance()
            condition = self._body("then")
            self._expect("then")
            clauses.append((condition, self._body("elif", "else", "fi")))
        if self.token.reserved == "else":
            self.advance()
            otherwise = self._body("fi")
        self._expect("fi")
        return If(tuple(clauses), otherwise, self._redirects())

    def _body(self, *ends: str) -> Sequence:
        body = self.sequence(frozenset(ends))
        if not body.items:
            raise self.unexpected()
        return body

    def _loop(self) -> Sequence:
        self._expect("do")
        body = self._body("done")
        self._expect("done")
        return body

    def _counting(self) -> Counting:
        start = self.token.start + 2
        end = arithmetic_end(self.text, start)
        pieces = self.text[start:end].split(";") if end is not None else []
        if end is None or len(pieces) != 3:
            raise self.unexpected()
        self._arithmetic(start, end)
        self._skip_separators()
        words = [WordReader(piece, 0, parse).document() for piece in pieces]
        return Counting(words[0], words[1], words[2], self._loop(), self._redirects())

    def _skip_separators(self) -> None:
        while self.token.word is None and self.token.text in (";", "\n"):
            self.advance()

    def _for(self) -> For | Counting:
        self.advance()
        if self.token.word is None and self.text.startswith("((", self.token.start):
            return self._counting()
        name = self.advance().text
        words: list[Word] | None = None
        self._skip_newlines()
        if self.token.reserved == "in":
            self.advance()
            words = []
            while self.token.word is not None:
                words.append(self.token.word)
                self.advance()
        self._skip_separators()
        return For(name, None if words is None else tuple(words), self._loop(), self._redirects())

    def _while(self) -> While:
        until = self.advance().reserved == "until"
        condition = self._body("do")
        return While(condition, self._loop(), until, self._redirects())

    def _case(self) -> Case:
        self.advance()
        subject = self.advance().word
        if subject is None:
            raise self.unexpected()
        self._skip_newlines()
        self._expect("in")
        self._skip_newlines()
        clauses = []
        while self.token.reserved != "esac":
            clauses.append(self._clause())
        self.advance()
        return Case(subject, tuple(clauses), self._redirects())

    def _clause(self) -> tuple[tuple[Word, ...], Sequence]:
        if self.token.text == "(" and self.token.word is None:
            self.advance()
        patterns: list[Word] = []
        while self.token.word is not None:
            patterns.append(self.token.word)
            self.advance()
            if self.token.text != "|":
                break
            self.advance()
        if self.token.text != ")" or not patterns:
            raise self.unexpected()
        self.advance()
        body = self.sequence(frozenset({";;", "esac"}))
        if self.token.text == ";;":
            self.advance()
            self._skip_newlines()
        return tuple(patterns), body


def _plain(word: Word) -> str:
    """A word's text if it is one unquoted literal, else ""."""
    part = word[0] if len(word) == 1 else None
    return part.text if isinstance(part, Literal) and not part.quoted else ""


def _assignment(word: Word) -> Assignment | None:
    first = word[0] if word else None
    if not isinstance(first, Literal) or first.quoted:
        return None
    match = _ASSIGNMENT.match(first.text)
    if match is None:
        return None
    rest = first.text[match.end() :]
    value: Word = (Literal(rest), *word[1:]) if rest else word[1:]
    return Assignment(match[1], value, bool(match[2]))
