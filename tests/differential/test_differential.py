"""Drawn clusters: hasim and the real ``crm_simulate`` say the same, but for the differences that have a name.

`HASIM_EXAMPLES=2000` draws that many clusters with another seed each time; without it the clusters are always the
same few hundred.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from hasim.cib import Cib, Element
from tests.differential.differences import DIFFERENCES, differences
from tests.oracle import our_answer, real, real_answer, real_version
from tests.strategies import NOW, Features, clusters, name_value_set, often
from tests.support import real_program

KINDS = {
    "primitives": Features(groups=False, clones=False),
    "groups": Features(clones=False),
    "clones": Features(groups=False, colocations=False, promotable=False),
    "promotables": Features(max_resources=3, groups=False),
    "everything": Features(),
}


@pytest.fixture(scope="module")
def simulator() -> str:
    """The real program, of the generation whose differences have names."""
    program = real_program("crm_simulate")
    version = real_version(program)
    if not version.startswith("2.1.5"):
        pytest.skip(f"crm_simulate is of version {version}, and only 2.1.5's differences have names")
    return program


def check(program: str, cib: Cib, path: Path) -> None:
    """Both say the same about `cib`, which is written to `path`."""
    path.write_text(cib.text())
    theirs = real_answer(program, path)
    if theirs is not None:
        assert differences(cib, theirs, our_answer(path)) == {}, path.read_text()


@pytest.mark.parametrize("kind", KINDS)
def test_the_real_program_says_the_same(kind: str, simulator: str, tmp_path: Path) -> None:
    @often(100)
    @given(clusters(KINDS[kind]))
    def compare(cib: Cib) -> None:
        check(simulator, cib, tmp_path / "cib.xml")

    compare()


def test_every_difference_has_a_name_and_a_reason() -> None:
    for difference in DIFFERENCES:
        assert difference.name == difference.shows.__name__.replace("_", "-")
        assert difference.shows.__doc__


class LivingCluster(RuleBasedStateMachine):
    """A cluster that is changed, scheduled and played on, again and again, from what the real program wrote."""

    program = ""
    folder = Path()

    def __init__(self) -> None:
        super().__init__()
        self.cib = Cib.empty()
        self.injections: list[str] = []

    @initialize(cib=clusters(Features(max_nodes=4, max_resources=3, history=False, failures=False, colocations=False)))
    def begin(self, cib: Cib) -> None:
        self.cib = cib

    @property
    def _nodes(self) -> list[str]:
        return [node.get("uname", "") or "" for node in self.cib.nodes.children]

    @property
    def _primitives(self) -> list[str]:
        return [element.id for element in self.cib.resources.walk() if element.tag == "primitive"]

    @rule(number=st.integers(0, 3), value=st.sampled_from(("on", "off")))
    def standby(self, number: int, value: str) -> None:
        """A node's standby attribute is set."""
        node = self.cib.nodes.children[number % len(self._nodes)]
        values = name_value_set("instance_attributes", f"nodes-{node.id}", {"standby": value})
        self.cib = self.cib.edit(node, node.with_children(values))

    @rule(number=st.integers(0, 3), option=st.sampled_from(("-u", "-d", "-f")))
    def node_changes(self, number: int, option: str) -> None:
        """A node comes, goes or fails."""
        self.injections += [option, self._nodes[number % len(self._nodes)]]

    @rule(number=st.integers(0, 5), where=st.integers(0, 3), rc=st.sampled_from((1, 7)))
    def monitor_fails(self, number: int, where: int, rc: int) -> None:
        """A recurring monitor gives another result."""
        resource = self._primitives[number % len(self._primitives)]
        node = self._nodes[where % len(self._nodes)]
        self.injections += ["-i", f"{resource}_monitor_10000@{node}={rc}"]

    @rule(number=st.integers(0, 5), role=st.sampled_from(("Started", "Stopped")))
    def target_role(self, number: int, role: str) -> None:
        """Somebody asks for a resource to be started or stopped."""
        primitive = self.cib.by_id(self._primitives[number % len(self._primitives)])
        assert primitive is not None
        kept = [child for child in primitive.children if child.tag != "meta_attributes"]
        values = name_value_set("meta_attributes", f"{primitive.id}-meta", {"target-role": role})
        self.cib = self.cib.edit(primitive, primitive.with_children([*values, *kept]))

    @rule(number=st.integers(0, 5), where=st.integers(0, 3), score=st.sampled_from(("INFINITY", "-INFINITY", "50")))
    def move(self, number: int, where: int, score: str) -> None:
        """A location constraint is added."""
        id = f"move-{len(self.cib.constraints.children)}"
        resource = self.cib.resources.children[number % len(self.cib.resources.children)].id
        attributes = {"id": id, "rsc": resource, "node": self._nodes[where % len(self._nodes)], "score": score}
        constraints = self.cib.constraints.with_child(Element("rsc_location", attributes))
        self.cib = self.cib.with_section(constraints)

    @rule()
    def time_goes_on(self) -> None:
        """An hour later."""
        now = int(self.cib.root.get("execution-date") or NOW)
        self.cib = self.cib.with_root_attributes({"execution-date": str(now + 3600)})

    @invariant()
    def the_real_program_says_the_same(self) -> None:
        if not self.program or not self.cib.nodes.children:
            return
        path = self.folder / "living.xml"
        path.write_text(self.cib.text())
        if self.injections:
            injected = real(self.program, ["-x", str(path), *self.injections, "-I", str(path)])
            self.injections = []
            if injected.exit != 0:
                return
            self.cib = self._read(path)
        check(self.program, self.cib, path)
        after = self.folder / "after.xml"
        played = real(self.program, ["-x", str(path), "-S", "-O", str(after)])
        if played.exit == 0 and " cancel=" not in played.stdout:  # what a cancel leaves behind is read in two ways
            self.cib = self._read(after)

    def _read(self, path: Path) -> Cib:
        """What the real program wrote, with the host's time of day replaced by the cluster's."""
        cib = Cib.parse(path.read_text())
        now = cib.root.get("execution-date") or str(NOW)
        wall_clock = re.compile(r'(last-rc-change|value)="(\d{10})"')
        text = wall_clock.sub(lambda found: f'{found[1]}="{min(found[2], now)}"', cib.text())
        return Cib.parse(text)


def test_a_living_cluster(simulator: str, tmp_path: Path) -> None:
    LivingCluster.program, LivingCluster.folder = simulator, tmp_path
    machine = LivingCluster.TestCase
    machine.settings = settings(often(15), stateful_step_count=6, phases=(Phase.explicit, Phase.generate))
    machine("runTest").runTest()
