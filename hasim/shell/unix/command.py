"""What the base system's programs share: registration, GNU-style options, and files named on the command line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import wraps

from hasim.cib import Unsupported
from hasim.shell.context import Context
from hasim.shell.machine_context import MachineContext
from hasim.shell.registry import program
from hasim.sim.files import normal

UnixProgram = Callable[[MachineContext, list[str]], int]


class UsageFault(Exception):
    """A command line that a program does not take; ``str()`` is what it prints, ``status`` how it exits."""

    def __init__(self, text: str, status: int = 1) -> None:
        super().__init__(text)
        self.status = status


def command(*names: str) -> Callable[[UnixProgram], UnixProgram]:
    """Register a program of a simulated machine; a UsageFault or a file error that it raises is printed."""

    def register(function: UnixProgram) -> UnixProgram:
        @wraps(function)
        def run(context: Context, arguments: list[str]) -> int:
            if not isinstance(context, MachineContext):
                return context.fail(f"{names[0]}: works only on a simulated node", 3)
            machine = context
            try:
                return function(machine, arguments)
            except UsageFault as fault:
                context.err(f"{fault}\n")
                return fault.status
            except OSError as error:
                context.err(f"{names[0]}: {error.filename}: {error.strerror}\n")
                return 1

        program(*names)(run)
        return function

    return register


@dataclass(slots=True)
class Given:
    """Options as they were given, without dashes, and the operands."""

    options: list[tuple[str, str]] = field(default_factory=list)
    operands: list[str] = field(default_factory=list)

    def __contains__(self, name: str) -> bool:
        return any(each == name for each, _ in self.options)

    def has(self, *names: str) -> bool:
        """Whether any of these options was given."""
        return any(name in self for name in names)

    def value(self, name: str, default: str = "") -> str:
        """The last value of an option."""
        return next((value for each, value in reversed(self.options) if each == name), default)

    def values(self, name: str) -> list[str]:
        """Every value of an option, in order."""
        return [value for each, value in self.options if each == name]


def getopt(
    name: str,
    arguments: Sequence[str],
    short: str,
    long: Sequence[str] = (),
    *,
    idle: str = "",
    refused: str = "",
    status: int = 1,
    permute: bool = True,
) -> Given:
    """Read options as GNU getopt does.

    In ``short`` a letter with ``:`` takes a value; a name in ``long`` with ``=`` takes one, with ``?`` it may. Further
    ones stand in ``idle`` and ``refused``, apart by blanks and marked by ``=`` and ``?`` alike: the first are taken and
    have no effect here, the others raise Unsupported. ``status`` is that of a UsageFault; without ``permute`` the first
    operand ends the options.
    """
    further = [*idle.split(), *refused.split()]
    short += "".join(each.replace("=", ":") for each in further if len(each.rstrip("=")) == 1)
    given = _read(name, arguments, short, [*long, *further], status, permute)
    strange = {each.rstrip("=?") for each in refused.split()}
    for option, _ in given.options:
        if option in strange:
            raise Unsupported(f"{name} {'-' if len(option) == 1 else '--'}{option}")
    return given


def _read(name: str, arguments: Sequence[str], short: str, long: Sequence[str], status: int, permute: bool) -> Given:
    given, words = Given(), list(arguments)
    while words:
        word = words.pop(0)
        if word == "--":
            given.operands += words
            break
        if word.startswith("--"):
            given.options.append(_long(name, word, words, long, status))
        elif word.startswith("-") and len(word) > 1:
            given.options += _short(name, word[1:], words, short, status)
        else:
            given.operands.append(word)
            if not permute:
                given.operands += words
                break
    return given


def _long(name: str, word: str, words: list[str], long: Sequence[str], status: int) -> tuple[str, str]:
    typed, equals, value = word[2:].partition("=")
    known = {each.rstrip("=?"): each for each in long}
    matching = [each for each in known if each.startswith(typed)]
    if typed not in known and len(matching) != 1:
        raise UsageFault(f"{name}: unrecognized option '{word}'{_try(name)}", status)
    found = typed if typed in known else matching[0]
    if known[found].endswith("=") and not equals:
        if not words:
            raise UsageFault(f"{name}: option '--{found}' requires an argument{_try(name)}", status)
        value = words.pop(0)
    return found, value


def _short(name: str, letters: str, words: list[str], short: str, status: int) -> list[tuple[str, str]]:
    found = []
    while letters:
        letter, letters = letters[0], letters[1:]
        place = short.find(letter)
        if place < 0 or letter == ":":
            raise UsageFault(f"{name}: invalid option -- '{letter}'{_try(name)}", status)
        if short[place + 1 : place + 2] == ":":
            if not letters and not words:
                raise UsageFault(f"{name}: option requires an argument -- '{letter}'{_try(name)}", status)
            found.append((letter, letters or words.pop(0)))
            break
        found.append((letter, ""))
    return found


def _try(name: str) -> str:
    return f"\nTry '{name} --help' for more information."


def whole_number(name: str, text: str, what: str, status: int = 1) -> int:
    """A number given on the command line; UsageFault with ``what`` for anything else."""
    if not text.lstrip("-").isdigit():
        raise UsageFault(f"{name}: {what}: '{text}'", status)
    return int(text)


def inputs(context: MachineContext, name: str, operands: Sequence[str]) -> tuple[list[tuple[str, str]], int]:
    """The texts that operands name (``-`` and none: standard input), with their names; 1 if one could not be read."""
    texts, status = [], 0
    for operand in operands or ["-"]:
        try:
            texts.append((operand, context.stdin if operand == "-" else read(context, operand)))
        except OSError as error:
            context.err(f"{name}: {operand}: {error.strerror}\n")
            status = 1
    return texts, status


def path_of(context: Context, operand: str) -> str:
    """An operand as an absolute path; a slash at its end is kept, it asks for a directory."""
    path = normal(operand, context.cwd)
    return path + "/" if operand.endswith("/") and path != "/" else path


def read(context: MachineContext, operand: str) -> str:
    """The text of the file that an operand names."""
    return context.tree.read(path_of(context, operand))


def lines_of(text: str) -> list[str]:
    """A text's lines without their ends."""
    lines = text.split("\n")
    return lines[:-1] if lines[-1] == "" else lines
