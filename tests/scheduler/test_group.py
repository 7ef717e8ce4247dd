"""Groups: members stay together, and their wishes add up at the first."""

from __future__ import annotations

from hasim.cib.score import INFINITY
from hasim.scheduler.scores import Fact
from tests.scheduler.clusters import cib, collective, last_scores, nodes_of, placed, primitive

ABC = tuple(primitive(name) for name in "abc")


def test_wishes_of_later_members_count_at_the_first() -> None:
    group = collective("group", "g", *ABC, resource_stickiness=100)
    constraints = (
        '<rsc_location id="l" rsc="g" node="n2" score="50"/><rsc_location id="m" rsc="c" node="n1" score="20"/>'
    )
    cluster = placed(cib(group, constraints, running={"a": "n1"}))
    assert last_scores(cluster, "a") == {"n1": 120, "n2": 50}
    assert last_scores(cluster, "b") == {"n1": 20, "n2": -INFINITY}
    assert last_scores(cluster, "c") == {"n1": 20, "n2": -INFINITY}


def test_a_member_that_can_run_nowhere_stops_only_those_after_it() -> None:
    constraints = "".join(
        f'<rsc_location id="l{node}" rsc="b" node="{node}" score="-INFINITY"/>' for node in ("n1", "n2")
    )
    assert nodes_of(placed(cib(collective("group", "g", *ABC), constraints))) == {"a": "n1", "b": "", "c": ""}


def test_a_failing_member_takes_the_group_along() -> None:
    group = collective("group", "g", *ABC, migration_threshold=3)
    document = cib(
        group,
        running={"a": "n1", "b": "n1", "c": "n1"},
        attributes={"n1": {"fail-count-b#monitor_10000": 3}},
    )
    assert set(nodes_of(placed(document)).values()) == {"n2"}


def test_the_cause_of_a_wish_names_the_member() -> None:
    group = collective("group", "g", *ABC)
    cluster = placed(cib(group, '<rsc_location id="m" rsc="b" node="n1" score="20"/>'))
    record = next(each for each in cluster.records if each.function == "pcmk__primitive_assign" and each.node == "n1")
    assert [(cause.score, cause.resource) for cause in record.causes] == [(20, "b")]


def test_a_group_without_collocation_may_be_spread() -> None:
    cluster = placed(cib(collective("group", "g", *ABC, collocated="false")))
    assert nodes_of(cluster) == {"a": "n1", "b": "n2", "c": "n1"}


def test_an_empty_group_is_no_obstacle() -> None:
    assert nodes_of(placed(cib(collective("group", "g") + primitive("a")))) == {"a": "n1"}


def test_a_wish_tells_what_the_member_has_against_a_node() -> None:
    group = collective("group", "g", *ABC, migration_threshold=1)
    cluster = placed(cib(group, attributes={"n1": {"fail-count-b#start_0": 1}}))
    record = next(each for each in cluster.records if each.function == "pcmk__primitive_assign" and each.node == "n1")
    assert [cause.resource for cause in record.causes] == ["b"]
    assert record.causes[0].because[0].detail == Fact.of("threshold", count=1, threshold=1)
