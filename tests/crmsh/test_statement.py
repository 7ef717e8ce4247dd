"""Statements into elements, and what is said of lines that are none."""

import pytest

from hasim.cib import write_xml
from hasim.crmsh.cursor import Surroundings, SyntaxFault
from hasim.crmsh.schema import Schema
from hasim.crmsh.statement import parse_line


def xml(line: str, schema: str = "pacemaker-3.9") -> str:
    return "".join(part.strip() for part in write_xml(parse_line(line, Surroundings(Schema(schema)))).split("\n"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("node 1: node1", '<node id="1" uname="node1"/>'),
        (
            "primitive p IPaddr2 ip=1.2.3.4 op start timeout=40",
            (
                '<primitive id="p" class="ocf" provider="heartbeat" type="IPaddr2"><instance_attributes>'
                '<nvpair name="ip" value="1.2.3.4"/></instance_attributes><operations>'
                '<op name="start" timeout="40" interval="0"/></operations></primitive>'
            ),
        ),
        ("primitive p ping", '<primitive id="p" class="ocf" provider="pacemaker" type="ping"/>'),
        ("primitive p systemd:cron", '<primitive id="p" class="systemd" type="cron"/>'),
        ("primitive p @T", '<primitive id="p" template="T"/>'),
        (
            "group g a b meta priority=1",
            (
                '<group id="g"><meta_attributes><nvpair name="priority" value="1"/></meta_attributes>'
                '<crmsh-ref id="a"/><crmsh-ref id="b"/></group>'
            ),
        ),
        ("location l p 100: n", '<rsc_location id="l" rsc="p" score="100" node="n"/>'),
        ("location l p mandatory: n", '<rsc_location id="l" rsc="p" score="INFINITY" node="n"/>'),
        ("location l /a.*/ -inf: n", '<rsc_location id="l" rsc-pattern="a.*" score="-INFINITY" node="n"/>'),
        (
            "location l p rule -inf: not_defined x or x number:lt 5",
            (
                '<rsc_location id="l" rsc="p"><rule score="-INFINITY" boolean-op="or">'
                '<expression operation="not_defined" attribute="x"/>'
                '<expression operation="lt" attribute="x" type="number" value="5"/></rule></rsc_location>'
            ),
        ),
        (
            "location l p rule points: date in start=2020-01-01 years=2",
            (
                '<rsc_location id="l" rsc="p"><rule score-attribute="points">'
                '<date_expression operation="in_range" start="2020-01-01"><duration years="2"/></date_expression>'
                "</rule></rsc_location>"
            ),
        ),
        (
            "colocation c 10: a:Master b node-attribute=rack",
            '<rsc_colocation id="c" score="10" node-attribute="rack" rsc="a" rsc-role="Master" with-rsc="b"/>',
        ),
        ("order o inf: a b:stop", '<rsc_order id="o" kind="Mandatory" first="a" then="b" then-action="stop"/>'),
        ("order o 0: a b", '<rsc_order id="o" kind="Optional" first="a" then="b"/>'),
        (
            "order o a ( b c ) [ d e ]",
            (
                '<rsc_order id="o"><resource_set><resource_ref id="a"/></resource_set>'
                '<resource_set sequential="false"><resource_ref id="b"/><resource_ref id="c"/></resource_set>'
                '<resource_set require-all="false" sequential="false"><resource_ref id="d"/><resource_ref id="e"/>'
                "</resource_set></rsc_order>"
            ),
        ),
        (
            "rsc_ticket t T: a loss-policy=stop",
            '<rsc_ticket id="t" ticket="T" loss-policy="stop" rsc="a"/>',
        ),
        (
            "fencing_topology n: d1,d2 d3",
            (
                '<fencing-topology><fencing-level target="n" index="1" devices="d1,d2"/>'
                '<fencing-level target="n" index="2" devices="d3"/></fencing-topology>'
            ),
        ),
        ("tag t: a b", '<tag id="t"><obj_ref id="a"/><obj_ref id="b"/></tag>'),
        (
            "role r read status write xpath:/cib/x",
            (
                '<acl_role id="r"><acl_permission kind="read" xpath="/cib/status"/>'
                '<acl_permission kind="write" xpath="/cib/x"/></acl_role>'
            ),
        ),
        (
            "alert a /bin/x to /dev/null",
            '<alert id="a" path="/bin/x"><recipient id="a-recipient-1" value="/dev/null"/></alert>',
        ),
    ],
)
def test_a_statement_describes_an_element(line, expected):
    assert xml(line) == expected


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("primitive p6", "syntax in primitive: Expected at least 2 arguments near <primitive> parsing 'primitive p6'"),
        (
            "location l9 p1 100 node1",
            (
                "syntax in location: expected <score>: <node> or <rule> [<rule> ...] near <100> "
                "parsing 'location l9 p1 100 node1'"
            ),
        ),
        (
            "location l p rule a lt 1 or b lt 2 and x gt 3",
            (
                "syntax in location: Mixing bool ops not allowed: or != and near <x> "
                "parsing 'location l p rule a lt 1 or b lt 2 and x gt 3'"
            ),
        ),
        ("order o Foo: a b", "syntax in order: Invalid kind: Foo near <a> parsing 'order o Foo: a b'"),
        (
            "group gz a a",
            "syntax in group: child a listed more than once in group gz parsing 'group gz a a'",
        ),
        ("order o ( a b", "syntax in action: Unmatched opening bracket near <b> parsing 'order o ( a b'"),
        ("frob x", "syntax: Unknown command near <frob> parsing 'frob x'"),
        ("node n foo", None),
    ],
)
def test_what_is_no_statement_is_told_with_its_place(line, message):
    if message is None:
        assert 'name="foo"' in xml(line)  # a name alone is a pair without value
        return
    with pytest.raises(SyntaxFault) as caught:
        xml(line)
    assert str(caught.value) == message


def test_a_fault_knows_its_word():
    line = "location l9 p1 100 node1"
    with pytest.raises(SyntaxFault) as caught:
        parse_line(line, Surroundings())
    word = caught.value.word
    assert word is not None
    assert (word.start, word.end) == (line.index("100"), line.index("100") + 3)


def test_roles_are_called_as_the_schema_calls_them():
    """Before schema 3.7 a promoted resource is a master, and that is said."""
    around = Surroundings(Schema("pacemaker-3.0"))
    element = parse_line("colocation c inf: a:Promoted b", around)
    assert element.get("rsc-role") == "Master"
    assert [message.level for message in around.messages] == ["WARNING"]
    assert xml("colocation c inf: a:Promoted b", "pacemaker-3.9").count("Promoted") == 1
