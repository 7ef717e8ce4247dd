"""A figure shows the world as it truly is, and each node's own opinion of it."""

import pytest

from hasim.draw import placement_sentence
from hasim.draw.gather import gather
from hasim.session import Session


@pytest.fixture(scope="module")
def start() -> Session:
    return Session("tutorial")


@pytest.fixture
def session(start: Session) -> Session:
    return start.fork("test")


def test_a_settled_cluster(session: Session) -> None:
    snapshot = gather(session)
    assert [(node.name, node.state, node.quorate) for node in snapshot.nodes] == [
        ("node1", "online", True),
        ("node2", "online", True),
    ]
    assert [node.name for node in snapshot.nodes if node.dc] == [session.view().dc]  # type: ignore[union-attr]
    assert [(each.label, dict(each.roles), each.threshold) for each in snapshot.resources] == [
        ("web > vip", {"node1": "Started"}, 3),
        ("web > httpd", {"node1": "Started"}, 3),
        ("clone_ping > ping", {"node1": "Started", "node2": "Started"}, 3),
    ]
    assert snapshot.hosts == ("192.168.0.1",)
    assert snapshot.lost == snapshot.cut == frozenset()


def test_a_world_is_drawn_like_its_session(session: Session) -> None:
    assert gather(session.world) == gather(session)


def test_bare_servers_run_no_cluster() -> None:
    session = Session("bare", dialect="1.1")
    assert [node.state for node in gather(session).nodes] == ["stopped", "stopped"]
    assert placement_sentence(session) == "No cluster is running on node1 and node2."


def test_in_a_split_each_side_is_believed_about_itself(session: Session) -> None:
    session.fault("cut", between=["node1", "node2"])
    session.settle()
    snapshot = gather(session)
    assert [(node.state, node.dc) for node in snapshot.nodes] == [("online", True), ("online", True)]
    assert snapshot.resources[0].roles == {"node1": "Started", "node2": "Started"}
    assert snapshot.cut == frozenset({frozenset(("node1", "node2"))})


def test_a_machine_without_power_is_off_however_others_see_it(session: Session) -> None:
    session.fault("power-off", node="node2")
    session.settle()
    snapshot = gather(session)
    assert [node.state for node in snapshot.nodes] == ["online", "off"]
    assert snapshot.cut == frozenset()


def test_a_lost_gateway_is_seen(session: Session) -> None:
    session.fault("unreachable", node="node1", host="192.168.0.1")
    assert gather(session).lost == frozenset({("node1", "192.168.0.1")})


def test_another_host_is_shown_when_it_matters(start: Session) -> None:
    session = start.fork("hosts")
    other = min(session.world.network.hosts - {"192.168.0.1"})
    assert gather(session).hosts == ("192.168.0.1",)
    session.fault("host-down", host=other)
    assert gather(session).hosts == ("192.168.0.1", other)
    assert gather(session).others == {other}
    session.fault("host-up", host=other)
    session.run("node1", f"crm resource param ping set host_list '192.168.0.1 {other}'")
    session.settle()
    assert gather(session).hosts == ("192.168.0.1", other)
