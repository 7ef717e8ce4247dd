"""Command-line options: one definition of each serves parsing and the usage text.

The rules are those of the C libraries the real tools use: short options may be joined (`-Af1`), a value may be
attached or follow, a long option takes `--name=value` or the next word, `--` ends options.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum

from hasim.cib import Element, Unsupported

__all__ = ["Option", "Parsed", "Takes", "UsageError", "parse", "refused", "usage"]


class Takes(Enum):
    """Whether an option has a value."""

    NOTHING = "nothing"
    VALUE = "value"
    MAYBE = "maybe"
    """A value may be attached, or follow if it does not begin with a dash."""


@dataclass(frozen=True, slots=True)
class Option:
    """One option. `name` is what the program asks for; `short` and `long` are spellings without dashes."""

    name: str
    short: str = ""
    long: str = ""
    takes: Takes = Takes.NOTHING
    help: str = ""
    more: tuple[str, ...] = ()
    """Further long spellings."""
    old: tuple[str, ...] = ()
    """Further long spellings of the generation 1.1 alone."""
    modelled: bool = True
    """False for what the real program can do and this one refuses."""
    idle: bool = False
    """True for what is taken and changes nothing here."""

    @property
    def spellings(self) -> tuple[str, ...]:
        """All long spellings."""
        return tuple(spelling for spelling in (self.long, *self.more) if spelling)


class UsageError(Exception):
    """The command line is not understood; the text is what the tools say."""


@dataclass(slots=True)
class Parsed:
    """Options in the order in which they stood, and the other words."""

    given: list[tuple[str, str | None]] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    content: list[Element] = field(default_factory=list)
    """What the tool has to say in formatted output."""
    typed: list[str] = field(default_factory=list)
    """The whole command line, without the program's name."""

    def __contains__(self, name: str) -> bool:
        return any(given == name for given, _ in self.given)

    def value(self, name: str, default: str = "") -> str:
        """The last value given for an option; `default` if it was not given or has no value."""
        return next((value for given, value in reversed(self.given) if given == name and value is not None), default)

    def all(self, name: str) -> list[str]:
        """All values given for an option."""
        return [value for given, value in self.given if given == name and value is not None]

    def count(self, name: str) -> int:
        """How often an option was given."""
        return sum(given == name for given, _ in self.given)


def refused(*spellings: str) -> tuple[Option, ...]:
    """Options of the real program that are not modelled: `x` or `some-name`, a `=` at the end if it has a value."""
    names = [(spelling.rstrip("="), Takes.VALUE if spelling.endswith("=") else Takes.MAYBE) for spelling in spellings]
    return tuple(
        Option(
            name, name if len(name) == 1 else "", name if len(name) > 1 else "", takes, "not modelled", modelled=False
        )
        for name, takes in names
    )


def parse(options: Sequence[Option], arguments: Sequence[str], *, abbreviate: bool = False) -> Parsed:
    """Read a command line; UsageError if it is wrong, Unsupported if it asks for what is not modelled.

    With `abbreviate` a unique beginning of a long name will do.
    """
    parsed = _read(options, arguments, abbreviate)
    strange = {option.name for option in options if not option.modelled}
    for name, _ in parsed.given:
        if name in strange:
            raise Unsupported(f"the option {'-' if len(name) == 1 else '--'}{name}", "command", name)
    return parsed


def _read(options: Sequence[Option], arguments: Sequence[str], abbreviate: bool) -> Parsed:
    parsed = Parsed(typed=list(arguments))
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--":
            parsed.words += rest
            break
        if word.startswith("--"):
            _long(options, word, rest, parsed, abbreviate)
        elif word.startswith("-") and len(word) > 1:
            _short(options, word, rest, parsed)
        else:
            parsed.words.append(word)
    return parsed


def _long(options: Sequence[Option], word: str, rest: list[str], parsed: Parsed, abbreviate: bool) -> None:
    name, equals, attached = word[2:].partition("=")
    option = _find_long(options, name, abbreviate)
    if option is None:
        raise UsageError(f"Unknown option {word}")
    if option.takes is Takes.NOTHING:
        parsed.given.append((option.name, None))
    else:
        parsed.given.append((option.name, attached if equals else _next_value(option, word, rest)))


def _find_long(options: Sequence[Option], name: str, abbreviate: bool) -> Option | None:
    exact = next((option for option in options if name in option.spellings), None)
    if exact is not None or not abbreviate:
        return exact
    near = [option for option in options if any(spelling.startswith(name) for spelling in option.spellings)]
    return near[0] if len(near) == 1 else None


def _short(options: Sequence[Option], word: str, rest: list[str], parsed: Parsed) -> None:
    letters = word[1:]
    while letters:
        letter, letters = letters[0], letters[1:]
        option = next((option for option in options if option.short == letter), None)
        if option is None:
            raise UsageError(f"Unknown option -{letter}")
        if option.takes is Takes.NOTHING:
            parsed.given.append((option.name, None))
            continue
        parsed.given.append((option.name, letters or _next_value(option, f"-{letter}", rest)))
        return


def _next_value(option: Option, spelling: str, rest: list[str]) -> str | None:
    if rest and (option.takes is Takes.VALUE or not rest[0].startswith("-")):
        return rest.pop(0)
    if option.takes is Takes.VALUE:
        raise UsageError(f"Missing argument for {spelling}")
    return None


def usage(program: str, summary: str, options: Sequence[Option]) -> str:
    """The usage text: every option with its help."""
    lines = ["Usage:", f"  {program} [OPTION…]", "", summary, "", "Options:"]
    for option in options:
        if not option.modelled:
            continue
        spellings = [f"-{option.short}"] if option.short else []
        spellings += [f"--{option.long}"] if option.long else []
        value = {Takes.NOTHING: "", Takes.VALUE: "=VALUE", Takes.MAYBE: "[=VALUE]"}[option.takes]
        lines.append(f"  {', '.join(spellings) + value:<32}  {option.help}".rstrip())
    return "\n".join(lines) + "\n"
