"""Keys, edges, digests, and when an action goes into the transition."""

from __future__ import annotations

import pytest

from hasim.cib import Cib
from hasim.scheduler import schedule
from hasim.scheduler.action import Action, connect, notify_key, operation_key, split_key
from hasim.scheduler.digest import parameter_digest
from hasim.scheduler.flags import FORCED, ON_DC, OPTIONAL, ORDER, PSEUDO, RUNNABLE, THEN_PULLS_FIRST
from hasim.scheduler.inputs import is_eligible
from hasim.scheduler.node import Node
from hasim.scheduler.plan import clear, set_reason
from tests.scheduler.clusters import NOW, cib, collective, history, operation, primitive

MONITOR = '<operations><op id="{0}-m" name="monitor" interval="10s"/></operations>'


def action(id: int, flags: int = RUNNABLE, *, online: bool = True, task: str = "start") -> Action:
    """An action without a resource on a node."""
    return Action(id, f"x_{task}_0", task, None, Node("1", "n1", online=online), flags)


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        (operation_key("web", "monitor", 10000), ("web", "monitor", 10000)),
        (operation_key("a_b:1", "migrate_from"), ("a_b:1", "migrate_from", 0)),
        (notify_key("db:0", "pre", "start"), ("db:0", "pre_notify_start", 0)),
        ("nonsense", ("nonsense", "", 0)),
    ],
)
def test_keys_are_taken_apart(key: str, parts: tuple[str, str, int]) -> None:
    assert split_key(key) == parts


def test_an_edge_is_added_once_for_each_meaning() -> None:
    first, then = action(1), action(2)
    added = [connect(first, then, flags) for flags in (ORDER, ORDER, THEN_PULLS_FIRST, ORDER | THEN_PULLS_FIRST, 0)]
    assert added == [True, False, True, False, False]
    assert (len(first.after), len(then.before)) == (2, 2)


def test_the_first_reason_stays_unless_overwritten() -> None:
    given = action(1)
    for reason, overwrite in (("one", False), ("two", False), ("", True), ("three", True)):
        set_reason(given, reason, overwrite=overwrite)
    assert given.reason == "three"


def test_a_flag_is_cleared_once() -> None:
    given = action(1, OPTIONAL | RUNNABLE)
    assert [clear(given, OPTIONAL, action(2)), clear(given, OPTIONAL, action(2))] == [True, False]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (action(1), True),
        (action(1, OPTIONAL | RUNNABLE), False),
        (action(1, OPTIONAL | RUNNABLE | FORCED), True),
        (action(1, 0), False),
        (action(1, online=False), False),
        (action(1, RUNNABLE | PSEUDO, online=False), True),
        (action(1, RUNNABLE | ON_DC, online=False), True),
        (action(1, online=False, task="stonith"), True),
    ],
)
def test_what_goes_into_the_transition(given: Action, expected: bool) -> None:
    assert is_eligible(given) is expected


def test_digests_sort_names_and_leave_meta_attributes_out() -> None:
    given = {"b": '1"<', "a": "2", "CRM_meta_timeout": "20000", "CRM_meta_on_node": "n1", "crm_feature_set": "3"}
    assert parameter_digest(given) == parameter_digest({"a": "2", "b": '1"<'})
    assert parameter_digest(given, recurring=True) != parameter_digest(given)
    assert parameter_digest(given, only=["a"]) == parameter_digest({"a": "2"}) == parameter_digest(given, without=["b"])


def graph_of(document: Cib) -> dict[str, set[str]]:
    """Every action of the transition ("key node") with what it waits for."""
    graph = schedule(document, NOW).graph
    names = {id: f"{each.operation_key} {each.node}".strip() for id, each in graph.actions.items()}
    found = {}
    for synapse in graph.synapses:
        for each in synapse.actions:
            found[names[each.id]] = {names[given] for given in synapse.inputs}
    return found


def test_a_start_waits_for_all_probes_and_its_monitor_for_it() -> None:
    assert graph_of(cib(primitive("a", MONITOR.format("a")))) == {
        "a_monitor_0 n1": set(),
        "a_monitor_0 n2": set(),
        "a_start_0 n1": {"a_monitor_0 n1", "a_monitor_0 n2"},
        "a_monitor_10000 n1": {"a_start_0 n1"},
    }


def test_a_group_starts_member_by_member_between_its_milestones() -> None:
    idle = "".join(history(name, operation(name, "monitor", 7)) for name in "ab")
    probed = {"n1": idle, "n2": idle}
    assert graph_of(cib(collective("group", "g", primitive("a"), primitive("b")), histories=probed)) == {
        "g_start_0": set(),
        "a_start_0 n1": {"g_start_0"},
        "b_start_0 n1": {"g_start_0", "a_start_0 n1"},
        "g_running_0": {"g_start_0", "a_start_0 n1", "b_start_0 n1"},
    }


def test_actions_carry_what_the_executor_needs() -> None:
    parameters = '<instance_attributes id="p"><nvpair id="p1" name="fake" value="1"/></instance_attributes>'
    graph = schedule(cib(primitive("a", parameters + MONITOR.format("a")), nodes=("n1",)), NOW).graph
    monitor = next(each for each in graph.actions.values() if each.interval_ms)
    assert (monitor.kind, monitor.operation, monitor.node, monitor.node_id) == ("rsc_op", "monitor", "n1", "1")
    assert (monitor.interval_ms, monitor.timeout_ms, monitor.target_rc) == (10000, 20000, 0)
    assert monitor.attributes == {
        "CRM_meta_interval": "10000",
        "CRM_meta_name": "monitor",
        "CRM_meta_on_node": "n1",
        "CRM_meta_on_node_uuid": "1",
        "CRM_meta_timeout": "20000",
        "crm_feature_set": "3.16.2",
        "fake": "1",
    }
    probe = next(each for each in graph.actions.values() if each.operation_key == "a_monitor_0")
    assert probe.target_rc == 7


def test_every_blocked_action_tells_why() -> None:
    started = schedule(cib(primitive("a")).with_root_attributes({"have-quorum": "0"}), NOW)
    start = next(each for each in started.actions if each.task == "start")
    assert (start.runnable, start.reason) == (False, "no quorum")
