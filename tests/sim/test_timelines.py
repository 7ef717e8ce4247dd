"""The simulated course of events beside the recorded one: the same operations in the same order, about as fast."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

import pytest

from hasim.sim import World
from tests.sim import timelines
from tests.sim.clusters import CONF, Deed, after, commit, fault, kill_daemon, kill_httpd, tutorial, write
from tests.sim.timelines import COURSES, Course
from tests.support import ROOT, shared

LINE = re.compile(
    r"^(\d\d:\d\d:\d\d\.\d+) .*Initiating (start|stop) operation (\w+?)(?::\d+)?_\w+_0 (?:locally )?on (\w+)"
)
Operation = tuple[str, str, str]


def recorded(step: str) -> tuple[list[Operation], float]:
    """The starts and stops of a recorded step, in order, and the seconds from the first to the last."""
    times, operations = [], []
    for line in shared("real-cluster", step, "timeline.txt").read_text().splitlines():
        if match := LINE.match(line):
            times.append(datetime.strptime(match[1], "%H:%M:%S.%f"))
            operations.append((match[2], match[3], match[4]))
    return operations, (times[-1] - times[0]).total_seconds()


def simulated(world: World) -> tuple[list[Operation], float]:
    """The same of the world's last input."""
    begun = [record for record in world.records if record.kind == "operation-begin"]
    operations = [(r.details["operation"], r.details["resource"], r.node) for r in begun]
    return operations, (begun[-1].time - begun[0].time) / 1000


def failed_twice() -> World:
    return after(tutorial(), kill_httpd("node1"), kill_httpd("node1"))


def broken() -> World:
    return after(tutorial(), write("node1", "/etc/httpd/conf/httpd.conf", lambda text: text + "BrokenDirective on\n"))


def hidden_failure() -> World:
    return after(tutorial(), commit("property maintenance-mode=true"), kill_httpd("node1"))


CASES: dict[str, tuple[Callable[[], World], Deed]] = {
    "13-kill-httpd-node1-3-failover": (failed_twice, kill_httpd("node1")),
    "c1-ping-lost-on-node1": (tutorial, fault("unreachable", node="node1", host="192.168.0.1")),
    "f1-start-failure-bad-config-node1": (broken, kill_httpd("node1")),
    "k1-split-brain": (tutorial, fault("cut", between=["node1", "node2"])),
}


@pytest.mark.parametrize("step", CASES)
def test_operations_come_in_the_recorded_order_and_pace(step: str) -> None:
    begin, deed = CASES[step]
    real, real_seconds = recorded(step)
    ours, our_seconds = simulated(after(begin(), deed))
    assert ours == real
    assert our_seconds == pytest.approx(real_seconds, abs=1.6)


def test_a_lost_active_node_is_taken_over_in_the_recorded_order() -> None:
    """Recorded with the roles of the nodes as here: the active node loses its power."""
    real, _ = recorded("a3-power-off-node1")
    ours, seconds = simulated(after(tutorial(), fault("power-off", node="node1")))
    assert ours == real
    assert seconds <= 2


def test_a_killed_controller_of_the_dc_costs_the_recorded_move() -> None:
    real, real_seconds = recorded("j1-kill9-pacemaker-controld-node1")
    ours, our_seconds = simulated(after(tutorial(), kill_daemon("node1", "pacemaker-controld")))
    assert ours == real
    assert our_seconds == pytest.approx(real_seconds, abs=1.6)


def test_without_quorum_the_recorded_stops_come() -> None:
    """Each side works for itself, so only each node's own order counts."""
    real, _ = recorded("l1-split-with-stop-policy")
    edits = [write(node, CONF, lambda text: text.replace("two_node: 1", "two_node: 0")) for node in ("node1", "node2")]
    world = after(tutorial(), commit("property no-quorum-policy=stop"), *edits)
    cycle = [fault(kind, node=node) for kind in ("power-off", "power-on") for node in ("node1", "node2")]
    world = after(world, lambda stage: [deed(stage) for deed in cycle])
    ours, _ = simulated(after(world, fault("cut", between=["node1", "node2"])))
    for resource in ("vip", "httpd"):
        assert [o for o in ours if o[1] == resource] == [o for o in real if o[1] == resource]


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.step)
def test_each_visible_event_comes_in_its_order_and_its_time(course: Course) -> None:
    found = timelines.play(course)
    assert [] == [sight.what for sight in course.sights if sight.what not in found]
    times = [found[sight.what] for sight in course.sights]
    assert not course.strict or sorted(times) == times
    for sight, time in zip(course.sights, times, strict=True):
        begun = found[sight.since] if sight.since else 0
        assert sight.least <= time - begun <= sight.most, sight.what


@pytest.mark.parametrize("course", COURSES, ids=lambda course: course.step)
def test_the_recorded_times_keep_their_own_ranges(course: Course) -> None:
    """Else a range says nothing about the real cluster."""
    recorded = {sight.what: sight.recorded for sight in course.sights}
    assert sorted(recorded.values()) == list(recorded.values())
    for sight in course.sights:
        begun = recorded[sight.since] if sight.since else 0
        assert sight.least - 0.01 <= sight.recorded - begun <= sight.most + 0.01, sight.what


def test_the_table_of_the_documentation_is_what_is_simulated() -> None:
    """Made anew by ``python -m tests.sim.timelines > docs/timelines.md``."""
    assert "\n".join(timelines.lines()) + "\n" == (ROOT / "docs" / "timelines.md").read_text()
