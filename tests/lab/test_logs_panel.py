"""The logs of the machines on the Board."""

import pytest

from hasim.lab import Board
from hasim.lab.panels.logs import LogsPanel
from hasim.session import Session


@pytest.fixture(scope="module", params=["1.1", "2.1"])
def start(request: pytest.FixtureRequest) -> Session:
    return Session("tutorial", dialect=request.param)


@pytest.fixture
def panel(board: Board) -> LogsPanel:
    board.drawer.open("logs")
    found: LogsPanel = board.drawer.panel("logs")
    return found


def test_the_journal_and_every_log_file_can_be_read(board: Board, panel: LogsPanel) -> None:
    for node in board.session.nodes:
        panel._node.value = node
        machine = board.session.world.machines[node]
        for _, path in panel._file.options:
            panel._file.value = path
            text = str(machine.journal) if not path else machine.files.read(path)
            lines = len(text.splitlines())
            assert f"{lines} of {lines} lines, 0 of them new" in panel._shown.html
    assert "/var/log/cluster/corosync.log" in dict(panel._file.options)


def test_what_the_last_step_added_is_marked_until_the_next(board: Board, panel: LogsPanel) -> None:
    before = str(board.session.world.machines["node1"].journal)
    board.kill("httpd", "node1")
    added = str(board.session.world.machines["node1"].journal).removeprefix(before).splitlines()
    assert len(added) > 0
    assert panel._shown.html.count('class="hasim-new"') == len(added)
    board.undo()
    assert 'class="hasim-new"' not in panel._shown.html


def test_lines_are_filtered(panel: LogsPanel, board: Board) -> None:
    board.kill("httpd", "node1")
    panel._text.value = "TRANSITION"
    lines = str(board.session.world.machines["node1"].journal).splitlines()
    wanted = [line for line in lines if "transition" in line.casefold()]
    assert f"{len(wanted)} of {len(lines)} lines" in panel._shown.html
    panel._text.value = "no such words"
    assert "No such lines." in panel._shown.html


def test_who_does_not_follow_keeps_what_is_shown(panel: LogsPanel, board: Board) -> None:
    panel._follow.value = False
    shown = panel._shown.html
    board.kill("httpd", "node1")
    assert panel._shown.html == shown
    panel._follow.value = True
    assert panel._shown.html != shown


def test_the_disk_of_a_machine_that_is_off_can_still_be_read(panel: LogsPanel, board: Board) -> None:
    panel._file.value = "/var/log/cluster/corosync.log"
    board.power("node1", False)
    assert "its disk" in panel._shown.html
    assert "corosync" in panel._shown.html
