"""Colocations: with, apart, in sets, by attribute, by role; and how dependents' wishes travel."""

from __future__ import annotations

import pytest

from hasim.cib import parse_xml
from hasim.cib.score import INFINITY
from tests.scheduler.clusters import cib, collective, last_scores, nodes_of, placed, primitive


def together(first: str, second: str, score: object = "INFINITY", more: str = "") -> str:
    return f'<rsc_colocation id="c-{first}-{second}" rsc="{first}" with-rsc="{second}" score="{score}" {more}/>'


AB = primitive("a") + primitive("b")
LIKES_N2 = '<rsc_location id="l" rsc="a" node="n2" score="10"/>'


def test_a_primary_goes_where_its_dependent_wants_to_be() -> None:
    cluster = placed(cib(AB, together("a", "b") + LIKES_N2))
    assert nodes_of(cluster) == {"a": "n2", "b": "n2"}
    assert last_scores(cluster, "b") == {"n1": 0, "n2": 10}
    assert last_scores(cluster, "a") == {"n1": -INFINITY, "n2": 10}


@pytest.mark.parametrize(("score", "wish"), [("500000", 5), ("1", 1), ("-500000", -5)])
def test_a_weaker_colocation_passes_on_a_part_of_the_wish_but_at_least_one(score: str, wish: int) -> None:
    cluster = placed(cib(AB, together("a", "b", score) + LIKES_N2))
    assert last_scores(cluster, "b") == {"n1": 0, "n2": wish}


def test_resources_are_kept_apart() -> None:
    assert len(set(nodes_of(placed(cib(AB, together("a", "b", "-INFINITY") + LIKES_N2))).values())) == 2


def test_a_mandatory_dependent_stays_down_without_its_primary() -> None:
    cluster = placed(cib(primitive("a") + primitive("b", target_role="Stopped"), together("a", "b")))
    assert nodes_of(cluster) == {"a": "", "b": ""}


def test_an_optional_dependent_does_not() -> None:
    cluster = placed(cib(primitive("a") + primitive("b", target_role="Stopped"), together("a", "b", 100)))
    assert nodes_of(cluster) == {"a": "n1", "b": ""}


def test_loops_and_unknown_names_are_harmless() -> None:
    constraints = together("a", "b") + together("b", "a") + together("a", "a", 5)
    constraints += together("a", "x") + together("", "")
    assert len(set(nodes_of(placed(cib(AB, constraints))).values())) == 1


def test_an_active_primary_ignores_what_has_no_influence() -> None:
    ban = '<rsc_location id="l" rsc="a" node="n1" score="-INFINITY"/>'
    resources = primitive("a", critical="false") + primitive("b", resource_stickiness=1)
    assert nodes_of(placed(cib(resources, together("a", "b") + ban, running={"b": "n1"}))) == {"a": "", "b": "n1"}


def test_nodes_may_count_as_one_place() -> None:
    rack = 'node-attribute="rack"'
    ban = '<rsc_location id="l" rsc="a" node="n2" score="-INFINITY"/>'
    at = '<rsc_location id="m" rsc="b" node="n2" score="INFINITY"/>'
    given = {"n1": {"rack": "East"}, "n2": {"rack": "east"}, "n3": {"rack": "west"}}
    document = cib(AB, together("a", "b", more=rack) + ban + at, nodes=("n1", "n2", "n3"), attributes=given)
    assert nodes_of(placed(document)) == {"a": "n1", "b": "n2"}


def test_a_set_chains_its_resources() -> None:
    members = "".join(f'<resource_ref id="{name}"/>' for name in "abc")
    members = f'<resource_set id="set">{members}</resource_set>'
    constraint = f'<rsc_colocation id="s" score="INFINITY">{members}</rsc_colocation>'
    cluster = placed(cib(AB + primitive("c"), constraint))
    assert [(each.dependent.id, each.primary.id) for each in cluster.colocations] == [("b", "a"), ("c", "b")]


def test_sets_that_are_not_sequential_are_all_with_the_next() -> None:
    first = '<resource_set id="s1" sequential="false"><resource_ref id="a"/><resource_ref id="b"/></resource_set>'
    second = '<resource_set id="s2"><resource_ref id="c"/><resource_ref id="d"/></resource_set>'
    constraint = f'<rsc_colocation id="s" score="5">{first}{second}</rsc_colocation>'
    cluster = placed(cib(AB + primitive("c") + primitive("d"), constraint))
    pairs = [(each.dependent.id, each.primary.id) for each in cluster.colocations]
    assert pairs == [("d", "c"), ("a", "d"), ("b", "d")]


def test_a_dependent_of_a_clone_goes_where_an_instance_is() -> None:
    clone = collective("clone", "c", primitive("i"), clone_max=1)
    location = '<rsc_location id="l" rsc="c" node="n2" score="10"/>'
    cluster = placed(cib(clone + primitive("a"), together("a", "c") + location))
    assert nodes_of(cluster) == {"i:0": "n2", "a": "n2"}


def test_capacity_counts_for_all_that_must_be_together() -> None:
    use = '<utilization id="{0}-u"><nvpair id="{0}-m" name="memory" value="600"/></utilization>'
    resources = primitive("a", use.format("a")) + primitive("b", use.format("b"))
    document = cib(resources, together("a", "b"), options={"placement-strategy": "utilization"})
    room = '<utilization id="u{0}"><nvpair id="u{0}m" name="memory" value="{1}"/></utilization>'
    listed = "".join(
        f'<node id="{number}" uname="n{number}">{room.format(number, amount)}</node>'
        for number, amount in ((1, 1000), (2, 2000))
    )
    document = document.with_section(parse_xml(f"<nodes>{listed}</nodes>"))
    assert nodes_of(placed(document)) == {"a": "n2", "b": "n2"}
