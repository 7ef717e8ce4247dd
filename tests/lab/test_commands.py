"""Every verb as commands: both families of tools do the same, and the model knows each of them."""

import pytest

from hasim.lab.commands import CLUSTER, CRM, LOW, NODE, PCS, RESOURCE, Command
from hasim.lab.panels.operate import KINDS
from hasim.session import Session
from hasim.shell.equivalents import Language, equivalents, same_as
from hasim.text import CATALOGUE

CONFIGURATION = """
primitive one ocf:pacemaker:Dummy op monitor interval=10s
primitive two ocf:pacemaker:Stateful
clone two-clone two meta promotable=true
property stonith-enabled=false no-quorum-policy=ignore
"""
CHOSEN = {"node": "node1", "value": "3", "name": "priority-fencing-delay", "operation": "monitor_10000", "line": "true"}
TARGETS = {"node": "node2", "resource": "one", "cluster": ""}
CASES = [(kind, command) for kind, table in KINDS.items() for command in table]
SAME_AS_NOTHING = (
    ("standby", "off"),
    ("maintenance", "off"),
    ("maintenance", "false"),
    ("target-role", "Started"),
    ("is-managed", "true"),
)
"""What one family of tools says and the other leaves out; it means the same."""
NEEDS_A_DEVICE = ("fence",)
NEEDS_A_STOPPED_NODE = ("delete", "clearstate")


def words(kind: str, command: Command) -> dict[str, str]:
    target = "two-clone" if command.key in ("promote", "demote") else TARGETS[kind]
    node = "node2" if command.key == "move" else "node1"
    return {**CHOSEN, "target": target, "node": node}


@pytest.fixture(scope="module", params=["1.1", "2.1", "3.0"])
def session(request: pytest.FixtureRequest) -> Session:
    found = Session("two-servers", dialect=request.param, configure=CONFIGURATION)
    found.settle()
    return found


def test_the_tables_are_whole() -> None:
    for kind, table in (("node", NODE), ("resource", RESOURCE), ("cluster", CLUSTER)):
        assert len({each.key for each in table}) == len(table)
        for each in table:
            assert {f"verb.{kind}.{each.key}", f"verb.{kind}.{each.key}.tip"} <= CATALOGUE.keys()
            assert each.at in ("", "target", *each.needs)


@pytest.mark.parametrize(("kind", "command"), CASES, ids=[f"{kind}-{each.key}" for kind, each in CASES])
def test_a_verb_does_the_same_by_each_family_of_tools(session: Session, kind: str, command: Command) -> None:
    given = words(kind, command)
    lines = command.lines(given, session.dialect)
    assert lines
    after = {}
    for tool, line in lines.items():
        if tool == PCS and session.dialect == "1.1":
            continue  # said as the pcs of that time has it; the one that can be typed is younger (docs/pcs.md)
        branch = session.fork(tool)
        result = branch.run(given[command.at] if command.at else "node1", line)
        assert result.exit != 3, result.stderr
        if command.key not in (*NEEDS_A_DEVICE, *NEEDS_A_STOPPED_NODE):
            assert result.exit == 0, (line, result)
        branch.settle()
        after[tool] = state(branch)
    if command.key not in (*NEEDS_A_DEVICE, *NEEDS_A_STOPPED_NODE):
        assert len({str(each) for each in after.values()}) == 1, after


def state(session: Session) -> object:
    """Where things run and as what, and what the configuration says, by value: ids and roles' older names aside."""
    view, cib = session.view("node1"), session.cib("node1")
    assert view is not None
    assert cib is not None
    elder = {"Master": "Promoted", "Slave": "Unpromoted", "off": "false", "on": "true"}
    pairs = sorted(
        (each.get("name") or "", elder.get(each.get("value") or "", each.get("value") or ""))
        for each in cib.configuration.walk()
        if each.tag == "nvpair" and (each.get("name"), each.get("value")) not in SAME_AS_NOTHING
        if each.get("name") != "last-lrm-refresh"  # a time: one of the tools takes a second longer to start
    )
    constraints = [each.id for each in cib.constraints.children]
    return session.running(), view.resources, view.failcounts, view.nodes, pairs, constraints


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ({"target": "web", "node": "node2"}, "crm_resource --move --resource web --node node2"),
        (
            {"target": "web", "node": "node2", "lifetime": "PT5M"},
            "crm_resource --move --resource web --node node2 --lifetime PT5M",
        ),
        ({"target": "web", "node": "a b"}, "crm_resource --move --resource web --node 'a b'"),
        ({"target": "web"}, None),
    ],
)
def test_what_is_optional_is_left_out_and_what_is_missing_gives_no_command(
    words: dict[str, str], line: str | None
) -> None:
    move = next(each for each in RESOURCE if each.key == "move")
    assert move.lines(words, "2.1").get(LOW) == line


BY_ANOTHER_NAME = {
    "maintenance": "pcs node attribute",
    "ready": "pcs node attribute",
    "clearstate": "pcs stonith confirm",
    "promote": "pcs resource meta two-clone target-role=Master",
    "demote": "pcs resource meta two-clone target-role=Slave",
}
"""Verbs that the table calls differently from what is said of a change: two commands of pcs do the same."""


@pytest.mark.parametrize(
    ("kind", "command"), [case for case in CASES if case[1].pcs], ids=[f"{k}-{c.key}" for k, c in CASES if c.pcs]
)
def test_pcs_says_what_is_said_of_the_change_itself(kind: str, command: Command) -> None:
    session = Session("two-servers", configure=CONFIGURATION)
    given = words(kind, command)
    lines = command.lines(given, session.dialect)
    known = same_as(lines[CRM].replace("crm -F", "crm"))
    if not known:
        before = session.cib("node1")
        session.run("node1", lines[CRM])
        after = session.cib("node1")
        assert before is not None
        assert after is not None
        known = equivalents(before, after)
    said = [each.line for each in known[Language.PCS] if each.native]
    if said and command.key not in BY_ANOTHER_NAME:
        assert lines[PCS] == " && ".join(said)
    elif said:
        assert said[0].startswith(BY_ANOTHER_NAME[command.key])
