"""Integer expressions of ``$((...))``, by precedence climbing."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(
    r"\s*(0[xX][0-9a-fA-F]+|\d+|[A-Za-z_]\w*|\+\+|--|<<=|>>=|[-+*/%&|^]=|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%()<>!~&|^?:=,])"
)
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!="), ("<", ">", "<=", ">="), ("<<", ">>"), ("+", "-"),
    ("*", "/", "%"),
)  # fmt: skip


class ArithmeticFault(ValueError):
    """An expression that cannot be evaluated; ``str()`` is bash's message without the program's name."""


def _no_assignment(name: str, value: str) -> None:
    raise ArithmeticFault(f"{name}: cannot be assigned to here")


def evaluate(text: str, variable: Callable[[str], str], assign: Callable[[str, str], None] = _no_assignment) -> int:
    """The value of an expression; ``variable`` gives the text of a name, an empty one counts as 0."""
    return _Evaluator(text, variable, assign).value()


class _Evaluator:
    def __init__(self, text: str, variable: Callable[[str], str], assign: Callable[[str, str], None]) -> None:
        self.text = text
        self.variable = variable
        self.assign = assign
        self.tokens = self._tokens(text)

    def _tokens(self, text: str) -> list[str]:
        found, place = [], 0
        while text[place:].strip():
            match = _TOKEN.match(text, place)
            if match is None:
                raise self._fault("operand expected", text[place:].strip())
            found.append(match[1])
            place = match.end()
        return found

    def _fault(self, reason: str, token: str) -> ArithmeticFault:
        return ArithmeticFault(f'{self.text.strip()}: syntax error: {reason} (error token is "{token}")')

    def value(self) -> int:
        if not self.tokens:
            return 0
        result = self._assignment()
        while self.tokens[:1] == [","]:
            self.tokens.pop(0)
            result = self._assignment()
        if self.tokens:
            raise self._fault("invalid arithmetic operator", " ".join(self.tokens))
        return result

    def _assignment(self) -> int:
        """``name = value`` and its kin, which group from the right."""
        if len(self.tokens) < 2 or not _is_name(self.tokens[0]) or self.tokens[1] not in _ASSIGNMENTS:
            return self._choice()
        name, operator = self.tokens.pop(0), self.tokens.pop(0)[:-1]
        value = self._assignment()
        if operator:
            value = self._apply(operator, self._value_of(name), value)
        self.assign(name, str(value))
        return value

    def _value_of(self, name: str) -> int:
        return evaluate(self.variable(name) or "0", self.variable)

    def _choice(self) -> int:
        condition = self._level(0)
        if not self.tokens or self.tokens[0] != "?":
            return condition
        self.tokens.pop(0)
        yes = self._assignment()
        if not self.tokens or self.tokens.pop(0) != ":":
            raise self._fault("`:' expected for conditional expression", self.text)
        no = self._assignment()
        return yes if condition else no

    def _level(self, level: int) -> int:
        if level == len(_LEVELS):
            return self._unary()
        left = self._level(level + 1)
        while self.tokens and self.tokens[0] in _LEVELS[level]:
            operator = self.tokens.pop(0)
            left = self._apply(operator, left, self._level(level + 1))
        return left

    def _apply(self, operator: str, left: int, right: int) -> int:
        if operator in "/%" and right == 0:
            raise ArithmeticFault(f'{self.text.strip()}: division by 0 (error token is "{right}")')
        if operator == "/":
            return abs(left) // abs(right) * (1 if (left < 0) == (right < 0) else -1)
        if operator == "%":
            return abs(left) % abs(right) * (-1 if left < 0 else 1)
        results: dict[str, Callable[[], int]] = {
            "+": lambda: left + right, "-": lambda: left - right, "*": lambda: left * right,
            "<<": lambda: left << right, ">>": lambda: left >> right, "&": lambda: left & right,
            "|": lambda: left | right, "^": lambda: left ^ right, "==": lambda: int(left == right),
            "!=": lambda: int(left != right), "<": lambda: int(left < right), ">": lambda: int(left > right),
            "<=": lambda: int(left <= right), ">=": lambda: int(left >= right),
            "&&": lambda: int(bool(left and right)), "||": lambda: int(bool(left or right)),
        }  # fmt: skip
        return results[operator]()

    def _unary(self) -> int:
        if not self.tokens:
            raise self._fault("operand expected", self.text.strip()[-1:])
        token = self.tokens.pop(0)
        if token in ("++", "--") and self.tokens and _is_name(self.tokens[0]):
            return self._step(self.tokens.pop(0), token, before=True)
        if token in ("-", "+", "!", "~"):
            value = self._unary()
            return {"-": -value, "+": value, "!": int(not value), "~": ~value}[token]
        left = self._primary(token)
        if self.tokens[:1] == ["**"]:
            self.tokens.pop(0)
            return int(left ** abs(self._unary()))
        return left

    def _step(self, name: str, operator: str, *, before: bool) -> int:
        old = self._value_of(name)
        new = old + (1 if operator == "++" else -1)
        self.assign(name, str(new))
        return new if before else old

    def _primary(self, token: str) -> int:
        if token == "(":
            value = self._assignment()
            if not self.tokens or self.tokens.pop(0) != ")":
                raise self._fault("missing `)'", self.text)
            return value
        if token[:1].isdigit():
            octal = re.fullmatch(r"0[0-7]+", token) is not None
            return int(token, 8) if octal else int(token, 0) if "x" in token.lower() else int(token)
        if _is_name(token):
            if self.tokens[:1] in (["++"], ["--"]):
                return self._step(token, self.tokens.pop(0), before=False)
            return self._value_of(token)
        raise self._fault("operand expected", token)


_ASSIGNMENTS = frozenset({"=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="})


def _is_name(token: str) -> bool:
    return re.match(r"[A-Za-z_]", token) is not None
