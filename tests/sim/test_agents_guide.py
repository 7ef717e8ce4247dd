"""The example of docs/agents.md works as it is printed."""

from __future__ import annotations

import re
from pathlib import Path

from hasim.sim import running
from tests.sim.clusters import after, commit, fault, servers

GUIDE = Path(__file__).parents[2] / "docs" / "agents.md"


def test_the_documented_agent_runs_and_fails_over() -> None:
    python, crm = re.findall(r"```(?:python)?\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    exec(compile(python, str(GUIDE), "exec"), {})
    world = after(servers(), commit("property stonith-enabled=false no-quorum-policy=ignore\n" + crm))
    assert running(world) == {"c": ["node1"]}
    world = after(world, fault("power-off", node="node1"))
    assert running(world) == {"c": ["node2"]}
