"""What is true of every decision, with nobody to ask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hasim.cib import Cib, Element
from hasim.scheduler import Decision, GraphAction, schedule
from hasim.scheduler.resource import Clone, Primitive
from hasim.scheduler.roles import Role
from hasim.shell.graph_xml import transition_xml
from tests.oracle import ours
from tests.strategies import NOW, Features, clusters, often
from tests.support import ROOT

CALM = Features(failures=False, node_states=False, meta=False, options=False, fencing=False)
"""Nothing has failed, and nobody interferes."""


def report(decision: Decision) -> str:
    """All that a decision says, as text."""
    scores = "\n".join(record.text() for record in decision.scores)
    return f"{scores}\n{transition_xml(decision.graph)}\n{decision.summary}"


def placement(decision: Decision) -> dict[str, tuple[str, Role]]:
    """Where each instance is to be, and in which role."""
    return {
        leaf.id: (leaf.assigned.name if leaf.assigned else "", leaf.next_role) for leaf in decision.cluster.leaves()
    }


@often(120)
@given(clusters())
def test_the_same_input_gives_the_same_decision(cib: Cib) -> None:
    assert report(schedule(cib, NOW)) == report(schedule(cib, NOW))


@often(120)
@given(clusters())
def test_reading_and_writing_the_cib_changes_nothing(cib: Cib) -> None:
    assert report(schedule(Cib.parse(cib.text()), NOW)) == report(schedule(cib, NOW))


def test_the_order_of_hashes_does_not_matter(tmp_path: Path) -> None:
    @settings(often(12), derandomize=True)
    @given(clusters())
    def write(cib: Cib) -> None:
        (tmp_path / f"{len(list(tmp_path.iterdir()))}.xml").write_text(cib.text())

    write()
    code = (
        "import sys; from hasim.cli import main\n"
        "for path in sys.argv[1:]: main(['crm_simulate', '-S', '-s', '-x', path, '-G', path + '.graph'])\n"
        "for path in sys.argv[1:]: print(open(path + '.graph').read())"
    )
    paths = sorted(str(path) for path in tmp_path.glob("*.xml"))
    said = {
        subprocess.run(
            [sys.executable, "-c", code, *paths],
            capture_output=True,
            check=True,
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "UTC"},
        ).stdout
        for seed in ("0", "1", "4711")
    }
    assert len(said) == 1
    assert b"transition_graph" in said.pop()


@often(120)
@given(clusters())
def test_other_node_names_give_the_same_decision_under_other_names(cib: Cib) -> None:
    """Where names are in the same order; that order is what breaks ties."""
    names = {node.get("uname", "") or "": f"host-{node.id}" for node in cib.nodes.children}
    renamed = Cib(_renamed(cib.root, names))
    expected = {id: (names.get(node, ""), role) for id, (node, role) in placement(schedule(cib, NOW)).items()}
    assert expected == placement(schedule(renamed, NOW))


def _renamed(element: Element, names: dict[str, str]) -> Element:
    changes: dict[str, str | None] = {
        name: names[value]
        for name, value in element.attributes.items()
        if name in ("uname", "node", "on_node", "value") and value in names
    }
    return element.with_attributes(changes).with_children(_renamed(child, names) for child in element.children)


@often(120)
@given(clusters(Features(options=False, meta=False)))
def test_an_unrelated_resource_changes_no_score(cib: Cib) -> None:
    """A last resource of its own takes nothing from the others: without priorities they are placed before it."""
    last = Element("primitive", {"id": "zzz", "class": "ocf", "provider": "pacemaker", "type": "Dummy"})
    more = cib.with_section(cib.resources.with_child(last))
    before, after = schedule(cib, NOW), schedule(more, NOW)
    assert [record.text() for record in before.scores] == [
        record.text() for record in after.scores if record.resource != "zzz"
    ]
    found = placement(after)
    found.pop("zzz")
    assert found == placement(before)


@often(120)
@given(clusters(CALM))
def test_nothing_starts_before_what_it_waits_for(cib: Cib) -> None:
    decision = schedule(cib, NOW)
    graph = {action.id: synapse for synapse in decision.graph.synapses for action in synapse.actions}
    for constraint in cib.constraints.all("rsc_order"):
        if constraint.get("kind", "Mandatory") == "Mandatory" and constraint.get("then-action", "start") == "start":
            firsts = _starts(decision, constraint.get("first", "") or "")
            thens = _starts(decision, constraint.get("then", "") or "")
            if firsts and not _interleaved(cib):
                for then in thens:
                    reached = _before(then.id, graph)
                    assert all(first.id in reached for first in firsts), (constraint, cib.text())


def _starts(decision: Decision, resource: str) -> list[GraphAction]:
    """The starts in the graph of all that `resource` consists of."""
    parts = {leaf.id for leaf in decision.cluster.leaves() if resource in _lineage(leaf)}
    keys = {f"{part}_start_0" for part in parts}
    return [
        action
        for action in decision.graph.actions.values()
        if action.internal_operation_key in keys or (action.operation_key in keys and not action.internal_operation_key)
    ]


def _lineage(leaf: Primitive) -> set[str]:
    found, resource = {leaf.id}, leaf.parent
    while resource is not None:
        found.add(resource.id)
        resource = resource.parent
    return found


def _interleaved(cib: Cib) -> bool:
    return any(pair.get("name") == "interleave" for pair in cib.resources.walk())


def _before(action: int, graph: dict[int, object]) -> set[int]:
    """All actions that come before one."""
    found: set[int] = set()
    waiting = [action]
    while waiting:
        for number in getattr(graph.get(waiting.pop()), "inputs", ()):
            if number not in found:
                found.add(number)
                waiting.append(number)
    return found


@often(120)
@given(clusters(Features(meta=False, options=False)))
def test_nothing_is_placed_where_it_is_banned(cib: Cib) -> None:
    decision = schedule(cib, NOW)
    for leaf in decision.cluster.leaves():
        if leaf.assigned is not None and leaf.managed and not leaf.blocked:
            assert leaf.assigned.available, (leaf.id, cib.text())
            for constraint in cib.constraints.all("rsc_location"):
                if constraint.get("score") == "-INFINITY" and constraint.get("rsc") in _lineage(leaf):
                    assert constraint.get("node") != leaf.assigned.name, (leaf.id, cib.text())


@often(120)
@given(clusters(Features(meta=False)))
def test_clones_keep_their_limits(cib: Cib) -> None:
    decision = schedule(cib, NOW)
    for clone in decision.cluster.resources:
        if isinstance(clone, Clone):
            leaves = [leaf for leaf in clone.leaves() if leaf.assigned and leaf.managed and not leaf.blocked]
            for primitive in {leaf.element.id for leaf in leaves}:
                placed = [leaf for leaf in leaves if leaf.element.id == primitive]
                assert len(placed) <= clone.clone_max, cib.text()
                for node in {leaf.assigned for leaf in placed}:
                    here = sum(leaf.assigned is node for leaf in placed)
                    assert here <= clone.clone_node_max, cib.text()


@often(120)
@given(st.data())
def test_a_played_transition_leaves_nothing_to_do(data: st.DataObject) -> None:
    """After a transition without failures the next one is empty."""
    cib = data.draw(clusters(Features(failures=False, node_states=False, meta=False, options=False, fencing=False)))
    settled = _played(_played(cib))
    assume(settled is not None)
    assert settled is not None
    assert schedule(settled, NOW).graph.synapses == (), cib.text()


def _played(cib: Cib | None) -> Cib | None:
    """The CIB after its transition; None where that blocks itself."""
    if cib is None:
        return None
    folder = Path(os.environ.get("TMPDIR", "/tmp"))
    before, after = folder / f"hasim-{os.getpid()}.xml", folder / f"hasim-{os.getpid()}-after.xml"
    before.write_text(cib.text())
    run = ours(["crm_simulate", "-x", str(before), "-S", "-O", str(after)])
    found = Cib.parse(after.read_text()) if run.exit == 0 else None
    before.unlink()
    after.unlink(missing_ok=True)
    return found
