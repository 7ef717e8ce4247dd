"""The Board does what its buttons say, shows the commands, and takes whole clicks back."""

import gc

import pytest
from ipywidgets.widgets import widget

from hasim.lab import Board, magics
from hasim.session import Session


class Seen:
    """A sink that remembers what it was told to show."""

    def __init__(self) -> None:
        self.pages: list[str] = []

    def show(self, html: str) -> None:
        self.pages.append(html)

    def update(self, html: str) -> None:
        self.pages.append(html)


@pytest.fixture(scope="module")
def start() -> Session:
    """A settled cluster; each test works on a fork of it."""
    return Session("tutorial")


@pytest.fixture
def board(start: Session) -> Board:
    return Board(start.fork("test"), sink=Seen())


def where(board: Board, resource: str) -> list[str]:
    return board.session.running()[resource]


def test_three_kills_fail_over_and_each_undo_takes_one_back(board: Board) -> None:
    assert where(board, "httpd") == ["node1"]
    for count in (1, 2, 3):
        board.kill("httpd", "node1")
        assert board.session.view().failcounts == {"httpd": {"node1": count}}  # type: ignore[union-attr]
    assert where(board, "httpd") == where(board, "vip") == ["node2"]
    for count in (2, 1):
        board.undo()
        assert board.session.view().failcounts == {"httpd": {"node1": count}}  # type: ignore[union-attr]
    board.undo()
    assert where(board, "httpd") == ["node1"]
    assert board.session.history == ()
    for _ in range(3):
        board.redo()
    assert where(board, "httpd") == ["node2"]


def test_every_click_shows_its_command(board: Board) -> None:
    board.kill("httpd", "node1")
    assert board.outcome.lines == [
        "[root@node1 ~]# kill -9 $(cat /var/run/httpd/httpd.pid)"
    ] or board.outcome.lines == ["[root@node1 ~]# kill -9 $(cat /etc/httpd/run/httpd.pid)"]
    board.cleanup("httpd")
    assert board.outcome.lines == ["[root@node1 ~]# crm resource cleanup httpd"]
    assert "Cleaned up httpd on node1" in board.outcome.printed
    assert board.session.view().failcounts == {}  # type: ignore[union-attr]


def test_standby_and_online_move_the_site_for_good(board: Board) -> None:
    board.standby("node1")
    assert where(board, "httpd") == ["node2"]
    board.online("node1")
    assert where(board, "httpd") == ["node2"]


def test_power_off_is_noticed_and_power_on_brings_the_node_back(board: Board) -> None:
    board.power("node1", on=False)
    view = board.session.view()
    assert view is not None
    assert view.nodes == {"node1": "offline", "node2": "online"}
    assert where(board, "vip") == ["node2"]
    board.power("node1", on=True)
    assert board.session.view("node2").nodes["node1"] == "online"  # type: ignore[union-attr]


def test_a_forced_move_leaves_a_ban_that_unmove_lifts(board: Board) -> None:
    board.move("web", "node2", force=True)
    assert where(board, "httpd") == ["node2"]
    page = board._sink.pages[-1]  # type: ignore[attr-defined]
    assert "cli-ban-web-on-node1" in page
    board.unmove("web")
    assert "cli-ban-web-on-node1" not in board._sink.pages[-1]  # type: ignore[attr-defined]
    assert where(board, "httpd") == ["node2"]


def test_without_settling_the_next_event_is_one_click_away(board: Board) -> None:
    board.controls._auto.value = False
    board.kill("httpd", "node1")
    assert where(board, "httpd") == []
    assert "dead, not noticed yet" in board._sink.pages[-1]  # type: ignore[attr-defined]
    before = board.session.time
    board.next()
    assert board.session.time > before
    assert board.outcome.printed.startswith("monitor of httpd on node1: not running")
    board.settle()
    assert where(board, "httpd") == ["node1"]


def test_reset_goes_back_to_the_beginning(board: Board) -> None:
    board.standby("node1")
    board.reset()
    assert board.session.history == ()
    assert where(board, "httpd") == ["node1"]


def test_an_error_is_shown_and_not_swallowed(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: object) -> None:
        raise RuntimeError("the model stumbled")

    monkeypatch.setattr(board.session, "input", broken)
    board.standby("node1")
    assert "RuntimeError: the model stumbled" in board._sink.pages[-1]  # type: ignore[attr-defined]
    assert 'role="alert"' in board._sink.pages[-1]  # type: ignore[attr-defined]


def test_without_a_cluster_the_verbs_say_so() -> None:
    board = Board(Session("bare", dialect="1.1"), sink=Seen())
    board.standby("node1")
    assert "The cluster runs on no node" in board.outcome.error
    assert "No cluster is running on node1 and node2." in board._sink.pages[-1]  # type: ignore[attr-defined]


def test_a_session_moved_by_other_means_is_followed_after_the_cell(board: Board) -> None:
    board.session.run("node1", "crm node standby node1")
    board.session.settle()
    assert board.behind
    magics.follow()
    assert not board.behind
    assert "node1 is standby" in board._sink.pages[-1]  # type: ignore[attr-defined]


def test_looking_leaves_no_trace(board: Board) -> None:
    before = board.session.world
    board.refresh()
    assert board.session.world is before
    assert board.session.history == ()


def test_clicks_make_no_new_widgets(board: Board) -> None:
    board.kill("httpd", "node1")
    board.undo()
    gc.collect()
    count = len(widget._instances)
    for _ in range(5):
        board.standby("node1")
        board.undo()
    gc.collect()
    assert len(widget._instances) == count
