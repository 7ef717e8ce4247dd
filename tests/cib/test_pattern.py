"""Extended regular expressions: what they match, as Python's own reading says, and in linear time."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasim.cib.pattern import PatternError, compile_pattern

PIECES = st.recursive(
    st.sampled_from(["a", "b", "ab", ".", "[ab]", "[^a]", "\\.", "^", "$", "a{2}", "b{1,2}", "(a)?", "(b)"]),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.tuples(inner, inner).map("|".join),
        inner.map(lambda piece: f"({piece})"),
        inner.map(lambda piece: f"(x{piece})*"),
        inner.map(lambda piece: f"(x{piece}){{1,3}}"),
    ),
    max_leaves=6,
)


@settings(max_examples=300, derandomize=True, deadline=None)
@given(PIECES, st.text("abx.", max_size=8))
def test_matches_what_a_backtracking_engine_matches(pattern: str, text: str) -> None:
    expected = re.search(pattern.replace("$", r"\Z"), text)
    found = compile_pattern(pattern).search(text)
    assert (found and found[0]) == (expected and expected[0])


def test_groups() -> None:
    assert compile_pattern("^(a|(b))-([0-9]+)$").search("a-12") == ("a-12", "a", "", "12")


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("[[:digit:]]+", "a1", True),
        ("[]a]", "]", True),
        ("[^]]", "]", False),
        ("a-", "a-", True),
        ("[a-]", "-", True),
        ("^web", "my-web", False),
        ("", "x", True),
        (")", ")", True),
        ("\\d", "7", False),
    ],
)
def test_reads_posix_and_nothing_else(pattern: str, text: str, matches: bool) -> None:
    assert (compile_pattern(pattern).search(text) is not None) == matches


BAD = ["(", "[a", "[[:x:]]", "*a", "a{2", "a{3,2}", "\\", "[b-a]", "((a{255}){255}){255}"]


@pytest.mark.parametrize("pattern", BAD)
def test_what_is_no_pattern_is_an_error(pattern: str) -> None:
    with pytest.raises(PatternError):
        compile_pattern(pattern)


def test_no_pattern_takes_long() -> None:
    begun = time.perf_counter()
    assert compile_pattern("(a+)+$x").search("a" * 200) is None
    assert compile_pattern("(a|a)*b").search("a" * 200) is None
    assert time.perf_counter() - begun < 5
