"""Tables with pandas and without: what the lessons ask of them comes out the same."""

from __future__ import annotations

import sys

import pandas as pd
import pytest

from hasim import Session
from hasim.table import PlainTable, table

COLUMNS = ["time", "node", "kind"]
ROWS = [(0.0, "node1", "fault"), (2.5, "node2", "client"), (4.0, "", "fault"), (7.25, "node1", "quorum")]


@pytest.fixture
def no_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)


@pytest.mark.parametrize(
    "ask",
    [
        lambda found: found,
        lambda found: found.tail(2),
        lambda found: found.tail(9),
        lambda found: found.head(3),
        lambda found: found[1:],
        lambda found: found.query("kind in ['fault', 'quorum'] and time > 1"),
        lambda found: found.query("node == 'nobody'"),
        lambda found: found.query("not (kind == 'fault' or 1 < time <= 30)"),
    ],
)
def test_a_plain_table_has_the_rows_that_a_dataframe_has(ask: object) -> None:
    real = ask(pd.DataFrame(ROWS, columns=COLUMNS))  # type: ignore[operator]
    plain = ask(PlainTable(ROWS, COLUMNS))  # type: ignore[operator]
    assert list(real.index) == plain.index
    assert real.to_dict("records") == plain.to_dict("records")
    assert list(real["kind"]) == plain["kind"]
    assert len(real) == len(plain)


def test_a_dataframe_where_there_is_pandas() -> None:
    assert isinstance(table(ROWS, COLUMNS), pd.DataFrame)


@pytest.mark.usefixtures("no_pandas")
def test_the_tables_of_a_session_without_pandas() -> None:
    session = Session("tutorial")
    session.run("node1", "kill -9 $(cat /etc/httpd/run/httpd.pid)")
    session.settle()
    assert [1] == session.failcounts()["fail_count"]
    assert "monitor-failed" in session.events()["kind"]
    for found in (session.events(), session.failcounts(), session.scores(), session.downtime()):
        assert isinstance(found, PlainTable)
        assert f'<th scope="col">{found.columns[0]}</th>' in found._repr_html_()
        assert found.columns == repr(found).splitlines()[0].split()


def test_what_it_shows_is_no_markup() -> None:
    assert "&lt;b&gt;" in PlainTable([("<b>",)], ["text"])._repr_html_()
    assert "Empty" in repr(PlainTable([], ["text"]))


def test_what_it_cannot_do_it_says() -> None:
    plain = PlainTable(ROWS, COLUMNS)
    with pytest.raises(AttributeError, match="needs pandas"):
        plain.groupby("kind")
    with pytest.raises(KeyError):
        plain["nothing"]
    with pytest.raises(ValueError, match="records"):
        plain.to_dict("list")


def test_a_condition_reads_and_does_nothing_else() -> None:
    with pytest.raises(ValueError, match="no Call"):
        PlainTable(ROWS, COLUMNS).query("print(kind)")
    with pytest.raises(NameError, match="unknown"):
        PlainTable(ROWS, COLUMNS).query("unknown == 1")
