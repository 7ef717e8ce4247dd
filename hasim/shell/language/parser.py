"""From text to a tree, by recursive descent with one token of look-ahead, with bash's words for what does not parse."""

from __future__ import annotations

import re
from collections.abc import Callable

from hasim.shell.language.condition_parser import ConditionReader
from hasim.shell.language.tokens import REDIRECTIONS
from hasim.shell.language.tree import (
    AndOr,
    Assignment,
    Calculation,
    Case,
    Command,
    Conditional,
    Counting,
    For,
    Function,
    Group,
    If,
    Literal,
    Pipeline,
    Redirect,
    Sequence,
    Simple,
    While,
    Word,
)
from hasim.shell.language.words import ShellSyntaxError, Unmodelled, WordReader, arithmetic_end

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)(\+?)=")


def parse(text: str) -> Sequence:
    """A line (or several) as a tree; ShellSyntaxError with bash's message."""
    parser = _Parser(text, parse)
    tree = parser.sequence(frozenset())
    if parser.token.text or parser.token.word is not None:
        raise parser.unexpected()
    return tree


class _Parser(ConditionReader):
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
        if token.reserved or (token.word is None and token.text not in REDIRECTIONS):
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
                if self.token.text not in REDIRECTIONS:
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
        word = WordReader(self.text[start:end], 0, self.parse).document()
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

    def _conditional(self) -> Conditional:
        self.advance()
        condition = self.either()
        if self.token.text != "]]":
            raise self.unexpected()
        self.advance()
        return Conditional(condition, self._redirects())

    def _redirects(self) -> tuple[Redirect, ...]:
        found = []
        while self.token.word is None and self.token.text in REDIRECTIONS:
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
        words = [WordReader(piece, 0, self.parse).document() for piece in pieces]
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
