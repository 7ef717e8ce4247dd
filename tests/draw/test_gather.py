"""A figure shows the world as it truly is, and each node's own opinion of it."""

import pytest

from hasim.draw import placement, placement_sentence
from hasim.draw.decided import moment_of
from hasim.draw.gather import gather
from hasim.scheduler import unpack_cluster
from hasim.scheduler.roles import Role
from hasim.session import Session
from tests.draw.looks import texts
from tests.draw.stories import RECORDED, STORIES, decidable, recorded, story


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


def test_the_client_is_seen_with_what_it_gets(start: Session) -> None:
    session = start.fork("client")
    session.wait(2)
    client = gather(session).client
    assert client is not None
    assert (client.address, client.seen, client.servers, client.served) == ("192.168.0.203", "ok", ("node1",), True)
    session.run("node1", "crm resource stop httpd")
    session.settle()
    session.wait(2)
    client = gather(session).client
    assert client is not None
    assert (client.seen, client.served) == ("connection refused", False)
    assert "gets: connection refused (from node1)" in placement_sentence(session)
    assert gather(Session("two-servers")).client is None


def test_partitions_are_numbered(session: Session) -> None:
    assert {node.side for node in gather(session).nodes} == {0}
    session.fault("cut", between=["node1", "node2"])
    session.settle()
    assert [node.side for node in gather(session).nodes] == [1, 2]
    assert "partition 1 is node1; partition 2 is node2" in placement_sentence(session)


def test_what_is_under_way_is_pending_not_dead() -> None:
    shots = {shot.id: shot for shot in gather(story("halfway")).resources}
    assert {task for shot in shots.values() for task in shot.pending.values()} == {"stop"}
    assert all(not shot.dead & shot.pending.keys() for shot in shots.values())


def test_what_is_not_managed_or_not_configured_any_more_is_said(session: Session) -> None:
    session.run("node1", "crm resource unmanage httpd")
    session.settle()
    shots = {shot.id: shot for shot in gather(session).resources}
    assert (shots["httpd"].managed, shots["vip"].managed) == (False, True)
    assert "httpd is not managed" in placement_sentence(session)


def test_a_bare_configuration_shows_remote_nodes_and_failures() -> None:
    snapshot = gather(recorded("whitebox-fail1"))
    assert {node.name: node.kind for node in snapshot.nodes if node.kind} == {"lxc1": "guest", "lxc2": "guest"}
    failed = {shot.id: shot.failed for shot in snapshot.resources if shot.failed}
    assert "container1" in failed
    assert not snapshot.wired


@pytest.mark.parametrize("name", STORIES)
def test_every_running_resource_is_in_the_figure_and_its_sentence(name: str) -> None:
    session = story(name)
    shown, said = " | ".join(texts(placement(session, "en"))), placement_sentence(session, "en")
    for resource, nodes in session.running().items():
        for node in nodes:
            assert resource in shown
            assert resource in said
            assert node in said


@pytest.mark.parametrize("case", RECORDED)
def test_every_active_resource_of_a_configuration_is_in_the_sentence(case: str) -> None:
    cib = recorded(case)
    if not decidable(cib):
        pytest.skip("hasim does not decide on it")
    cluster = unpack_cluster(cib, moment_of(cib))
    snapshot, said = gather(cib), placement_sentence(cib, "en")
    shots = {shot.id: shot for shot in snapshot.resources}
    for leaf in cluster.leaves():
        for node in leaf.active_on if leaf.role > Role.STOPPED and not leaf.implied else ():
            shot = shots[leaf.configured_id]
            assert node.name in shot.roles or node.name in shot.failed or node.name in shot.blocked
            assert leaf.configured_id in said
    assert all(node.name in said for node in snapshot.nodes)
