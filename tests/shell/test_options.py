"""Command lines are read as the C libraries read them."""

from __future__ import annotations

import pytest

from hasim.shell.options import Option, Takes, UsageError, parse

OPTIONS = (
    Option("all", "A", "all"),
    Option("once", "1", "one-shot"),
    Option("bans", "L", "bans", Takes.MAYBE),
    Option("name", "n", "name", Takes.VALUE),
)


@pytest.mark.parametrize(
    ("words", "given", "rest"),
    [
        (["-A1"], [("all", None), ("once", None)], []),
        (["-1nx"], [("once", None), ("name", "x")], []),
        (["-n", "-x"], [("name", "-x")], []),
        (["--name=a=b"], [("name", "a=b")], []),
        (["--name", "v", "w"], [("name", "v")], ["w"]),
        (["-L", "-A"], [("bans", None), ("all", None)], []),
        (["-L", "p"], [("bans", "p")], []),
        (["-1L=p"], [("once", None), ("bans", "=p")], []),
        (["--", "-A"], [], ["-A"]),
        (["-"], [], ["-"]),
    ],
)
def test_words_become_options_in_order(words: list[str], given: list[tuple[str, str | None]], rest: list[str]) -> None:
    parsed = parse(OPTIONS, words)
    assert (parsed.given, parsed.words) == (given, rest)


@pytest.mark.parametrize("words", [["-Z"], ["--nosuch"], ["-n"], ["--name"], ["--al"]])
def test_what_is_not_understood_is_an_error(words: list[str]) -> None:
    with pytest.raises(UsageError):
        parse(OPTIONS, words)


def test_the_older_library_takes_unique_beginnings() -> None:
    assert parse(OPTIONS, ["--al"], abbreviate=True).given == [("all", None)]
