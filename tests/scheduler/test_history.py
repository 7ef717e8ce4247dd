"""What the recorded operations of a resource say about it."""

from __future__ import annotations

import pytest

from hasim.cib import parse_xml
from hasim.scheduler.cluster import Cluster, EarlyKind
from hasim.scheduler.history import read_entry
from hasim.scheduler.history_order import active_from, merged_by, oldest_first
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW, cib, collective, history, operation, placed, primitive


def seen(*operations: str, inner: str = "", options: dict[str, object] | None = None, **meta: object) -> Cluster:
    document = cib(primitive("a", inner, **meta), options=options, histories={"n1": history("a", *operations)})
    return unpack_cluster(document, NOW)


def state(cluster: Cluster) -> tuple[Role, list[str], bool]:
    (resource,) = cluster.resources
    return resource.role, [node.name for node in resource.active_on], resource.failed


def requests(cluster: Cluster) -> list[str]:
    return [request.kind.value for request in cluster.early if request.kind is not EarlyKind.STOPS_OPTIONAL]


STOPPED = (Role.STOPPED, [], False)
STARTED = (Role.STARTED, ["n1"], False)
FAILED = (Role.STARTED, ["n1"], True)


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ([operation("a", "monitor", 7)], STOPPED),
        ([operation("a", "monitor", 0)], STARTED),  # a probe that found it unexpectedly
        ([operation("a", "monitor", 5)], STOPPED),  # not installed there
        ([operation("a", "start")], STARTED),
        ([operation("a", "start"), operation("a", "stop", call=2)], STOPPED),
        ([operation("a", "start", call=3), operation("a", "stop", call=2)], STARTED),
        ([operation("a", "start", 1)], FAILED),
        ([operation("a", "start"), operation("a", "monitor", 7, 2, interval=10_000)], FAILED),
        ([operation("a", "start", -1, -1, op_status=-1, rc_code=193)], STARTED),  # under way
        ([operation("a", "start", 0, op_status="")], STOPPED),  # unreadable
        ([operation("a", "notify", 1)], STOPPED),  # tells nothing
    ],
)
def test_role_and_place(operations: list[str], expected: tuple[Role, list[str], bool]) -> None:
    assert state(seen(*operations)) == expected


def test_a_failure_asks_for_a_stop_and_recurring_monitors_are_remembered() -> None:
    cluster = seen(operation("a", "start"), operation("a", "monitor", 7, 2, interval=10_000))
    assert requests(cluster) == ["recurring", "stop"]
    assert [(each.resource.id, each.operation.rc) for each in cluster.failures] == [("a", 7)]


def test_a_later_success_undoes_a_failure() -> None:
    failed = operation("a", "monitor", 1, 2, interval=10_000)
    later = [operation("a", "stop", call=3), operation("a", "start", call=4)]
    assert state(seen(operation("a", "start", call=1), failed, *later)) == STARTED


@pytest.mark.parametrize(
    ("on_fail", "standby", "managed", "next_role"),
    [
        ("standby", True, True, Role.UNKNOWN),
        ("block", False, False, Role.UNKNOWN),
        ("stop", False, True, Role.STOPPED),
        ("restart", False, True, Role.UNKNOWN),
    ],
)
def test_on_fail(on_fail: str, standby: bool, managed: bool, next_role: Role) -> None:
    monitor = f'<operations><op id="m" name="monitor" interval="10s" on-fail="{on_fail}"/></operations>'
    cluster = seen(operation("a", "start"), operation("a", "monitor", 1, 2, interval=10_000), inner=monitor)
    (resource,) = cluster.resources
    assert (cluster.nodes[0].standby, resource.managed, resource.next_role) == (standby, managed, next_role)


def test_an_ignored_failure_counts_as_success() -> None:
    monitor = '<operations><op id="m" name="monitor" interval="10s" on-fail="ignore"/></operations>'
    cluster = seen(operation("a", "start"), operation("a", "monitor", 1, 2, interval=10_000), inner=monitor)
    assert state(cluster) == STARTED
    assert cluster.resources[0].failure_ignored


def test_a_failed_stop_without_fencing_blocks() -> None:
    (resource,) = seen(operation("a", "start"), operation("a", "stop", 1, 2)).resources
    assert (resource.blocked, resource.managed, resource.failed) == (True, False, True)


def test_a_failed_stop_with_fencing_fences_the_node() -> None:
    device = primitive("f", agent="stonith:external/ssh")
    document = cib(
        primitive("a") + device,
        options={"stonith-enabled": "true"},
        histories={"n1": history("a", operation("a"), operation("a", "stop", 1, 2))},
    )
    cluster = unpack_cluster(document, NOW)
    assert cluster.nodes[0].unclean
    assert [(each.kind.value, each.reason) for each in cluster.early] == [("fence", "a failed there")]


def test_an_expired_failure_is_forgotten_and_its_count_cleared() -> None:
    failed = operation("a", "start", 1, id="a_last_failure_0")
    document = cib(
        primitive("a", failure_timeout="60s"),
        histories={"n1": history("a", operation("a", "monitor", 7, 0), failed)},
        attributes={"n1": {"fail-count-a#start_0": 1, "last-failure-a#start_0": NOW - 900}},
    )
    cluster = unpack_cluster(document, NOW)
    assert state(cluster) == STOPPED
    assert requests(cluster) == ["clear_failcount"]


def test_failures_expire_at_a_time_that_is_told() -> None:
    failed = operation("a", "start", 1, last_rc_change=NOW - 10)
    document = cib(
        primitive("a", failure_timeout="60s"),
        histories={"n1": history("a", failed)},
        attributes={"n1": {"fail-count-a#start_0": 1, "last-failure-a#start_0": NOW - 10}},
    )
    assert placed(document).recheck_by == NOW + 51


def test_the_order_of_operations() -> None:
    entries = [parse_xml(operation("a", task, call=call)) for task, call in (("start", 7), ("stop", 5), ("monitor", 9))]
    ordered = oldest_first([read_entry(entry) for entry in entries])
    assert [each.operation for each in ordered] == ["stop", "start", "monitor"]
    assert active_from(ordered) == (1, 0)


def test_a_migration_half_done_is_active_on_both_ends() -> None:
    left = operation("a", "migrate_to", call=5).replace("/>", ' migrate_source="n1" migrate_target="n2"/>')
    document = cib(
        primitive("a", allow_migrate="true"),
        histories={
            "n1": history("a", operation("a", call=4), left),
            "n2": history("a", operation("a", "monitor", 7, 1, last_rc_change=NOW - 2000)),
        },
    )
    (resource,) = unpack_cluster(document, NOW).resources
    assert [node.name for node in resource.active_on] == ["n2", "n1"]
    assert resource.partial_source is not None
    assert (resource.partial_source.name, resource.role) == ("n1", Role.STARTED)


def test_numbered_histories_of_old_belong_to_anonymous_instances() -> None:
    clone = collective("clone", "c", primitive("a"))
    document = cib(clone, histories={"n2": history("a:0", operation("a:0")), "n1": history("a:1", operation("a:1"))})
    cluster = unpack_cluster(document, NOW)
    places = {leaf.id: [node.name for node in leaf.active_on] for leaf in cluster.leaves()}
    assert places == {"a:0": ["n1"], "a:1": ["n2"]}


def test_entries_that_do_not_name_their_node_are_of_the_same_one() -> None:
    """Otherwise the order would go by times, of which the first knows none."""
    earlier = operation("a", "monitor", 7, 1, on_node="n1", last_rc_change="")
    later = operation("a", "start", 0, 2, last_rc_change="")
    assert state(seen(earlier, later)) == STARTED
    assert state(seen(later, earlier)) == STARTED


def migration(task: str, source: str, target: str, rc: int = 0, id: str = "") -> str:
    """One half of a live migration."""
    entry = operation("a", task, rc, 3, **({"id": id} if id else {}))
    return entry.replace("/>", f' migrate_source="{source}" migrate_target="{target}"/>')


@pytest.mark.parametrize(("target", "places"), [("n1", ["n2", "n1"]), ("n2", ["n1"])])
def test_a_failed_migration_counts_only_at_its_own_end(target: str, places: list[str]) -> None:
    """An entry that names another node as its target tells nothing of where else the resource is."""
    left = history("a", operation("a", "start", 0, 1), operation("a", "stop", 0, 2))
    arrival = history("a", migration("migrate_from", "n2", target, rc=1))
    document = cib(primitive("a"), histories={"n1": arrival, "n2": left})
    assert [node.name for node in unpack_cluster(document, NOW).resources[0].active_on] == places


def test_a_stop_that_cannot_be_run_has_its_node_fenced() -> None:
    """Also where maintenance of the node keeps it from being fenced for what is active there."""
    document = cib(
        primitive("a"),
        options={"stonith-enabled": "true"},
        histories={"n2": history("a", operation("a", "start", 1))},
        attributes={"n2": {"maintenance": "true"}},
        offline=["n2"],
    )
    cluster = unpack_cluster(document, NOW)
    assert cluster.nodes[1].unclean
    assert [each.reason for each in cluster.early if each.kind is EarlyKind.FENCE] == ["stop is unrunnable"]


@pytest.mark.parametrize("symmetric", [True, False])
def test_in_an_opt_in_cluster_an_absent_agent_is_no_failure_to_show(symmetric: bool) -> None:
    options: dict[str, object] = {"symmetric-cluster": str(symmetric).lower()}
    assert bool(seen(operation("a", "start", 5), options=options).failures) is symmetric
    assert seen(operation("a", "start", 1), options=options).failures


@pytest.mark.parametrize(("old", "blocked"), [(False, False), (True, True)])
def test_for_2_1_5_a_hopeless_stop_blocks_for_ever(old: bool, blocked: bool) -> None:
    stop = operation("a", "stop", 4, 2, last_rc_change=NOW - 1000)
    document = cib(primitive("a", failure_timeout="60"), histories={"n1": history("a", operation("a", "start"), stop)})
    assert unpack_cluster(document, NOW, as_2_1=old).resources[0].blocked is blocked


def test_ages_that_make_no_order_are_merged_by_halves() -> None:
    """As the list library of the real programs does, so that its answer is met where there is no right one."""
    beats = {(1, 2), (2, 3), (3, 1)}
    found = [
        merged_by(items, lambda left, right: -1 if (left, right) in beats else 1) for items in ([1, 2, 3], [3, 2, 1])
    ]
    assert found == [[1, 2, 3], [3, 1, 2]]


def test_of_two_records_of_an_arrival_none_is_found() -> None:
    """A failed one stands under two ids: then the migration counts as still under way."""
    left = history("a", operation("a"), migration("migrate_to", "n1", "n2"))
    failed = [migration("migrate_from", "n1", "n2", rc=1, id=f"a_{name}_0") for name in ("last", "last_failure")]
    partial = []
    for records in (failed[:1], failed):
        document = cib(primitive("a"), histories={"n1": left, "n2": history("a", *records)})
        resource = unpack_cluster(document, NOW).resources[0]
        partial.append(isinstance(resource, Primitive) and resource.partial_target is not None)
    assert partial == [False, True]
