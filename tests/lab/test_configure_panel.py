"""Editing the configuration on the Board: a preview first, then one step that a session file can carry."""

import pytest

from hasim.lab import Board
from hasim.lab.panels.configure import ConfigurePanel
from hasim.session import Session
from hasim.text import LANGUAGES, say
from tests.lab.quiet import Quiet


def opened(board: Board) -> ConfigurePanel:
    board.drawer.open("configure")
    panel: ConfigurePanel = board.drawer.panel("configure")
    return panel


def edit(panel: ConfigurePanel, old: str, new: str) -> None:
    assert old in panel._text.value
    panel._text.value = panel._text.value.replace(old, new)


def test_nothing_is_stored_before_a_preview_and_apply(board: Board) -> None:
    panel = opened(board)
    edit(panel, "migration-threshold=3", "migration-threshold=2")
    assert panel._apply.disabled
    panel._preview.click()
    assert board.session.history == ()
    assert not panel._apply.disabled
    assert "<b>2</b>" in panel._found.value
    assert panel._commands.lines[0]["text"] == "crm configure load update /root/cluster.crm"
    panel._apply.click()
    assert "migration-threshold=2" in board.session.run("node1", "crm configure show").stdout
    assert panel._found.value == ""
    assert panel._apply.disabled


def test_applying_is_one_undo_and_inputs_of_the_session(board: Board) -> None:
    panel = opened(board)
    edit(panel, "group web vip httpd", "group web vip httpd meta target-role=Stopped")
    panel._preview.click()
    panel._apply.click()
    assert board.session.running()["httpd"] == []
    assert board.outcome.lines == [
        "(/root/cluster.crm is saved on node1)",
        "[root@node1 ~]# crm configure load update /root/cluster.crm",
    ]
    again = Session.loads(board.session.dumps())
    assert again.running() == board.session.running()
    board.undo()
    assert board.session.history == ()
    assert "target-role" not in panel._text.value


def test_what_is_refused_cannot_be_applied_and_the_text_stays(board: Board) -> None:
    panel = opened(board)
    edit(panel, "group web", "grupe web")
    panel._preview.click()
    assert panel._apply.disabled
    assert 'role="alert"' in panel._found.value
    assert "grupe" in panel._text.value
    panel._discard.click()
    assert "grupe" not in panel._text.value
    assert panel._found.value == ""


def test_an_edit_after_the_preview_needs_another_one(board: Board) -> None:
    panel = opened(board)
    edit(panel, "migration-threshold=3", "migration-threshold=2")
    panel._preview.click()
    edit(panel, "migration-threshold=2", "migration-threshold=1")
    assert panel._apply.disabled


def test_an_edited_text_survives_what_happens_meanwhile(board: Board) -> None:
    panel = opened(board)
    edit(panel, "migration-threshold=3", "migration-threshold=2")
    board.kill("httpd", "node1")
    assert "migration-threshold=2" in panel._text.value
    assert say("panel.configure.label", "en") in panel._note.value
    board.standby("node2")
    assert "migration-threshold=2" in panel._text.value
    assert say("panel.configure.behind", "en") in panel._note.value
    panel._discard.click()
    assert "standby=on" in panel._text.value
    board.online("node2")
    assert "standby=off" in panel._text.value


def test_the_xml_view_is_edited_in_the_same_way(board: Board) -> None:
    panel = opened(board)
    panel._form.value = "xml"
    edit(panel, 'name="migration-threshold" value="3"', 'name="migration-threshold" value="2"')
    panel._preview.click()
    panel._apply.click()
    assert "migration-threshold=2" in board.session.run("node1", "crm configure show").stdout


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_cluster_there_is_nothing_to_edit(lang: str) -> None:
    board = Board(Session("bare", dialect="1.1"), lang=lang, sink=Quiet())
    panel = opened(board)
    assert panel._text.value == ""
    assert panel._preview.disabled
    assert say("panel.configure.no_cluster", lang) in panel._note.value
