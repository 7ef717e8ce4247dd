"""Location constraints: whom they are about, and which nodes their rules find."""

from __future__ import annotations

import pytest

from hasim.cib.score import INFINITY
from hasim.scheduler.location import unpack_location
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW, cib, collective, last_scores, placed, primitive

TAGS = '<tags><tag id="t"><obj_ref id="a"/><obj_ref id="b"/><obj_ref id="a"/><obj_ref id="nothing"/></tag></tags>'


def located(*constraints: str, **more: object) -> dict[str, dict[str, int]]:
    resources = primitive("a") + primitive("b") + '<template id="tp" class="ocf" provider="p" type="D"/>'
    resources += '<primitive id="x" template="tp"/>'
    document = cib(resources, "".join(constraints), extra=TAGS, **more)  # type: ignore[arg-type]
    cluster = placed(document)
    return {name: last_scores(cluster, name) for name in ("a", "b", "x")}


def rule(conditions: str, **attributes: str) -> str:
    text = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f'<rsc_location id="l" rsc="a"><rule id="r" {text}>{conditions}</rule></rsc_location>'


AT_N1 = '<expression id="e" attribute="#uname" operation="eq" value="n1"/>'
NONE = {"n1": 0, "n2": 0}
FIVE = {"n1": 5, "n2": 0}


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ('rsc="a"', "a"),
        ('rsc="t"', "ab"),
        ('rsc="tp"', "x"),
        ('rsc-pattern="^[ab]$"', "ab"),
        ('rsc-pattern="!^[ab]$"', "x"),
        ('rsc-pattern="("', ""),
        ('rsc="nothing"', ""),
    ],
)
def test_whom_a_constraint_is_about(target: str, expected: str) -> None:
    found = located(f'<rsc_location id="l" {target} node="n1" score="5"/>')
    assert {name for name, scores in found.items() if scores == FIVE} == set(expected)


def test_a_set_may_have_its_own_score() -> None:
    sets = '<resource_set id="s" score="7"><resource_ref id="a"/></resource_set>'
    sets += '<resource_set id="s2"><resource_ref id="t"/></resource_set>'
    found = located(f'<rsc_location id="l" node="n1" score="5">{sets}</rsc_location>')
    assert (found["a"], found["b"]) == ({"n1": 12, "n2": 0}, FIVE)


def test_an_unknown_node_does_not_count_nor_does_an_id() -> None:
    unknown = '<rsc_location id="l" rsc="a" node="n7" score="5"/><rsc_location id="m" rsc="a" node="1" score="5"/>'
    assert located(unknown)["a"] == NONE


def test_a_rule_scores_the_nodes_that_it_holds_for() -> None:
    assert located(rule(AT_N1, score="5"))["a"] == FIVE


def test_a_missing_attribute_is_not_equal() -> None:
    condition = '<expression id="e" attribute="ping" operation="lt" value="1"/>'
    or_missing = '<expression id="f" attribute="ping" operation="not_defined"/>'
    given = {"n1": {"ping": "100"}}
    found = located(rule(condition + or_missing, score="-INFINITY", boolean_op="or"), attributes=given)
    assert found["a"] == {"n1": 0, "n2": -INFINITY}


def test_a_score_may_come_from_an_attribute() -> None:
    given = {"n1": {"like": "5"}, "n2": {"like": "much"}}
    assert located(rule("", score_attribute="like"), attributes=given)["a"] == FIVE


def test_what_a_pattern_matched_goes_into_attribute_names() -> None:
    pattern = '<rsc_location id="l" rsc-pattern="^(a|b)$"><rule id="r" score-attribute="like-%1"/></rsc_location>'
    found = located(pattern, attributes={"n1": {"like-b": "5"}})
    assert (found["a"], found["b"]) == (NONE, FIVE)


def test_several_rules_are_several_constraints() -> None:
    second = '<rule id="r2" score="2"><expression id="f" attribute="#uname" operation="eq" value="n2"/></rule>'
    constraint = rule(AT_N1, score="5").replace("</rsc_location>", second + "</rsc_location>")
    assert located(constraint)["a"] == {"n1": 5, "n2": 2}


@pytest.mark.parametrize(("end", "expected"), [("1999-01-01", NONE), ("2999-01-01", FIVE)])
def test_a_lifetime_restricts_a_constraint(end: str, expected: dict[str, int]) -> None:
    lifetime = f'<lifetime><rule id="r"><date_expression id="d" operation="lt" end="{end}"/></rule></lifetime>'
    assert located(f'<rsc_location id="l" rsc="a" node="n1" score="5">{lifetime}</rsc_location>')["a"] == expected


def test_a_role_limits_a_constraint_to_that_role() -> None:
    constraint = '<rsc_location id="l" rsc="a" node="n1" score="5" role="{}"/>'
    assert located(constraint.format("Started"))["a"] == FIVE
    assert located(constraint.format("Promoted"))["a"] == NONE


def test_a_group_gives_its_score_to_the_first_member_only() -> None:
    group = collective("group", "g", primitive("a"), primitive("b"))
    location = '<rsc_location id="l" rsc="g" node="n1" score="5"/>'
    cluster = placed(cib(group, location))
    assert last_scores(cluster, "a", "pcmk__group_assign") == FIVE
    assert last_scores(cluster, "b", "pcmk__group_assign") == NONE


def test_the_cause_names_constraint_and_rule() -> None:
    cluster = placed(cib(primitive("a"), rule(AT_N1, score="5")))
    (cause,) = next(record.causes for record in cluster.records if record.node == "n1")
    assert (cause.id, cause.rule, cause.score) == ("l", "r", 5)


@pytest.mark.parametrize(
    ("attributes", "old", "scores"),
    [
        ({"score_attribute": "rank"}, False, []),
        ({"score_attribute": "rank"}, True, [-INFINITY, -INFINITY]),  # an absent attribute is a ban
        ({"score": "5", "boolean_op": "or"}, False, [5, 5]),
        ({"score": "5", "boolean_op": "or"}, True, [5, -INFINITY]),  # with what the node itself has, as n2 is down
        ({"score": "5"}, True, [5, 5]),
    ],
)
def test_the_scores_of_rules_as_2_1_5_reads_them(attributes: dict[str, str], old: bool, scores: list[int]) -> None:
    everywhere = '<expression id="e" attribute="#uname" operation="defined"/>'
    document = cib(primitive("a"), rule(everywhere, **attributes), offline=["n2"])
    cluster = unpack_cluster(document, NOW, as_2_1=old)
    unpack_location(cluster, document.constraints.children[0])
    assert [entry.score for location in cluster.locations for entry in location.entries] == scores
