"""grep and its older names egrep and fgrep."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hasim.shell.language import patterns
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, lines_of, path_of, whole_number
from hasim.shell.unix.regex import RegexFault, compile_posix
from hasim.sim.files import normal

_SHORT = "EFGPivnclLqshHrRowxe:f:m:A:B:C:"
_LONG = [
    "extended-regexp",
    "fixed-strings",
    "basic-regexp",
    "ignore-case",
    "invert-match",
    "line-number",
    "count",
    "files-with-matches",
    "quiet",
    "silent",
    "no-messages",
    "no-filename",
    "with-filename",
    "recursive",
    "only-matching",
    "word-regexp",
    "line-regexp",
    "regexp=",
    "max-count=",
    "after-context=",
    "before-context=",
    "context=",
    "include=",
    "exclude=",
]
_NAMES = {
    "extended-regexp": "E", "fixed-strings": "F", "basic-regexp": "G", "ignore-case": "i", "invert-match": "v",
    "line-number": "n", "count": "c", "files-with-matches": "l", "quiet": "q", "silent": "q", "no-messages": "s",
    "no-filename": "h", "with-filename": "H", "recursive": "r", "R": "r", "only-matching": "o", "word-regexp": "w",
    "line-regexp": "x", "regexp": "e", "max-count": "m", "after-context": "A", "before-context": "B", "context": "C",
}  # fmt: skip


@command("grep")
def grep(context: MachineContext, arguments: list[str]) -> int:
    """grep [-EFivnclLqshHrowx] [-m N] [-A N] [-B N] [-C N] PATTERN [FILE...]; 0 found, 1 not found, 2 trouble"""
    given = getopt(
        "grep",
        re.sub(r"(^|\0)-(\d+)(?=\0|$)", r"\1-C\2", "\0".join(arguments)).split("\0") if arguments else [],
        _SHORT,
        _LONG,
        idle="color? colour?",
        status=2,
    )
    return _Search(context, given).run()


@command("egrep")
def egrep(context: MachineContext, arguments: list[str]) -> int:
    """grep -E"""
    return grep(context, ["-E", *arguments])


@command("fgrep")
def fgrep(context: MachineContext, arguments: list[str]) -> int:
    """grep -F"""
    return grep(context, ["-F", *arguments])


class _Search:
    def __init__(self, context: MachineContext, given: Given) -> None:
        self.context = context
        self.given = Given([(_NAMES.get(name, name), value) for name, value in given.options], given.operands)
        self.operands = list(given.operands)
        self.kind = next((name for name, _ in reversed(self.given.options) if name in ("E", "F", "G", "P")), "G")
        self.expressions = [self._pattern(text) for text in self._patterns()]
        self.recursive = "r" in self.given
        self.trouble = False

    def _patterns(self) -> list[str]:
        texts = self.given.values("e")
        for name in self.given.values("f"):
            texts += lines_of(self.context.tree.read(path_of(self.context, name)))
        if not texts:
            if not self.operands:
                raise UsageFault(
                    "Usage: grep [OPTION]... PATTERN [FILE]...\nTry 'grep --help' for more information.", 2
                )
            texts = [self.operands.pop(0)]
        return [line for text in texts for line in text.split("\n")]

    def _pattern(self, text: str) -> re.Pattern[str]:
        if self.kind == "P":
            raise UsageFault("grep: this version does not support Perl-compatible expressions (-P)", 2)
        fold = "i" in self.given
        try:
            if self.kind == "F":
                return self._framed(re.escape(text), fold)
            pattern = compile_posix(text, extended=self.kind == "E", ignore_case=fold)
        except RegexFault as fault:
            raise UsageFault(f"grep: {fault}", 2) from None
        return self._framed(pattern.pattern, fold)

    def _framed(self, text: str, fold: bool) -> re.Pattern[str]:
        if "x" in self.given:
            text = f"^(?:{text})$"
        elif "w" in self.given:
            text = rf"(?<!\w)(?:{text})(?!\w)"
        return re.compile(text, re.IGNORECASE if fold else 0)

    def run(self) -> int:
        """Search all inputs."""
        sources = list(self._sources())
        named = "H" in self.given or (("h" not in self.given) and (len(self.operands) > 1 or self.recursive))
        found = False
        for name, text in sources:
            found = self._file(name if named else "", name, text) or found
        if found and "q" in self.given:
            return 0
        return 2 if self.trouble else int(not found)

    def _sources(self) -> Iterator[tuple[str, str]]:
        for operand in self.operands or (["."] if self.recursive else ["-"]):
            if operand == "-":
                yield "(standard input)", self.context.stdin
                continue
            yield from self._named(operand)

    def _named(self, operand: str) -> Iterator[tuple[str, str]]:
        tree, path = self.context.tree, path_of(self.context, operand)
        if tree.is_dir(path) and self.recursive:
            base = tree.resolve(path.rstrip("/") or "/")
            for each in tree.below(base):
                if tree.is_file(each) and self._is_wanted(each.rpartition("/")[2]):
                    inside = each[len(base.rstrip("/")) :]
                    shown = operand.rstrip("/") + inside if self.operands else inside.lstrip("/")
                    yield shown, tree.read(each)
            return
        try:
            yield operand, tree.read(normal(path))
        except OSError as error:
            self.trouble = True
            if "s" not in self.given:
                self.context.err(f"grep: {operand}: {error.strerror}\n")

    def _is_wanted(self, name: str) -> bool:
        """Whether a file found below a directory is one of those to search, by its name."""
        included = self.given.values("include")
        if included and not any(patterns.matches(each, name) for each in included):
            return False
        return not any(patterns.matches(each, name) for each in self.given.values("exclude"))

    def _file(self, prefix: str, name: str, text: str) -> bool:
        given, lines = self.given, lines_of(text)
        wanted = [i for i, line in enumerate(lines) if any(e.search(line) for e in self.expressions) != ("v" in given)]
        if given.value("m"):
            wanted = wanted[: whole_number("grep", given.value("m"), "invalid max count", 2)]
        if "q" in given:
            return bool(wanted)
        if "l" in given or "L" in given:
            if bool(wanted) == ("l" in given):
                self.context.out(name + "\n")
        elif "c" in given:
            self.context.out(f"{prefix}:{len(wanted)}\n" if prefix else f"{len(wanted)}\n")
        else:
            self._print(prefix, lines, wanted)
        return bool(wanted)

    def _print(self, prefix: str, lines: list[str], wanted: list[int]) -> None:
        before, after = (
            whole_number(
                "grep", self.given.value(name) or self.given.value("C") or "0", "invalid context length argument", 2
            )
            for name in "BA"
        )
        hits, last = set(wanted), -1
        shown = sorted({n for i in wanted for n in range(max(i - before, 0), min(i + after, len(lines) - 1) + 1)})
        for number in shown:
            if (before or after) and last >= 0 and number > last + 1:
                self.context.out("--\n")
            last = number
            mark = ":" if number in hits else "-"
            head = (f"{prefix}{mark}" if prefix else "") + (f"{number + 1}{mark}" if "n" in self.given else "")
            if "o" in self.given:
                self._matches(head, lines[number])
            else:
                self.context.out(f"{head}{lines[number]}\n")

    def _matches(self, head: str, line: str) -> None:
        if "v" in self.given:
            return
        for expression in self.expressions:
            for match in expression.finditer(line):
                if match.group():
                    self.context.out(f"{head}{match.group()}\n")
