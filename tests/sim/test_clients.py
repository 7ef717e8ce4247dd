"""What a client of the floating address sees: outages with their beginning, end and kind."""

from __future__ import annotations

from hasim import Session
from hasim.sim.clients import outages


def test_a_healthy_cluster_has_no_outage() -> None:
    session = Session("tutorial")
    session.wait(3600)
    assert outages(session.records()) == []


def test_a_killed_server_is_missed_from_the_kill_until_the_recovery() -> None:
    session = Session("tutorial")
    session.wait(5)
    session.run("node1", "kill -9 $(cat /etc/httpd/run/httpd.pid)")
    session.run("node1", "killall -9 httpd")
    session.settle()
    session.wait(1)  # nobody waits for the client's next question
    [outage] = outages(session.records())
    assert outage.seen == "connection refused"
    assert outage.address == "192.168.0.203"
    assert outage.end is not None
    assert 1 <= outage.end - outage.start <= 10 + 5


def test_a_lost_node_is_missed_for_some_seconds() -> None:
    session = Session("tutorial")
    session.fault("power-off", node="node1")
    session.settle()
    [outage] = outages(session.records())
    assert outage.end is not None
    assert outage.seen.startswith("timeout")
    assert 2 <= outage.end - outage.start <= 6
    table = session.downtime()
    assert [2 <= float(value) <= 6 for value in table["duration"]] == [True]


def test_a_split_is_seen_as_an_address_that_is_there_twice() -> None:
    session = Session("tutorial")
    session.fault("cut", between=["node1", "node2"])
    session.settle()
    [outage] = outages(session.records())
    assert (outage.seen, outage.end) == ("double address", None)
    session.fault("heal", between=["node1", "node2"])
    session.settle()
    [outage] = outages(session.records())
    assert outage.end is not None
