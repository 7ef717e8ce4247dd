"""What happened is told in both languages, from what the records hold."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import hasim.sim
from hasim import Session
from hasim.sim.telling import kind_text, kinds, retold, told
from hasim.sim.world import Record
from tests.japanese import english_in
from tests.sim.clusters import after, commit, fault, servers
from tests.support import recordings

KILL = "kill -9 $(cat /etc/httpd/run/httpd.pid)"
SESSIONS = [*recordings("real-cluster", "*.session.jsonl"), *recordings("tutorial", "*.session.jsonl")]
FENCED = """\
property no-quorum-policy=ignore stonith-enabled=true stonith-timeout=20s
primitive d ocf:pacemaker:Dummy op monitor interval=10s
location l d 100: node2
primitive sw stonith:fence_apc params ip=192.168.0.250 pcmk_host_list="node1 node2" op monitor interval=60s
"""


def broken_tutorial() -> Session:
    """A session in which nearly everything happens that two nodes can do without fencing."""
    session = Session("tutorial")
    for _ in range(3):
        session.run("node1", KILL)
        session.settle()
    session.run("node1", "crm resource cleanup web")
    for kind in ("power-off", "power-on"):
        session.fault(kind, node="node2")
        session.settle()
    session.fault("cut", between=["node1", "node2"])
    session.settle()
    session.fault("heal", between=["node1", "node2"])
    session.settle()
    session.fault("host-down", host="192.168.0.1")
    session.settle()
    session.run("node1", "kill -9 $(pidof corosync)")
    session.settle()
    return session


def check(records: list[Record]) -> None:
    for record in records:
        assert retold(record, "en") == record.text == told(record)
        if record.kind != "transition":  # the words of crm_simulate, which nobody translates
            said = told(record, "ja")
            assert english_in(said, str(record.details.get("reason") or "_")) == [], said
            assert not said.isascii(), said


def test_every_kind_that_is_recorded_has_words() -> None:
    found = set()
    for path in Path(hasim.sim.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "record"
            if named and isinstance(node.args[0], ast.Constant):  # type: ignore[attr-defined]
                found.add(node.args[0].value)  # type: ignore[attr-defined]
    assert found - kinds() == set()
    assert len(found) > 20
    assert all(kind_text(kind, "ja") and kind_text(kind) == kind for kind in kinds())


def test_a_broken_and_repaired_cluster_is_told_in_both_languages() -> None:
    session = broken_tutorial()
    check(session.records())
    assert len({record.kind for record in session.records()}) > 14


def test_fencing_is_told_in_both_languages() -> None:
    world = after(servers(), commit(FENCED), fault("power-off", node="node2"))
    broken = after(world, fault("host-down", host="192.168.0.250"), fault("power-off", node="node1"))
    assert {"fencing", "fenced"} <= {record.kind for record in world.records}
    assert "fence-failed" in {record.kind for record in broken.records}
    check([*world.records, *broken.records])


@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.stem)
def test_recorded_sessions_are_told_in_both_languages(path: Path) -> None:
    check(Session.loads(path.read_text()).records())


def test_the_table_of_events_is_in_the_language_of_the_session() -> None:
    session = Session("tutorial", lang="ja")
    session.fault("power-off", node="node2")
    assert list(session.events()["text"])[:1] == ["node2 の電源が落ちる"]
