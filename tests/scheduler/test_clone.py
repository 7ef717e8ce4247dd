"""Clones: how instances are numbered, limited and kept in place; which are promoted."""

from __future__ import annotations

from hasim.cib.score import INFINITY
from hasim.scheduler.resource import Clone
from hasim.scheduler.roles import Role
from tests.scheduler.clusters import cib, collective, history, last_scores, nodes_of, operation, placed, primitive

THREE = ("n1", "n2", "n3")


def test_an_instance_for_each_node() -> None:
    cluster = placed(cib(collective("clone", "c", primitive("a")), nodes=THREE))
    assert nodes_of(cluster) == {"a:0": "n1", "a:1": "n2", "a:2": "n3"}


def test_instances_are_numbered_as_histories_are_read() -> None:
    document = cib(collective("clone", "c", primitive("a")), running={"a": "n2"})
    cluster = placed(document)
    assert nodes_of(cluster) == {"a:0": "n2", "a:1": "n1"}
    assert cluster.resource("a") is cluster.by_id["a:0"]


def test_clone_max_limits_the_instances() -> None:
    cluster = placed(cib(collective("clone", "c", primitive("a"), clone_max=2), nodes=THREE))
    assert nodes_of(cluster) == {"a:0": "n1", "a:1": "n2"}


def test_more_instances_than_allowed_on_a_node_are_banned_there() -> None:
    cluster = placed(cib(collective("clone", "c", primitive("a"), clone_max=3)))
    assert nodes_of(cluster) == {"a:0": "n1", "a:1": "n2", "a:2": ""}


def test_clone_node_max_makes_a_clone_unique() -> None:
    cluster = placed(cib(collective("clone", "c", primitive("a"), clone_max=4, clone_node_max=2)))
    assert nodes_of(cluster) == {"a:0": "n1", "a:1": "n2", "a:2": "n1", "a:3": "n2"}


def test_instances_of_other_classes_cannot_be_unique() -> None:
    clone = collective("clone", "c", primitive("a", agent="systemd:httpd"), globally_unique="true", clone_max=9)
    (found,) = placed(cib(clone)).resources
    assert isinstance(found, Clone)
    assert (found.unique, found.clone_max) == (False, 2)


def test_instances_stick_a_little_by_default() -> None:
    clone = collective("clone", "c", primitive("a"), clone_max=1)
    location = '<rsc_location id="l" rsc="c" node="n1" score="1"/>'
    cluster = placed(cib(clone, location, running={"a": "n2"}))
    assert last_scores(cluster, "a:0") == {"n1": 1, "n2": 1}
    assert nodes_of(cluster) == {"a:0": "n2"}


def test_a_threshold_bans_all_instances_of_an_anonymous_clone() -> None:
    clone = collective("clone", "c", primitive("a"), migration_threshold=1)
    document = cib(clone, running={"a": "n1"}, attributes={"n1": {"fail-count-a#monitor_10000": 1}})
    cluster = placed(document)
    assert last_scores(cluster, "c", "pcmk__clone_assign")["n1"] == -INFINITY
    assert sorted(nodes_of(cluster).values()) == ["", "n2"]


def test_the_best_promotion_score_is_promoted() -> None:
    clone = collective("clone", "c", primitive("a"), promotable="true")
    document = cib(clone, attributes={"n1": {"master-a": 5}, "n2": {"master-a": 10}})
    cluster = placed(document)
    roles = {leaf.assigned.name: leaf.next_role for leaf in cluster.leaves() if leaf.assigned}
    assert roles == {"n1": Role.UNPROMOTED, "n2": Role.PROMOTED}
    assert next(record.text() for record in cluster.records if not record.function).endswith("on n2: 10")


def test_without_a_promotion_score_nothing_is_promoted() -> None:
    cluster = placed(cib(collective("master", "c", primitive("a"))))
    assert {leaf.next_role for leaf in cluster.leaves()} == {Role.UNPROMOTED}


def test_an_instance_beyond_clone_max_is_stopped() -> None:
    clone = collective("clone", "c", primitive("a"), clone_max=1)
    cluster = placed(cib(clone, running={}, histories={n: history("a", operation("a")) for n in ("n1", "n2")}))
    assert sorted(nodes_of(cluster).values()) == ["", "n1"]


def test_a_clone_of_nothing_usable_is_ignored() -> None:
    assert placed(cib(collective("clone", "c") + primitive("a"))).by_id.keys() == {"a"}


def test_a_member_that_cannot_be_promoted_is_left_out() -> None:
    group = collective("group", "g", primitive("a"), primitive("b", agent="systemd:b"))
    cluster = placed(cib(collective("clone", "c", group, promotable="true", clone_max=1)))
    assert list(nodes_of(cluster)) == ["a:0"]
