"""What a learner writes in cells: commands on a node, files, predictions, answers."""

import pytest
from IPython.core.error import UsageError

from hasim.lab import Board, check, magics, predict, use
from hasim.lab.current import CURRENT, NoSession
from hasim.session import Session
from tests.lab.quiet import Quiet


@pytest.fixture
def session(start: Session) -> Session:
    fork = start.fork("test")
    use(fork)
    return fork


def test_commands_are_typed_on_the_node(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    magics.on("node2", "hostname\n# a note\ncd /tmp\npwd\n")
    assert capsys.readouterr().out == (
        "[root@node2 ~]# hostname\nnode2\n[root@node2 ~]# cd /tmp\n[root@node2 tmp]# pwd\n/tmp\n"
    )
    assert [step.input.to_json() for step in session.history] == [
        {"at": "node2", "run": "hostname"},
        {"at": "node2", "run": "cd /tmp", "joined": True},
        {"at": "node2", "run": "pwd", "joined": True},
        {"settle": True, "joined": True},
    ]


def test_the_same_can_be_typed_on_several_nodes(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    magics.on("node1 node2", "hostname")
    assert capsys.readouterr().out == "[root@node1 ~]# hostname\nnode1\n[root@node2 ~]# hostname\nnode2\n"


def test_a_cell_is_saved_as_a_file(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    magics.write("node1 node2 /etc/motd", "hello\nthere\n")
    assert capsys.readouterr().out == "node1: /etc/motd saved, 2 lines\nnode2: /etc/motd saved, 2 lines\n"
    assert session.run("node2", "cat /etc/motd").stdout == "hello\nthere\n"


def test_a_command_given_in_any_way_moves_the_board_of_its_session(start: Session) -> None:
    boards = [Board(start.fork(""), sink=Quiet()) for _ in range(2)]
    boards[0].session.run("node1", "hostname")
    boards[1].session.fault("power-off", node="node2")
    assert [each.behind for each in boards] == [True, True]
    magics.follow()
    assert [each.behind for each in boards] == [False, False]
    magics.on("node1", "crm node standby node1")
    assert boards[1].outcome.lines == ["[root@node1 ~]# crm node standby node1"]


@pytest.mark.parametrize("line", ["", "node9", "node1 node9"])
def test_a_wrong_node_is_named(session: Session, line: str) -> None:
    with pytest.raises(UsageError, match=r"node1, node2|Usage"):
        magics.on(line, "hostname")
    assert session.history == ()


def test_a_file_needs_a_path(session: Session) -> None:
    with pytest.raises(UsageError, match=r"%%write NODE"):
        magics.write("node1", "text")


def test_without_a_session_the_learner_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CURRENT, "session", None)
    with pytest.raises(NoSession):
        magics.on("node1", "hostname")


def test_answers_are_judged_by_the_model(session: Session) -> None:
    assert check.where("httpd", "node1").right is True
    assert check.where("httpd", "node2").right is False
    assert check.where("ping", "node2, node1").right is True
    assert check.state("node2", "online").right is True
    assert check.fail_count("httpd", "node1", 0).right is True
    assert check.dc("node1").right is True
    assert check.banned("web", "nowhere").right is True
    session.run("node1", "kill -9 $(cat /etc/httpd/run/httpd.pid)")
    session.settle()
    assert check.fail_count("httpd", "node1", 1).right is True
    session.run("node1", "crm resource move web node2 force")
    session.settle()
    assert check.where("httpd", "node2").right is True
    assert check.banned("web", "node1").right is True


def test_an_answer_that_is_missing_is_asked_for(session: Session) -> None:
    assert check.where("httpd", ...).right is None
    assert "… No prediction yet. Choose a button of the question above and run this cell again." == repr(
        check.where("httpd")
    )
    assert "… No answer yet. Put yours in place of ... and run the cell again." == repr(check.state("node1"))
    assert repr(check.where("mail", "node1")) == "… There is no resource 'mail' in this cluster yet."


def test_a_verdict_says_why(session: Session) -> None:
    assert repr(check.where("httpd", "node2")) == "✘ Not quite: you said node2, but httpd runs on node1."
    assert "httpd runs on node1" in check.where("httpd", "nowhere")._repr_html_()


def test_a_prediction_is_kept_until_it_is_asked_again(session: Session) -> None:
    box = predict.where("httpd")
    box.children[1].value = "node1"
    assert check.where("httpd").right is True
    predict.where("httpd")
    assert check.where("httpd").right is None


def test_nothing_can_be_said_of_a_cluster_that_does_not_run() -> None:
    use(Session("bare", dialect="1.1"))
    assert repr(check.state("node1", "online")) == "… No node can answer: the cluster is not running."
    assert check.where("httpd", "node1").right is not True
