"""Predict, then reveal: hits and misses, the receipt of each miss, and a table of all."""

import pytest

from hasim.lab import Board
from hasim.lab.ledger import COLUMNS
from hasim.lab.panels.predict import places
from hasim.session import Session
from hasim.text import LANGUAGES


class Quiet:
    """A sink that shows nothing."""

    def show(self, html: str) -> None:
        pass

    def update(self, html: str) -> None:
        pass


@pytest.mark.parametrize("lang", LANGUAGES)
def test_hits_and_misses_with_the_receipt_of_the_miss(start: Session, lang: str) -> None:
    board = Board(start.fork(""), lang=lang, sink=Quiet())
    board.drawer.open("predict")
    panel = board.drawer.panel("predict")
    panel._resource.value = "httpd"
    panel._where.value = "node1"
    panel._count.value = "3"
    panel._resource.value = "ping"
    assert panel._where.value == ""
    panel._where.value = "node1,node2"
    for _ in range(3):
        board.kill("httpd", "node1")
    assert "httpd" in panel._page.value
    panel._resource.value = "httpd"
    assert (panel._where.value, panel._count.value) == ("node1", "3")
    panel._reveal.click()
    assert {"en": "2 of 3 right", "ja": "3 問中 2 問正解"}[lang] in panel._page.value
    assert panel._page.value.count("✘") == 1
    reached = {"en": "fail count", "ja": "フェイルカウント"}[lang] + " 3 &gt;= migration-threshold 3"
    assert reached in panel._page.value
    found = board.predictions()
    assert list(found.columns) == COLUMNS
    assert found[["resource", "answer", "truth", "hit"]].to_numpy().tolist() == [
        ["httpd", "node1", "node2", False],
        ["httpd", "3", "3", True],
        ["ping", "node1,node2", "node1,node2", True],
    ]
    assert (found["predicted_at"] < found["revealed_at"]).all()


def test_a_wrong_count_is_answered_with_its_changes(start: Session) -> None:
    board = Board(start.fork(""), sink=Quiet())
    board.drawer.open("predict")
    panel = board.drawer.panel("predict")
    panel._resource.value = "httpd"
    panel._count.value = "5"
    board.kill("httpd", "node1")
    panel._reveal.click()
    assert "0 of 1 right" in panel._page.value
    assert "s: 1 (failure)" in panel._page.value
    assert panel._reveal.disabled


def test_a_prediction_can_be_taken_back(start: Session) -> None:
    board = Board(start.fork(""), sink=Quiet())
    board.drawer.open("predict")
    panel = board.drawer.panel("predict")
    panel._where.value = "nowhere"
    panel._where.value = ""
    assert board.ledger.waiting == ()
    panel._where.value = "nowhere"
    panel._clear.click()
    assert (board.ledger.waiting, panel._where.value, len(board.predictions())) == ((), "", 0)


def test_what_nobody_can_tell_is_no_hit(start: Session) -> None:
    board = Board(start.fork(""), sink=Quiet())
    board.drawer.open("predict")
    panel = board.drawer.panel("predict")
    panel._resource.value = "httpd"
    panel._count.value = "0"
    board.power("node1", on=False)
    board.power("node2", on=False)
    panel._reveal.click()
    assert board.predictions()[["truth", "hit"]].to_numpy().tolist() == [["", False]]


def test_every_set_of_few_nodes_can_be_predicted() -> None:
    assert [answer for _, answer in places(("b", "a"), "en")] == ["nowhere", "a", "b", "a,b"]
    many = tuple(f"n{i}" for i in range(6))
    assert len(places(many, "ja")) == 1 + 6 + 1
