"""test and [: conditions on files, texts and numbers."""

from __future__ import annotations

import re

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, path_of
from hasim.sim.files import Kind


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
        if len(words) >= 3 and words[1] in (
            "=",
            "==",
            "!=",
            "-eq",
            "-ne",
            "-lt",
            "-le",
            "-gt",
            "-ge",
            "-nt",
            "-ot",
            "<",
            ">",
        ):
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
        if operator in ("-n", "-z"):
            return (operand != "") == (operator == "-n")
        path = path_of(self.context, operand)
        entry = self.context.tree.find(path, follow=operator not in ("-L", "-h"))
        if operator in ("-L", "-h"):
            return entry is not None and entry.kind is Kind.LINK
        if entry is None:
            return False
        kinds = {"-f": Kind.FILE, "-d": Kind.DIRECTORY, "-c": Kind.DEVICE}
        if operator in kinds:
            return entry.kind is kinds[operator]
        if operator == "-s":
            return entry.size > 0
        if operator == "-x":
            return bool(entry.mode & 0o111)
        if operator in ("-e", "-r", "-w", "-a", "-O", "-G"):
            return True
        if operator in ("-b", "-p", "-S", "-u", "-g", "-k"):
            return False
        raise UsageFault(f"-bash: {self.name}: {operator}: unary operator expected", 2)

    def _binary(self, left: str, operator: str, right: str) -> bool:
        if operator in ("=", "==", "!=", "<", ">"):
            return {"=": left == right, "==": left == right, "!=": left != right, "<": left < right, ">": left > right}[
                operator
            ]
        if operator in ("-nt", "-ot"):
            times = [self.context.tree.find(path_of(self.context, each)) for each in (left, right)]
            first, second = (entry.mtime if entry else -1.0 for entry in times)
            return first > second if operator == "-nt" else first < second
        for each in (left, right):
            if not re.fullmatch(r"\s*[-+]?\d+\s*", each):
                raise UsageFault(f"-bash: {self.name}: {each}: integer expression expected", 2)
        one, two = int(left), int(right)
        results = {"-eq": one == two, "-ne": one != two, "-lt": one < two, "-le": one <= two, "-gt": one > two}
        return {**results, "-ge": one >= two}[operator]
