"""awk's rules and statements, parsed into functions of the running state."""

from __future__ import annotations

from dataclasses import dataclass

from hasim.shell.unix import awk_forms as forms
from hasim.shell.unix.awk_expressions import ExpressionReader
from hasim.shell.unix.awk_forms import Expression, Statement
from hasim.shell.unix.awk_run import Finish, Leave, NextRecord
from hasim.shell.unix.awk_tokens import tokens
from hasim.shell.unix.awk_values import AwkFault, formatted, number, text, truth


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its action: kind BEGIN, END, "" for a record, "range" for two patterns."""

    kind: str
    first: Expression | None
    last: Expression | None
    action: Statement


def parse_program(source: str) -> list[Rule]:
    """The rules of a program; AwkFault."""
    return _Parser(tokens(source)).rules()


class _Parser(ExpressionReader):
    def rules(self) -> list[Rule]:
        found = []
        self._skip("\n", ";")
        while self._token.kind != "end":
            found.append(self._rule())
            self._skip("\n", ";")
        return found

    def _rule(self) -> Rule:
        if kind := self._take("BEGIN", "END"):
            return Rule(kind, None, None, self._block())
        first = last = None
        if self._text != "{":
            first = self._expression()
            if self._take(","):
                last = self._expression()
        action = self._block() if self._text == "{" else forms.print_record
        return Rule("range" if last else "", first, last, action)

    def _block(self) -> Statement:
        self._need("{")
        body: list[Statement] = []
        self._skip("\n", ";")
        while not self._take("}"):
            body.append(self._statement())
            self._skip("\n", ";")
        return forms.sequence(body)

    def _statement(self) -> Statement:
        self._skip("\n")
        if self._text == "{":
            return self._block()
        word = self._take("if", "while", "do", "for", "print", "printf", "next", "exit", "break", "continue", "delete")
        if word:
            return self._worded(word)
        if self._take(";"):
            return forms.sequence([])
        value = self._expression()
        return lambda run: forms.discard(value(run))

    def _worded(self, word: str) -> Statement:
        if word == "if":
            return self._if()
        if word == "while":
            condition = self._condition()
            return forms.repeat(condition, self._body())
        if word == "do":
            return self._do()
        if word == "for":
            return self._for()
        if word in ("print", "printf"):
            return self._print(word)
        if word == "delete":
            return self._delete()
        if word == "exit":
            status = self._expression() if self._text not in ("}", ";", "\n") and self._token.kind != "end" else None
            return forms.raiser(lambda run: Finish(int(number(status(run))) if status else 0))
        if word == "next":
            return forms.raiser(lambda run: NextRecord())
        return forms.raiser(lambda run: Leave(word == "continue"))

    def _condition(self) -> Expression:
        self._need("(")
        condition = self._expression()
        self._need(")")
        return condition

    def _body(self) -> Statement:
        self._skip("\n")
        return self._statement()

    def _if(self) -> Statement:
        condition, yes = self._condition(), self._body()
        mark = self.place
        self._skip("\n", ";")
        if not self._take("else"):
            self.place = mark
            return lambda run: yes(run) if truth(condition(run)) else None
        no = self._body()
        return lambda run: yes(run) if truth(condition(run)) else no(run)

    def _do(self) -> Statement:
        body = self._body()
        self._skip("\n", ";")
        self._need("while")
        condition = self._condition()
        loop = forms.repeat(condition, body)
        return forms.sequence([body, loop])

    def _for(self) -> Statement:
        self._need("(")
        if self.place + 2 < len(self.tokens) and self.tokens[self.place + 1].text == "in":
            name, array = self._token.text, self.tokens[self.place + 2].text
            self.place += 3
            self._need(")")
            return forms.for_each(name, array, self._body())
        start = self._simple(";")
        self._need(";")
        condition: Expression = self._expression() if self._text != ";" else lambda run: 1.0
        self._need(";")
        step = self._simple(")")
        self._need(")")
        return forms.sequence([start, forms.repeat(condition, self._body(), step)])

    def _simple(self, end: str) -> Statement:
        if self._text == end:
            return forms.sequence([])
        value = self._expression()
        return lambda run: forms.discard(value(run))

    def _delete(self) -> Statement:
        name = self._token.text
        self.place += 1
        if not self._take("["):
            return lambda run: run.array(name).clear()
        key = self._subscript()
        return lambda run: forms.discard(run.array(name).pop(key(run), ""))

    def _print(self, word: str) -> Statement:
        self.no_greater = True
        values: list[Expression] = []
        if self._text not in ("}", ";", "\n", "|", ">") and self._token.kind != "end":
            values = self._values()
        self.no_greater = False
        if self._text in ("|", ">"):
            raise AwkFault("hasim does not model awk's output to files and programs", 3)
        if word == "printf":
            return lambda run: run.out(formatted(text(values[0](run)), [each(run) for each in values[1:]]))
        if not values:
            return forms.print_record
        return lambda run: run.out(forms.joined(run, [text(each(run)) for each in values]))

    def _values(self) -> list[Expression]:
        """What print prints: expressions with commas, perhaps all in parentheses."""
        mark = self.place
        if self._take("("):
            self.no_greater = False
            values = self._list()
            if self._take(")") and (self._text in ("}", ";", "\n", "|", ">") or self._token.kind == "end"):
                return values
            self.place, self.no_greater = mark, True
        return self._list()
