"""awk's expressions, loosest operator first, as functions of the running state."""

from __future__ import annotations

import re
from collections.abc import Callable

from hasim.shell.unix import awk_forms as forms
from hasim.shell.unix import awk_run
from hasim.shell.unix.awk_forms import Expression
from hasim.shell.unix.awk_run import Run
from hasim.shell.unix.awk_tokens import WORDS, TokenReader
from hasim.shell.unix.awk_values import AwkFault, InputText, Value, number, text, truth

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "/": "/"}
_FUNCTIONS = frozenset(
    {"length", "substr", "index", "toupper", "tolower", "sprintf", "int", "match", "split", "sub", "gsub"}
)
_UNKNOWN = frozenset(
    {"function", "func", "getline", "return", "system", "close", "srand", "rand", "strftime", "systime"}
)


class ExpressionReader(TokenReader):
    """Reads expressions. ``no_greater``: a ``>`` is a redirection here, as in print."""

    def _list(self) -> list[Expression]:
        values = [self._expression()]
        while self._take(","):
            self._skip("\n")
            values.append(self._expression())
        return values

    def _expression(self) -> Expression:
        left = self._choice()
        if self._text in ("=", "+=", "-=", "*=", "/=", "%=", "^="):
            operator = self._take(self._text)
            right = self._expression()
            if not isinstance(left, forms.Place):
                raise AwkFault("syntax error at source line 1: assignment to what is no variable")
            return forms.assignment(left, operator[:-1], right)
        return left

    def _choice(self) -> Expression:
        condition = self._either()
        if not self._take("?"):
            return condition
        yes = self._expression()
        self._need(":")
        no = self._expression()
        return lambda run: yes(run) if truth(condition(run)) else no(run)

    def _either(self) -> Expression:
        left = self._both()
        while self._take("||"):
            left = forms.logic(left, self._both(), True)
        return left

    def _both(self) -> Expression:
        left = self._membership()
        while self._take("&&"):
            left = forms.logic(left, self._membership(), False)
        return left

    def _membership(self) -> Expression:
        left = self._matching()
        while self._text == "in" and not self.no_in:
            self.place += 1
            name = self._token.text
            self.place += 1
            left = forms.member(left, name)
        return left

    def _matching(self) -> Expression:
        left = self._comparison()
        while operator := self._take("~", "!~"):
            left = forms.matching(left, self._comparison_pattern(), operator == "!~")
        return left

    def _comparison_pattern(self) -> Expression:
        if self._token.kind == "regex":
            source = self._token.text
            self.place += 1
            return lambda run: source
        return self._comparison()

    def _comparison(self) -> Expression:
        left = self._concatenation()
        operators = ("<", "<=", "==", "!=", ">=") if self.no_greater else ("<", "<=", "==", "!=", ">=", ">")
        if operator := self._take(*operators):
            return forms.comparison(operator, left, self._concatenation())
        return left

    def _concatenation(self) -> Expression:
        left = self._sum()
        while (
            self._token.kind in ("number", "string", "name", "regex") and self._token.text not in WORDS
        ) or self._text in ("$", "(", "!", "-", "++", "--"):
            if self._text in ("-", "!"):
                break
            left = forms.join(left, self._sum())
        return left

    def _sum(self) -> Expression:
        left = self._product()
        while operator := self._take("+", "-"):
            left = forms.arithmetic(operator, left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._unary()
        while operator := self._take("*", "/", "%"):
            left = forms.arithmetic(operator, left, self._unary())
        return left

    def _unary(self) -> Expression:
        operator = self._take("!", "-", "+")
        if operator:
            value = self._unary()
            if operator == "!":
                return lambda run: float(not truth(value(run)))
            return lambda run: -number(value(run)) if operator == "-" else number(value(run))
        left = self._postfix()
        if self._take("^"):
            return forms.arithmetic("^", left, self._unary())
        return left

    def _postfix(self) -> Expression:
        if operator := self._take("++", "--"):
            place = self._postfix()
            return forms.increment(place, 1 if operator == "++" else -1, before=True)
        value = self._primary()
        if isinstance(value, forms.Place) and (operator := self._take("++", "--")):
            return forms.increment(value, 1 if operator == "++" else -1, before=False)
        return value

    def _primary(self) -> Expression:
        token = self._token
        self.place += 1
        if token.kind == "number":
            constant = float(token.text)
            return lambda run: constant
        if token.kind == "string":
            plain = re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], "\\" + m[1]), token.text[1:-1], flags=re.DOTALL)
            return lambda run: plain
        if token.kind == "regex":
            return lambda run: float(run.pattern(token.text).search(text(run.get(0))) is not None)
        if token.text == "$":
            index = self._dollar()
            return forms.Place(
                lambda run: run.get(int(number(index(run)))), lambda run, value: run.put(int(number(index(run))), value)
            )
        if token.text == "(":
            return self._parenthesis()
        if token.kind == "name" and token.text not in WORDS:
            return self._named(token.text)
        raise AwkFault(f"syntax error at source line 1 near {token.text or 'end of program'}")

    def _dollar(self) -> Expression:
        if operator := self._take("++", "--"):
            return forms.increment(self._primary(), 1 if operator == "++" else -1, before=True)
        return self._primary()

    def _parenthesis(self) -> Expression:
        kept, self.no_greater = self.no_greater, False
        value = self._expression()
        self._need(")")
        self.no_greater = kept
        return lambda run: value(run)

    def _named(self, name: str) -> Expression:
        if name in _UNKNOWN:
            raise AwkFault(f"hasim does not model awk's {name}", 3)
        if name in _FUNCTIONS:
            return self._function(name)
        if self._take("["):
            key = self._subscript()
            return forms.Place(
                lambda run: run.array(name).setdefault(key(run), ""),
                lambda run, value: run.array(name).__setitem__(key(run), value),
            )
        if self._text == "(":
            raise AwkFault(f"calling undefined function {name}")
        return forms.Place(
            lambda run: run.variables.get(name, InputText("")),
            lambda run, value: run.variables.__setitem__(name, value),
        )

    def _subscript(self) -> Callable[[Run], str]:
        keys = self._list()
        self._need("]")
        return lambda run: text(run.variables["SUBSEP"]).join(text(each(run)) for each in keys)

    def _function(self, name: str) -> Expression:
        if not self._take("("):
            return lambda run: awk_run.call(run, name, [])
        if name in ("split", "sub", "gsub"):
            return self._changing(name)
        arguments = [self._argument()] if self._text != ")" else []
        while self._take(","):
            arguments.append(self._argument())
        self._need(")")
        return lambda run: awk_run.call(run, name, [each(run) for each in arguments])

    def _argument(self) -> Expression:
        if self._token.kind == "regex":
            return self._comparison_pattern()
        return self._expression()

    def _changing(self, name: str) -> Expression:
        """split, sub and gsub, which write to what they are given."""
        if name == "split":
            return self._split()
        pattern = self._argument()
        self._need(",")
        replacement = self._expression()
        target = (
            self._expression()
            if self._take(",")
            else forms.Place(lambda run: run.get(0), lambda run, value: run.put(0, value))
        )
        self._need(")")
        if not isinstance(target, forms.Place):
            raise AwkFault(f"syntax error at source line 1: {name} into what is no variable")
        return forms.substitution(pattern, replacement, target, name == "gsub")

    def _split(self) -> Expression:
        source = self._expression()
        self._need(",")
        name = self._token.text
        self.place += 1
        separator: Expression = self._argument() if self._take(",") else lambda run: run.variables["FS"]
        self._need(")")

        def split(run: Run) -> Value:
            parts = run.split(text(source(run)), text(separator(run)))
            run.arrays[name] = {str(index): InputText(part) for index, part in enumerate(parts, 1)}
            return float(len(parts))

        return split
