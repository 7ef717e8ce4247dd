"""The visible events of recorded incidents on a real two-node cluster, with their times, beside the simulated ones.

The recorded times are facts of a cluster of Pacemaker 2.1.5 and Corosync 3.1.7 (token 1000 ms, monitors every 10 s) on
a loaded machine. Run from the project's root to print the table of ``docs/timelines.md``::

    python -m tests.sim.timelines > docs/timelines.md
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from hasim.session import Session
from hasim.sim.world import Record

Data = dict[str, Any]
SETTLE: Data = {"settle": True}
CONF = "/etc/corosync/corosync.conf"
KILL_HTTPD: Data = {"at": "node1", "run": "kill -9 $(cat /etc/httpd/run/httpd.pid)"}
CUT: Data = {"fault": "cut", "between": ["node1", "node2"]}
HEAL: Data = {"fault": "heal", "between": ["node1", "node2"]}


INTRODUCTION = """\
Seconds since the trigger. The real times were recorded on two nodes with Pacemaker 2.1.5 and Corosync 3.1.7 (token
1000 ms, monitors every 10 s, a loaded machine); the simulated ones are computed. The last column is the range in which
the simulated one must stay, counted from the trigger or from the event that it names. When a failure is found depends
on how long ago the last monitor ran, so that up to 10 s there are chance. The real controllers found their machine
loaded and ran one action at a time: probes (j1) and stops (k3, l1) that run side by side here came one after the
other. Which node keeps the group in k3 is decided by the order of the nodes' entries in the status section, made when
they first join and never changed: the DC's came last in most of the starts that were recorded, and does here.
`python -m tests.sim.timelines > docs/timelines.md` makes this page, `tests/sim/test_timelines.py` holds it."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A visible event: what it is, and when it was recorded, in seconds since the trigger.

    `least` and `most` bound the seconds from the event `since` (an earlier one of the same course, by its words) or
    from the trigger to this one.
    """

    what: str
    recorded: float
    least: float
    most: float
    since: str = ""


@dataclass(frozen=True, slots=True)
class Course:
    """A recorded incident: how it comes about, what triggers it, and what was seen, in order."""

    step: str
    title: str
    begin: Sequence[Data]
    trigger: Data
    sights: Sequence[Sight]
    strict: bool = True
    """Whether the order of all events counts; else only each node's own."""


def web_on_node2() -> list[Data]:
    """Moves the web group to node2 and leaves no constraint behind."""
    return [
        {"at": "node1", "run": "crm resource move web node2 force"},
        SETTLE,
        {"at": "node1", "run": "crm resource clear web"},
        SETTLE,
    ]


def without_two_node() -> list[Data]:
    """The quorum of two of two, kept by stopping everything without it."""
    edits = [{"at": node, "run": f"sed -i 's/two_node: 1/two_node: 0/' {CONF}"} for node in ("node1", "node2")]
    stops = [{"at": node, "run": "systemctl stop pacemaker corosync"} for node in ("node1", "node2")]
    starts = [{"at": node, "run": "systemctl start pacemaker"} for node in ("node1", "node2")]
    policy = {"at": "node1", "run": "crm configure property no-quorum-policy=stop"}
    return [policy, SETTLE, *edits, *stops, *starts, SETTLE, {"wait": 40}]


FAIL_FAST: Data = {
    "at": "node2",
    "run": "echo PCMK_fail_fast=yes >> /etc/sysconfig/pacemaker; systemctl restart pacemaker",
}
FAILS = "monitor of httpd on node1 fails"
LOST_2 = "node1 sees node2 lost"
LOST_1 = "node2 sees node1 lost"
LEAD_2 = "node2 is elected DC"

COURSES = (
    Course(
        "13",
        "the third kill of the web server on node1: failover",
        [KILL_HTTPD, SETTLE, KILL_HTTPD, SETTLE],
        KILL_HTTPD,
        [
            Sight(FAILS, 5.06, 0, 10.2),
            Sight("fail count of httpd on node1: 3", 5.07, 0, 0.2, FAILS),
            Sight("stop of httpd on node1 begins", 5.11, 0, 0.3, FAILS),
            Sight("stop of httpd on node1: ok", 8.27, 3.0, 3.7, "stop of httpd on node1 begins"),
            Sight("stop of vip on node1: ok", 8.38, 0, 0.5, "stop of httpd on node1: ok"),
            Sight("start of vip on node2: ok", 8.58, 0.1, 0.6, "stop of vip on node1: ok"),
            Sight("start of httpd on node2: ok", 8.87, 0.2, 1.6, "start of vip on node2: ok"),
        ],
    ),
    Course(
        "a1",
        "corosync is killed on node2, where the web group runs",
        web_on_node2(),
        {"at": "node2", "run": "kill -9 $(pidof corosync)"},
        [
            Sight(LOST_2, 2.09, 1.9, 2.4),
            Sight("start of vip on node1 begins", 3.14, 0, 1.4, LOST_2),
            Sight("start of vip on node1: ok", 3.30, 0.1, 0.6, "start of vip on node1 begins"),
            Sight("start of httpd on node1: ok", 3.61, 0.2, 1.6, "start of vip on node1: ok"),
        ],
    ),
    Course(
        "a3",
        "the power of node1 goes, the DC and where the web group runs",
        [],
        {"fault": "power-off", "node": "node1"},
        [
            Sight(LOST_1, 2.15, 1.9, 2.4),
            Sight(LEAD_2, 2.16, 0, 0.3, LOST_1),
            Sight("start of vip on node2 begins", 3.34, 0, 1.4, LOST_1),
            Sight("start of vip on node2: ok", 3.48, 0.1, 0.6, "start of vip on node2 begins"),
            Sight("start of httpd on node2: ok", 4.67, 0.2, 1.6, "start of vip on node2: ok"),
        ],
    ),
    Course(
        "c1",
        "node1 no longer reaches the gateway",
        [],
        {"fault": "unreachable", "node": "node1", "host": "192.168.0.1"},
        [
            Sight("default_ping_set of node1: 0", 21.94, 15, 25),
            Sight("stop of httpd on node1 begins", 21.96, 0, 0.3, "default_ping_set of node1: 0"),
            Sight("stop of httpd on node1: ok", 24.12, 2.0, 2.5, "stop of httpd on node1 begins"),
            Sight("stop of vip on node1: ok", 24.25, 0, 0.5, "stop of httpd on node1: ok"),
            Sight("start of vip on node2: ok", 24.48, 0.1, 0.6, "stop of vip on node1: ok"),
            Sight("start of httpd on node2: ok", 24.96, 0.2, 1.6, "start of vip on node2: ok"),
        ],
    ),
    Course(
        "f1",
        "a broken configuration file, and then a kill of the web server on node1",
        [{"at": "node1", "run": "echo BrokenDirective on >> /etc/httpd/conf/httpd.conf"}],
        KILL_HTTPD,
        [
            Sight(FAILS, 9.82, 0, 10.2),
            Sight("stop of httpd on node1 begins", 9.89, 0, 0.3, FAILS),
            Sight("stop of httpd on node1: ok", 13.43, 3.0, 3.7, "stop of httpd on node1 begins"),
            Sight("start of httpd on node1 begins", 13.43, 0, 0.2, "stop of httpd on node1: ok"),
            Sight("start of httpd on node1 fails", 33.48, 20, 20.2, "start of httpd on node1 begins"),
            Sight("fail count of httpd on node1: INFINITY", 33.51, 0, 0.2, "start of httpd on node1 fails"),
            Sight("stop of vip on node1: ok", 33.96, 0, 1.0, "start of httpd on node1 fails"),
            Sight("start of vip on node2: ok", 34.49, 0.1, 0.8, "stop of vip on node1: ok"),
            Sight("start of httpd on node2: ok", 35.15, 0.2, 1.6, "start of vip on node2: ok"),
        ],
    ),
    Course(
        "j1",
        "the controller of node1 is killed, the DC and where the web group runs",
        [],
        {"at": "node1", "run": "kill -9 $(pidof pacemaker-controld)"},
        [
            Sight(LEAD_2, 0.01, 0, 0.3),
            Sight("node1 joins", 1.19, 0.9, 3, LEAD_2),
            Sight("stop of httpd on node1 begins", 1.60, 0.2, 2.6, "node1 joins"),
            Sight("stop of httpd on node1: ok", 3.72, 2.0, 2.5, "stop of httpd on node1 begins"),
            Sight("stop of vip on node1: ok", 3.90, 0, 0.5, "stop of httpd on node1: ok"),
            Sight("start of vip on node2: ok", 4.19, 0.1, 0.6, "stop of vip on node1: ok"),
            Sight("start of httpd on node2: ok", 4.45, 0.2, 1.6, "start of vip on node2: ok"),
        ],
    ),
    Course(
        "j8",
        "the controller of node2 is killed where PCMK_fail_fast=yes and the web group runs",
        [FAIL_FAST, SETTLE, *web_on_node2()],
        {"at": "node2", "run": "kill -9 $(pidof pacemaker-controld)"},
        [
            Sight("node2 resets itself", 0.03, 0, 0.3),
            Sight("start of vip on node1 begins", 0.09, 0, 0.5),
            Sight("start of vip on node1: ok", 0.25, 0.1, 0.6, "start of vip on node1 begins"),
            Sight(LOST_2, 2.24, 1.9, 2.5),
            Sight("start of httpd on node1: ok", 2.61, 0.2, 1.6, LOST_2),
        ],
    ),
    Course(
        "k1",
        "the nodes are cut apart: two_node, no-quorum-policy=ignore, no fencing",
        [],
        CUT,
        [
            Sight(LOST_2, 2.10, 1.9, 2.4),
            Sight(LOST_1, 2.10, 1.9, 2.4),
            Sight(LEAD_2, 2.10, 0, 0.3, LOST_1),
            Sight("start of vip on node2 begins", 2.21, 0, 1.4, LOST_1),
            Sight("start of vip on node2: ok", 2.41, 0.1, 0.6, "start of vip on node2 begins"),
            Sight("start of httpd on node2: ok", 3.65, 0.2, 1.6, "start of vip on node2: ok"),
        ],
    ),
    Course(
        "k3",
        "and joined again, after a change on either side, two of them on node2",
        [
            CUT,
            SETTLE,
            {"at": "node1", "run": "crm_attribute -t crm_config -n note1 -v fromnode1"},
            {"at": "node2", "run": "crm_attribute -t crm_config -n note2 -v fromnode2"},
            {"at": "node2", "run": "crm_attribute -t crm_config -n note2b -v fromnode2"},
        ],
        HEAL,
        [
            Sight("node1 sees node2 join", 0.10, 0, 0.6),
            Sight("stop of httpd on node1 begins", 0.38, 0.1, 1.5, "node1 sees node2 join"),
            Sight("stop of httpd on node1: ok", 2.52, 2.0, 2.5, "stop of httpd on node1 begins"),
            Sight("stop of httpd on node2: ok", 4.72, 0, 2.5, "stop of httpd on node1: ok"),
            Sight("stop of vip on node1: ok", 4.86, 0, 0.5, "stop of httpd on node2: ok"),
            Sight("stop of vip on node2: ok", 5.06, 0, 0.5, "stop of vip on node1: ok"),
            Sight("start of vip: ok", 5.24, 0.1, 0.6, "stop of vip on node2: ok"),
            Sight("start of httpd: ok", 6.63, 0.2, 1.6, "start of vip: ok"),
        ],
    ),
    Course(
        "l1",
        "the nodes are cut apart: two_node: 0, no-quorum-policy=stop",
        without_two_node(),
        CUT,
        [
            Sight(LOST_2, 2.04, 1.9, 2.4),
            Sight(LOST_1, 2.05, 1.9, 2.4),
            Sight(LEAD_2, 2.05, 0, 0.3, LOST_1),
            Sight("stop of httpd on node1 begins", 2.09, 0, 1.4, LOST_2),
            Sight("stop of ping on node2: ok", 2.17, 0, 1.6, LOST_1),
            Sight("stop of httpd on node1: ok", 4.19, 2.0, 2.5, "stop of httpd on node1 begins"),
            Sight("stop of vip on node1: ok", 4.25, 0, 0.5, "stop of httpd on node1: ok"),
            Sight("stop of ping on node1: ok", 4.29, 0, 2.5, "stop of httpd on node1 begins"),
        ],
        strict=False,
    ),
)
"""Ranges are those of many runs of the real cluster, with a margin for a machine without load."""


def words(record: Record) -> list[str]:
    """How the table calls what a record tells."""
    details, node = record.details, record.node
    match record.kind:
        case "monitor-failed":
            return [f"monitor of {details['resource']} on {node} fails"]
        case "fail-count":
            value = details["value"]
            return [f"fail count of {details['resource']} on {node}: {'INFINITY' if value >= 1_000_000 else value}"]
        case "operation-begin":
            return [f"{details['operation']} of {details['resource']} on {node} begins"]
        case "operation" if details["interval"] == 0:
            end = " fails" if details["failed"] else ": ok"
            did = f"{details['operation']} of {details['resource']}"
            return [f"{did} on {node}{end}", f"{did}{end}"]
        case "attribute":
            return [f"{details['name']} of {node}: {details['value']}"]
        case "membership":
            gone = [f"{node} sees {each} lost" for each in details["left"]]
            return gone + [f"{node} sees {each} join" for each in details["joined"]]
        case "dc":
            return [f"{details['dc']} is elected DC"]
        case "join":
            return [f"{node} joins"]
        case "panic":
            return [f"{node} resets itself"]
    return []


def play(course: Course) -> dict[str, float]:
    """The simulated seconds since the trigger of everything visible, in order of time; the first of each kind."""
    session = Session("tutorial")
    for data in course.begin:
        session.input(data)
    begun = session.world.time
    steps = [session.input(course.trigger), session.input(SETTLE)]
    found: dict[str, float] = {}
    for record in (record for step in steps for record in step.records):
        for what in words(record):
            found.setdefault(what, (record.time - begun) / 1000)
    return found


def lines() -> Iterator[str]:
    """The Markdown of ``docs/timelines.md``."""
    yield "# Real and simulated courses of events"
    yield ""
    yield from wrap(INTRODUCTION, 118)
    for course in COURSES:
        found = play(course)
        yield ""
        yield f"## {course.step}: {course.title}"
        yield ""
        yield "| event | real | simulated | range |"
        yield "|---|---:|---:|---|"
        for sight in course.sights:
            after = f" after “{sight.since}”" if sight.since else ""
            simulated = f"{found[sight.what]:.2f}" if sight.what in found else "never"
            yield f"| {sight.what} | {sight.recorded:.2f} | {simulated} | {sight.least:g} to {sight.most:g}{after} |"


if __name__ == "__main__":
    print("\n".join(lines()))
