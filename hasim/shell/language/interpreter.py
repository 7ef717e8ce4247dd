"""Running a command tree: lists, pipes, redirections, control flow, and finding the program behind a name."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from hasim.shell.language import patterns
from hasim.shell.language.arithmetic import ArithmeticFault
from hasim.shell.language.conditions import NotANumber, binary, unary
from hasim.shell.language.expansion import Expander, ExpansionError
from hasim.shell.language.parser import parse
from hasim.shell.language.redirection import RedirectionError, Redirector
from hasim.shell.language.state import (
    FunctionReturn,
    Host,
    Input,
    LoopJump,
    ShellExit,
    State,
    Streams,
)
from hasim.shell.language.tree import (
    AndOr,
    Calculation,
    Case,
    Command,
    Condition,
    Conditional,
    Counting,
    For,
    Function,
    Group,
    If,
    Joined,
    Pipeline,
    Redirect,
    Sequence,
    Simple,
    While,
)
from hasim.shell.language.words import ShellSyntaxError, Unmodelled
from hasim.sim.files import Kind, normal

LOOP_LIMIT = 1000
"""Rounds after which a loop is stopped: what a learner would end with Ctrl-C."""
_DEPTH_LIMIT = 50
NOT_FOUND, NOT_EXECUTABLE = 127, 126


_Compound = Group | If | For | While | Case | Conditional | Calculation | Counting
Builtin = Callable[["Interpreter", list[str], Streams], int]
BUILTINS: dict[str, Builtin] = {}


def builtin(*names: str) -> Callable[[Builtin], Builtin]:
    """Register a command that is part of the shell itself; ``arguments`` begin with its name."""

    def register(function: Builtin) -> Builtin:
        BUILTINS.update(dict.fromkeys(names, function))
        return function

    return register


@dataclass
class Interpreter:
    """One shell at work: its state and the machine under it."""

    host: Host
    state: State
    loops: int = 0
    guarded: int = 0
    substituted: int = 0
    saved: list[dict[str, str | None]] = field(default_factory=list)

    def run_text(self, text: str, streams: Streams) -> int:
        """Run a line or a script; a line that does not parse does nothing at all. Returns the exit status."""
        try:
            tree = parse(text)
        except ShellSyntaxError as error:
            streams.err(f"{self.state.name}: {error}\n")
            self.state.status = 2
            return 2
        return self.sequence(tree, streams)

    # -- lists -------------------------------------------------------------------------------------------------

    def sequence(self, tree: Sequence, streams: Streams) -> int:
        """Run lists one after the other; the status is the last one's."""
        if tree.background:
            raise Unmodelled("commands in the background (&)")
        for item in tree.items:
            self._and_or(item, streams)
        return self.state.status

    def _and_or(self, tree: AndOr, streams: Streams) -> None:
        self._pipeline(tree.first, streams)
        last = not tree.rest
        for index, (operator, pipeline) in enumerate(tree.rest):
            if (self.state.status == 0) == (operator == "&&"):
                self._pipeline(pipeline, streams)
                last = index == len(tree.rest) - 1
            else:
                last = False
        if last and self.state.status and "errexit" in self.state.options and not self.guarded:
            raise ShellExit(self.state.status)

    def _pipeline(self, tree: Pipeline, streams: Streams) -> None:
        if len(tree.commands) == 1:
            status = self.command(tree.commands[0], streams)
        else:
            status = self._piped(tree, streams)
        self.state.status = int(status == 0) if tree.negated else status

    def _piped(self, tree: Pipeline, streams: Streams) -> int:
        """Each command in a subshell of its own, one after the other, the output of one the input of the next."""
        status, stdin = 0, streams.stdin
        failed = 0
        for index, command in enumerate(tree.commands):
            pieces: list[str] = []
            sinks = dict(streams.sinks)
            if index < len(tree.commands) - 1:
                sinks[1] = pieces.append
                if tree.errors[index]:
                    sinks[2] = pieces.append
            status = self.subshell(_runner(command), Streams(stdin, sinks))
            failed = status or failed
            stdin = Input("".join(pieces))
        return failed if "pipefail" in self.state.options else status

    def subshell(self, body: Callable[[Interpreter, Streams], int], streams: Streams) -> int:
        """Run something in a copy of this shell."""
        if self.state.depth > _DEPTH_LIMIT:
            raise Unmodelled("shells nested this deeply")
        inner = Interpreter(self.host, self.state.copy(), self.loops, self.guarded)
        inner.state.depth += 1
        try:
            return body(inner, streams)
        except ShellExit as end:
            return end.status
        except LoopJump:
            return 0

    def substitute(self, body: Sequence, streams: Streams) -> str:
        """What commands write to standard output, for ``$(...)``."""
        pieces: list[str] = []
        status = self.subshell(lambda inner, s: inner.sequence(body, s), streams.but(1, pieces.append))
        self.state.status = self.substituted = status
        return "".join(pieces)

    # -- commands ----------------------------------------------------------------------------------------------

    def command(self, tree: Command, streams: Streams) -> int:
        """Run one command and return its status."""
        try:
            if isinstance(tree, Simple):
                return self._simple(tree, streams)
            if isinstance(tree, Function):
                self.state.functions[tree.name] = tree.body
                return 0
            return self._compound(tree, self._redirected(tree.redirects, streams))
        except (RedirectionError, ExpansionError, ArithmeticFault) as error:
            streams.err(f"{self.state.name}: {error}\n")
            return 1

    def _compound(self, tree: _Compound, streams: Streams) -> int:
        if isinstance(tree, Group):
            if tree.subshell:
                return self.subshell(lambda inner, s: inner.sequence(tree.body, s), streams)
            return self.sequence(tree.body, streams)
        if isinstance(tree, If):
            return self._if(tree, streams)
        if isinstance(tree, For):
            return self._for(tree, streams)
        if isinstance(tree, While):
            return self._while(tree, streams)
        if isinstance(tree, Case):
            return self._case(tree, streams)
        if isinstance(tree, Conditional):
            return self._conditional(tree, streams)
        if isinstance(tree, Calculation):
            return int(self._expander(streams).calculate(tree.expression) == 0)
        return self._counting(tree, streams)

    def _conditional(self, tree: Conditional, streams: Streams) -> int:
        try:
            return int(not self._true(tree.condition, self._expander(streams)))
        except NotANumber as fault:
            raise ExpansionError(f"[[: {fault}: syntax error: operand expected") from None

    def _true(self, condition: Condition, expander: Expander) -> bool:
        if isinstance(condition, Joined):
            holds = (self._true(part, expander) for part in condition.parts)
            return not next(holds) if condition.operator == "!" else (any if condition.operator == "||" else all)(holds)
        left = expander.text(condition.operands[0])
        if len(condition.operands) == 1:
            operator = condition.operator or "-n"
            return unary(self.host.tree, self.state.cwd, operator, left)
        if condition.operator in ("=", "==", "!="):
            return patterns.matches(expander.pattern(condition.operands[1]), left) == (condition.operator != "!=")
        right = expander.text(condition.operands[1])
        if condition.operator == "=~":
            return re.search(right, left) is not None
        return binary(self.host.tree, self.state.cwd, left, condition.operator, right)

    def _counting(self, tree: Counting, streams: Streams) -> int:
        expander = self._expander(streams)
        expander.calculate(tree.start)
        first = True

        def another() -> bool:
            nonlocal first
            if not first:
                expander.calculate(tree.step)
            first = False
            return expander.calculate(tree.condition) != 0 if tree.condition else True

        return self._loop(another, tree.body, streams)

    def _if(self, tree: If, streams: Streams) -> int:
        for condition, body in tree.clauses:
            if self._holds(condition, streams):
                return self.sequence(body, streams)
        self.state.status = 0
        return self.sequence(tree.otherwise, streams)

    def _holds(self, condition: Sequence, streams: Streams) -> bool:
        self.guarded += 1
        try:
            return self.sequence(condition, streams) == 0
        finally:
            self.guarded -= 1

    def _for(self, tree: For, streams: Streams) -> int:
        expander = self._expander(streams)
        values = list(self.state.positional) if tree.words is None else expander.fields(tree.words)
        remaining = iter(values)

        def another() -> bool:
            value = next(remaining, None)
            if value is not None:
                self.state.variables[tree.name] = value
            return value is not None

        return self._loop(another, tree.body, streams)

    def _while(self, tree: While, streams: Streams) -> int:
        return self._loop(lambda: self._holds(tree.condition, streams) != tree.until, tree.body, streams)

    def _loop(self, another: Callable[[], bool], body: Sequence, streams: Streams) -> int:
        self.loops += 1
        try:
            status = 0
            for _ in range(LOOP_LIMIT):
                if not another():
                    return status
                try:
                    status = self.sequence(body, streams)
                except LoopJump as jump:
                    if jump.levels > 1 and self.loops > 1:
                        raise LoopJump(jump.levels - 1, again=jump.again) from None
                    if not jump.again:
                        return 0
        finally:
            self.loops -= 1
        streams.err("^C\n")
        raise ShellExit(130)

    def _case(self, tree: Case, streams: Streams) -> int:
        expander = self._expander(streams)
        subject = expander.text(tree.word)
        for choices, body in tree.clauses:
            if any(patterns.matches(expander.pattern(choice), subject) for choice in choices):
                self.state.status = 0
                return self.sequence(body, streams)
        return 0

    def _expander(self, streams: Streams) -> Expander:
        return Expander(self.state, lambda: self.host.tree, lambda body: self.substitute(body, streams))

    # -- simple commands ---------------------------------------------------------------------------------------

    def _simple(self, tree: Simple, streams: Streams) -> int:
        expander = self._expander(streams)
        self.substituted = 0
        words = self._unaliased(expander.fields(tree.words))
        inner = self._redirected(tree.redirects, streams)
        values = {}
        for each in tree.assignments:
            old = self.state.variables.get(each.name, "") if each.append else ""
            values[each.name] = old + expander.text(each.value)
        if not words:
            self.state.variables.update(values)
            return self.substituted
        if "xtrace" in self.state.options:
            streams.err("+ " + " ".join(words) + "\n")
        return self._call(words, values, inner)

    def _unaliased(self, words: list[str]) -> list[str]:
        if words and words[0] in self.state.aliases:
            return [*self.state.aliases[words[0]].split(), *words[1:]]
        return words

    def _call(self, words: list[str], values: dict[str, str], streams: Streams) -> int:
        name = words[0]
        if name in self.state.functions or name in BUILTINS:
            old = {key: self.state.variables.get(key) for key in values}
            self.state.variables.update(values)
            try:
                if name in self.state.functions:
                    return self._function(words, streams)
                return BUILTINS[name](self, words, streams)
            finally:
                self.restore(old)
        return self.external(words, streams, values)

    def restore(self, old: dict[str, str | None]) -> None:
        """Give variables back the values they had; None unsets one."""
        for key, value in old.items():
            if value is None:
                self.state.variables.pop(key, None)
            else:
                self.state.variables[key] = value

    def _function(self, words: list[str], streams: Streams) -> int:
        if self.state.depth > _DEPTH_LIMIT:
            raise Unmodelled("functions nested this deeply")
        positional, self.state.positional = self.state.positional, words[1:]
        self.state.depth += 1
        self.saved.append({})
        try:
            return self.command(self.state.functions[words[0]], streams)
        except FunctionReturn as end:
            return end.status
        finally:
            self.restore(self.saved.pop())
            self.state.depth -= 1
            self.state.positional = positional

    def external(self, words: list[str], streams: Streams, values: dict[str, str] | None = None) -> int:
        """Run a program by name or path, with more variables in its environment."""
        name = words[0]
        path = normal(name, self.state.cwd) if "/" in name else self.find_program(name)
        entry = self.host.tree.find(path) if path else None
        if entry is None:
            reason = "No such file or directory" if "/" in name else "command not found"
            streams.err(f"{self.state.name}: {name}: {reason}\n")
            return NOT_FOUND
        if entry.kind is Kind.DIRECTORY or not entry.mode & 0o111:
            reason = "Is a directory" if entry.kind is Kind.DIRECTORY else "Permission denied"
            streams.err(f"{self.state.name}: {name}: {reason}\n")
            return NOT_EXECUTABLE
        environment = {**self.state.environment(), **(values or {})}
        return self.host.execute(path, words, streams, environment, self.state)

    def find_program(self, name: str) -> str:
        """The path at which a program is found in PATH, or ""."""
        if not name:
            return ""
        for folder in self.state.variables.get("PATH", "").split(":"):
            path = normal(f"{folder or '.'}/{name}", self.state.cwd)
            entry = self.host.tree.find(path)
            if entry is not None and entry.kind is not Kind.DIRECTORY and entry.mode & 0o111:
                return path
        return ""

    def _redirected(self, redirects: tuple[Redirect, ...], streams: Streams) -> Streams:
        return Redirector(self.host, self.state, self._expander(streams)).apply(redirects, streams)


def _runner(command: Command) -> Callable[[Interpreter, Streams], int]:
    return lambda inner, streams: inner.command(command, streams)
