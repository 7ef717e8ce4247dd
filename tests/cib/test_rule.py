"""Rules: what they are evaluated against, and what missing values mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hasim.cib import CibError, Element, parse_xml
from hasim.cib.references import References
from hasim.cib.rule import RuleContext, expand_groups, passes

NOON = 1_106_222_400  # 2005-01-20 12:00 UTC
CONTEXT = RuleContext(NOON, References(Element("cib")), attributes={"a": "10", "b": "9", "v": "1.10", "s": "Web"})


def holds(conditions: str, context: RuleContext = CONTEXT, operator: str = "and") -> bool:
    return passes(parse_xml(f'<rule id="r" boolean-op="{operator}">{conditions}</rule>'), context)


def expression(**attributes: str) -> str:
    text = " ".join(f'{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<expression {text}/>"


@pytest.mark.parametrize(
    ("attribute", "operation", "value", "type_", "expected"),
    [
        ("s", "eq", "web", None, True),  # letter case does not matter
        ("s", "ne", "web", None, False),
        ("a", "gt", "9", None, True),  # as integers, unless there is a dot
        ("a", "gt", "9", "string", False),
        ("a", "lte", "10.0", None, True),
        ("a", "lt", "nine", "integer", True),  # what is no number is compared as text
        ("v", "gt", "1.9", "version", True),
        ("v", "gt", "1.9", "number", False),
        ("missing", "eq", "x", None, False),
        ("missing", "ne", "x", None, True),
        ("missing", "lt", "1", None, False),
        ("missing", "gte", "1", None, False),
    ],
)
def test_expressions(attribute: str, operation: str, value: str, type_: str | None, expected: bool) -> None:
    given = {"attribute": attribute, "operation": operation, "value": value} | ({"type": type_} if type_ else {})
    assert holds(expression(**given)) is expected


def test_defined_takes_no_value() -> None:
    assert holds(expression(attribute="a", operation="defined"))
    assert not holds(expression(attribute="a", operation="not_defined"))
    assert not holds(expression(attribute="a", operation="defined", value="10"))


def test_a_value_may_come_from_parameters_or_meta_attributes() -> None:
    context = replace(CONTEXT, parameters={"p": "10"}, meta={"m": "9"})
    assert holds(expression(attribute="a", operation="eq", value="p", value_source="param"), context)
    assert holds(expression(attribute="b", operation="eq", value="m", value_source="meta"), context)
    assert not holds(expression(attribute="a", operation="eq", value="nothing", value_source="param"), context)


def test_conditions_are_joined() -> None:
    true, false = expression(attribute="a", operation="defined"), expression(attribute="x", operation="defined")
    assert (holds(true + false), holds(true + false, operator="or")) == (False, True)
    assert holds("")
    assert holds(f'<rule id="n" boolean-op="or">{false}{true}</rule>{true}')


@pytest.mark.parametrize(
    ("attributes", "inner", "expected"),
    [
        ('operation="gt" start="2005-01-20"', "", True),
        ('operation="gt" start="2005-01-20T12:00"', "", False),
        ('operation="lt" end="2005-01-20T12:00"', "", False),
        ('start="2005-01-20T12:00" end="2005-01-20T12:00"', "", True),
        ('start="2005-01-20"', '<duration hours="12"/>', True),
        ('start="2005-01-20"', '<duration hours="11"/>', False),
        ('start="someday"', "", False),
        ('operation="date_spec"', '<date_spec hours="12"/>', True),
    ],
)
def test_dates(attributes: str, inner: str, expected: bool) -> None:
    assert holds(f"<date_expression {attributes}>{inner}</date_expression>") is expected


def test_dates_that_were_looked_at_are_noted() -> None:
    context = RuleContext(NOON, References(Element("cib")))
    holds('<date_expression start="2005-01-20T13:00" end="2005-01-20T14:00"/>', context.on({"a": "1"}))
    assert context.boundaries == [NOON + 3600, NOON + 7201]


def test_conditions_on_agents_and_operations() -> None:
    context = replace(CONTEXT, agent=("ocf", "heartbeat", "apache"), operation=("monitor", 10_000))
    assert holds('<rsc_expression class="ocf" type="apache"/>', context)
    assert not holds('<rsc_expression class="systemd"/>', context)
    assert holds('<op_expression name="monitor" interval="10s"/>', context)
    assert not holds('<op_expression name="start"/>', context)
    assert not holds('<rsc_expression class="ocf"/>')


def test_a_rule_may_refer_to_another_but_not_to_itself() -> None:
    document = parse_xml(
        '<cib><rule id="one"><expression attribute="a" operation="defined"/></rule>'
        '<rule id="two"><rule id-ref="one"/></rule><rule id="loop"><rule id-ref="loop"/></rule></cib>'
    )
    context = replace(CONTEXT, references=References(document))
    assert passes(document.children[1], context)
    with pytest.raises(CibError, match="loop refers to itself"):
        passes(document.children[2], context)


def test_a_dangling_reference_does_not_hold() -> None:
    assert not holds('<rule id-ref="nowhere"/>')


def test_groups_of_a_pattern_go_into_names() -> None:
    context = replace(CONTEXT, groups=("web-a", "a"))
    assert holds(expression(attribute="%1", operation="eq", value="10"), context)
    assert expand_groups("ping-%0-%9", context.groups) == "ping-web-a-"


@pytest.mark.parametrize("operation", ["not_defined", "ne"])
def test_without_a_node_2_1_5_finds_no_condition_on_one_met(operation: str) -> None:
    value = {} if operation == "not_defined" else {"value": "x"}
    condition = expression(attribute="#uname", operation=operation, **value)
    nowhere = replace(CONTEXT, attributes={})
    assert [holds(condition, context) for context in (nowhere, replace(nowhere, needs_node=True))] == [True, False]
    assert holds(condition, replace(CONTEXT, needs_node=True))
