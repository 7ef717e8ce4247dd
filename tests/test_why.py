"""Why: the winner, the margin, what stops a resource and what is due, in words."""

from __future__ import annotations

import pytest

from hasim import Session
from hasim.cib import INFINITY
from hasim.text import LANGUAGES
from hasim.why import Explanation, explanation, resources

KILL = "kill -9 $(cat /etc/httpd/run/httpd.pid)"


@pytest.fixture(scope="module")
def start() -> Session:
    return Session("tutorial")


def asked(session: Session, resource: str) -> Explanation:
    cib = session.cib()
    assert cib is not None
    return explanation(cib, int(session.clock()), resource)


def test_every_primitive_and_instance_can_be_asked_about(start: Session) -> None:
    assert resources(start.cib(), int(start.clock())) == ["vip", "httpd", "ping:0", "ping:1"]  # type: ignore[arg-type]
    with pytest.raises(KeyError, match="no such resource"):
        asked(start, "web")


@pytest.mark.parametrize("resource", ["vip", "httpd"])
def test_the_winner_is_where_it_truly_runs(start: Session, resource: str) -> None:
    session = start.fork("test")
    for _ in range(3):
        found = asked(session, resource)
        assert session.running()[resource] == [found.node]
        assert found.stoppers == found.deeds == ()
        session.run("node1", KILL)
        session.settle()
    found = asked(session, resource)
    assert found.node == "node2"
    loser = next(each for each in found.receipts if each.node == "node1")
    assert found.margin(loser) == INFINITY
    assert "fail count 3 >= migration-threshold 3" in found.sentence()


def test_an_equal_that_may_run_nothing_is_no_tie(start: Session) -> None:
    session = start.fork("test")
    session.run("node1", "crm configure rsc_defaults resource-stickiness=0")
    session.settle()
    assert "node2 scores the same" in asked(session, "vip").sentence()
    session.run("node1", "crm node standby node2")
    session.settle()
    assert "node2 is in standby." in asked(session, "vip").sentence()


def test_a_stop_that_is_due_waits_for_the_member_above(start: Session) -> None:
    session = start.fork("test")
    session.run("node1", "crm resource stop web")
    due = {deed.name: deed for deed in asked(session, "vip").deeds}
    assert due["stop vip"].waits_for == ("stop httpd",)
    assert [each.key for each in asked(session, "vip").stoppers][:1] == ["target-role"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_state_of_a_node_has_its_words(start: Session, lang: str) -> None:
    session = start.fork("test")
    session.run("node1", "crm node standby node1")
    session.settle()
    session.fault("power-off", node="node2")
    session.settle()
    found = asked(session, "httpd")
    assert found.node is None
    assert [each.key for each in found.stoppers] == ["standby", "offline"]
    assert all(name in found.sentence(lang) for name in ("httpd", "node1", "node2"))


def test_without_quorum_the_policy_is_named(start: Session) -> None:
    session = start.fork("test")
    session.run("node1", "crm configure property no-quorum-policy=stop")
    session.settle()
    cib = session.cib()
    assert cib is not None
    found = explanation(cib.with_root_attributes({"have-quorum": "0"}), int(session.clock()), "vip")
    assert [each.key for each in found.stoppers][:1] == ["no-quorum"]
    assert "vip is not to stay where it is: this partition has no quorum (no-quorum-policy=stop)" in found.sentence()
