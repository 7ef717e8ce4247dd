"""Sessions that two or three real nodes played (Pacemaker 2.1.5, Corosync 3.1.7) are played again, state by state.

Each line of `tests/data/real-sessions` is an input; with it stands what was true on the real nodes once it had
settled: the nodes, where which resource ran in which role, the fail counts, and what the screen listed as failed. Who
is DC there is chance; sessions in which more follows from that were played until it was node1, or are not here.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from hasim.inputs import read_input
from hasim.session import Session
from hasim.steps import Step, play
from tests.support import ROOT

FILES = sorted((ROOT / "tests" / "data" / "real-sessions").glob("*.session.jsonl"))


def failed(step: Step) -> list[str]:
    """The failed actions on node1's screen, without their times."""
    asked = read_input({"at": "node1", "run": "crm_mon -1rAf"}, step.world.nodes)
    listed = play(step.world, asked).result.stdout.partition("Failed Resource Actions:\n")[2]
    return sorted(line[4:].partition(" at ")[0] for line in listed.splitlines() if line)


def seen(step: Step, wanted: dict[str, Any]) -> dict[str, Any]:
    """The same facts of the simulated nodes."""
    told = step.to_json()
    roles = {name: places for name, places in told["resources"].items() if places}
    found: dict[str, Any] = {"nodes": told["nodes"], "resources": roles, "failcounts": told["failcounts"]}
    if "running" in wanted:
        found["running"] = {name: told["running"].get(name, []) for name in wanted["running"]}
    return found | ({"failed": failed(step)} if "failed" in wanted else {})


def test_there_are_sessions() -> None:
    assert len(FILES) > 20


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.name.partition(".")[0])
def test_a_session_goes_as_it_went_on_real_nodes(file: Path) -> None:
    head, *lines = map(json.loads, file.read_text().splitlines())
    world = Session.start(head).world
    for number, line in enumerate(lines, 2):
        wanted = line.pop("state", None)
        step = play(world, read_input(line, world.nodes))
        world = step.world
        if wanted is not None:
            assert (number, wanted) == (number, seen(step, wanted))
