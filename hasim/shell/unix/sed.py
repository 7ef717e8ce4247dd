"""sed: the stream editor."""

from __future__ import annotations

import re

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, getopt, inputs, path_of
from hasim.shell.unix.sed_script import Address, Command, SedFault, parse_script

_LONG = ("expression=", "quiet", "silent", "in-place?", "regexp-extended", "file=")


@command("sed")
def sed(context: MachineContext, arguments: list[str]) -> int:
    """sed [-n] [-E|-r] [-i[SUFFIX]] [-e SCRIPT]... [SCRIPT] [FILE...]"""
    arguments = [f"--in-place={each[2:]}" if re.fullmatch(r"-i.*", each) else each for each in arguments]
    given = getopt("sed", arguments, "ne:Erf:", _LONG, refused="s separate z u")
    operands = list(given.operands)
    scripts = [*given.values("e"), *given.values("expression")]
    scripts += [context.tree.read(path_of(context, name)) for name in (*given.values("f"), *given.values("file"))]
    if not scripts:
        if not operands:
            raise UsageFault("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...")
        scripts = [operands.pop(0)]
    quiet, extended = given.has("n", "quiet", "silent"), given.has("E", "r", "regexp-extended")
    text = "\n".join(scripts)
    try:
        parse_script(text, extended)
        if "in-place" in given:
            return _in_place(context, text, extended, quiet, operands, given.value("in-place"))
        texts, status = inputs(context, "sed", operands)
        editor = _Editor(parse_script(text, extended), quiet)
        context.out(editor.run("".join(each for _, each in texts)))
    except SedFault as fault:
        raise UsageFault(f"sed: {fault}") from None
    return editor.status or 2 * status


def _in_place(context: MachineContext, text: str, extended: bool, quiet: bool, operands: list[str], suffix: str) -> int:
    if not operands:
        raise UsageFault("sed: no input files")
    status = 0
    for operand in operands:
        path = path_of(context, operand)
        try:
            old = context.tree.read(path)
        except OSError as error:
            if context.tree.is_dir(path):
                context.err(f"sed: couldn't edit {operand}: not a regular file\n")
                status = 4
            else:
                context.err(f"sed: can't read {operand}: {error.strerror}\n")
                status = 2
            continue
        editor = _Editor(parse_script(text, extended), quiet)
        new = editor.run(old)
        if suffix:
            backup = suffix.replace("*", path.rpartition("/")[2]) if "*" in suffix else path + suffix
            context.files.write(path_of(context, backup), old)
        context.files.write(path, new)
        status = editor.status or status
    return status


class _Quit(Exception):
    pass


class _NextCycle(Exception):
    pass


class _Jump(Exception):
    """b, t or T to the label that ``str()`` names; without a name to the script's end."""


_JUMP_LIMIT = 10_000


class _Editor:
    """One run over one text."""

    def __init__(self, commands: list[Command], quiet: bool) -> None:
        self.commands = commands
        self.quiet = quiet
        self.status = 0
        self.hold = ""
        self.last_pattern: re.Pattern[str] | None = None

    def run(self, text: str) -> str:
        """The edited text."""
        self.lines = text.split("\n")
        self.unended = bool(self.lines[-1])
        if not self.unended:
            self.lines.pop()
        self.result: list[str] = []
        self.number = 0
        try:
            while self.number < len(self.lines):
                self.space = self._read()
                self._cycle()
        except _Quit:
            pass
        return "".join(self.result)

    def _read(self) -> str:
        self.number += 1
        return self.lines[self.number - 1]

    @property
    def _at_last(self) -> bool:
        return self.number >= len(self.lines)

    def _cycle(self) -> None:
        self.appended: list[str] = []
        self.changed = False
        try:
            self._script()
        except _NextCycle:
            self._flush()
            return
        except _Quit:
            self._print_space()
            self._flush()
            raise
        self._print_space()
        self._flush()

    def _script(self) -> None:
        """The whole script, from the label on after each jump."""
        start = 0
        for _ in range(_JUMP_LIMIT):
            try:
                self._run(self.commands[start:])
                return
            except _Jump as jump:
                if not str(jump):
                    return
                start = self._label(str(jump))
        raise SedFault("-e expression #1, char 0: a loop was stopped")

    def _label(self, name: str) -> int:
        for index, each in enumerate(self.commands):
            if (each.name, each.text) == (":", name):
                return index
        raise SedFault(f"-e expression #1, char 0: can't find label for jump to `{name}'")

    def _print_space(self) -> None:
        if not self.quiet:
            self._emit(self.space)

    def _emit(self, text: str) -> None:
        """A line; the last one stays without an end where the input had none."""
        self.result.append(text if self._at_last and self.unended else text + "\n")

    def _flush(self) -> None:
        if self.appended and self.result and not self.result[-1].endswith("\n"):
            self.result.append("\n")
        self.result += self.appended

    def _run(self, commands: list[Command]) -> None:
        for each in commands:
            if self._selected(each) != each.negated:
                self._do(each)

    # -- addresses ---------------------------------------------------------------------------------------------

    def _selected(self, each: Command) -> bool:
        if each.first is None:
            return True
        if each.until is None:
            return self._matches(each.first)
        if each.first == Address() and not each.begun:
            each.active = each.begun = True
        if each.active:
            each.active = not self._range_ends(each)
            return each.end_line == 0 or self.number <= each.end_line
        if each.first == Address() or not self._matches(each.first):
            return False
        each.end_line = self.number + each.count if each.until == Address() else each.until.line
        each.active = self.number < each.end_line if each.end_line or each.until == Address() else not self._at_last
        return True

    def _range_ends(self, each: Command) -> bool:
        if each.end_line:
            return self.number >= each.end_line
        return each.until is None or self._matches(each.until)

    def _matches(self, address: Address) -> bool:
        if address.last:
            return self._at_last
        if address.line or address.step:
            if address.step:
                return self.number >= address.line and (self.number - address.line) % address.step == 0
            return self.number == address.line
        pattern = self._used(address.pattern)
        return pattern.search(self.space) is not None

    def _used(self, pattern: re.Pattern[str] | None) -> re.Pattern[str]:
        self.last_pattern = pattern or self.last_pattern
        if self.last_pattern is None:
            raise SedFault("-e expression #1, char 0: no previous regular expression")
        return self.last_pattern

    # -- commands ----------------------------------------------------------------------------------------------

    def _do(self, each: Command) -> None:
        name = each.name
        if name == "{":
            self._run(each.body)
        elif name == "s":
            self._substitute(each)
        elif name == "y":
            self.space = self.space.translate(each.table)
        elif name in "aic":
            self._insert(each)
        elif name in "pP=l":
            self._show(name)
        elif name in ":btT":
            self._branch(each)
        elif name in "hHgGx":
            self._exchange(name)
        else:
            self._move(each)

    def _branch(self, each: Command) -> None:
        if each.name == "b" or (each.name == "t" and self.changed) or (each.name == "T" and not self.changed):
            self.changed = False
            raise _Jump(each.text)

    def _insert(self, each: Command) -> None:
        if each.name == "a":
            self.appended.append(each.text)
        elif each.name == "i":
            self.result.append(each.text)
        else:
            if each.until is None or not each.active or each.negated:
                self.result.append(each.text)
            raise _NextCycle

    def _show(self, name: str) -> None:
        if name == "=":
            self.result.append(f"{self.number}\n")
        else:
            self._emit(self.space.partition("\n")[0] if name == "P" else self.space + ("$" if name == "l" else ""))

    def _exchange(self, name: str) -> None:
        if name == "x":
            self.space, self.hold = self.hold, self.space
        elif name in "hH":
            self.hold = self.space if name == "h" else f"{self.hold}\n{self.space}"
        else:
            self.space = self.hold if name == "g" else f"{self.space}\n{self.hold}"

    def _move(self, each: Command) -> None:
        if each.name == "d":
            raise _NextCycle
        if each.name == "D":
            _, newline, rest = self.space.partition("\n")
            if newline:
                self.space = rest
                self._flush()
                self._cycle()
            raise _NextCycle
        if each.name in ("q", "Q"):
            self.status = each.count
            if each.name == "Q":
                self.quiet = True
            raise _Quit
        if each.name in "nN":
            self._next(each.name)

    def _next(self, name: str) -> None:
        if self._at_last:
            if name == "N":
                raise _Quit
            self._print_space()
            raise _NextCycle
        if name == "n":
            self._print_space()
            self._flush()
            self.appended = []
            self.space = self._read()
        else:
            self.space += "\n" + self._read()

    def _substitute(self, each: Command) -> None:
        pattern = self._used(each.pattern)
        result, place, count, changed = "", 0, 0, False
        for match in pattern.finditer(self.space):
            count += 1
            if count < each.occurrence:
                continue
            result += self.space[place : match.start()] + _filled(each.replacement, match)
            place, changed = match.end(), True
            if "g" not in each.flags:
                break
        if changed:
            self.changed = True
            self.space = result + self.space[place:]
            if "p" in each.flags:
                self._emit(self.space)


def _filled(pieces: tuple[str | int, ...], match: re.Match[str]) -> str:
    result, case, once = "", "", ""
    for piece in pieces:
        if isinstance(piece, str) and len(piece) == 2 and piece[0] == "\\" and piece[1] in "ULEul":
            case, once = (piece[1], once) if piece[1] in "ULE" else (case, piece[1])
            continue
        text = (match.group(piece) or "") if isinstance(piece, int) else piece
        text = {"U": text.upper(), "L": text.lower()}.get(case, text)
        if once and text:
            text = (text[0].upper() if once == "u" else text[0].lower()) + text[1:]
            once = ""
        result += text
    return result
