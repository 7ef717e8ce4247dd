"""The status section that the simulation writes is the one that a real cluster wrote, but for times and call ids."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from hasim.cib import Cib
from hasim.sim import World
from tests.sim.clusters import after, fault, kill_daemon, kill_httpd, tutorial
from tests.support import real_program, shared

VARYING = {"transition-key", "transition-magic", "call-id", "last-rc-change", "exec-time"}


def entries(cib: Cib) -> dict[tuple[str, str], Mapping[str, str]]:
    """Every entry of the histories, without what differs from run to run."""
    found = {}
    for state in cib.status.all("node_state"):
        for element in state.walk():
            if element.tag == "lrm_rsc_op":
                kept = {name: text for name, text in element.attributes.items() if name not in VARYING}
                found[state.get("uname") or "", element.id] = kept
    return found


def test_after_the_failover_the_histories_are_those_recorded() -> None:
    """Operations, ids, exit statuses, digests and all."""
    recorded = Cib.parse(shared("real-cluster", "13-kill-httpd-node1-3-failover", "cib.xml").read_text())
    cib = after(tutorial(), *[kill_httpd("node1")] * 3).stacks["node1"].cib
    assert cib is not None
    assert entries(cib) == entries(recorded)
    assert list(cib.root.attributes) == list(recorded.root.attributes)


WORLDS = {
    "tutorial": lambda: tutorial(),
    "failed": lambda: after(tutorial(), kill_httpd("node1")),
    "failover": lambda: after(tutorial(), *[kill_httpd("node1")] * 3),
    "lost node": lambda: after(tutorial(), fault("power-off", node="node2")),
    "healed split": lambda: after(
        tutorial(), fault("cut", between=["node1", "node2"]), fault("heal", between=["node1", "node2"])
    ),
    "new controller": lambda: after(tutorial(), kill_daemon("node2", "pacemaker-controld")),
}


@pytest.mark.parametrize("name", WORLDS)
def test_the_real_tools_accept_the_cib_and_want_nothing(name: str, tmp_path: Path) -> None:
    real_program("crm_verify")
    world: World = WORLDS[name]()
    cib = world.stacks["node1"].cib
    assert cib is not None
    path = tmp_path / "cib.xml"
    path.write_text(cib.text())
    verify = subprocess.run(["crm_verify", "-x", path], capture_output=True, text=True, check=False)
    assert (verify.returncode, verify.stderr) == (0, "")
    if shutil.which("crm_simulate") is None:
        pytest.skip("the program crm_simulate is absent")
    simulate = subprocess.run(["crm_simulate", "-S", "-x", path], capture_output=True, text=True, check=False)
    wanted = simulate.stdout.partition("Transition Summary:")[2].partition("Revised Cluster Status:")[0]
    assert wanted.split() == ["Executing", "Cluster", "Transition:"]
