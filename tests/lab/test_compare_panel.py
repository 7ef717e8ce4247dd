"""Two branches side by side: all that differs is named, and nothing else."""

import pytest

from hasim.lab import Board
from hasim.lab.differences import differences, statements
from hasim.session import Session
from hasim.text import LANGUAGES
from tests.lab.quiet import Quiet

DEEDS = (
    ("placement", [{"at": "node1", "run": "crm node standby node1"}, {"settle": True}]),
    ("fail-count", [{"at": "node1", "run": "kill -9 $(cat /var/run/httpd/httpd.pid)"}, {"settle": True}]),
    ("network", [{"fault": "unreachable", "node": "node1", "host": "192.168.0.1"}]),
    ("node", [{"fault": "power-off", "node": "node2"}]),
    ("configuration", [{"at": "node1", "run": "crm configure property no-quorum-policy=stop"}]),
    ("ban", [{"at": "node1", "run": "crm resource ban web node2"}]),
)


def test_a_session_does_not_differ_from_itself_or_its_fork(start: Session) -> None:
    assert differences(start, start, "en") == []
    assert differences(start, start.fork("twin"), "en") == []


@pytest.mark.parametrize(("kind", "deeds"), DEEDS, ids=[kind for kind, _ in DEEDS])
def test_what_was_done_in_one_is_named(start: Session, kind: str, deeds: list[dict[str, object]]) -> None:
    other = start.fork("other")
    for deed in deeds:
        other.input(deed)
    found = differences(start, other, "en")
    assert kind in [each.kind for each in found]
    assert all(each.here != each.there for each in found)
    turned = differences(other, start, "en")
    assert {(each.kind, each.what, each.there, each.here) for each in turned} == {
        (each.kind, each.what, each.here, each.there) for each in found
    }


def test_a_changed_statement_is_shown_as_crm_shows_it(start: Session) -> None:
    other = start.fork("other")
    other.run("node1", "crm configure property no-quorum-policy=stop")
    (found,) = [each for each in differences(start, other, "en") if each.kind == "configuration"]
    shown = other.run("node1", "crm configure show").stdout
    assert "no-quorum-policy=stop" in found.there
    assert "no-quorum-policy=stop" not in found.here
    assert all(name in shown for name in statements(other) if name != "cib-bootstrap-options")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_branches_are_shown_with_what_differs_marked(start: Session, lang: str) -> None:
    board = Board(start.fork(""), lang=lang, sink=Quiet())
    board.fork("what if")
    board.standby("node1")
    board.drawer.open("compare")
    panel = board.drawer.panel("compare")
    first = board.branches.names[0]
    assert (panel._left.value, panel._right.value) == (first, "what if")
    html = panel._shown.value
    assert html.count("<svg") == 2
    assert html.count(">≠</text>") > 4
    assert html.count("<tr>") == 1 + len(differences(board.branches.all[first], board.session, lang))
    board.undo()
    assert ">≠</text>" not in panel._shown.value


def test_one_branch_alone_is_not_compared(board: Board) -> None:
    board.drawer.open("compare")
    assert "only one branch" in board.drawer.panel("compare")._shown.value


def test_branches_are_renamed_and_deleted(board: Board) -> None:
    first = board.session
    board.fork("one")
    board.rename("two")
    assert board.branches.names == ("main", "two")
    assert board.session.name == "two"
    for name, why in (("main", "already"), (" ", "Give the branch a name")):
        board.rename(name)
        assert why in board.outcome.error
    board.standby("node1")
    board.delete()
    assert board.branches.names == ("main",)
    assert board.session is first
    board.delete()
    assert "only branch" in board.outcome.error
