"""The same commands through the real crm and through hasim's, on the same file: the same CIB, words and exit status."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterable, Iterator

import pytest

from hasim.crmsh.words import logical_lines
from tests.crm_real import Call, Comparison, play
from tests.shell.crm_author import Author
from tests.shell.crm_lines import LINES
from tests.shell.crm_sequences import CIB, SEQUENCES
from tests.shell.crm_wide import found, kind
from tests.support import shared

TOGETHER = 12
"""So many lines are read by one run of crm: it need not ask each agent for its parameters once more for each line."""


def single_calls(text: str) -> Iterator[Call]:
    """One call a line; a dialogue's pieces are its standard input."""
    for line in text.strip().split("\n"):
        if line.startswith("<"):
            yield Call((), line[1:].replace("|", "\n") + "\n")
        else:
            yield Call(tuple(shlex.split(line)))


def together(calls: Iterable[Call]) -> Iterator[Call]:
    """Commands without options and input go together as the lines of one batch, all else by itself."""
    waiting: list[str] = []
    for call in calls:
        alone = bool(call.stdin) or len(call.arguments) < 2 or call.arguments[0].startswith("-")
        if waiting and (alone or len(waiting) == TOGETHER):
            yield Call(("-f", "-"), "\n".join(waiting) + "\n")
            waiting = []
        if alone:
            yield call
        else:
            waiting.append(shlex.join(call.arguments))
    if waiting:
        yield Call(("-f", "-"), "\n".join(waiting) + "\n")


def differences(played: Iterator[Comparison]) -> str:
    return "\n".join(str(each) for each in played if not each.crashed and not each.alike)


@pytest.mark.parametrize("name", LINES)
def test_lines_do_and_say_what_the_real_ones_do(name, tmp_path):
    assert differences(play(CIB, together(single_calls(LINES[name])), tmp_path)) == ""


@pytest.mark.parametrize("name", SEQUENCES)
def test_crm_does_and_says_what_the_real_one_does(name, tmp_path):
    calls = [Call(call.arguments, call.stdin) for call in SEQUENCES[name]]
    assert differences(play(CIB, together(calls), tmp_path)) == ""


@pytest.mark.parametrize("seed", range(1, 9))
def test_generated_statements_have_the_same_effect(seed, tmp_path):
    assert differences(play(CIB, [Call(("-f", "-"), Author(seed).text())], tmp_path)) == ""


def verb(words: list[str]) -> str:
    """Level and verb of a line."""
    words = [word for word in words if not word.startswith("-")] or ["(options)"]
    return " ".join(words[:2]) if words[0] in ("configure", "resource", "node", "cib", "cibstatus") else words[0]


def test_every_kind_of_command_is_played():
    """The number of commands by level and verb."""
    count: Counter[str] = Counter()
    for text in LINES.values():
        count.update(verb(line.lstrip("<").replace("|", " ").split()) for line in text.strip().split("\n"))
    for calls in SEQUENCES.values():
        for call in calls:
            count.update([verb(list(call.arguments))])
            count.update(verb(["configure", *line.split()]) for line in logical_lines(call.stdin))
    for seed in range(1, 9):
        count.update(verb(line.split()) for line in Author(seed).text().splitlines())
    print("\n".join(f"{number:5} {name}" for name, number in sorted(count.items())))
    print(f"{sum(count.values()):5} in all")
    assert sum(count.values()) >= 800


@pytest.mark.parametrize("seed", range(1, 5))
def test_commands_made_up_for_a_recorded_cib(seed, tmp_path):
    """A sample of what ``python -m tests.shell.crm_wide`` plays by the thousand."""
    shared("peer")
    wrong = [each for each in found(seed, tmp_path) if kind(each) in ("different", "refused")]
    assert "\n".join(map(str, wrong)) == ""
