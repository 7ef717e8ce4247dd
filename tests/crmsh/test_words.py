"""Lines and words: continuation, shell quoting, places."""

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.crmsh.words import QuoteError, logical_lines, split_words


def test_a_backslash_continues_a_line():
    assert logical_lines("group g \\\n  a \\\n  b\n\n  show  \n") == ["group g a b", "show"]


@given(st.text(alphabet="ab '\"\\=\t", max_size=12))
def test_words_are_quoted_as_in_a_posix_shell(line):
    """Python's shlex follows the same rules."""
    try:
        expected = shlex.split(line)
    except ValueError as error:
        with pytest.raises(QuoteError, match=str(error)):
            split_words(line)
        return
    assert [word.text for word in split_words(line)] == expected


def test_words_know_their_place():
    line = 'params configfile="/etc/x y" name=z'
    assert [line[word.start : word.end] for word in split_words(line)] == [
        "params",
        'configfile="/etc/x y"',
        "name=z",
    ]
