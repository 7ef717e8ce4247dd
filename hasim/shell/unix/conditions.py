"""test and [: conditions on files, texts and numbers."""

from __future__ import annotations

import re

from hasim.shell.language.conditions import BINARY, UNARY, NotANumber, binary, unary
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command


@command("test")
def test(context: MachineContext, arguments: list[str]) -> int:
    """test EXPRESSION; 0 true, 1 false, 2 error"""
    return _test(context, "test", list(arguments))


@command("[")
def bracket(context: MachineContext, arguments: list[str]) -> int:
    """[ EXPRESSION ]"""
    if not arguments or arguments[-1] != "]":
        raise UsageFault("-bash: [: missing `]'", 2)
    return _test(context, "[", list(arguments[:-1]))


def _test(context: MachineContext, name: str, words: list[str]) -> int:
    if not words:
        return 1
    expression = _Expression(context, name, words)
    value = expression.either()
    if expression.words:
        raise UsageFault(f"-bash: {name}: too many arguments", 2)
    return int(not value)


class _Expression:
    """test's expressions: ``!``, ``( )``, ``-a``, ``-o`` around unary and binary primaries."""

    def __init__(self, context: MachineContext, name: str, words: list[str]) -> None:
        self.context, self.name, self.words = context, name, words

    def either(self) -> bool:
        value = self._both()
        while self.words[:1] == ["-o"]:
            self.words.pop(0)
            value = self._both() or value
        return value

    def _both(self) -> bool:
        value = self._one()
        while self.words[:1] == ["-a"]:
            self.words.pop(0)
            value = self._one() and value
        return value

    def _one(self) -> bool:
        words = self.words
        if len(words) >= 3 and words[1] in BINARY:
            left, operator, right = words[:3]
            del words[:3]
            return self._binary(left, operator, right)
        if words[0] == "!" and len(words) > 1:
            words.pop(0)
            return not self._one()
        if words[0] == "(" and len(words) > 2:
            words.pop(0)
            value = self.either()
            if words[:1] == [")"]:
                words.pop(0)
            return value
        if len(words) >= 2 and re.fullmatch(r"-[a-zA-Z]", words[0]):
            operator, operand = words[:2]
            del words[:2]
            return self._unary(operator, operand)
        return words.pop(0) != ""

    def _unary(self, operator: str, operand: str) -> bool:
        if operator not in UNARY:
            raise UsageFault(f"-bash: {self.name}: {operator}: unary operator expected", 2)
        return unary(self.context.tree, self.context.cwd, operator, operand)

    def _binary(self, left: str, operator: str, right: str) -> bool:
        try:
            return binary(self.context.tree, self.context.cwd, left, operator, right)
        except NotANumber as fault:
            raise UsageFault(f"-bash: {self.name}: {fault}: integer expression expected", 2) from None
