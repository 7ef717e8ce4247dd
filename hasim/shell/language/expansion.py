"""From words to arguments: braces, tilde, parameters, commands, arithmetic, splitting, file names, quotes, in bash's
order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from hasim.shell.language import patterns
from hasim.shell.language.arithmetic import evaluate
from hasim.shell.language.state import State
from hasim.shell.language.tree import Arithmetic, Literal, Parameter, Part, Sequence, Substitution, Word
from hasim.sim.files import FileSystem

_HOLE = "\ue000"


class ExpansionError(Exception):
    """An expansion that fails; ``str()`` is bash's message without the program's name."""


class Expander:
    """Expands words with a shell's state; ``substitute`` runs commands and gives what they write."""

    def __init__(self, state: State, tree: Callable[[], FileSystem], substitute: Callable[[Sequence], str]) -> None:
        self.state = state
        self.tree = tree
        self.substitute = substitute

    def fields(self, words: Iterable[Word]) -> list[str]:
        """The arguments that the words of a command become."""
        result: list[str] = []
        for word in words:
            for each in _braced(word):
                for field in self._split(each):
                    result += self._file_names(field)
        return result

    def text(self, word: Word) -> str:
        """A word as one text, as in an assignment: neither split nor matched with file names."""
        return "".join(self._value(part) for part in self._with_home(word))

    def pattern(self, word: Word) -> str:
        """A word as a pattern, in which quoted text stands for itself."""
        pieces = []
        for part in self._with_home(word):
            value = self._value(part)
            pieces.append(patterns.escape(value) if part.quoted else value)
        return "".join(pieces)

    def _with_home(self, word: Word) -> Word:
        first = word[0] if word else None
        if isinstance(first, Literal) and not first.quoted and re.match(r"~(/|$)", first.text):
            return (Literal(self.state.variables.get("HOME", "/root") + first.text[1:]), *word[1:])
        return word

    def _split(self, word: Word) -> list[str]:
        """The fields of a word, as patterns."""
        done: list[str] = []
        current: str | None = None
        for part in self._with_home(word):
            if isinstance(part, Literal):
                current = (current or "") + (patterns.escape(part.text) if part.quoted else part.text)
            elif isinstance(part, Parameter) and (part.name, part.quoted, part.operator) == ("@", True, ""):
                pieces = [patterns.escape(each) for each in self.state.positional]
                done, current = _attach(done, current, pieces)
            elif part.quoted:
                current = (current or "") + patterns.escape(self._value(part))
            else:
                done, current = self._split_value(done, current, self._value(part))
        return done if current is None else [*done, current]

    def _split_value(self, done: list[str], current: str | None, value: str) -> tuple[list[str], str | None]:
        """An unquoted value falls apart at the blanks in IFS and joins its neighbours at its ends."""
        blanks = self.state.variables.get("IFS", " \t\n")
        if not blanks:
            return done, (current or "") + value
        pieces = [piece for piece in re.split(f"[{re.escape(blanks)}]+", value) if piece]
        if value and value[0] in blanks and current is not None:
            done, current = [*done, current], None
        done, current = _attach(done, current, [piece.replace("\\", "\\\\") for piece in pieces])
        if value and value[-1] in blanks and current is not None:
            done, current = [*done, current], None
        return done, current

    def _file_names(self, field: str) -> list[str]:
        if patterns.is_pattern(field) and "noglob" not in self.state.options:
            found = patterns.file_names(self.tree(), self.state.cwd, field)
            if found:
                return found
        return [patterns.unescape(field)]

    def calculate(self, expression: Word) -> int:
        """The value of an arithmetic expression, which may assign to variables."""
        variables = self.state.variables
        return evaluate(self.text(expression), lambda name: self._variable(name) or "", variables.__setitem__)

    # -- values ------------------------------------------------------------------------------------------------

    def _value(self, part: Part) -> str:
        if isinstance(part, Literal):
            return part.text
        if isinstance(part, Substitution):
            return self.substitute(part.body).rstrip("\n")
        if isinstance(part, Arithmetic):
            return str(self.calculate(part.expression))
        return self._parameter(part)

    def _variable(self, name: str) -> str | None:
        state = self.state
        if name == "?":
            return str(state.status)
        if name == "$":
            return state.variables.get("$", "1234")
        if name == "#":
            return str(len(state.positional))
        if name in "@*":
            return " ".join(state.positional) if state.positional else None
        if name == "0":
            return state.name
        if name.isdigit():
            return state.positional[int(name) - 1] if int(name) <= len(state.positional) else None
        if name == "PWD":
            return state.cwd
        if name == "OLDPWD":
            return state.previous or None
        return state.variables.get(name)

    def _parameter(self, part: Parameter) -> str:
        value = self._variable(part.name)
        operator = part.operator
        if operator == "length":
            return str(len(value or ""))
        if not operator:
            if value is None and "nounset" in self.state.options and part.name not in "@*":
                raise ExpansionError(f"{part.name}: unbound variable")
            return value or ""
        if operator in (":-", "-", ":=", "=", ":+", "+", ":?", "?"):
            return self._conditional(part, value)
        return self._edited(part, value or "")

    def _conditional(self, part: Parameter, value: str | None) -> str:
        absent = value is None or (part.operator.startswith(":") and value == "")
        kind = part.operator[-1]
        if kind == "+":
            return "" if absent else self.text(part.argument)
        if not absent:
            return value or ""
        argument = self.text(part.argument)
        if kind == "=":
            self.state.variables[part.name] = argument
        if kind == "?":
            raise ExpansionError(f"{part.name}: {argument or 'parameter null or not set'}")
        return argument

    def _edited(self, part: Parameter, value: str) -> str:
        operator = part.operator
        if operator == ":":
            return self._slice(part, value)
        if operator in ("^", "^^", ",", ",,"):
            change = str.upper if operator[0] == "^" else str.lower
            return change(value) if len(operator) == 2 else change(value[:1]) + value[1:]
        if operator in ("/", "//"):
            return self._replaced(part, value)
        pattern = self.pattern(part.argument)
        if operator in ("#", "##"):
            match = re.match(patterns.regex(pattern, operator == "##"), value, re.DOTALL)
            return value[match.end() :] if match else value
        lengths = range(len(value) + 1) if operator == "%%" else range(len(value), -1, -1)
        return next((value[:n] for n in lengths if patterns.matches(pattern, value[n:])), value)

    def _slice(self, part: Parameter, value: str) -> str:
        start, _, length = self.text(part.argument).partition(":")
        first = evaluate(start, lambda name: self._variable(name) or "")
        first = max(len(value) + first, 0) if first < 0 else first
        if not length:
            return value[first:]
        count = evaluate(length, lambda name: self._variable(name) or "")
        return value[first:count] if count < 0 else value[first : first + count]

    def _replaced(self, part: Parameter, value: str) -> str:
        first, second = _halves(part.argument)
        old = self.pattern(first)
        anchored = {"#": r"\A(?:%s)", "%": r"(?:%s)\Z"}.get(old[:1])
        expression = anchored % patterns.regex(old[1:]) if anchored else patterns.regex(old)
        replacement = self.text(second)
        return re.sub(
            expression, lambda _: replacement, value, count=0 if part.operator == "//" else 1, flags=re.DOTALL
        )


def _halves(word: Word) -> tuple[Word, Word]:
    """What stands before and behind the first slash that is not quoted."""
    for index, part in enumerate(word):
        if isinstance(part, Literal) and not part.quoted and "/" in part.text:
            before, _, behind = part.text.partition("/")
            return (*word[:index], Literal(before)), (Literal(behind), *word[index + 1 :])
    return word, ()


def _attach(done: list[str], current: str | None, pieces: list[str]) -> tuple[list[str], str | None]:
    """Pieces put behind what there is: the first joins the open field, the last stays open."""
    if not pieces:
        return done, current
    pieces = [(current or "") + pieces[0], *pieces[1:]]
    return [*done, *pieces[:-1]], pieces[-1]


def _braced(word: Word) -> list[Word]:
    """The words that brace expansion makes of one; what is quoted or expanded later takes no part."""
    if not any(isinstance(part, Literal) and not part.quoted and "{" in part.text for part in word):
        return [word]
    holes: list[Part] = []
    text = ""
    for part in word:
        if isinstance(part, Literal) and not part.quoted:
            text += part.text
        else:
            text += f"{_HOLE}{len(holes)}{_HOLE}"
            holes.append(part)
    return [_filled(each, holes) for each in patterns.braces(text)]


def _filled(text: str, holes: list[Part]) -> Word:
    pieces = re.split(f"{_HOLE}(\\d+){_HOLE}", text)
    parts: list[Part] = []
    for index, piece in enumerate(pieces):
        if index % 2:
            parts.append(holes[int(piece)])
        elif piece:
            parts.append(Literal(piece))
    return tuple(parts)
