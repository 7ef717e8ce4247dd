"""Documents that nobody writes in good faith, and configurations that bite their own tail. Small, one idea each."""

from __future__ import annotations

from tests.strategies import FEATURE_SET, NOW

_HEAD = (
    f'crm_feature_set="{FEATURE_SET}" validate-with="none" epoch="1" num_updates="0" admin_epoch="0" have-quorum="1" '
    f'dc-uuid="1" execution-date="{NOW}"'
)
_NODES = '<node id="1" uname="n1"/><node id="2" uname="n2"/>'
_STATES = "".join(
    f'<node_state id="{id}" uname="n{id}" in_ccm="true" crmd="online" join="member" expected="member"/>' for id in "12"
)


def primitive(id: str, inside: str = "", attributes: str = "") -> str:
    """A dummy resource."""
    return f'<primitive id="{id}" class="ocf" provider="pacemaker" type="Dummy" {attributes}>{inside}</primitive>'


def document(
    resources: str = "",
    constraints: str = "",
    *,
    options: str = "",
    nodes: str = _NODES,
    states: str = _STATES,
    more: str = "",
    head: str = _HEAD,
) -> str:
    """A CIB around parts that may be anything."""
    set_ = f'<cluster_property_set id="o"><nvpair id="o1" name="stonith-enabled" value="false"/>{options}'
    return (
        f"<cib {head}><configuration><crm_config>{set_}</cluster_property_set></crm_config><nodes>{nodes}</nodes>"
        f"<resources>{resources}</resources><constraints>{constraints}</constraints>{more}</configuration>"
        f"<status>{states}</status></cib>"
    )


def deep(tag: str, depth: int) -> str:
    """An element inside itself, again and again."""
    return f'<{tag} id="d">' * depth + f"</{tag}>" * depth


def colocation(number: int, dependent: str, primary: str, score: str = "INFINITY") -> str:
    """A colocation constraint."""
    return f'<rsc_colocation id="c{number}" rsc="{dependent}" with-rsc="{primary}" score="{score}"/>'


def order(number: int, first: str, then: str, more: str = "") -> str:
    """An ordering constraint."""
    return f'<rsc_order id="o{number}" first="{first}" then="{then}" {more}/>'


def clone(id: str, inside: str, **meta: str) -> str:
    """A clone with meta-attributes; `_` in their names stands for `-`."""
    pairs = "".join(
        f'<nvpair id="{id}-{name}" name="{name.replace("_", "-")}" value="{value}"/>' for name, value in meta.items()
    )
    return f'<clone id="{id}"><meta_attributes id="{id}-m">{pairs}</meta_attributes>{inside}</clone>'


def group(id: str, *members: str) -> str:
    """A group."""
    return f'<group id="{id}">{"".join(members)}</group>'


def with_history(operations: str, resource: str = "a") -> str:
    """The states of the nodes, with a history of one resource on the first."""
    history = (
        f'<lrm id="1"><lrm_resources><lrm_resource id="{resource}" class="ocf" provider="pacemaker" type="Dummy">'
        f"{operations}</lrm_resource></lrm_resources></lrm>"
    )
    first, _, rest = _STATES.partition("/>")
    return f"{first}>{history}</node_state>{rest}"


BOMB = (
    '<!DOCTYPE cib [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{("&" + chr(97 + i) + ";") * 10}">' for i in range(9))
    + ']><cib x="&j;"/>'
)

NOT_A_CIB = {
    "empty": "",
    "white": " \n ",
    "text": "hello",
    "half": document(primitive("a"))[:-30],
    "other-root": "<nonsense/>",
    "html": "<!DOCTYPE html><html><body>404</body></html>",
    "entity-bomb": BOMB,
    "external-entity": '<!DOCTYPE cib [<!ENTITY x SYSTEM "file:///etc/passwd">]><cib a="&x;"/>',
    "external-dtd": '<!DOCTYPE cib SYSTEM "http://127.0.0.1:9/x.dtd"><cib/>',
    "two-roots": "<cib/><cib/>",
    "null": "<cib\0/>",
    "bad-encoding": '<?xml version="1.0" encoding="no-such"?><cib/>',
    "same-attribute-twice": '<cib epoch="1" epoch="2"/>',
    "unknown-entity": "<cib>&nothing;</cib>",
    "unbound-prefix": "<x:cib/>",
}
"""Broken or hostile XML: a clear line, no traceback, no long wait."""

BARE = {
    "only-root": "<cib/>",
    "no-status": "<cib><configuration/></cib>",
    "only-status": "<cib><status/></cib>",
    "comments-only": "<cib><!-- x --><configuration><!-- y --><resources><!-- z --></resources></configuration></cib>",
    "no-head": document(primitive("a"), head=""),
    "absurd-head": document(primitive("a"), head='epoch="x" num_updates="-5" admin_epoch="9e99" have-quorum="maybe"'),
    "absurd-date": document(primitive("a"), head='execution-date="99999999999999999999" crm_feature_set="x.y"'),
    "negative-date": document(primitive("a"), head='execution-date="-99999999999999"'),
    "no-nodes": document(primitive("a"), nodes="", states=""),
    "nameless-node": document(primitive("a"), nodes='<node/><node id="1"/><node uname="n1"/>'),
    "node-twice": document(primitive("a"), nodes=_NODES + _NODES),
    "state-twice": document(primitive("a"), states=_STATES + _STATES),
    "states-without-names": document(primitive("a"), states="<node_state/>" * 3),
}
"""Hardly anything, or heads that say nothing."""

CYCLES = {
    "colocation-with-itself": document(primitive("a"), colocation(1, "a", "a")),
    "colocation-circle": document(
        primitive("a") + primitive("b") + primitive("c"),
        colocation(1, "a", "b") + colocation(2, "b", "c") + colocation(3, "c", "a"),
    ),
    "colocation-circle-opposed": document(
        primitive("a") + primitive("b"), colocation(1, "a", "b") + colocation(2, "b", "a", "-INFINITY")
    ),
    "colocation-circle-of-groups": document(
        group("g", primitive("a"), primitive("b")) + group("h", primitive("c"), primitive("d")),
        colocation(1, "g", "h", "50") + colocation(2, "h", "g", "50") + colocation(3, "a", "b", "-50"),
    ),
    "colocation-member-with-own-group": document(group("g", primitive("a"), primitive("b")), colocation(1, "b", "g")),
    "colocation-circle-of-clones": document(
        clone("x", primitive("a"), interleave="true") + clone("y", primitive("b"), interleave="true"),
        colocation(1, "x", "y") + colocation(2, "y", "x"),
    ),
    "order-with-itself": document(primitive("a"), order(1, "a", "a")),
    "order-circle": document(
        primitive("a") + primitive("b") + primitive("c"), order(1, "a", "b") + order(2, "b", "c") + order(3, "c", "a")
    ),
    "order-circle-optional": document(
        primitive("a") + primitive("b"), order(1, "a", "b", 'kind="Optional"') + order(2, "b", "a", 'kind="Optional"')
    ),
    "order-circle-of-groups": document(
        group("g", primitive("a"), primitive("b")) + group("h", primitive("c"), primitive("d")),
        order(1, "g", "h") + order(2, "d", "a"),
    ),
    "order-against-the-group": document(group("g", primitive("a"), primitive("b")), order(1, "b", "a")),
    "order-circle-of-clones": document(
        clone("x", primitive("a"), interleave="true") + clone("y", primitive("b"), interleave="true"),
        order(1, "x", "y") + order(2, "y", "x"),
    ),
    "order-circle-in-sets": document(
        primitive("a") + primitive("b"),
        '<rsc_order id="o"><resource_set id="s"><resource_ref id="a"/><resource_ref id="b"/><resource_ref id="a"/>'
        "</resource_set></rsc_order>",
    ),
    "template-of-itself": document(
        '<template id="t" template="t" class="ocf" type="x"/>' + primitive("a", attributes='template="t"')
    ),
    "template-is-itself": document('<primitive id="a" template="a"/>'),
    "tag-of-itself": document(
        primitive("a"),
        '<rsc_location id="l" rsc="t" node="n1" score="5"/>',
        more='<tags><tag id="t"><obj_ref id="t"/><obj_ref id="a"/></tag></tags>',
    ),
    "tags-circle": document(
        primitive("a"),
        colocation(1, "t", "u"),
        more='<tags><tag id="t"><obj_ref id="u"/></tag><tag id="u"><obj_ref id="t"/></tag></tags>',
    ),
    "id-ref-to-itself": document(primitive("a", '<meta_attributes id-ref="m"/><meta_attributes id="m" id-ref="m"/>')),
    "id-ref-circle": document(
        primitive("a", '<meta_attributes id="m" id-ref="n"/>') + primitive("b", '<meta_attributes id="n" id-ref="m"/>')
    ),
    "rule-id-ref-circle": document(
        primitive("a"),
        '<rsc_location id="l" rsc="a"><rule id="r" id-ref="q"/></rsc_location>'
        '<rsc_location id="k" rsc="a"><rule id="q" id-ref="r"/></rsc_location>',
    ),
    "operations-id-ref-to-itself": document(primitive("a", '<operations id="x" id-ref="x"/>')),
    "group-in-itself": document(group("g", group("g", primitive("a")))),
    "clone-in-clone": document(clone("x", clone("y", primitive("a")))),
    "child-of-two": document(group("g", primitive("a")) + group("h", primitive("a"))),
}
"""References that come back to where they began."""

DANGLING = {
    "location": document(primitive("a"), '<rsc_location id="l" rsc="gone" node="nowhere" score="INFINITY"/>'),
    "location-of-nothing": document(primitive("a"), "<rsc_location/>"),
    "colocation": document(primitive("a"), colocation(1, "a", "gone") + colocation(2, "gone", "a")),
    "colocation-of-nothing": document(primitive("a"), "<rsc_colocation/>"),
    "order": document(primitive("a"), order(1, "a", "gone") + order(2, "gone", "a") + "<rsc_order/>"),
    "ticket": document(primitive("a"), '<rsc_ticket id="t" rsc="gone" ticket="x"/><rsc_ticket/>'),
    "sets": document(
        primitive("a"), '<rsc_colocation id="c"><resource_set><resource_ref id="gone"/></resource_set></rsc_colocation>'
    ),
    "empty-sets": document(primitive("a"), '<rsc_order id="o"><resource_set id="s"/></rsc_order>'),
    "template": document(primitive("a", attributes='template="gone"')),
    "id-ref": document(primitive("a", '<meta_attributes id-ref="gone"/><operations id-ref="gone"/>')),
    "rule": document(primitive("a"), '<rsc_location id="l" rsc="a"><rule id-ref="gone"/></rsc_location>'),
    "tag": document(primitive("a"), more='<tags><tag id="t"><obj_ref id="gone"/></tag><tag/></tags>'),
    "empty-group": document(group("g")),
    "empty-clone": document('<clone id="c"/>'),
    "clone-of-empty-group": document(clone("c", group("g"))),
    "primitive-of-nothing": document("<primitive/>" + '<primitive id="x"/>' + '<primitive class="ocf"/>'),
    "fencing-level": document(
        primitive("a"), more='<fencing-topology><fencing-level target="x" index="z" devices="q,"/></fencing-topology>'
    ),
}
"""References to what is not there."""

DUPLICATES = {
    "primitives": document(primitive("a") + primitive("a")),
    "primitive-and-group": document(primitive("a") + group("a", primitive("a"))),
    "constraints": document(primitive("a") + primitive("b"), colocation(1, "a", "b") + order(1, "a", "b") * 2),
    "like-an-instance": document(clone("c", primitive("a")) + primitive("a:0") + primitive("a:1")),
}
"""The same id twice."""


def _score(text: str) -> str:
    return document(primitive("a"), f'<rsc_location id="l" rsc="a" node="n1" score="{text}"/>')


def _meta(name: str, value: str) -> str:
    return document(
        primitive("a", f'<meta_attributes id="m"><nvpair id="n" name="{name}" value="{value}"/></meta_attributes>')
    )


def _operation(**attributes: str) -> str:
    values = {
        "id": "a_last_0",
        "operation": "start",
        "operation_key": "a_start_0",
        "call-id": "3",
        "rc-code": "0",
        "op-status": "0",
        "interval": "0",
        "transition-key": "1:1:0:u",
        "transition-magic": "0:0;1:1:0:u",
        "on_node": "n1",
    } | {name if name == "operation_key" else name.replace("_", "-"): value for name, value in attributes.items()}
    text = " ".join(f'{name}="{value}"' for name, value in values.items())
    return document(primitive("a"), states=with_history(f"<lrm_rsc_op {text}/>"))


NONSENSE = {
    **{f"score-{text or 'empty'}": _score(text) for text in ("", "x", "1e9", "9" * 20, "--5", "+-INFINITY")},
    **{
        f"{name}-{value or 'empty'}": _meta(name, value)
        for name, value in (
            ("resource-stickiness", "lots"),
            ("migration-threshold", "-1"),
            ("migration-threshold", "99999999999999999999"),
            ("failure-timeout", "P99999999Y"),
            ("failure-timeout", "-5s"),
            ("priority", "high"),
            ("target-role", "Sleeping"),
            ("target-role", "Promoted"),
            ("is-managed", "perhaps"),
            ("multiple-active", "party"),
            ("requires", "luck"),
            ("container", "a"),
            ("remote-node", ""),
        )
    },
    **{
        f"clone-{name}-{value}": document(clone("c", primitive("a"), **{name: value}))
        for name in ("clone_max", "clone_node_max", "promoted_max", "promoted_node_max", "clone_min")
        for value in ("-1", "x", "0", "1000000", "99999999999999999999")
    },
    **{
        f"op-interval-{value or 'empty'}": document(
            primitive("a", f'<operations><op id="o" name="monitor" interval="{value}" timeout="{value}"/></operations>')
        )
        for value in ("", "x", "-10s", "P1Y", "99999999999999999s", "PT10S", "1.5s", "10 s")
    },
    "op-twice": document(
        primitive(
            "a",
            '<operations><op id="o" name="monitor" interval="10"/>'
            '<op id="p" name="monitor" interval="10s"/></operations>',
        )
    ),
    "op-nameless": document(primitive("a", '<operations><op id="o"/><op/></operations>')),
    "rule-empty": document(primitive("a"), '<rsc_location id="l" rsc="a"><rule id="r" score="5"/></rsc_location>'),
    "rule-dates": document(
        primitive("a"),
        '<rsc_location id="l" rsc="a"><rule id="r" score="5"><date_expression id="d" operation="in_range" '
        'start="32.13.x" end="9999999-99-99"/><date_expression id="e" operation="date_spec">'
        '<date_spec id="s" hours="25-3" weekdays="x" moon="-"/></date_expression><date_expression/></rule>'
        "</rsc_location>",
    ),
    "rule-duration": document(
        primitive("a"),
        '<rsc_location id="l" rsc="a"><rule id="r" score="5"><date_expression id="d" operation="in_range" '
        'start="2020-01-01"><duration id="u" years="999999999" months="-5" seconds="x"/></date_expression></rule>'
        "</rsc_location>",
    ),
    "rule-pattern": document(primitive("a"), '<rsc_location id="l" rsc-pattern="(((" node="n1" score="5"/>'),
    "rule-slow-pattern": document(
        primitive("a" * 40), '<rsc_location id="l" rsc-pattern="(a+)+$x" node="n1" score="5"/>'
    ),
    "history-no-rc": _operation(rc_code="x"),
    "history-call": _operation(call_id="99999999999999999999"),
    "history-status": _operation(op_status="77"),
    "history-interval": _operation(interval="-x"),
    "history-magic": _operation(transition_magic="nonsense;;;", transition_key=""),
    "history-operation": _operation(operation="juggle"),
    "history-key": _operation(operation_key="___"),
    "history-date": _operation(last_rc_change="99999999999999999999"),
    "history-empty": document(primitive("a"), states=with_history("<lrm_rsc_op/><lrm_rsc_op id='x'/>")),
    "history-orphan": document(states=with_history('<lrm_rsc_op id="z" operation="start" rc-code="0"/>', "z")),
    "history-orphan-instance": document(
        clone("c", primitive("a"), globally_unique="true"),
        states=with_history('<lrm_rsc_op id="x" operation="start" operation_key="a:999999_start_0" rc-code="0" '
                            'call-id="2" op-status="0" interval="0"/>', "a:99999999999"),
    ),
}  # fmt: skip
"""Values that mean nothing."""

HUGE = {
    "deep-unknown": document(deep("x", 20_000)),
    "deep-groups": document(deep("group", 3_000)),
    "deep-rules": document(primitive("a"), '<rsc_location id="l" rsc="a">' + deep("rule", 3_000) + "</rsc_location>"),
    "deep-clones": document(deep("clone", 3_000)),
    "deep-sets": document(primitive("a", deep("meta_attributes", 3_000))),
    "wide-attribute": document(primitive("a" * 1_000_000)),
    "many-comments": document("<!-- x -->" * 50_000 + primitive("a")),
    "long-template-chain": document(
        "".join(f'<template id="t{n}" template="t{n + 1}" class="ocf" type="D"/>' for n in range(2_000))
        + '<primitive id="a" template="t0"/>'
    ),
    "long-tag-chain": document(
        primitive("a"),
        '<rsc_location id="l" rsc="t0" node="n1" score="5"/>',
        more="<tags>"
        + "".join(f'<tag id="t{n}"><obj_ref id="t{n + 1}"/></tag>' for n in range(2_000))
        + '<tag id="t2000"><obj_ref id="a"/></tag></tags>',
    ),
    "long-colocation-chain": document(
        "".join(primitive(f"r{n}") for n in range(400)),
        "".join(colocation(n, f"r{n}", f"r{n + 1}") for n in range(399)),
    ),
    "long-order-chain": document(
        "".join(primitive(f"r{n}") for n in range(400)),
        "".join(order(n, f"r{n}", f"r{n + 1}") for n in range(399)),
    ),
    "all-with-all": document(
        "".join(primitive(f"r{n}") for n in range(12)),
        "".join(colocation(20 * a + b, f"r{a}", f"r{b}", "10") for a in range(12) for b in range(12) if a != b),
    ),
}
"""Too much of something."""

FAMILIES = {
    "not-a-cib": NOT_A_CIB,
    "bare": BARE,
    "cycles": CYCLES,
    "dangling": DANGLING,
    "duplicates": DUPLICATES,
    "nonsense": NONSENSE,
    "huge": HUGE,
}
"""All documents, by what is wrong with them."""

DOCUMENTS = {f"{family}/{name}": text for family, found in FAMILIES.items() for name, text in found.items()}
