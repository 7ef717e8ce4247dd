"""Which of several sets gives a name its value."""

from __future__ import annotations

from hasim.cib import Element, parse_xml
from hasim.cib.nvset import name_values
from hasim.cib.references import References
from hasim.cib.rule import RuleContext


def values(blocks: str, first: str = "", **given: str) -> dict[str, str]:
    root = parse_xml(f"<x>{blocks}</x>")
    return name_values(root, "set", RuleContext(0, References(root)), into=dict(given), first=first)


def block(id: str, pairs: dict[str, str], extra: str = "", inner: str = "") -> str:
    text = "".join(f'<nvpair id="{id}-{name}" name="{name}" value="{value}"/>' for name, value in pairs.items())
    return f'<set id="{id}" {extra}>{inner}{text}</set>'


def test_the_greater_score_wins() -> None:
    assert values(block("a", {"n": "1"}, 'score="5"') + block("b", {"n": "2"}, 'score="9"')) == {"n": "2"}


def test_of_equal_scores_the_later_wins() -> None:
    assert values(block("a", {"n": "1", "m": "1"}) + block("b", {"n": "2"})) == {"n": "2", "m": "1"}


def test_one_set_may_be_named_to_go_first() -> None:
    blocks = block("a", {"n": "1"}) + block("b", {"n": "2"}, 'score="INFINITY"')
    assert values(blocks, first="a") == {"n": "1"}


def test_a_set_whose_rule_does_not_hold_is_left_out() -> None:
    never = '<rule id="r"><date_expression operation="lt" end="1960-01-01"/></rule>'
    assert values(block("a", {"n": "1"}) + block("b", {"n": "2"}, inner=never)) == {"n": "1"}


def test_what_is_set_already_stays() -> None:
    assert values(block("a", {"n": "1", "m": "2"}), n="0") == {"n": "0", "m": "2"}


def test_default_takes_a_name_out() -> None:
    assert values(block("a", {"n": "1"}, 'score="2"') + block("b", {"n": "#default"}, 'score="1"')) == {}


def test_sets_and_pairs_may_refer_to_others() -> None:
    root = parse_xml(
        f'<x><all>{block("a", {"n": "1"})}</all><y><set id-ref="a"/><set id="c"><nvpair id-ref="a-n"/></set></y></x>'
    )
    context = RuleContext(0, References(root))
    y = root.first("y")
    assert y is not None
    assert name_values(y, "set", context) == {"n": "1"}
    dangling = Element("y", {}, (Element("set", {"id-ref": "nowhere"}),))
    assert name_values(dangling, "set", context) == {}
