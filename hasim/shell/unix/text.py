"""Programs that pass text through: cat, head, tail, wc, sort, uniq, tr, cut, tee, tac, nl, less, more."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cmp_to_key

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, inputs, lines_of, path_of


@command("cat")
def cat(context: MachineContext, arguments: list[str]) -> int:
    """cat [-nbsETA] [FILE...]"""
    given = getopt("cat", arguments, "nbsETAet", ("number", "show-all"), refused="v")
    texts, status = inputs(context, "cat", given.operands)
    number = 0
    for _, text in texts:
        if not given.options:
            context.out(text)
            continue
        blank = False
        for line in text.splitlines(keepends=True):
            again, blank = blank and line == "\n", line == "\n"
            if again and "s" in given:
                continue
            shown = line.replace("\t", "^I") if given.has("T", "A", "show-all", "t") else line
            shown = shown.replace("\n", "$\n") if given.has("E", "A", "show-all", "e") else shown
            if given.has("n", "number") or ("b" in given and line.strip("\n")):
                number += 1
                shown = f"{number:6d}\t{shown}"
            context.out(shown)
    return status


@command("less", "more")
def pager(context: MachineContext, arguments: list[str]) -> int:
    """less or more without a terminal to scroll in: the whole text."""
    texts, status = inputs(context, "less", [each for each in arguments if not each.startswith(("-", "+"))])
    for _, text in texts:
        context.out(text)
    return status


def _count(name: str, given: str) -> tuple[int, str]:
    match = re.fullmatch(r"([-+]?)(\d+)", given)
    if match is None:
        raise UsageFault(f"{name}: invalid number of lines: '{given}'")
    return int(match[2]), match[1]


def _old_style(arguments: list[str]) -> list[str]:
    """``-5`` as ``-n 5``, where it is not itself the value of ``-n`` or ``-c``."""
    before = ["", *arguments]
    plain = (last not in ("-n", "-c") for last in before)
    return [f"-n{w[1:]}" if own and re.fullmatch(r"-\d+", w) else w for w, own in zip(arguments, plain, strict=False)]


def _with_headings(
    context: MachineContext, given: Given, texts: list[tuple[str, str]], cut: Callable[[str], str]
) -> None:
    for index, (name, text) in enumerate(texts):
        if "v" in given or (len(texts) > 1 and not given.has("q", "quiet")):
            shown = "standard input" if name == "-" else name
            context.out(f"{chr(10) if index else ''}==> {shown} <==\n")
        context.out(cut(text))


@command("head")
def head(context: MachineContext, arguments: list[str]) -> int:
    """head [-n NUMBER | -c NUMBER] [FILE...]"""
    given = getopt("head", _old_style(arguments), "n:c:qv", ("lines=", "bytes=", "quiet"))
    texts, status = inputs(context, "head", given.operands)
    size = given.value("c") or given.value("bytes")
    count, sign = _count("head", size or given.value("n") or given.value("lines") or "10")

    def cut(text: str) -> str:
        if size:
            return text[:count]
        lines = text.splitlines(keepends=True)
        return "".join(lines[:-count] if sign == "-" and count else lines[: 0 if sign == "-" else count])

    _with_headings(context, given, texts, cut)
    return status


@command("tail")
def tail(context: MachineContext, arguments: list[str]) -> int:
    """tail [-n NUMBER] [-f] [FILE...]; ``-f`` prints what is there and stops."""
    given = getopt("tail", _old_style(arguments), "n:c:qv", ("lines=", "quiet"), idle="f F follow? retry")
    texts, status = inputs(context, "tail", given.operands)
    size = given.value("c")
    count, sign = _count("tail", size or given.value("n") or given.value("lines") or "10")

    def cut(text: str) -> str:
        if size:
            return text[count - 1 :] if sign == "+" else text[-count:]
        lines = text.splitlines(keepends=True)
        return "".join(lines[max(count - 1, 0) :] if sign == "+" else lines[len(lines) - min(count, len(lines)) :])

    _with_headings(context, given, texts, cut)
    return status


@command("wc")
def wc(context: MachineContext, arguments: list[str]) -> int:
    """wc [-lwcm] [FILE...]"""
    given = getopt("wc", arguments, "lwcm", ("lines", "words", "bytes", "chars"))
    texts, status = inputs(context, "wc", given.operands)
    rows = [(name if given.operands else "", _counts(text)) for name, text in texts]
    total = tuple(map(sum, zip(*(counts for _, counts in rows), strict=True))) if rows else (0, 0, 0, 0)
    if len(given.operands) > 1:
        rows.append(("total", (total[0], total[1], total[2], total[3])))
    wanted = [
        index
        for index, names in enumerate((("l", "lines"), ("w", "words"), ("m", "chars"), ("c", "bytes")))
        if given.has(*names)
    ]
    wanted = wanted or [0, 1, 3]
    single = len(wanted) == 1 and len(rows) == 1
    width = 1 if single else 7 if not given.operands or "-" in given.operands else len(str(total[3]))
    for name, counts in rows:
        context.out(" ".join(f"{counts[index]:{width}d}" for index in wanted) + (f" {name}" if name else "") + "\n")
    return status


def _counts(text: str) -> tuple[int, int, int, int]:
    return text.count("\n"), len(text.split()), len(text), len(text.encode())


_BLANKS = r"[ \t\n]*[^ \t\n]+"


@command("sort")
def sort(context: MachineContext, arguments: list[str]) -> int:
    """sort [-nrufVhbs] [-k FIELD[,FIELD][nrfVhb]] [-t SEPARATOR] [-o FILE] [FILE...], in the C locale"""
    given = getopt("sort", arguments, "nrufbVhsk:t:o:", ("unique", "reverse", "numeric-sort", "key="), status=2)
    texts, status = inputs(context, "sort", given.operands)
    lines = [line for _, text in texts for line in lines_of(text)]
    long = {"unique": "u", "reverse": "r", "numeric-sort": "n"}
    flags = frozenset(long.get(name, name) for name, _ in given.options)
    keys = [_SortKey.parse(text, flags) for text in (*given.values("k"), *given.values("key"))]
    order = _Order(keys or [_SortKey(0, None, flags)], flags, given.value("t"))
    lines.sort(key=cmp_to_key(order.compare))
    if "u" in flags:
        lines = [line for index, line in enumerate(lines) if not index or order.by_keys(lines[index - 1], line)]
    text = "".join(line + "\n" for line in lines)
    if given.value("o"):
        context.files.write(path_of(context, given.value("o")), text)
    else:
        context.out(text)
    return 2 if status else 0


@dataclass(frozen=True, slots=True)
class _SortKey:
    """Fields ``first`` up to ``last`` (without it; None: the line's end), compared by these flags."""

    first: int
    last: int | None
    flags: frozenset[str]

    @classmethod
    def parse(cls, text: str, common: frozenset[str]) -> _SortKey:
        own = frozenset(re.sub(r"[\d.,]", "", text))
        first, _, last = re.sub(r"[a-zA-Z]", "", text).partition(",")
        if not re.fullmatch(r"[1-9]\d*(\.\d+)?", first) or not re.fullmatch(r"(\d+(\.\d+)?)?", last):
            raise UsageFault(f"sort: invalid number at field start: invalid count at start of '{text}'", 2)
        return cls(int(first.split(".")[0]) - 1, int(last.split(".")[0]) if last else None, own or common)


@dataclass(frozen=True, slots=True)
class _Order:
    keys: list[_SortKey]
    flags: frozenset[str]
    separator: str

    def compare(self, one: str, other: str) -> int:
        """By the keys; lines that are equal by them by all their bytes, unless -s or -u."""
        result = self.by_keys(one, other)
        if result or self.flags & {"s", "u"}:
            return result
        plain = (one > other) - (one < other)
        return -plain if "r" in self.flags else plain

    def by_keys(self, one: str, other: str) -> int:
        """Less than 0, 0 or more than 0, as the first differing key has it."""
        for key in self.keys:
            left, right = self._value(one, key), self._value(other, key)
            if left != right:
                result = -1 if left < right else 1
                return -result if "r" in key.flags else result
        return 0

    def _value(self, line: str, key: _SortKey) -> tuple[float, str]:
        fields = line.split(self.separator) if self.separator else re.findall(_BLANKS, line)
        text = line if (key.first, key.last) == (0, None) else (self.separator or "").join(fields[key.first : key.last])
        if key.flags & {"n", "h"}:
            match = re.match(r"\s*(-?\d*\.?\d+)([KMGT]?)", text)
            scale = 1024 ** " KMGT".index(match[2] or " ") if match and "h" in key.flags else 1
            return (float(match[1]) * scale if match else 0.0, "")
        if "V" in key.flags:
            return 0.0, re.sub(r"\d+", lambda m: m[0].lstrip("0").rjust(20, "0"), text)
        text = text.lstrip() if "b" in key.flags else text
        return 0.0, text.upper() if "f" in key.flags else text


@command("uniq")
def uniq(context: MachineContext, arguments: list[str]) -> int:
    """uniq [-cdui] [FILE]"""
    given = getopt("uniq", arguments, "cdui", ("count", "repeated", "unique", "ignore-case"))
    texts, status = inputs(context, "uniq", given.operands[:1])
    runs: list[tuple[str, int]] = []
    for line in (line for _, text in texts for line in lines_of(text)):
        fold = given.has("i", "ignore-case")
        if runs and (runs[-1][0] == line or (fold and runs[-1][0].lower() == line.lower())):
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((line, 1))
    for line, count in runs:
        if (given.has("d", "repeated") and count == 1) or (given.has("u", "unique") and count > 1):
            continue
        context.out(f"{count:7d} {line}\n" if given.has("c", "count") else f"{line}\n")
    return status


_TR_CLASSES = {
    "lower": "abcdefghijklmnopqrstuvwxyz", "upper": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "digit": "0123456789",
    "space": " \t\n\v\f\r", "blank": " \t", "punct": "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
}  # fmt: skip
_TR_CLASSES["alpha"] = _TR_CLASSES["upper"] + _TR_CLASSES["lower"]
_TR_CLASSES["alnum"] = _TR_CLASSES["digit"] + _TR_CLASSES["alpha"]


def _tr_set(text: str) -> str:
    escapes = {"n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    result, place = "", 0
    while place < len(text):
        if match := re.compile(r"\[:(\w+):\]").match(text, place):
            result += _TR_CLASSES.get(match[1], "")
            place = match.end()
            continue
        char = text[place]
        if char == "\\" and place + 1 < len(text):
            place += 1
            char = escapes.get(text[place], text[place])
        if text[place + 1 : place + 2] == "-" and place + 2 < len(text):
            result += "".join(map(chr, range(ord(char), ord(text[place + 2]) + 1)))
            place += 2
        else:
            result += char
        place += 1
    return result


@command("tr")
def tr(context: MachineContext, arguments: list[str]) -> int:
    """tr [-cds] SET1 [SET2]"""
    given = getopt("tr", arguments, "cCds", ("delete", "squeeze-repeats", "complement"), refused="t")
    if not given.operands:
        raise UsageFault("tr: missing operand\nTry 'tr --help' for more information.")
    first = _tr_set(given.operands[0])
    second = _tr_set(given.operands[1]) if len(given.operands) > 1 else ""
    delete, squeeze = given.has("d", "delete"), given.has("s", "squeeze-repeats")
    if not second and not delete and not squeeze:
        shown = given.operands[0]
        raise UsageFault(f"tr: missing operand after '{shown}'\nTwo strings must be given when translating.")
    inverted = given.has("c", "C", "complement")
    table = (
        {char: second[min(index, len(second) - 1)] for index, char in reversed(list(enumerate(first)))}
        if second
        else {}
    )
    squeezed = second if second else first
    result: list[str] = []
    for char in context.stdin:
        inside = (char in first) != inverted
        if inside and delete:
            continue
        new = (second[-1] if inverted else table[char]) if inside and second else char
        held = new in squeezed if second or not inverted else inside
        if squeeze and held and result and result[-1] == new:
            continue
        result.append(new)
    context.out("".join(result))
    return 0


def _cut_ranges(text: str) -> Callable[[int], bool]:
    ranges = []
    for part in text.split(","):
        match = re.fullmatch(r"(\d*)(-?)(\d*)", part)
        if match is None or not (match[1] or match[3]):
            raise UsageFault("cut: invalid field value\nTry 'cut --help' for more information.")
        first = int(match[1] or 1)
        last = int(match[3] or 10**9) if match[2] else first
        ranges.append((first, last))
    return lambda number: any(first <= number <= last for first, last in ranges)


@command("cut")
def cut(context: MachineContext, arguments: list[str]) -> int:
    """cut -d SEPARATOR -f LIST | -c LIST [FILE...]"""
    given = getopt("cut", arguments, "d:f:c:b:s", ("delimiter=", "fields=", "characters=", "only-delimited"))
    separator = given.value("d") or given.value("delimiter", "\t")
    fields = given.value("f") or given.value("fields")
    characters = given.value("c") or given.value("characters") or given.value("b")
    if not fields and not characters:
        raise UsageFault(
            "cut: you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information."
        )
    wanted = _cut_ranges(fields or characters)
    texts, status = inputs(context, "cut", given.operands)
    for line in (line for _, text in texts for line in lines_of(text)):
        if characters:
            context.out("".join(char for number, char in enumerate(line, 1) if wanted(number)) + "\n")
        elif separator in line:
            parts = [part for number, part in enumerate(line.split(separator), 1) if wanted(number)]
            context.out(separator.join(parts) + "\n")
        elif not given.has("s", "only-delimited"):
            context.out(line + "\n")
    return status


@command("tee")
def tee(context: MachineContext, arguments: list[str]) -> int:
    """tee [-a] [FILE...]"""
    given = getopt("tee", arguments, "a", ("append",), idle="i")
    context.out(context.stdin)
    status = 0
    for operand in given.operands:
        try:
            if given.has("a", "append"):
                context.files.append(path_of(context, operand), context.stdin)
            else:
                context.files.write(path_of(context, operand), context.stdin)
        except OSError as error:
            context.err(f"tee: {operand}: {error.strerror}\n")
            status = 1
    return status


@command("tac")
def tac(context: MachineContext, arguments: list[str]) -> int:
    """tac [FILE...]"""
    texts, status = inputs(context, "tac", arguments)
    for _, text in texts:
        context.out("".join(line + "\n" for line in reversed(lines_of(text))))
    return status


@command("nl")
def nl(context: MachineContext, arguments: list[str]) -> int:
    """nl [-b a|t] [FILE...]"""
    given = getopt("nl", arguments, "b:")
    texts, status = inputs(context, "nl", given.operands)
    number = 0
    for line in (line for _, text in texts for line in lines_of(text)):
        if line or given.value("b") == "a":
            number += 1
            context.out(f"{number:6d}\t{line}\n")
        else:
            context.out("       \n")
    return status
