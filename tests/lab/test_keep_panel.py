"""Keep and share, and your own cluster: the panels of the Board, and the box without one."""

from __future__ import annotations

import re
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from hasim.lab import Board, bring, current
from hasim.lab.ledger import Prediction
from hasim.session import Session
from hasim.text import LANGUAGES
from tests.lab.test_autosave import Quiet
from tests.sim.test_own import cib, primitive, promotable

OWN = cib(
    primitive("sap", "ocf:heartbeat:SAPInstance") + promotable(primitive("pg", "ocf:heartbeat:pgsqlms"), "pgs"),
    ["alpha", "beta"],
    **{"no-quorum-policy": "ignore"},
)
REMOTE = cib(primitive("far", "ocf:pacemaker:remote") + primitive("a", "ocf:pacemaker:Dummy"), ["alpha", "beta"])


@pytest.fixture(params=LANGUAGES)
def board(request: pytest.FixtureRequest) -> Board:
    return Board(Session("tutorial", lang=request.param), sink=Quiet())


def content(html: str) -> tuple[str, str]:
    """(name, content) of the file behind a download link."""
    found = re.search(r'href="data:[^"]*;base64,([^"]*)" download="([^"]*)"', html)
    assert found is not None
    return found[2], b64decode(found[1]).decode()


def opened(board: Board, key: str) -> Any:
    board.drawer.open(key)
    return board.drawer.panel(key)


def test_the_session_can_be_downloaded_as_it_is_now(board: Board) -> None:
    panel = opened(board, "keep")
    board.power("node1", False)
    assert content(panel._file.value) == ("tutorial.jsonl", board.session.dumps())


def test_a_link_leads_another_board_to_the_same_place(board: Board) -> None:
    board.power("node1", False)
    panel = opened(board, "keep")
    panel._make_link()
    other = Board(Session("bare", lang=board.lang), sink=Quiet())
    box = opened(other, "keep")
    box._paste.value = f"https://example.org/#{panel._link.value}"
    box._open_pasted()
    assert other.session.world == board.session.world
    assert other.session.nodes == board.session.nodes
    assert current.session() is other.session
    board.undo()
    assert panel._link.layout.display == "none"  # it was of another moment


def test_a_session_that_is_too_large_for_a_link_is_told(board: Board) -> None:
    for number in range(30):
        board.session.write("node1", "/root/x", str([hash((number, each)) for each in range(60)]))
    board.refresh()
    panel = opened(board, "keep")
    panel._make_link()
    assert "8000" in panel._hint.value
    assert 'role="alert"' in panel._hint.value


def test_a_report_has_the_predictions(board: Board) -> None:
    board.ledger.note(Prediction("where", "httpd", "", "node2", 0.0))
    board.power("node1", False)
    board.ledger.reveal(board.session)
    panel = opened(board, "keep")
    panel._make_report()
    name, page = content(panel._report.value)
    assert name == "tutorial.html"
    assert f'<html lang="{board.lang}">' in page
    assert {"en": "1 of 1 right", "ja": "1 問中 1 問正解"}[board.lang] in page


def test_a_file_is_opened_with_its_own_machines(board: Board) -> None:
    session = Session("two-servers", nodes=["x", "y", "z"])
    session.fault("power-off", node="y")
    panel = opened(board, "keep")
    panel._uploaded({"new": ({"content": memoryview(session.dumps().encode())},)})
    assert board.session.nodes == ("x", "y", "z")
    board.power("y", True)
    assert board.outcome.error == ""
    assert board.session.world.machines["y"].power == "on"


@pytest.mark.parametrize(
    "text",
    [
        "nonsense",
        "",
        "hasim1.abc",
        '{"hasim": 1, "scenario": "nowhere"}',
        '{"hasim": 1}\n{"at": "nobody", "run": "ls"}',
    ],
)
def test_what_cannot_be_opened_changes_nothing(board: Board, text: str) -> None:
    session = board.session
    panel = opened(board, "keep")
    panel._paste.value = text
    panel._open_pasted()
    assert 'role="alert"' in panel._note.value
    assert board.session is session


def test_a_file_that_is_no_text_is_told(board: Board) -> None:
    panel = opened(board, "keep")
    panel._uploaded({"new": ({"content": memoryview(b"\xff\xfe\xff")},)})
    assert 'role="alert"' in panel._note.value


def test_ones_own_cluster_takes_the_board_and_can_be_broken(board: Board) -> None:
    panel = opened(board, "own")
    panel.box._text.value = OWN
    panel.box._pasted()
    assert board.session.nodes == ("alpha", "beta")
    told = board.drawer.panel("own").box._told.value  # of the new drawer
    assert "ocf:heartbeat:SAPInstance" in told
    (node,) = board.session.running()["sap"]
    board.power(node, False)
    assert board.session.running()["sap"] == [({"alpha", "beta"} - {node}).pop()]
    board.kill("sap", board.session.running()["sap"][0])
    view = board.session.view()
    assert view is not None
    assert view.failcounts["sap"]


def test_one_that_only_can_be_decided_about_leaves_the_board_and_answers(board: Board) -> None:
    session = board.session
    panel = opened(board, "own")
    panel.box.take(REMOTE)
    assert board.session is session
    assert panel.box._ask.layout.display is None
    assert panel.box._node.value == "alpha"
    places = panel.box._taken.forecast().before["a"]
    panel.box._node.value = next(iter(places))
    panel.box._event.value = "dead"
    panel.box._forecast()
    assert "<code>" in panel.box._answer.value
    panel.box._event.value = "nothing"
    panel.box._forecast()
    assert "<code>" not in panel.box._answer.value


@pytest.mark.parametrize(("text", "said"), [("totem {\n}\n", "corosync.conf"), ("<cib", "XML"), (" ", "")])
def test_what_is_no_configuration_is_said(board: Board, text: str, said: str) -> None:
    panel = opened(board, "own")
    panel.box._text.value = text
    panel.box._pasted()
    assert 'role="alert"' in panel.box._told.value
    assert said in panel.box._told.value


def test_bring_makes_a_board_below_the_box(tmp_path: Path) -> None:
    file = tmp_path / "my.xml"
    file.write_text(OWN)
    for source in (file, str(file), OWN):
        made = bring(source, lang="ja")
        assert made.board is not None
        assert made.board.session.nodes == ("alpha", "beta")
        assert len(made.widget.children) == 3
        assert "alpha" in made.widget.children[2].value
    made.box.take(cib("", ["one"]))
    assert made.board is not None
    assert made.board.session.nodes == ("one",)


def test_bring_alone_waits_for_something(tmp_path: Path) -> None:
    assert bring(lang="en").board is None
    assert bring(REMOTE, lang="en").board is None
    with pytest.raises(OSError, match="missing"):
        bring(tmp_path / "missing.xml", lang="en")
