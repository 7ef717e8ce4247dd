"""The parts of a command line, as the parser finds them. Everything is frozen, so that functions may be kept."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """Text as it stands. Quoted text is neither split nor taken for a pattern."""

    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Parameter:
    """``$name`` or ``${name}``, with the operator of ``${name:-word}`` and its kin, and its argument."""

    name: str
    quoted: bool = False
    operator: str = ""
    argument: Word = ()


@dataclass(frozen=True, slots=True)
class Substitution:
    """``$(list)`` or backquotes: the output of commands."""

    body: Sequence
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """``$((expression))``; the expression's own expansions are made first."""

    expression: Word
    quoted: bool = False


Part = Literal | Parameter | Substitution | Arithmetic
Word = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """``fd operator target``. Operators: < > >> >| <> <& >& &> &>> << <<<; a here-document's text is the target."""

    fd: int
    operator: str
    target: Word


@dataclass(frozen=True, slots=True)
class Assignment:
    """``name=word``, or ``name+=word``."""

    name: str
    value: Word
    append: bool = False


@dataclass(frozen=True, slots=True)
class Simple:
    """A command with its arguments, or only assignments and redirections."""

    assignments: tuple[Assignment, ...] = ()
    words: tuple[Word, ...] = ()
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Commands of which each reads what the one before wrote; ``errors[i]`` for ``|&`` after the i-th."""

    commands: tuple[Command, ...]
    negated: bool = False
    errors: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class AndOr:
    """Pipelines joined by ``&&`` and ``||``."""

    first: Pipeline
    rest: tuple[tuple[str, Pipeline], ...] = ()


@dataclass(frozen=True, slots=True)
class Sequence:
    """Lists one after the other. ``background`` holds the indexes of those that end in ``&``."""

    items: tuple[AndOr, ...] = ()
    background: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Group:
    """``{ list; }``, or ``( list )`` where ``subshell``."""

    body: Sequence
    subshell: bool = False
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class If:
    """Conditions with what to do where they hold, and what to do where none does."""

    clauses: tuple[tuple[Sequence, Sequence], ...]
    otherwise: Sequence
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class For:
    """``for name in words``; ``words`` is None for the positional parameters."""

    name: str
    words: tuple[Word, ...] | None
    body: Sequence
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class While:
    """``while`` or ``until``."""

    condition: Sequence
    body: Sequence
    until: bool = False
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """``case word in pattern) list;; esac``."""

    word: Word
    clauses: tuple[tuple[tuple[Word, ...], Sequence], ...]
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Function:
    """``name() command``."""

    name: str
    body: Command


@dataclass(frozen=True, slots=True)
class Test:
    """A primary of ``[[ ]]``: one word, an operator and a word, or a word, an operator and a word."""

    operator: str
    operands: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions joined by ``&&`` or ``||``, or one negated by ``!``."""

    operator: str
    parts: tuple[Condition, ...]


Condition = Test | Joined


@dataclass(frozen=True, slots=True)
class Conditional:
    """``[[ condition ]]``."""

    condition: Condition
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Calculation:
    """``(( expression ))``: true unless 0."""

    expression: Word
    redirects: tuple[Redirect, ...] = ()


@dataclass(frozen=True, slots=True)
class Counting:
    """``for (( start; condition; step ))``."""

    start: Word
    condition: Word
    step: Word
    body: Sequence
    redirects: tuple[Redirect, ...] = ()


Command = Simple | Group | If | For | While | Case | Function | Conditional | Calculation | Counting
