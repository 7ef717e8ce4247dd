"""What test, [ and [[ ask: about files, texts and numbers."""

from __future__ import annotations

import re

from hasim.sim.files import FileSystem, Kind, normal

UNARY = frozenset(f"-{letter}" for letter in "abcdefghkLnOGprsSuwxzt")
NUMERIC = frozenset({"-eq", "-ne", "-lt", "-le", "-gt", "-ge"})
BINARY = NUMERIC | {"=", "==", "!=", "<", ">", "-nt", "-ot"}


class NotANumber(ValueError):
    """An operand that should be a whole number (``str()`` is the operand)."""


def unary(tree: FileSystem, cwd: str, operator: str, operand: str) -> bool:
    """``-n`` and ``-z`` of a text, the others of a file."""
    if operator in ("-n", "-z"):
        return (operand != "") == (operator == "-n")
    entry = tree.find(normal(operand, cwd), follow=operator not in ("-L", "-h")) if operand else None
    if entry is None:
        return False
    kinds = {"-f": Kind.FILE, "-d": Kind.DIRECTORY, "-c": Kind.DEVICE, "-L": Kind.LINK, "-h": Kind.LINK}
    if operator in kinds:
        return entry.kind is kinds[operator]
    if operator == "-s":
        return entry.size > 0
    if operator == "-x":
        return bool(entry.mode & 0o111)
    return operator in ("-e", "-a", "-r", "-w", "-O", "-G")


def binary(tree: FileSystem, cwd: str, left: str, operator: str, right: str) -> bool:
    """Two texts, two whole numbers (NotANumber), or the ages of two files."""
    if operator in ("=", "==", "!=", "<", ">"):
        results = {"!=": left != right, "<": left < right, ">": left > right}
        return results.get(operator, left == right)
    if operator in ("-nt", "-ot"):
        times = [tree.find(normal(each, cwd)) for each in (left, right)]
        first, second = (entry.mtime if entry else -1.0 for entry in times)
        return first > second if operator == "-nt" else first < second
    one, two = _number(left), _number(right)
    results = {"-eq": one == two, "-ne": one != two, "-lt": one < two, "-le": one <= two, "-gt": one > two}
    return results.get(operator, one >= two)


def _number(text: str) -> int:
    if not re.fullmatch(r"\s*[-+]?\d+\s*", text):
        raise NotANumber(text)
    return int(text)
