"""Where a primitive goes: locations, stickiness, ties, thresholds, options."""

from __future__ import annotations

import pytest

from hasim.cib.score import INFINITY
from hasim.scheduler.scores import CauseKind, Fact
from tests.scheduler.clusters import NOW, cib, history, last_scores, nodes_of, operation, placed, primitive


def at(node: str, score: object, rsc: str = "a", id: str = "l") -> str:
    return f'<rsc_location id="{id}" rsc="{rsc}" node="{node}" score="{score}"/>'


def test_without_any_preference_resources_are_spread() -> None:
    cluster = placed(cib(primitive("a") + primitive("b") + primitive("c")))
    assert nodes_of(cluster) == {"a": "n1", "b": "n2", "c": "n1"}


def test_of_names_the_natural_order_is_listed_but_bytes_break_ties() -> None:
    cluster = placed(cib(primitive("a"), nodes=("n10", "n9")))
    assert [record.node for record in cluster.records] == ["n9", "n10"]
    assert nodes_of(cluster) == {"a": "n10"}


def test_an_equal_score_above_zero_keeps_a_resource_where_it_is() -> None:
    locations = at("n1", 5) + at("n2", 5, id="m")
    cluster = placed(cib(primitive("x") + primitive("a"), locations, running={"a": "n1"}))
    assert nodes_of(cluster)["a"] == "n1"


def test_without_stickiness_the_less_loaded_node_wins_against_the_current_one() -> None:
    cluster = placed(cib(primitive("x") + primitive("a"), running={"x": "n1", "a": "n1"}))
    assert nodes_of(cluster) == {"x": "n1", "a": "n2"}


def test_stickiness_holds_against_a_smaller_preference() -> None:
    cluster = placed(cib(primitive("a", resource_stickiness=100), at("n2", 99), running={"a": "n1"}))
    assert last_scores(cluster, "a") == {"n1": 100, "n2": 99}
    assert nodes_of(cluster) == {"a": "n1"}


def test_negative_stickiness_has_no_effect() -> None:
    cluster = placed(cib(primitive("a", resource_stickiness=-100), running={"a": "n1"}))
    assert last_scores(cluster, "a") == {"n1": 0, "n2": 0}


@pytest.mark.parametrize(("count", "node"), [(0, "n1"), (2, "n1"), (3, "n2"), ("INFINITY", "n2")])
def test_as_many_failures_as_the_threshold_ban(count: object, node: str) -> None:
    document = cib(
        primitive("a", migration_threshold=3, resource_stickiness=10),
        running={"a": "n1"},
        attributes={"n1": {"fail-count-a#monitor_10000": count}},
    )
    assert nodes_of(placed(document)) == {"a": node}


def test_the_cause_of_a_threshold_ban_tells_the_numbers() -> None:
    counts = {"fail-count-a#monitor_10000": 2, "fail-count-a#start_0": 1}
    cluster = placed(cib(primitive("a", migration_threshold=3), attributes={"n1": counts}))
    (cause,) = next(record.causes for record in cluster.records if record.node == "n1")
    assert (cause.kind, cause.score) == (CauseKind.THRESHOLD, -INFINITY)
    assert cause.detail == Fact.of("threshold", count=3, threshold=3)


@pytest.mark.parametrize(("age", "count"), [(60, 3), (61, 0)])
def test_failures_are_forgotten_after_failure_timeout(age: int, count: int) -> None:
    document = cib(
        primitive("a", migration_threshold=3, failure_timeout="60s"),
        attributes={"n1": {"fail-count-a#start_0": 3, "last-failure-a#start_0": NOW - age}},
    )
    assert last_scores(placed(document), "a")["n1"] == (-INFINITY if count else 0)


def test_the_causes_of_a_score_name_what_made_it() -> None:
    document = cib(primitive("a", resource_stickiness=7), at("n1", 5), running={"a": "n1"})
    record = next(record for record in placed(document).records if record.node == "n1")
    assert [(cause.kind, cause.score, cause.id) for cause in record.causes] == [
        (CauseKind.LOCATION, 5, "l"),
        (CauseKind.STICKINESS, 7, ""),
    ]


def test_a_stopped_resource_is_banned_everywhere() -> None:
    cluster = placed(cib(primitive("a", target_role="Stopped"), running={"a": "n1"}))
    assert last_scores(cluster, "a") == {"n1": -INFINITY, "n2": -INFINITY}
    assert nodes_of(cluster) == {"a": ""}


def test_an_unmanaged_resource_stays_whatever_the_scores_say() -> None:
    document = cib(primitive("a", is_managed="false"), at("n1", "-INFINITY"), running={"a": "n1"})
    assert nodes_of(placed(document)) == {"a": "n1"}


def test_in_an_opt_in_cluster_only_named_nodes_count() -> None:
    cluster = placed(cib(primitive("a") + primitive("b"), at("n2", 0), options={"symmetric-cluster": "false"}))
    assert [record.node for record in cluster.records] == ["n2"]
    assert nodes_of(cluster) == {"a": "n2", "b": ""}


def test_a_node_that_is_down_gets_nothing() -> None:
    cluster = placed(cib(primitive("a"), at("n1", 100), offline=["n1"]))
    assert nodes_of(cluster) == {"a": "n2"}


def test_standby_moves_everything_away() -> None:
    resource = primitive("a", resource_stickiness="INFINITY")
    document = cib(resource, running={"a": "n1"}, attributes={"n1": {"standby": "on"}})
    assert nodes_of(placed(document)) == {"a": "n2"}


def test_without_a_fence_device_nothing_is_managed() -> None:
    cluster = placed(cib(primitive("a"), options={"stonith-enabled": "true"}))
    assert nodes_of(cluster) == {"a": ""}
    assert not cluster.resources[0].managed


def test_priority_decides_who_is_placed_first() -> None:
    cluster = placed(cib(primitive("a") + primitive("b", priority=5)))
    assert [resource.id for resource in cluster.resources] == ["b", "a"]


def test_a_resource_of_the_history_alone_is_banned_and_not_shown() -> None:
    cluster = placed(cib(histories={"n1": history("old", operation("old"))}))
    (old,) = cluster.resources
    assert (old.removed, old.assigned, cluster.records) == (True, None, [])


def test_health_of_a_node_drives_resources_away() -> None:
    document = cib(
        primitive("a"), options={"node-health-strategy": "migrate-on-red"}, attributes={"n1": {"#health-disk": "red"}}
    )
    cluster = placed(document)
    assert last_scores(cluster, "a") == {"n1": -INFINITY, "n2": 0}
    assert cluster.nodes[0].health == -INFINITY


def test_exclusive_discovery_leaves_no_other_nodes() -> None:
    location = '<rsc_location id="l" rsc="a" node="n2" score="0" resource-discovery="exclusive"/>'
    assert last_scores(placed(cib(primitive("a"), location)), "a") == {"n1": -INFINITY, "n2": 0}
