"""Booleans, integers and the order of node names."""

from __future__ import annotations

from functools import cmp_to_key

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.cib.values import is_true, natural_key, parse_boolean, parse_integer


@pytest.mark.parametrize(("text", "expected"), [("TRUE", True), ("y", True), ("Off", False), ("0", False), ("2", None)])
def test_booleans_in_any_letter_case(text: str, expected: bool | None) -> None:
    assert parse_boolean(text) is expected
    assert is_true(text) is (expected is True)


@pytest.mark.parametrize(("text", "expected"), [("7", 7), (" -7x", -7), ("+7", 7), ("x7", None), ("", None)])
def test_integers_may_be_followed_by_anything(text: str, expected: int | None) -> None:
    assert parse_integer(text) == expected


def _walk(left: str, right: str) -> int:
    """The rule, followed literally: walk both names at once."""
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i].isdigit() and right[j].isdigit():
            runs = []
            for text, start in ((left, i), (right, j)):
                end = start
                while end < len(text) and text[end].isdigit():
                    end += 1
                runs.append(text[start:end])
            values = int(runs[0]), int(runs[1])
            if values[0] != values[1]:
                return values[0] - values[1]
            if len(runs[0]) != len(runs[1]):
                return len(runs[0]) - len(runs[1])
            i, j = i + len(runs[0]), j + len(runs[1])
        else:
            pair = left[i].lower(), right[j].lower()
            if pair[0] != pair[1]:
                return -1 if pair[0] < pair[1] else 1
            i, j = i + 1, j + 1
    return (i < len(left)) - (j < len(right))


@given(st.lists(st.text("aB-0129.z", min_size=1, max_size=6)))
def test_natural_order_is_that_of_walking_both_names(names: list[str]) -> None:
    assert sorted(names, key=natural_key) == sorted(names, key=cmp_to_key(_walk))
