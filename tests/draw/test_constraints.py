"""The constraints figure shows every constraint that the scheduler reads, with its score, between what it is about."""

from __future__ import annotations

import pytest

from hasim.cib import Cib
from hasim.draw import constraint_graph, constraint_sentence
from hasim.draw.bonds import Web, read_web
from hasim.draw.constraints import MOST
from hasim.draw.decided import moment
from hasim.scheduler.names import resolve
from hasim.text import LANGUAGES
from tests.draw.looks import faults, texts
from tests.draw.stories import RECORDED, decidable, large, recorded, story

CONFIGURATION = """<cib validate-with="pacemaker-3.9"><configuration><crm_config/>
<nodes><node id="1" uname="n1"/><node id="2" uname="n2"/></nodes>
<resources>
  <primitive id="a" class="ocf" provider="pacemaker" type="Dummy"/>
  <primitive id="b" class="ocf" provider="pacemaker" type="Dummy"/>
  <group id="g"><primitive id="c" class="ocf" provider="pacemaker" type="Dummy"/>
    <primitive id="d" class="ocf" provider="pacemaker" type="Dummy"/></group>
  <clone id="k"><primitive id="e" class="ocf" provider="pacemaker" type="Dummy"/></clone>
</resources>
<constraints>
  <rsc_location id="likes" rsc="a" node="n1" score="100"/>
  <rsc_location id="never" rsc="g" node="n2" score="-INFINITY"/>
  <rsc_location id="ruled" rsc="b"><rule id="r" score="50"><expression id="x" attribute="#uname" operation="eq"
    value="n2"/></rule></rsc_location>
  <rsc_location id="idle" rsc="b"><rule id="r2" score="-INFINITY"><expression id="x2" attribute="disk" operation="eq"
    value="full"/></rule></rsc_location>
  <rsc_colocation id="with" rsc="d" with-rsc="a" score="INFINITY"/>
  <rsc_colocation id="roles" rsc="a" with-rsc="k" with-rsc-role="Promoted" score="-5"/>
  <rsc_order id="after" first="a" then="g"/>
  <rsc_order id="sets"><resource_set id="s1"><resource_ref id="a"/><resource_ref id="b"/></resource_set>
    <resource_set id="s2" sequential="false"><resource_ref id="g"/><resource_ref id="k"/></resource_set></rsc_order>
  <rsc_ticket id="tick" rsc="k" ticket="T" loss-policy="stop"/>
</constraints></configuration><status/></cib>"""


def test_each_kind_of_constraint_is_read() -> None:
    found = read_web(Cib.parse(CONFIGURATION))
    assert found is not None
    assert [(bond.id, bond.kind, bond.label, bond.sources, bond.targets) for bond in found.bonds] == [
        ("likes", "location", "100", ("a",), ("n1",)),
        ("never", "location", "-INFINITY", ("g",), ("n2",)),
        ("ruled", "rule", "50: #uname eq n2", ("b",), ("n2",)),
        ("idle", "rule", "-inf: disk eq full", ("b",), ()),
        ("with", "colocation", "INFINITY", ("g",), ("a",)),
        ("roles", "colocation", "-5", ("a",), ("k",)),
        ("after", "order", "Mandatory", ("a",), ("g",)),
        ("sets", "order", "Mandatory", ("a",), ("b",)),
        ("sets", "order", "Mandatory", ("b",), ("g", "k")),
        ("tick", "ticket", "T", ("k",), ("ticket:T",)),
    ]
    assert found.bonds[4].notes == ("d",)  # a member of a group is named beside the group's box
    assert found.bonds[4].meant == (("d",), ("a",))
    assert found.bonds[5].notes == ("→ Promoted",)  # with the promoted instance


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figure_and_the_sentence_name_each_constraint(lang: str) -> None:
    cib = Cib.parse(CONFIGURATION)
    figure = constraint_graph(cib, lang)
    assert faults(figure) == []
    shown, said = " | ".join(texts(figure)), constraint_sentence(cib, lang)
    for id in ("likes", "never", "ruled", "idle", "with", "after", "sets", "tick"):
        assert id in shown
        assert id in said
    assert "50: #uname eq n2" in shown
    assert "colocation INFINITY" in shown


def named(found: Web) -> set[tuple[str, str]]:
    """Constraints, each with a thing that it is about, as meant."""
    return {(bond.id, name) for bond in found.bonds for side in bond.meant for name in side}


@pytest.mark.parametrize("case", RECORDED)
def test_every_constraint_of_a_recorded_configuration_is_there(case: str) -> None:
    cib = recorded(case)
    if not decidable(cib):
        pytest.skip("hasim does not decide on it")
    found, decided = read_web(cib), moment(cib)
    assert found is not None
    assert decided is not None
    cluster = decided.decision.cluster
    shown = named(found)
    for location in cluster.locations:
        if location.kind == "location":
            assert any(name == location.resource.configured_id for _, name in shown)
            for entry in location.entries:
                assert any(name == entry.node.name for _, name in shown)
    for element in cib.constraints.all("rsc_order"):
        ends = [resolve(cluster, element.get(side) or "") for side in ("first", "then")]
        if all(ends):
            for resource in [each for end in ends for each in end]:
                assert (element.id, resource.configured_id) in shown
    explicit = [each for each in cluster.colocations if each.explicit]
    for colocation in explicit:
        pair = {colocation.dependent.configured_id, colocation.primary.configured_id}
        assert any(pair <= {*bond.meant[0], *bond.meant[1]} for bond in found.bonds if bond.kind == "colocation")
    for ticket in cluster.ticket_constraints:
        assert (ticket.id, f"ticket:{ticket.ticket}") in shown


def test_what_is_left_out_is_counted() -> None:
    found = read_web(large())
    assert found is not None
    left = len(found.bonds) - MOST
    assert left > 0
    assert any(text.startswith(f"{left} more constraints") for text in texts(constraint_graph(found, "en")))


def test_a_rule_that_holds_nowhere_says_so() -> None:
    assert "(on no node now)" in texts(constraint_graph(story("settled"), "en"))
    session = story("settled").fork("lost")
    session.fault("unreachable", node="node1", host="192.168.0.1")
    session.settle()
    assert "(on no node now)" not in texts(constraint_graph(session, "en"))
    assert "node1" in texts(constraint_graph(session, "en"))
