"""Files of the machines on the Board."""

import pytest

from hasim.lab import Board
from hasim.lab.panels.files import FilesPanel

CONF = "/etc/httpd/conf/httpd.conf"


@pytest.fixture
def panel(board: Board) -> FilesPanel:
    board.drawer.open("files")
    found: FilesPanel = board.drawer.panel("files")
    return found


def test_a_broken_configuration_file_keeps_the_server_from_starting(board: Board, panel: FilesPanel) -> None:
    assert panel._path.value == CONF
    assert panel._save.disabled
    panel._text.value += "NoSuchDirective\n"
    assert "+ NoSuchDirective" in panel._note.value
    panel._save.click()
    assert board.outcome.lines == [f"({CONF} is saved on node1)"]
    assert panel._save.disabled
    board.kill("httpd", "node1")
    assert board.session.running()["httpd"] == ["node2"]
    board.undo()
    board.undo()
    assert "NoSuchDirective" not in panel._text.value


def test_an_edit_stays_until_it_is_saved_or_read_again(board: Board, panel: FilesPanel) -> None:
    panel._text.value += "# mine\n"
    board.kill("httpd", "node1")
    assert panel._text.value.endswith("# mine\n")
    panel._again.click()
    assert "# mine" not in panel._text.value


def test_a_file_is_made_and_deleted(board: Board, panel: FilesPanel) -> None:
    panel._path.value = "/root/new file"
    assert "no such file" in panel._note.value
    panel._text.value = "text\n"
    panel._save.click()
    assert board.session.run("node1", "cat '/root/new file'").stdout == "text\n"
    panel._delete.click()
    assert board.outcome.lines[-1].endswith("# rm -f '/root/new file'")
    assert board.session.run("node1", "cat '/root/new file'").exit == 1
    assert panel._text.value == ""


def test_each_machine_has_its_own_files(board: Board, panel: FilesPanel) -> None:
    assert CONF in panel._path.options
    panel._text.value += "# on node1 only\n"
    panel._save.click()
    panel._node.value = "node2"
    assert "# on node1 only" not in panel._text.value


def test_nothing_is_saved_on_a_machine_that_is_off_or_under_no_name(board: Board, panel: FilesPanel) -> None:
    panel._path.value = "relative"
    panel._text.value = "text"
    assert panel._save.disabled
    panel._path.value = CONF
    board.power("node1", False)
    panel._text.value = "text"
    assert panel._save.disabled
    assert "off" in panel._note.value
