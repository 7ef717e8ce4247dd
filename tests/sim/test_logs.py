"""The logs of the daemons beside recorded ones: the same lines, numbers and times apart, and nothing that never is."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from hasim.session import Session
from tests.sim.timelines import COURSES, SETTLE, Course
from tests.support import shared

LOGS = ("/var/log/pacemaker/pacemaker.log", "/var/log/cluster/corosync.log")
LINE = re.compile(r"\[ *\d+\] \((?P<function>\w+)\) \t(?P<text>.*)|corosync (?P<corosync>notice .*)")
HELD = {
    "log_executor_event",
    "execute_rsc_action",
    "do_lrm_rsc_op",
    "do_state_transition",
    "log_list_item",
    "pcmk__log_transition_summary",
    "pcmk__execute_graph",
    "pcmk__threshold_reached",
    "process_graph_event",
    "unpack_config",
    "unpack_rsc_op_failure",
    "update_attr_on_host",
    "update_peer_state_iter",
    "attrd_peer_remove",
    "reap_crm_member",
    "reap_dead_nodes",
    "cluster_status",
    "quorum_notification_cb",
    "corosync",
}
"""The functions whose lines must all be there."""
STEPS: dict[str, set[str]] = {
    "13": {"log_list_item: notice: Actions: Recover httpd ( node1 )"},  # decided before the fail count arrived
    "a1": set(),
    "a3": set(),
    "c1": set(),
    "j1": set(),
    "k1": set(),
    "l1": set(),
}
"""The steps, with the lines that the simulated daemons have no cause to write."""


def masked(lines: str) -> Iterator[str]:
    """The lines that are held, without what differs from run to run."""
    for line in lines.splitlines():
        found = LINE.search(line)
        function = "corosync" if found and found["corosync"] else found["function"] if found else ""
        if found and function in HELD:
            text = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "UUID", found["corosync"] or found["text"])
            text = re.sub(r"\([0-9a-f]{8}\.[0-9a-f]+\)", "(RING)", text)
            text = re.sub(r"at \w{3} \d\d \d\d:\d\d:\d\d", "at TIME", text)
            text = re.sub(r"from node\d with", "from WRITER with", text).replace(" locally on", " on")
            yield f"{function}: " + " ".join(re.sub(r"(?<![a-z])\d+", "N", text).split())


def written(course: Course) -> str:
    """What the daemons of both nodes wrote from the trigger on."""
    session = Session("tutorial")
    for data in course.begin:
        session.input(data)

    def text() -> list[str]:
        files = [session.world.machines[node].files for node in session.nodes]
        return [found.read(path) if found.exists(path) else "" for found in files for path in LOGS]

    before = text()
    session.input(course.trigger)
    session.input(SETTLE)
    return "".join(now[len(old) :] for now, old in zip(text(), before, strict=True))


@pytest.mark.parametrize("course", [c for c in COURSES if c.step in STEPS], ids=lambda course: course.step)
def test_every_recorded_notice_is_written(course: Course) -> None:
    folder = next(shared("real-cluster").glob(f"{course.step}-*"))
    recorded = list(masked((folder / "timeline.txt").read_text()))
    assert recorded
    assert sorted(STEPS[course.step]) == sorted(set(recorded) - set(masked(written(course))))
