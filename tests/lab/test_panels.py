"""The Board's panels: time travel and branches, faults of the network, a terminal, the event log."""

import gc

import pytest
from ipywidgets.widgets import widget

from hasim.lab import Board, current
from hasim.lab.panels.table import GROUPS, PANELS
from hasim.session import Session
from hasim.text import LANGUAGES, say
from tests.lab.quiet import Quiet


def httpd(board: Board) -> list[str]:
    return board.session.running()["httpd"]


def test_the_slider_moves_along_the_history_and_keeps_the_future(board: Board) -> None:
    for _ in range(3):
        board.kill("httpd", "node1")
    board.drawer.open("travel")
    slider = board.drawer.panel("travel")._slider
    assert (slider.value, slider.max) == (6, 6)
    after = board.session.world
    slider.value = 2
    assert board.session.view().failcounts == {"httpd": {"node1": 1}}  # type: ignore[union-attr]
    assert (slider.value, slider.max) == (2, 6)
    assert "fail-count" in board._html
    slider.value = 6
    assert board.session.world is after


def test_a_fork_keeps_both_futures_and_each_branch_its_clicks(board: Board) -> None:
    main = board.session
    board.kill("httpd", "node1")
    board.kill("httpd", "node1")
    board.drawer.open("travel")
    panel = board.drawer.panel("travel")
    board.travel(2)
    panel._name.value = "what if"
    panel._fork.click()
    assert board.branches.names == ("main", "what if")
    assert current.session() is board.session is not main
    board.standby("node1")
    assert httpd(board) == ["node2"]
    board.undo()
    board.undo()
    assert board.session.history == ()
    panel._branch.value = "main"
    assert board.session is main
    assert len(main.future) == 2
    board.redo()
    assert board.session.view().failcounts == {"httpd": {"node1": 2}}  # type: ignore[union-attr]


@pytest.mark.parametrize(("name", "why"), [(" ", "Give the branch a name"), ("main", "already")])
def test_a_branch_needs_a_name_of_its_own(board: Board, name: str, why: str) -> None:
    board.fork(name)
    assert why in board.outcome.error
    assert board.branches.names == ("main",)


def test_the_gateway_and_a_cable_are_broken_and_mended(board: Board) -> None:
    board.drawer.open("faults")
    panel = board.drawer.panel("faults")
    panel._power.click()
    assert httpd(board) == []
    assert panel._power.description == "Switch on"
    panel._power.click()
    assert panel._power.description == "Switch off"
    assert httpd(board) != []
    panel._node.value = "node2"
    panel._cable.click()
    assert board.session.world.network.unplugged == {"node2"}
    assert panel._cable.description == "Plug in"
    panel._node.value = "node1"
    assert panel._cable.description == "Unplug"


def test_a_path_is_cut_and_healed_and_a_host_hidden(board: Board) -> None:
    board.drawer.open("faults")
    panel = board.drawer.panel("faults")
    panel._path.click()
    assert board.session.view("node1").nodes["node2"] == "offline"  # type: ignore[union-attr]
    panel._path.click()
    assert board.session.view("node1").nodes["node2"] == "online"  # type: ignore[union-attr]
    panel._reach.click()
    assert board.session.world.network.unreachable == {("node1", "192.168.0.1")}
    assert httpd(board) == ["node2"]
    panel._reach.click()
    assert board.session.world.network.unreachable == frozenset()


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scenario", ["tutorial", "bare"])
def test_every_panel_opens_everywhere(start: Session, lang: str, scenario: str) -> None:
    session = start.fork("") if scenario == "tutorial" else Session("bare", dialect="1.1")
    board = Board(session, lang=lang, sink=Quiet())
    for key in PANELS:
        board.drawer.open(key)
        assert board.drawer._error.value == "", key
        assert [each.value for each in board.drawer._buttons.values()].count(True) == 1
    board.drawer.open("")
    assert board.drawer._place.children == ()


@pytest.mark.parametrize("key", PANELS)
def test_clicks_with_an_open_panel_make_no_new_widgets(board: Board, key: str) -> None:
    board.drawer.open(key)
    board.kill("httpd", "node1")
    board.undo()
    gc.collect()
    count = len(widget._instances)
    for _ in range(3):
        board.standby("node1")
        board.undo()
        board.drawer.open("")
        board.drawer.open(key)
    gc.collect()
    assert len(widget._instances) == count


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_buttons_of_panels_stand_in_named_groups(lang: str) -> None:
    board = Board(Session("bare", lang=lang), sink=Quiet())
    groups = board.drawer.widget.children[0].children
    assert [group.children[0].value for group in groups] == [say(f"drawer.{name}", lang) for name in GROUPS.values()]
    shown = [each.description for group in groups for each in group.children[1:]]
    assert shown == [say(f"panel.{key}", lang) for key in PANELS]
