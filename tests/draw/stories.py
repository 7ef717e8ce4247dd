"""Sessions and configurations to draw, each made once."""

from __future__ import annotations

from functools import cache

from benchmarks.made_up import cluster
from hasim.cib import Cib, Unsupported
from hasim.session import Session
from tests import support

KILL = "kill -9 $(cat /etc/httpd/run/httpd.pid)"
STORIES = ("settled", "failover", "outage", "split", "sixteen", "halfway", "expiring")


@cache
def story(name: str) -> Session:
    """A session with a past worth drawing."""
    session = Session("tutorial", nodes=[f"node{n}" for n in range(1, 17)] if name == "sixteen" else None)
    if name in ("failover", "outage"):
        for _ in range(3):
            session.run("node1", KILL)
            session.settle()
    if name == "outage":
        session.wait(600)
        session.fault("power-off", node="node2")
        session.settle()
        session.run("node1", "crm resource cleanup httpd")
        session.settle()
    if name == "expiring":
        session.run("node1", "crm resource meta httpd set failure-timeout 60s")
        session.settle()
        session.run("node1", KILL)
        session.settle()
    if name == "split":
        session.fault("cut", between=["node1", "node2"])
        session.settle()
    if name == "sixteen":
        session.fault("power-off", node="node1")
        session.settle()
    if name == "halfway":
        session.run("node1", "crm node standby node1")
        while session.step() is not None:
            controller = session.world.stacks["node1"].controller or session.world.stacks["node2"].controller
            if controller is not None and controller.run is not None and controller.run.flying:
                break
    return session


@cache
def large() -> Cib:
    """32 nodes and 250 resources."""
    return cluster(32, 250)


RECORDED = tuple(path.stem for path in support.recordings("pacemaker-cts/xml", "*.xml"))[::14]
"""Some of the recorded configurations."""


@cache
def recorded(name: str) -> Cib:
    """One of them."""
    return Cib.parse(support.shared("pacemaker-cts", "xml", f"{name}.xml").read_text(encoding="utf-8"))


def decidable(cib: Cib) -> bool:
    """Whether hasim decides on it at all."""
    from hasim.draw.decided import moment

    try:
        found = moment(cib)
        assert found is not None
        assert found.decision is not None
    except Unsupported:
        return False
    return True
