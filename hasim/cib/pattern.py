"""POSIX extended regular expressions, matched in time proportional to pattern times text.

A pattern becomes a small program whose threads walk the text side by side, so that no pattern, however it is built,
takes exponential time. Of several matches at the leftmost place the one that a greedy reading finds first is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

_LIMIT = 20_000
"""Instructions that a pattern may have; repetitions inside repetitions multiply."""
_REPEATS = 255
_CLASSES: dict[str, Callable[[str], bool]] = {
    "alpha": str.isalpha,
    "digit": lambda sign: "0" <= sign <= "9",
    "alnum": str.isalnum,
    "upper": str.isupper,
    "lower": str.islower,
    "space": str.isspace,
    "blank": lambda sign: sign in " \t",
    "punct": lambda sign: sign.isprintable() and not sign.isalnum() and not sign.isspace(),
    "print": str.isprintable,
    "graph": lambda sign: sign.isprintable() and sign != " ",
    "cntrl": lambda sign: ord(sign) < 32 or ord(sign) == 127,
    "xdigit": lambda sign: sign in "0123456789abcdefABCDEF",
}


class PatternError(ValueError):
    """The text is no extended regular expression, or one beyond measure."""


@dataclass(frozen=True, slots=True)
class _Step:
    """One instruction: take a character that `takes` likes, mark a group's edge, stand at an edge, or split."""

    takes: Callable[[str], bool] | None = None
    mark: int = -1
    edge: str = ""
    targets: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled expression."""

    steps: tuple[_Step, ...]
    groups: int

    def search(self, text: str) -> tuple[str, ...] | None:
        """What the expression matches, and each of its groups ("" where one took no part); None for no match."""
        threads: dict[int, tuple[int, ...]] = {}
        seen: set[int] = set()
        nothing = (-1,) * (2 * self.groups + 2)
        found: tuple[int, ...] | None = None
        for place in range(len(text) + 1):
            if found is None:
                self._follow(threads, seen, 0, nothing, text, place)
            onward: dict[int, tuple[int, ...]] = {}
            seen = set()
            for number, marks in threads.items():
                if number == len(self.steps):
                    found = marks
                    break
                takes = self.steps[number].takes
                if place < len(text) and takes is not None and takes(text[place]):
                    self._follow(onward, seen, number + 1, marks, text, place + 1)
            threads = onward
        if found is None:
            return None
        return tuple(text[found[i] : found[i + 1]] if found[i] >= 0 else "" for i in range(0, len(found), 2))

    def _follow(
        self,
        threads: dict[int, tuple[int, ...]],
        seen: set[int],
        number: int,
        marks: tuple[int, ...],
        text: str,
        place: int,
    ) -> None:
        """Add the threads that go on from an instruction without taking a character, best first.

        `seen` are the instructions that better threads have reached at this place.
        """
        waiting = [(number, marks)]
        while waiting:
            number, marks = waiting.pop()
            if number in seen:
                continue
            seen.add(number)
            step = self.steps[number] if number < len(self.steps) else None
            if step is None or step.takes is not None:
                threads[number] = marks
            elif step.targets:
                waiting += [(target, marks) for target in reversed(step.targets)]
            elif step.mark >= 0:
                waiting.append((number + 1, (*marks[: step.mark], place, *marks[step.mark + 1 :])))
            elif place == (0 if step.edge == "^" else len(text)):
                waiting.append((number + 1, marks))


def compile_pattern(text: str) -> Pattern:
    """Compile an extended regular expression; PatternError where it is none.

    >>> compile_pattern("^(web|db)-([0-9]+)$").search("db-12")
    ('db-12', 'db', '12')
    """
    parser = _Parser(text)
    steps = [_Step(mark=0), *parser.alternatives(), _Step(mark=1)]
    if parser.place < len(text):
        raise PatternError(f"unmatched ) in {text}")
    return Pattern(tuple(_absolute(steps)), parser.groups)


def _absolute(steps: list[_Step]) -> list[_Step]:
    """Jump targets are written relative to their instruction while programs are put together."""
    return [
        _Step(step.takes, step.mark, step.edge, tuple(number + target for target in step.targets))
        for number, step in enumerate(steps)
    ]


@dataclass(slots=True)
class _Parser:
    text: str
    place: int = 0
    groups: int = 0
    depth: int = field(default=0)

    def peek(self) -> str:
        """The next character; "" at the end."""
        return self.text[self.place : self.place + 1]

    def take(self) -> str:
        """The next character, taken."""
        sign = self.peek()
        if not sign:
            raise PatternError(f"unexpected end of {self.text}")
        self.place += 1
        return sign

    def alternatives(self) -> list[_Step]:
        """Branches separated by bars."""
        branches = [self._branch()]
        while self.peek() == "|":
            self.place += 1
            branches.append(self._branch())
        program = branches.pop()
        while branches:
            first = branches.pop()
            jump = _Step(targets=(len(program) + 1,))
            program = self._checked([_Step(targets=(1, len(first) + 2)), *first, jump, *program])
        return program

    def _branch(self) -> list[_Step]:
        program: list[_Step] = []
        while self.peek() not in ("", "|") and not (self.peek() == ")" and self.depth):
            program = self._checked(program + self._piece())
        return program

    def _checked(self, program: list[_Step]) -> list[_Step]:
        if len(program) > _LIMIT:
            raise PatternError(f"too large: {self.text[:40]}")
        return program

    def _piece(self) -> list[_Step]:
        program = self._atom()
        while self.peek() and self.peek() in "*+?{":
            least, most = self._bounds()
            program = self._repeated(program, least, most)
        return program

    def _repeated(self, program: list[_Step], least: int, most: int | None) -> list[_Step]:
        size = len(program)
        self._fits(size * (least if most is None else most))
        result = program * least
        if most is None:
            return [*result, _Step(targets=(1, size + 2)), *program, _Step(targets=(-size - 1,))]
        for left in range(most - least, 0, -1):
            result += [_Step(targets=(1, left * (size + 1))), *program]
        return result

    def _fits(self, size: int) -> None:
        if size > _LIMIT:
            raise PatternError(f"too large: {self.text[:40]}")

    def _bounds(self) -> tuple[int, int | None]:
        sign = self.take()
        if sign != "{":
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        inside, closed, _ = self.text[self.place :].partition("}")
        least, comma, most = inside.partition(",")
        valid = least.isdecimal() and (not most or most.isdecimal()) and closed
        numbers = [int(number[:4]) for number in (least, most) if number.isdecimal()]
        if not valid or max(numbers) > _REPEATS or numbers != sorted(numbers):
            raise PatternError(f"bad repetition in {self.text[:40]}")
        self.place += len(inside) + 1
        return numbers[0], numbers[-1] if most or not comma else None

    def _atom(self) -> list[_Step]:
        sign = self.take()
        if sign == "(":
            return self._group()
        if sign in "^$":
            return [_Step(edge=sign)]
        if sign == ".":
            return [_Step(takes=lambda _: True)]
        if sign == "[":
            return [_Step(takes=self._bracket())]
        if sign in "*+?{":
            raise PatternError(f"nothing to repeat in {self.text[:40]}")
        wanted = self.take() if sign == "\\" else sign
        return [_Step(takes=lambda found: found == wanted)]

    def _group(self) -> list[_Step]:
        self.groups += 1
        mark, self.depth = 2 * self.groups, self.depth + 1
        if self.depth > 100:
            raise PatternError(f"nested too deeply: {self.text[:40]}")
        inside = self.alternatives()
        if self.take() != ")":
            raise PatternError(f"unmatched ( in {self.text[:40]}")
        self.depth -= 1
        return [_Step(mark=mark), *inside, _Step(mark=mark + 1)]

    def _bracket(self) -> Callable[[str], bool]:
        inverted = self.peek() == "^"
        self.place += inverted
        tests: list[Callable[[str], bool]] = []
        while not tests or self.peek() != "]":
            tests.append(self._bracket_item())
        self.place += 1
        return lambda sign: any(test(sign) for test in tests) is not inverted

    def _bracket_item(self) -> Callable[[str], bool]:
        if self.text.startswith("[:", self.place):
            name, _, _ = self.text[self.place + 2 :].partition(":]")
            if name not in _CLASSES:
                raise PatternError(f"unknown class of characters in {self.text[:40]}")
            self.place += len(name) + 4
            return _CLASSES[name]
        low = high = self.take()
        if self.peek() == "-" and self.text[self.place + 1 : self.place + 2] not in ("", "]"):
            self.place += 1
            high = self.take()
        if low > high:
            raise PatternError(f"bad range in {self.text[:40]}")
        return lambda sign: low <= sign <= high
