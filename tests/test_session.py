"""A session is its list of inputs: undo, redo, fork, save and load are replay."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hasim import Session
from hasim.session import SessionError

KILL = "kill -9 $(cat /etc/httpd/run/httpd.pid)"


def state(session: Session) -> str:
    """All that can be seen of a world, as text."""
    steps = [step.to_json() for step in session.history]
    cibs = [found.text() for node in session.nodes if (found := session.cib(node)) is not None]
    return json.dumps([steps, cibs, session.time, session.running()])


@pytest.fixture(scope="module")
def killed() -> Session:
    session = Session("tutorial")
    session.run("node1", KILL)
    session.settle()
    return session


def test_a_kill_is_counted_and_recovered(killed: Session) -> None:
    view = killed.view()
    assert view is not None
    assert {"httpd": {"node1": 1}} == view.failcounts
    assert ["node1"] == killed.running()["httpd"]
    assert [("node1", "httpd", 1, "failure")] == [row[1:] for row in killed.failcount_changes()]


def test_the_same_inputs_give_the_same_world(killed: Session) -> None:
    again = Session.loads(killed.dumps())
    assert state(killed) == state(again)
    assert killed.dumps() == again.dumps()


def test_undo_takes_back_and_redo_brings_again(killed: Session) -> None:
    session = killed.fork("undo")
    before = state(session)
    assert session.undo()
    assert session.undo()
    assert not session.undo()
    assert {} == session.view().failcounts  # type: ignore[union-attr]
    assert session.redo()
    assert session.redo()
    assert not session.redo()
    assert before == state(session)


def test_a_new_input_ends_what_could_be_redone(killed: Session) -> None:
    session = killed.fork("other")
    session.undo()
    assert session.can_redo
    session.wait(1)
    assert not session.can_redo


def test_forks_do_not_touch_each_other(killed: Session) -> None:
    before = state(killed)
    fork = killed.fork("fork")
    fork.run("node1", KILL)
    fork.settle()
    assert before == state(killed)
    assert {"httpd": {"node1": 2}} == fork.view().failcounts  # type: ignore[union-attr]


def test_step_stops_at_the_next_visible_event(killed: Session) -> None:
    session = killed.fork("step")
    session.run("node1", KILL)
    step = session.step()
    assert step is not None
    assert step.records
    assert {step.records[-1].time} == {step.world.time}
    assert 0 < session.time - killed.time <= 20


def test_saving_and_loading(killed: Session, tmp_path: Path) -> None:
    file = str(tmp_path / "kept.jsonl")
    killed.save(file)
    assert state(killed) == state(Session.load(file))


def test_an_unknown_node_changes_nothing(killed: Session) -> None:
    before = killed.dumps()
    with pytest.raises(SessionError, match="node9"):
        killed.run("node9", "ls")
    assert before == killed.dumps()


def test_tables(killed: Session) -> None:
    assert ["time", "node", "kind", "text"] == list(killed.events().columns)
    assert [1] == list(killed.failcounts()["fail_count"])
    scores = killed.scores()
    row = scores[(scores.resource == "vip") & (scores.node == "node1")].iloc[-1]
    assert 1_000_000 == row["score"]


def test_a_receipt_adds_up(killed: Session) -> None:
    receipt = killed.why("vip", "node1")
    assert receipt.score == 1_000_000
    assert "stickiness" in {cause.kind for cause in receipt.causes}
    with pytest.raises(KeyError):
        killed.why("nothing", "node1")


def test_travelling_keeps_the_future(killed: Session) -> None:
    session = killed.fork("travel")
    before = state(session)
    session.travel(0)
    assert () == session.history
    assert killed.history == session.future
    session.travel(1)
    assert (killed.history[:1], killed.history[1:]) == (session.history, session.future)
    session.travel(99)
    assert before == state(session)
    session.travel(-1)
    assert killed.history == session.future
