"""node-action-limit: so many operations at a time on one node."""

from __future__ import annotations

from collections import Counter

import pytest

from hasim.session import Session

SLOW = "".join(
    f"primitive d{number} ocf:pacemaker:Dummy params op_sleep=3 op start timeout=60\n" for number in range(8)
)
"""Four on each of two nodes."""


def most_at_once(session: Session, seconds: int) -> int:
    """The largest number of starts that were under way on one node at a time."""
    most = 0
    for _ in range(seconds):
        session.wait(1)
        stacks = session.world.stacks.values()
        runs = [stack.controller.run for stack in stacks if stack.controller and stack.controller.run]
        counts = Counter(action.node for run in runs for action in run.in_flight() if action.operation == "start")
        most = max(most, *counts.values(), 0)
    return most


@pytest.mark.parametrize(("limit", "at_once"), [("1", 1), ("2", 2), ("3", 3), ("0", 4)])
def test_no_more_operations_at_a_time_than_are_allowed(limit: str, at_once: int) -> None:
    text = f"property stonith-enabled=false node-action-limit={limit}\nrsc_defaults target-role=Stopped\n{SLOW}"
    session = Session("two-servers", configure=text)
    assert session.run("node1", "crm_attribute -t rsc_defaults -n target-role -v Started").exit == 0
    assert most_at_once(session, 30) == at_once
    session.settle()
    assert session.run("node1", "crm_mon -1 | grep -c Started").stdout == "8\n"
