"""Integer expressions of ``$((...))``, by precedence climbing."""

from __future__ import annotations

import re
from collections.abc import Callable

_TOKEN = re.compile(r"\s*(\d+|0[xX][0-9a-fA-F]+|[A-Za-z_]\w*|\*\*|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%()<>!~&|^?:=])")
_LEVELS: tuple[tuple[str, ...], ...] = (
    ("||",), ("&&",), ("|",), ("^",), ("&",), ("==", "!="), ("<", ">", "<=", ">="), ("<<", ">>"), ("+", "-"),
    ("*", "/", "%"), ("**",),
)  # fmt: skip


class ArithmeticFault(ValueError):
    """An expression that cannot be evaluated; ``str()`` is bash's message without the program's name."""


def evaluate(text: str, variable: Callable[[str], str]) -> int:
    """The value of an expression; ``variable`` gives the text of a name, an empty one counts as 0."""
    return _Evaluator(text, variable).value()


class _Evaluator:
    def __init__(self, text: str, variable: Callable[[str], str]) -> None:
        self.text = text
        self.variable = variable
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
        result = self._choice()
        if self.tokens:
            raise self._fault("invalid arithmetic operator", " ".join(self.tokens))
        return result

    def _choice(self) -> int:
        condition = self._level(0)
        if not self.tokens or self.tokens[0] != "?":
            return condition
        self.tokens.pop(0)
        yes = self._choice()
        if not self.tokens or self.tokens.pop(0) != ":":
            raise self._fault("`:' expected for conditional expression", self.text)
        no = self._choice()
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
            "**": lambda: left ** abs(right),
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
        if token in ("-", "+", "!", "~"):
            value = self._unary()
            return {"-": -value, "+": value, "!": int(not value), "~": ~value}[token]
        if token == "(":
            value = self._choice()
            if not self.tokens or self.tokens.pop(0) != ")":
                raise self._fault("missing `)'", self.text)
            return value
        if re.match(r"\d", token):
            return (
                int(token, 8)
                if re.fullmatch(r"0[0-7]+", token)
                else int(token, 0)
                if "x" in token.lower()
                else int(token)
            )
        if re.match(r"[A-Za-z_]", token):
            return evaluate(self.variable(token) or "0", self.variable)
        raise self._fault("operand expected", token)
