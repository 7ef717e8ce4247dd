"""Thousands of random faults and commands: no crash, and what must hold in every world holds.

The seed is printed; set HASIM_SEED to another number for other inputs, and HASIM_INPUTS for more or fewer of them.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from hasim.cib import Dialect
from hasim.scheduler import schedule
from hasim.scheduler.model import Cluster as WorkingSet
from hasim.session import Session, Step
from hasim.shell.working_set import working_set
from hasim.sim import World
from hasim.sim.process import running as processes
from hasim.sim.stage import Stage
from hasim.sim.view import View, view
from tests.sim.random_inputs import begin, concrete, inputs, worlds
from tests.support import ON_CI, real_program

SEED = int(os.environ.get("HASIM_SEED", 1))
INPUTS = int(os.environ.get("HASIM_INPUTS", 10_000))
SHARES = 8
STEPS = 40
EXPIRY = "clear_failcount"
"""That a failure has expired is noticed at the next recheck, for which settling does not wait."""
FORGOTTEN = {"cleanup", "expired", "lost"}
LOSSES = {"membership", "node-lost", "killed", "panic", "watchdog", "fault", "join", "dc"}


def fingerprint(world: World) -> str:
    """All that a world holds, byte for byte."""
    return sha256(repr(world).encode()).hexdigest()


class Cluster(RuleBasedStateMachine):
    """A session under random inputs. `played` counts them over all `runs`."""

    played = 0
    runs = 0
    outside: Path | None = None

    session: Session

    @initialize(name=worlds())
    def begins(self, name: str) -> None:
        self.session = begin(name)
        self.last: Step | None = None

    def play(self, session: Session, data: dict[str, Any]) -> Step:
        Cluster.played += 1
        return session.input(concrete(data, session.nodes))

    @rule(data=inputs())
    def something_happens(self, data: dict[str, Any]) -> None:
        self.before = self.session.world
        self.last = self.play(self.session, data)

    @rule(data=st.lists(inputs(), min_size=1, max_size=3))
    def undone(self, data: list[dict[str, Any]]) -> None:
        """What is undone leaves no trace, and done again it is the same."""
        world, mark = self.session.world, fingerprint(self.session.world)
        for each in data:
            self.play(self.session, each)
        there = self.session.world
        for _ in data:
            assert self.session.undo()
        assert self.session.world is world
        assert fingerprint(self.session.world) == mark
        for _ in data:
            assert self.session.redo()
        assert self.session.world is there
        self.last = None

    @rule(data=st.lists(inputs(), min_size=1, max_size=3))
    def forked(self, data: list[dict[str, Any]]) -> None:
        """Forks do not touch each other, and the same inputs lead both to the same world."""
        twin, world, past = self.session.fork("twin"), self.session.world, len(self.session.history)
        for each in data:
            self.play(twin, each)
        assert self.session.world is world
        assert len(self.session.history) == past
        for each in data:
            self.play(self.session, each)
        assert twin.world == self.session.world
        self.last = None

    @invariant()
    def nothing_runs_where_the_power_is_off(self) -> None:
        world = self.session.world
        for nodes in self.session.running().values():
            assert all(world.machines[node].on for node in nodes)
        for node in world.nodes:
            if not world.machines[node].on:
                assert self.session.view(node) is None
                assert [] == processes(Stage(world), node, "corosync")

    @invariant()
    def clones_keep_their_limits(self) -> None:
        views = [self.session.view(node) for node in self.session.nodes]
        whole = [found for found in views if found is not None]
        for found in whole:
            for places in found.resources.values():
                assert len(places) <= len(self.session.nodes)
        if self.last is None or not self.last.settled or "settle" not in str(self.last.input.to_json()):
            return
        for found in whole:
            for clone in set(found.resources) & {"spread", "state"}:
                assert len(online(found, clone)) <= 2
                assert sum(role in ("Master", "Promoted") for role in online(found, clone).values()) <= 1

    @invariant()
    def fail_counts_only_grow_until_forgotten(self) -> None:
        if self.last is None:
            return
        records = self.last.records
        lost = any(record.kind in LOSSES for record in records)
        forgotten = {
            (record.details["resource"], record.node)
            for record in records
            if record.kind == "fail-count" and record.details["cause"] in FORGOTTEN
        }
        for node in self.session.nodes:
            was, now = counts(self.before, node), counts(self.session.world, node)
            for place, number in was.items() if now is not None and was is not None else ():
                assert now is not None
                assert lost or place in forgotten or now.get(place, 0) >= number, (node, place)

    @invariant()
    def a_settled_cluster_wants_nothing(self) -> None:
        if self.last is None or self.last.input.to_json() != {"settle": True}:
            return
        if not self.last.settled:
            # Two sides that are cut apart and care for no quorum fence each other for ever.
            fenced = [record for record in self.last.records if record.kind == "fenced"]
            assert len(fenced) > 1, "settling came to its end"
            return
        for dc in leaders(self.session.world):
            cib = self.session.cib(dc)
            assert cib is not None
            graph = schedule(cib, int(self.session.world.now)).graph
            actions = [action for synapse in graph.synapses for action in synapse.actions]
            wanted = [action for action in actions if action.kind != "pseudo_event" and action.operation != EXPIRY]
            assert [] == [action.operation_key for action in wanted], dc

    def teardown(self) -> None:
        """The session played again gives the same world, and real programs agree with what came of it."""
        if not hasattr(self, "session"):
            return
        self.session.settle()
        Cluster.runs += 1
        if Cluster.runs % 5 == 1:
            assert fingerprint(Session.loads(self.session.dumps()).world) == fingerprint(self.session.world)
        if Cluster.outside is not None:
            for dc in leaders(self.session.world):
                self.asked(Cluster.outside, dc)

    def asked(self, folder: Path, dc: str) -> None:
        """The real programs accept the CIB and want nothing."""
        cib, file, graph = self.session.cib(dc), folder / "cib.xml", folder / "graph.xml"
        assert cib is not None
        file.write_text(cib.text())
        now = datetime.fromtimestamp(int(self.session.world.now), UTC).strftime("%Y-%m-%d %H:%M:%SZ")
        real(["crm_verify", "-x", str(file)])
        real(["crm_simulate", "-x", str(file), "-G", str(graph), "-t", now])
        wanted = re.findall("<(?:rsc_op|crm_event) .*", graph.read_text())
        watched = _watched_in_part(working_set(cib, int(self.session.world.now), Dialect.V2_1))
        known = {f'operation="{EXPIRY}"', *(f'operation_key="{name}_monitor_' for name in watched)}
        assert [] == [action for action in wanted if not any(text in action for text in known)]


def _watched_in_part(cluster: WorkingSet) -> set[str]:
    """Resources active on several nodes of which one is in maintenance: 2.1 goes on watching them on the others."""
    several = [leaf for leaf in cluster.leaves() if len(leaf.current_nodes) > 1]
    return {leaf.id for leaf in several if any(node.maintenance for node in leaf.current_nodes)}


def real(command: list[str]) -> None:
    """Run a real program, which must be content."""
    done = subprocess.run([real_program(command[0]), *command[1:]], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{command}: {done.stdout}{done.stderr}"


def online(found: View, resource: str) -> dict[str, str]:
    """Where a view has a resource on nodes that are there."""
    return {node: role for node, role in found.resources[resource].items() if found.nodes[node] != "offline"}


def counts(world: World, node: str) -> dict[tuple[str, str], int] | None:
    """The fail counts that a node knows, by resource and host."""
    found = view(world, node)
    if found is None:
        return None
    return {(name, host): number for name, hosts in found.failcounts.items() for host, number in hosts.items()}


def leaders(world: World) -> list[str]:
    """The nodes that lead their part of the cluster, are idle, and do not wait for a fencing that fails."""
    controllers = {node: world.stacks[node].controller for node in world.nodes if world.machines[node].on}
    idle = [node for node, one in controllers.items() if one is not None and one.state == "S_IDLE"]
    views = [(node, view(world, node)) for node in idle]
    return [node for node, found in views if found is not None and "unclean" not in found.nodes.values()]


def walk(number: int, inputs_wanted: int) -> None:
    """Play so many inputs or a few more, in runs of some dozens."""
    print(f"HASIM_SEED={SEED}, share {number}: {inputs_wanted} inputs")
    begun, turn = Cluster.played, 0
    chosen = settings(
        max_examples=10,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        print_blob=True,
    )
    while Cluster.played - begun < inputs_wanted:
        machine = seed(SEED * 1_000_003 + number * 1009 + turn)(type("Cluster", (Cluster,), {}))
        run_state_machine_as_test(machine, settings=chosen)
        turn += 1


@pytest.fixture
def outside(tmp_path: Path) -> None:
    """Lets real programs judge each run's last world, where they are installed."""
    there = ON_CI or all(shutil.which(name) for name in ("crm_verify", "crm_simulate"))
    Cluster.outside = tmp_path if there else None


@pytest.mark.usefixtures("outside")
def test_a_few_hundred_random_inputs() -> None:
    walk(SHARES, 300)


@pytest.mark.slow
@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize("share", range(SHARES))
def test_thousands_of_random_inputs(share: int) -> None:
    walk(share, INPUTS // SHARES)
