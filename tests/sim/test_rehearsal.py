"""A transition played with nothing behind it."""

from __future__ import annotations

from hasim.cib import Cib, Element
from hasim.scheduler import schedule, unpack_cluster
from hasim.scheduler.transition import GraphAction, PrimitiveReference, Synapse, Transition
from hasim.sim.draft import StatusDraft
from hasim.sim.injection import Injections, inject
from hasim.sim.rehearsal import OperationSpec, rehearse
from tests.scheduler.clusters import NOW, cib, primitive

MONITOR = '<operations><op id="a-m" name="monitor" interval="10s"/></operations>'
DUMMY = PrimitiveReference("a", "ocf", "Dummy", "pacemaker")


def act(id: int, task: str, **values: str) -> GraphAction:
    """An operation of resource a on n1."""
    meta = {f"CRM_meta_{name}": value for name, value in values.items()}
    return GraphAction(id, "rsc_op", task, f"a_{task}_0", node="n1", node_id="1", primitive=DUMMY, attributes=meta)


def history(document: Cib) -> list[Element]:
    """What n1 recorded."""
    return [entry for entry in document.status.walk() if entry.tag == "lrm_rsc_op" and entry.get("on_node") == "n1"]


def play(document: Cib, *synapses: Synapse, **options: object) -> tuple[Cib, list[int], bool]:
    """The CIB after these synapses, the ids of what was executed in order, and whether all was."""
    played = rehearse(document, Transition({}, synapses), known={"a"}, now=NOW, **options)  # type: ignore[arg-type]
    return played.cib, [step.action.id for step in played.steps], played.complete


def test_a_decision_played_leaves_a_settled_cluster() -> None:
    start = cib(primitive("a", MONITOR))
    decision = schedule(start, NOW)
    after = rehearse(start, decision.graph, known={"a"}, now=NOW)
    assert after.complete
    assert schedule(after.cib, NOW).graph.synapses == ()


def test_synapses_wait_for_their_inputs_whatever_their_order() -> None:
    synapses = [Synapse(0, (act(2, "start"),), (1,)), Synapse(1, (act(1, "monitor"),))]
    assert play(cib(primitive("a")), *synapses)[1:] == ([1, 2], True)


def test_what_waits_for_an_absent_action_never_starts() -> None:
    assert play(cib(primitive("a")), Synapse(0, (act(2, "start"),), (1,)))[1:] == ([], False)


def test_call_ids_go_on_from_the_highest_of_the_resource() -> None:
    running = cib(primitive("a"), running={"a": "n1"})
    after, _, _ = play(running, Synapse(0, (act(1, "stop"),)))
    assert [(entry.id, entry.get("call-id")) for entry in history(after)] == [("a_last_0", "2")]


def test_a_failure_is_recorded_twice_and_counted() -> None:
    spec = OperationSpec("a", "start", 0, "n1", 1)
    synapses = [Synapse(0, (act(1, "start"),)), Synapse(1, (act(2, "monitor", interval="10000"),), (1,))]
    after, done, complete = play(cib(primitive("a")), *synapses, failures=[spec])
    assert (done, complete) == ([1], True)  # a failure ends a transition rightly
    assert [(entry.id, entry.get("rc-code")) for entry in history(after)] == [
        ("a_last_0", "1"),
        ("a_last_failure_0", "1"),
    ]
    assert StatusDraft(after).node("n1").attribute("fail-count-a#start_0") == "INFINITY"


def test_a_failed_monitor_counts_one_more() -> None:
    given = cib(primitive("a"), attributes={"n1": {"fail-count-a#monitor_10000": 2}})
    spec = OperationSpec("a", "monitor", 10000, "n1", 7)
    after, _, _ = play(given, Synapse(0, (act(1, "monitor", interval="10000"),)), failures=[spec])
    assert StatusDraft(after).node("n1").attribute("fail-count-a#monitor_10000") == "3"


def test_fencing_forgets_the_node() -> None:
    fence = GraphAction(1, "crm_event", "stonith", "stonith-n1-reboot", node="n1", node_id="1")
    after, _, _ = play(cib(primitive("a"), running={"a": "n1"}), Synapse(0, (fence,)))
    state = after.status.children[0]
    assert (state.get("in_ccm"), state.get("crmd"), state.children) == ("false", "offline", ())


def test_the_recorded_digest_is_that_of_the_parameters() -> None:
    after, _, _ = play(cib(primitive("a")), Synapse(0, (act(1, "start", timeout="20000"),)))
    assert history(after)[0].get("op-digest") == "f2317cad3d54cec5d7d7aa7d0bf35cf8"


def test_an_operation_specification_is_read() -> None:
    assert OperationSpec.parse("a:0_monitor_20000@n1=7") == OperationSpec("a:0", "monitor", 20000, "n1", 7)
    assert OperationSpec.parse("a_migrate_to_0@n1=1") == OperationSpec("a", "migrate_to", 0, "n1", 1)
    assert OperationSpec.parse("nonsense") is None


def test_injections_are_told_in_their_order() -> None:
    cluster = unpack_cluster(cib(primitive("a"), histories={"n1": ""}), NOW)
    events = Injections(quorum="0", node_fail=["n2"], ticket_grant=["t"], operations=["a_monitor_10000@n1=7", "x"])
    injected = inject(cluster, events)
    assert injected.items == (
        "Setting quorum: 0",
        "Failing node n2",
        "Granting ticket t",
        "Injecting a_monitor_10000@n1=7 into the configuration",
        "Injecting attribute fail-count-a#monitor_10000=1 into /node_state '1'",
        f"Injecting attribute last-failure-a#monitor_10000={NOW} into /node_state '1'",
        "Injecting x into the configuration",
    )
    assert injected.problems == ("Invalid operation spec: x.  Only found 1 fields",)
    assert injected.cib.root.get("have-quorum") == "0"
