"""A configuration that was taken in: what it becomes, and what is said about it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasim.cib import Cib, Unsupported
from hasim.intake import Finding, IntakeError, Mode, Taken, take
from hasim.intake.recognise import MOST_BYTES
from hasim.intake.take import MOST_PRIMITIVES
from hasim.sim.scenarios.plan import MOST_NODES
from hasim.text import LANGUAGES
from tests.sim.test_own import cib, primitive, promotable
from tests.support import ROOT, recordings

CASES = recordings("pacemaker-cts/xml", "*.xml")
"""The configurations of Pacemaker's own suite."""
LIVE = 417
"""How many of them become a living cluster, at least; the others are decided about."""


def finding(taken: Taken, key: str) -> Finding:
    return next(each for each in taken.findings if each.key == key)


def keys(taken: Taken) -> set[str]:
    return {each.key for each in taken.findings}


def told(taken: Taken) -> None:
    """Everything that is found can be said in every language."""
    for each in taken.findings:
        for lang in LANGUAGES:
            assert each.done(lang)
            assert each.means(lang)
            each.where(lang)


def test_a_stand_in_is_reported_with_its_agent_and_resources() -> None:
    taken = take(cib(primitive("a", "ocf:heartbeat:SAPInstance") + primitive("b", "ocf:heartbeat:SAPInstance")))
    found = finding(taken, "stand-in")
    assert found.ids == ("a", "b")
    assert "ocf:heartbeat:SAPInstance" in found.done("en")
    told(taken)


def test_many_ids_are_counted() -> None:
    ids = tuple(f"r{number}" for number in range(9))
    assert Finding("x", "primitive", ids).where("en") == "primitive: r0, r1, r2, r3, r4, r5 and 3 more"


def test_passwords_are_gone_everywhere() -> None:
    text = cib(primitive("f", "stonith:fence_ipmilan", ip="10.0.0.9", passwd="hunter2", passwd_script="/bin/get"))
    taken = take(text.replace("<constraints/>", '<constraints/><!-- not "hunter2" -->'))
    assert finding(taken, "secrets").fields["count"] == 1
    assert "hunter2" not in taken.cib.text().replace('<!-- not "hunter2" -->', "")
    assert "/bin/get" in taken.cib.text()
    assert 'value="hunter2"' not in taken.session().dumps()


def test_the_status_of_a_live_cib_is_left_out_and_told() -> None:
    history = '<lrm_rsc_op id="o" operation="start"/><nvpair id="n" name="fail-count-a#start_0" value="1"/>'
    taken = take(
        cib("").replace("<status/>", f'<status><node_state id="1" uname="db3">{history}</node_state></status>')
    )
    found = finding(taken, "status.live")
    assert (found.fields["entries"], found.fields["failcounts"]) == (1, 1)
    assert "lrm_rsc_op" not in taken.session().dumps()


@pytest.mark.parametrize(
    ("resources", "key"),
    [
        ('<bundle id="b"><docker image="x"/></bundle>', "static.bundle"),
        (primitive("r", "ocf:pacemaker:remote"), "static.remote"),
        (
            primitive("v", "ocf:heartbeat:VirtualDomain").replace(
                "<operations>",
                '<meta_attributes id="m"><nvpair id="n" name="remote-node" value="g"/></meta_attributes><operations>',
            ),
            "static.guest",
        ),
    ],
)
def test_what_cannot_run_is_decided_about(resources: str, key: str) -> None:
    taken = take(cib(resources + primitive("a", "ocf:pacemaker:Dummy")))
    assert taken.mode is Mode.STATIC
    assert key in keys(taken)
    before = taken.forecast()
    assert before.moved == ()
    (place,) = before.before["a"]
    assert place not in taken.forecast(down=(place,)).after["a"]
    with pytest.raises(IntakeError, match="only decided about"):
        taken.session()
    told(taken)


def test_watchdogs_too_many_nodes_and_strange_names_are_decided_about() -> None:
    watchdog = take(cib("", **{"stonith-watchdog-timeout": "10s"}))
    many = take(cib("", [f"n{number}" for number in range(17)]))
    strange = take(cib("", ["n 1", "n2"]))
    twice = take(cib("", ["n1", "n1"]))
    for taken, key in ((watchdog, "watchdog"), (many, "large"), (strange, "names"), (twice, "twice")):
        assert taken.mode is Mode.STATIC
        assert f"static.{key}" in keys(taken)
        told(taken)


def test_more_primitives_than_can_be_decided_about_are_refused() -> None:
    with pytest.raises(IntakeError, match=f"at most {MOST_PRIMITIVES}"):
        take(cib(primitive("p", "ocf:pacemaker:Dummy") * (MOST_PRIMITIVES + 1)))


def test_a_rule_about_an_attribute_that_nothing_sets_is_told_with_its_constraint() -> None:
    rule = '<rule id="r" score="-INFINITY"><expression id="e" attribute="colour" operation="not_defined"/></rule>'
    text = cib(primitive("a", "ocf:pacemaker:Dummy"))
    constraint = f'<constraints><rsc_location id="l" rsc="a">{rule}</rsc_location></constraints>'
    taken = take(text.replace("<constraints/>", constraint))
    assert finding(taken, "attribute").ids == ("l",)
    told(taken)


def test_a_section_alone_is_taken_with_what_is_missing_told() -> None:
    taken = take(f"<resources>{primitive('a', 'ocf:pacemaker:Dummy')}</resources>")
    assert {"part", "nodes.guessed"} <= keys(taken)
    assert taken.session().nodes == ("node1", "node2")


def test_nodes_that_only_the_status_knows_are_taken() -> None:
    status = '<status><node_state id="7" uname="seven"/><node_state id="8" uname="eight"/></status>'
    taken = take(cib("", []).replace("<status/>", status))
    assert finding(taken, "nodes.status").ids == ("seven", "eight")
    assert taken.session().nodes == ("seven", "eight")


def test_statements_without_nodes_take_those_of_the_constraints() -> None:
    taken = take("primitive a Dummy\nlocation l a 50: web1\nlocation m a -inf: web2\n")
    assert finding(taken, "nodes.guessed").ids == ("web1", "web2")


@pytest.mark.parametrize(
    ("feature_set", "dialect"), [("3.0.14", "1.1"), ("3.1.0", "2.1"), ("3.19.7", "2.1"), ("3.20.1", "3.0")]
)
def test_the_tools_are_of_the_generation_that_wrote_the_cib(feature_set: str, dialect: str) -> None:
    assert str(take(cib("").replace("3.16.2", feature_set)).dialect) == dialect


def test_the_forecast_of_a_dead_node_moves_what_ran_there() -> None:
    taken = take(cib(primitive("a", "ocf:pacemaker:Dummy"), ["n1", "n2"], **{"no-quorum-policy": "ignore"}))
    session = taken.session()
    document = session.cib()
    assert document is not None
    now = Taken(taken.kind, taken.mode, document, taken.dialect, ())
    (place,) = session.running()["a"]
    (other,) = {"n1", "n2"} - {place}
    found = now.forecast(dead=(place,))
    assert found.before["a"] == {place: "Started"}
    assert found.after["a"] == {other: "Started"}
    assert found.moved == ("a",)
    assert now.forecast().moved == ()
    assert any("a" in line for line in found.actions)


@pytest.mark.slow
@pytest.mark.skipif(not CASES, reason="Pacemaker's suite is absent")
def test_every_configuration_of_the_suite_becomes_something() -> None:
    modes: dict[str, list[str]] = {}
    for path in CASES:
        try:
            taken = take(path.read_bytes())
        except (IntakeError, Unsupported) as error:
            modes.setdefault(f"refused: {error}", []).append(path.name)
            continue
        told(taken)
        modes.setdefault(taken.mode, []).append(path.name)
        _works(taken, path)
    print({mode: len(names) for mode, names in modes.items()})
    assert modes.keys() <= {Mode.LIVE, Mode.STATIC}  # none is refused
    assert len(modes[Mode.LIVE]) >= LIVE  # what is only decided about today may live one day


def _works(taken: Taken, path: Path) -> None:
    if taken.mode is Mode.LIVE:
        session = taken.session()
        session.fault("power-off", node=session.nodes[-1])
        assert session.world.machines[session.nodes[-1]].power == "off", path.name
    else:
        for node in taken.nodes[:2]:
            assert taken.forecast(dead=(node,)).after, path.name


SHOWN = recordings("peer/show", "*.txt")
"""What the real crm prints for them."""
UNREADABLE = 14
"""Texts that crm prints and cannot read itself, such as nodes with ids of the time of Heartbeat."""


@pytest.mark.slow
@pytest.mark.skipif(not SHOWN, reason="what crm printed is absent")
def test_what_crm_shows_of_them_becomes_the_same() -> None:
    refused = {}
    for path in SHOWN:
        try:
            taken = take(path.read_bytes())
        except IntakeError as error:
            refused[path.name] = error.key
            continue
        original = recordings("pacemaker-cts/xml", f"{path.stem}.xml")
        if original and not {"nodes.guessed", "dropped"} & keys(taken):
            assert taken.resources == take(original[0].read_bytes()).resources, path.name
    assert len(refused) == UNREADABLE
    assert set(refused.values()) == {"own.error.crm"}


AGENTS = [
    "ocf:heartbeat:IPaddr2", "ocf:heartbeat:SAPHana", "systemd:haproxy", "lsb:old", "ocf:pacemaker:ping", "service:x",
    "ocf:heartbeat:apache", "ocf:acme:thing", "stonith:fence_aws", "stonith:external/ipmi", "systemd:data.mount",
]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(AGENTS), st.booleans()), max_size=6),
    st.integers(min_value=1, max_value=4),
    st.booleans(),
)
def test_generated_configurations_live(chosen: list[tuple[str, bool]], nodes: int, fencing: bool) -> None:
    parts = []
    for number, (agent, cloned) in enumerate(chosen):
        parameters = {"ip": f"10.{number}.0.9"} if agent.endswith(("IPaddr2", "aws")) else {}
        parameters |= {"host_list": "10.0.0.1"} if agent.endswith("ping") else {}
        one = primitive(f"r{number}", agent, **parameters)
        parts.append(promotable(one, f"c{number}") if cloned and agent.startswith("ocf") else one)
    text = cib("".join(parts), [f"n{n}" for n in range(nodes)], **{"stonith-enabled": str(fencing).lower()})
    taken = take(text)
    assert taken.mode is Mode.LIVE
    session = taken.session()
    session.fault("power-off", node="n0")
    session.settle()
    assert Cib.parse(taken.cib.text()) == taken.cib
    told(taken)


def test_the_guide_says_the_limits_that_hold() -> None:
    guide = (ROOT / "docs" / "your-own-cluster.md").read_text(encoding="utf-8")
    assert f"at most {MOST_NODES} nodes" in guide
    assert f"more than {MOST_BYTES // 2**20} MiB" in guide
