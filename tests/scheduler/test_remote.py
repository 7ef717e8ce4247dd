"""Remote and guest nodes: up with their connections, and what that means for what runs on them."""

from __future__ import annotations

from hasim.scheduler.decide import schedule
from hasim.scheduler.node import NodeKind
from tests.scheduler.clusters import NOW, cib, history, operation, primitive

CONNECTION = primitive("far", agent="ocf:pacemaker:remote")
MACHINE = primitive("vm", remote_node="guest")
AWAY = '<rsc_location id="l" rsc="app" node="{}" score="100"/>'


def placed(decision, resource: str) -> str | None:
    node = decision.cluster.by_id[resource].assigned
    return node.name if node is not None else None


def test_a_connection_makes_a_node_that_can_be_used_at_once() -> None:
    decision = schedule(cib(CONNECTION + primitive("app"), AWAY.format("far")), NOW)
    assert decision.cluster.node("far").kind is NodeKind.REMOTE
    assert placed(decision, "far") in ("n1", "n2")
    assert placed(decision, "app") == "far"
    graph = decision.graph
    start = next(a for a in graph.actions.values() if a.operation_key == "app_start_0")
    assert start.router_node == placed(decision, "far")
    inputs = next(s.inputs for s in graph.synapses if s.actions[0] is start)
    assert "far_start_0" in {graph.actions[number].operation_key for number in inputs}


def test_nothing_is_placed_on_a_remote_node_whose_connection_is_to_stop() -> None:
    connection = primitive("far", agent="ocf:pacemaker:remote", target_role="Stopped")
    decision = schedule(cib(connection + primitive("app"), AWAY.format("far")), NOW)
    assert placed(decision, "app") in ("n1", "n2")


def test_a_guest_node_follows_the_machine_that_launches_it() -> None:
    decision = schedule(cib(MACHINE + primitive("app"), AWAY.format("guest")), NOW)
    assert decision.cluster.node("guest").kind is NodeKind.GUEST
    assert placed(decision, "guest") == placed(decision, "vm")
    assert placed(decision, "app") == "guest"


def test_connections_and_fence_devices_stay_off_remote_nodes() -> None:
    devices = primitive("fence", agent="stonith:fence_dummy") + primitive("other", agent="ocf:pacemaker:remote")
    far = '<rsc_location id="l{0}" rsc="{0}" node="far" score="INFINITY"/>'
    decision = schedule(cib(CONNECTION + devices, far.format("fence") + far.format("other")), NOW)
    assert {placed(decision, "fence"), placed(decision, "other")} <= {"n1", "n2"}


def test_a_lost_connection_has_its_node_fenced() -> None:
    lost = history(
        "far",
        operation("far", call=1),
        operation("far", "monitor", rc=1, call=2, interval=60000, expected=0),
        agent="ocf:pacemaker:remote",
    )
    found = cib(
        primitive("fence", agent="stonith:fence_dummy") + CONNECTION,
        options={"stonith-enabled": "true"},
        histories={"n1": lost},
    )
    rows = schedule(found, NOW).summary.fencing
    assert [(row.node, row.reason) for row in rows] == [("far", "remote connection is unrecoverable")]


def test_guests_that_host_each_other_do_not_loop() -> None:
    machines = primitive("vm1", remote_node="g1") + primitive("vm2", remote_node="g2")
    states = "".join(
        f'<node_state id="{on}" uname="{on}"><lrm id="{on}"><lrm_resources>'
        f"{history(vm, operation(vm))}</lrm_resources></lrm></node_state>"
        for on, vm in (("g1", "vm2"), ("g2", "vm1"))
    )
    base = cib(machines, options={"stonith-enabled": "true"})
    text = base.text().replace("</status>", f"{states}</status>")
    assert schedule(type(base).parse(text), NOW).cluster.node("g1") is not None
