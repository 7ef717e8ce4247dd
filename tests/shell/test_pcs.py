"""pcs on simulated nodes: what a file cannot show."""

from __future__ import annotations

import pytest

from hasim import Session
from hasim.shell.completion import Scene, complete, help_at


@pytest.fixture
def tutorial() -> Session:
    return Session("tutorial")


def run(session: Session, line: str, node: str = "node1") -> tuple[int, str]:
    """Exit status and both streams of a command."""
    done = session.run(node, line)
    return done.exit, done.stdout + done.stderr


def where(session: Session, resource: str) -> str:
    return run(session, f"crm_resource --quiet --locate --resource {resource}")[1].split()[-1]


def test_a_move_that_would_not_happen_changes_nothing(tutorial: Session) -> None:
    """The stickiness is infinite: pcs tries it on paper and leaves the cluster alone."""
    status, text = run(tutorial, "pcs resource move web node2")
    assert (status, "Unable to move resource 'web' using a location constraint" in text) == (1, True)
    assert "cli-prefer" not in run(tutorial, "cibadmin -Q -o constraints")[1]


def test_a_move_leaves_no_constraint(tutorial: Session) -> None:
    run(tutorial, "pcs resource defaults update resource-stickiness=100")
    status, text = run(tutorial, "pcs resource move web node2")
    assert (status, text.splitlines()[-1]) == (0, "resource 'web' is running on node 'node2'")
    assert "cli-prefer" not in run(tutorial, "cibadmin -Q -o constraints")[1]
    assert where(tutorial, "httpd") == "node2"


def test_standby_and_back(tutorial: Session) -> None:
    assert run(tutorial, "pcs node standby --wait")[0] == 0
    assert where(tutorial, "httpd") == "node2"
    assert " Standby: node1" in run(tutorial, "pcs status nodes")[1]
    assert run(tutorial, "pcs node unstandby") == (0, "")


def test_the_cluster_stops_and_starts_everywhere(tutorial: Session) -> None:
    assert run(tutorial, "pcs cluster stop --all")[0] == 0
    assert run(tutorial, "pcs status")[0] == 1
    assert run(tutorial, "pcs property set a=b") == (1, "Error: unable to get cib\n")
    assert run(tutorial, "pcs cluster start --all") == (0, "node1: Starting Cluster...\nnode2: Starting Cluster...\n")


@pytest.mark.parametrize("dialect", ["1.1", "2.1", "3.0"])
def test_resources_are_listed_in_every_generation(dialect: str) -> None:
    status, text = run(Session("tutorial", dialect=dialect), "pcs resource")
    assert (status, "Started node1" in text, "clone_ping" in text) == (0, True, True)


def test_a_loss_of_quorum_has_to_be_forced() -> None:
    session = Session("two-servers", nodes=["node1", "node2", "node3"])
    assert run(session, "pcs cluster stop node3")[0] == 0
    session.settle()
    status, text = run(session, "pcs cluster stop")
    assert (status, text) == (
        1,
        "Error: Stopping the node will cause a loss of the quorum, use --force to override\n",
    )
    assert run(session, "pcs cluster stop --force")[0] == 0


def test_a_cluster_is_set_up_from_nothing(tutorial: Session) -> None:
    run(tutorial, "pcs cluster destroy --all")
    status, text = run(tutorial, "pcs cluster setup lab node1 node2 --start")
    assert (status, "Cluster has been successfully set up." in text) == (0, True)
    tutorial.settle()
    status, text = run(tutorial, "pcs status")
    assert "Cluster name: lab" in text
    assert "* Online: [ node1 node2 ]" in text


def test_what_runs_is_stopped_before_it_is_deleted(tutorial: Session) -> None:
    run(tutorial, "pcs resource create d ocf:pacemaker:Dummy --wait")
    assert run(tutorial, "pcs resource delete d") == (0, "Attempting to stop: d... Stopped\nDeleting Resource - d\n")


def test_a_file_of_the_node_is_a_place_to_prepare_changes(tutorial: Session) -> None:
    lines = ["pcs cluster cib x.xml", "pcs -f x.xml resource disable web", "pcs cluster cib-push x.xml --config"]
    assert [run(tutorial, line)[0] for line in lines] == [0, 0, 0]
    assert "web (disabled)" in run(tutorial, "pcs resource")[1]


def test_what_is_not_modelled_is_refused_by_name(tutorial: Session) -> None:
    assert run(tutorial, "pcs quorum device status") == (3, "hasim does not model pcs quorum device status\n")
    assert run(tutorial, "pcs booth")[0] == 3


def test_completion_and_help_come_from_the_definitions(tutorial: Session) -> None:
    scene = Scene(tutorial.world, "node1")
    for line, wanted in [
        ("pcs resource mo", {"move", "move-with-constraint"}),
        ("pcs -f x.xml constraint loc", {"location"}),
        ("pcs resource move web --pro", {"--promoted"}),
        ("pcs resource move we", {"web", "web_location"}),
    ]:
        assert {each.text for each in complete(line, len(line), scene)[1]} == wanted, line
    assert "move <resource id> [<node>]" in help_at("pcs resource move", 17, scene)


def test_what_else_is_affected_keeps_a_resource_from_being_stopped_safely(tutorial: Session) -> None:
    for name in ("a", "b"):
        run(tutorial, f"pcs resource create {name} ocf:pacemaker:Dummy --wait")
    run(tutorial, "pcs constraint order a then b")
    status, text = run(tutorial, "pcs resource safe-disable a --brief")
    assert (status, text.splitlines()[0]) == (
        1,
        "Error: Disabling specified resource would have an effect on this resource: 'b'",
    )
    assert run(tutorial, "pcs resource disable a --simulate --brief") == (0, "b\n")
    assert "disabled" not in run(tutorial, "pcs resource")[1]
    assert run(tutorial, "pcs resource safe-disable b") == (0, "")


def test_resources_go_where_they_would_rather_be(tutorial: Session) -> None:
    for line in ("pcs resource defaults update resource-stickiness=50", "pcs constraint location web prefers node2=10"):
        assert run(tutorial, line)[0] == 0
    assert "httpd prefers node2=INFINITY" in run(tutorial, "pcs resource relocate dry-run")[1]
    assert where(tutorial, "httpd") == "node1"
    assert run(tutorial, "pcs resource relocate run web")[0] == 0
    assert where(tutorial, "httpd") == "node2"
    assert "pcs-relocate" not in run(tutorial, "cibadmin -Q -o constraints")[1]


def test_a_node_leaves_and_comes_back() -> None:
    session = Session("two-servers", nodes=["node1", "node2", "node3"])
    refusal = "hasim does not model pcs cluster node remove while Corosync runs (on node1, node2, node3)"
    assert refusal in run(session, "pcs cluster node remove node3")[1]
    run(session, "pcs cluster stop --all")
    assert run(session, "pcs cluster node remove node3")[0] == 0
    run(session, "pcs cluster start --all")
    session.settle()
    assert " Offline:\nPacemaker Remote" in run(session, "pcs status nodes")[1]
    assert "node3" not in run(session, "pcs status nodes")[1]
    run(session, "pcs cluster stop --all")
    assert run(session, "pcs cluster node add node3")[0] == 0
    run(session, "pcs cluster start --all")
    session.settle()
    assert " Online: node1 node2 node3" in run(session, "pcs status nodes")[1]


def test_corosync_options_are_changed_on_all_nodes(tutorial: Session) -> None:
    run(tutorial, "pcs cluster stop --all")
    assert run(tutorial, "pcs cluster config update totem token=5000")[0] == 0
    for node in ("node1", "node2"):
        assert "token: 5000" in run(tutorial, "pcs cluster config", node)[1]
    assert run(tutorial, "pcs status nodes both")[0] == 1


def test_a_second_link_comes_and_goes() -> None:
    session = Session("two-servers")
    for line in ("pcs cluster destroy --all", "pcs cluster setup lab node1 node2"):
        assert run(session, line)[0] == 0
    assert run(session, "pcs cluster link add node1=10.0.0.1 node2=10.0.0.2 options link_priority=5")[0] == 0
    assert "Link 1 address: 10.0.0.2" in run(session, "pcs cluster config", "node2")[1]
    assert run(session, "pcs cluster link update 1 node2=10.0.0.9 options link_priority=")[0] == 0
    assert "ring1_addr: 10.0.0.9" in run(session, "cat /etc/corosync/corosync.conf")[1]
    assert run(session, "pcs cluster link remove 1")[0] == 0
    assert "Link 1" not in run(session, "pcs cluster config")[1]
    assert "less than allowed" in run(session, "pcs cluster link remove 0")[1]
