"""awk's language: a program is parsed into functions of the running state, statement by statement."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from hasim.shell.unix import awk_forms as forms
from hasim.shell.unix import awk_run
from hasim.shell.unix.awk_forms import Expression, Statement
from hasim.shell.unix.awk_run import Finish, Leave, NextRecord, Run
from hasim.shell.unix.awk_values import AwkFault, InputText, Value, formatted, number, text, truth

_TOKEN = re.compile(
    r"""(?P<blank>[ \t\r]+|\\\n|\#[^\n]*)|(?P<number>\d+\.?\d*(?:[eE][-+]?\d+)?|\.\d+)|(?P<name>[A-Za-z_]\w*)
    |(?P<string>"(?:[^"\\]|\\.)*")|(?P<mark>\n|\+\+|--|[-+*/%^]=|==|<=|>=|!=|!~|&&|\|\||[-+*/%^!<>~?:=,;(){}\[\]$|])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\", "/": "/"}
_FUNCTIONS = frozenset(
    {"length", "substr", "index", "toupper", "tolower", "sprintf", "int", "match", "split", "sub", "gsub"}
)
_WORDS = frozenset(
    {
        "BEGIN",
        "END",
        "if",
        "else",
        "while",
        "for",
        "in",
        "do",
        "print",
        "printf",
        "next",
        "exit",
        "break",
        "continue",
        "delete",
    }
)
_UNKNOWN = frozenset(
    {"function", "func", "getline", "return", "system", "close", "srand", "rand", "strftime", "systime"}
)


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with its action: kind BEGIN, END, "" for a record, "range" for two patterns."""

    kind: str
    first: Expression | None
    last: Expression | None
    action: Statement


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def _tokens(source: str) -> list[_Token]:
    found: list[_Token] = []
    place = 0
    while place < len(source):
        before = found[-1] if found else None
        value = before is not None and (before.kind in ("number", "string", "name") or before.text in (")", "]", "$"))
        if source[place] == "/" and not value:
            match = re.compile(r"/((?:[^/\\\n]|\\.|\[[^\]]*\])*)/").match(source, place)
            if match is None:
                raise AwkFault(f"unterminated regexp at source line 1\n source line: {source}")
            found.append(_Token("regex", match[1].replace("\\/", "/")))
        else:
            match = _TOKEN.match(source, place)
            if match is None:
                raise AwkFault(f"syntax error at source line 1 near {source[place : place + 10]}")
            if match.lastgroup != "blank":
                found.append(_Token(match.lastgroup or "", match[0]))
        place = match.end()
    return found


def parse_program(source: str) -> list[Rule]:
    """The rules of a program; AwkFault."""
    return _Parser(_tokens(source)).rules()


class _Parser:
    def __init__(self, tokens: list[_Token]) -> None:
        self.tokens = tokens
        self.place = 0
        self.no_in = False
        self.no_greater = False

    # -- tokens ------------------------------------------------------------------------------------------------

    @property
    def _text(self) -> str:
        """The present token's text if it is a mark or a reserved word, else ""."""
        token = self._token
        return token.text if token.kind == "mark" or token.text in _WORDS else ""

    @property
    def _token(self) -> _Token:
        return self.tokens[self.place] if self.place < len(self.tokens) else _Token("end", "")

    def _take(self, *texts: str) -> str:
        if self._text in texts and self._token.kind != "end":
            self.place += 1
            return self.tokens[self.place - 1].text
        return ""

    def _need(self, wanted: str) -> None:
        if not self._take(wanted):
            raise AwkFault(f"syntax error at source line 1 near {self._token.text or 'end of program'}")

    def _skip(self, *texts: str) -> None:
        while self._take(*texts):
            pass

    # -- rules and statements ----------------------------------------------------------------------------------

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

    def _list(self) -> list[Expression]:
        values = [self._expression()]
        while self._take(","):
            self._skip("\n")
            values.append(self._expression())
        return values

    # -- expressions, loosest first ----------------------------------------------------------------------------

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
            self._token.kind in ("number", "string", "name", "regex") and self._token.text not in _WORDS
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
        if token.kind == "name" and token.text not in _WORDS:
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
