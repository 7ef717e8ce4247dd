"""The search is bounded by the size of the cluster, and leaves the document that it is given alone."""

from __future__ import annotations

from hasim.whatif import ways
from tests.scheduler.clusters import NOW, cib, collective, primitive


def test_a_large_cluster_is_searched_only_so_far_and_that_is_said() -> None:
    nodes = [f"n{number}" for number in range(32)]
    groups, running = "", {}
    for number in range(50):
        members = [f"r{number}-{index}" for index in range(5)]
        groups += collective("group", f"g{number}", *[primitive(each, resource_stickiness=100) for each in members])
        running |= dict.fromkeys(members, nodes[number % 32])
    banned = '<rsc_location id="ban" rsc="g0" node="n1" score="-INFINITY"/>'
    document = cib(groups, banned, nodes=nodes, running=running)
    before = document.text()
    answer = ways(document, NOW, "r0-1", "n1")
    assert document.text() == before
    assert answer.tried <= 16
    assert answer.offers
    assert answer.cut == bool(answer.remarks())


def test_a_clone_may_have_one_more_instance() -> None:
    clone = collective("clone", "c", primitive("a"), clone_max=1)
    answer = ways(cib(clone, running={"a": "n1"}), NOW, "a", "n2")
    assert {each.crm for offer in answer.offers for each in offer.changes} >= {
        "crm resource meta c set clone-max 2",
        "crm resource ban c n1",
    }


def test_others_that_move_are_named() -> None:
    document = cib(
        primitive("a") + primitive("b"),
        '<rsc_colocation id="with" rsc="b" with-rsc="a" score="INFINITY"/>',
        running={"a": "n1", "b": "n1"},
    )
    answer = ways(document, NOW, "a", "n2")
    assert [each.text() for each in answer.offers[0].effects] == ["b moves from n1 to n2"]
    assert [each.text("ja") for each in answer.offers[0].effects] == ["b は n1 から n2 へ移る"]


def test_a_node_that_is_down_can_be_started() -> None:
    document = cib(primitive("a"), offline=["n2"], running={"a": "n1"})
    answer = ways(document, NOW, "a", "n2")
    assert answer.offers[0].changes[0].key == "start-node"
    assert answer.offers[0].changes[0].at == "n2"


def test_a_ticket_or_a_capacity_may_be_what_it_takes() -> None:
    ticket = '<rsc_ticket id="t" rsc="a" ticket="gold" loss-policy="stop"/>'
    answer = ways(cib(primitive("a"), ticket), NOW, "a", "n1")
    assert {each.key for offer in answer.offers for each in offer.changes} >= {"ticket", "drop"}
    need = '<utilization id="u"><nvpair id="u-cpu" name="cpu" value="2"/></utilization>'
    answer = ways(cib(primitive("a", need), options={"placement-strategy": "utilization"}), NOW, "a", "n1")
    assert {each.key for offer in answer.offers for each in offer.changes} >= {"capacity", "property"}
