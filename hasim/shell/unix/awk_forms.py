"""What awk's expressions and statements do: each form as a function of the running state."""

from __future__ import annotations

from collections.abc import Callable

from hasim.shell.unix.awk_run import LOOP_LIMIT, Leave, Run, substitute
from hasim.shell.unix.awk_values import AwkFault, InputText, Value, compare, number, text, truth

Expression = Callable[[Run], Value]
Statement = Callable[[Run], None]


class Place:
    """An expression that can be assigned to."""

    def __init__(self, get: Expression, put: Callable[[Run, Value], None]) -> None:
        self.get = get
        self.put = put

    def __call__(self, run: Run) -> Value:
        return self.get(run)


def discard(value: object) -> None:
    """An expression as a statement."""


def print_record(run: Run) -> None:
    """``print`` without arguments."""
    run.out(text(run.get(0)) + text(run.variables["ORS"]))


def joined(run: Run, parts: list[str]) -> str:
    """What print writes for several values."""
    return text(run.variables["OFS"]).join(parts) + text(run.variables["ORS"])


def sequence(body: list[Statement]) -> Statement:
    """Statements one after the other."""

    def statement(run: Run) -> None:
        for each in body:
            each(run)

    return statement


def raiser(make: Callable[[Run], Exception]) -> Statement:
    """A statement that jumps out, such as next."""

    def statement(run: Run) -> None:
        raise make(run)

    return statement


def repeat(condition: Expression, body: Statement, step: Statement | None = None) -> Statement:
    """A loop that a condition holds; ``step`` follows each round."""

    def statement(run: Run) -> None:
        for _ in range(LOOP_LIMIT):
            if not truth(condition(run)):
                return
            try:
                body(run)
            except Leave as jump:
                if not jump.again:
                    return
            if step:
                step(run)
        raise AwkFault("a loop was stopped", 130)

    return statement


def for_each(name: str, array: str, body: Statement) -> Statement:
    """``for (name in array)``."""

    def statement(run: Run) -> None:
        for key in list(run.array(array)):
            run.variables[name] = InputText(key)
            try:
                body(run)
            except Leave as jump:
                if not jump.again:
                    return

    return statement


def calculate(operator: str, left: float, right: float) -> float:
    """The value of two numbers under an operator."""
    if operator in ("/", "%") and right == 0:
        raise AwkFault("fatal: division by zero attempted")
    if operator == "/":
        return left / right
    if operator == "%":
        return left - right * int(left / right)
    if operator == "^":
        return float(left**right)
    return left * right if operator == "*" else left + right if operator == "+" else left - right


def arithmetic(operator: str, left: Expression, right: Expression) -> Expression:
    """Two numbers and an operator."""
    return lambda run: calculate(operator, number(left(run)), number(right(run)))


def assignment(place: Place, operator: str, right: Expression) -> Expression:
    """``=`` and its kin."""

    def assign(run: Run) -> Value:
        value = right(run)
        if operator:
            value = calculate(operator, number(place(run)), number(value))
        place.put(run, value)
        return value

    return assign


def increment(place: Expression, change: int, *, before: bool) -> Expression:
    """``++`` and ``--``, before or behind."""

    if not isinstance(place, Place):
        raise AwkFault("syntax error at source line 1: ++ and -- need a variable")

    def increment(run: Run) -> Value:
        old = number(place(run))
        place.put(run, old + change)
        return old + change if before else old

    return increment


def logic(left: Expression, right: Expression, either: bool) -> Expression:
    """``&&``, or ``||`` where ``either``."""
    return lambda run: float(truth(right(run)) if truth(left(run)) != either else either)


def member(key: Expression, name: str) -> Expression:
    """``key in name``."""
    return lambda run: float(text(key(run)) in run.array(name))


def matching(left: Expression, pattern: Expression, negated: bool) -> Expression:
    """``~`` and ``!~``."""
    return lambda run: float((run.pattern(text(pattern(run))).search(text(left(run))) is not None) != negated)


def comparison(operator: str, left: Expression, right: Expression) -> Expression:
    """Two values compared."""

    def holds(run: Run) -> Value:
        order = compare(left(run), right(run))
        results = {
            "<": order < 0,
            "<=": order <= 0,
            "==": order == 0,
            "!=": order != 0,
            ">=": order >= 0,
            ">": order > 0,
        }
        return float(results[operator])

    return holds


def join(left: Expression, right: Expression) -> Expression:
    """Two texts one behind the other."""
    return lambda run: text(left(run)) + text(right(run))


def substitution(pattern: Expression, replacement: Expression, target: Place, everywhere: bool) -> Expression:
    """sub and gsub."""

    def change(run: Run) -> Value:
        new, count = substitute(run, text(pattern(run)), text(replacement(run)), text(target(run)), everywhere)
        if count:
            target.put(run, new)
        return float(count)

    return change
