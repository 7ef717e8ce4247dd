"""What a running cluster is not made to simulate, found when it is configured."""

from __future__ import annotations

from collections.abc import Collection

from hasim.cib import Cib, Element, Unsupported
from hasim.cib.duration import parse_duration
from hasim.scheduler.remote import is_connection
from hasim.sim.agents import find
from hasim.sim.machine import Machine
from hasim.sim.references import primitives


def refuse_unsimulated(cib: Cib, machine: Machine, stand_ins: Collection[str] = ()) -> None:
    """Raise Unsupported for what a running cluster does not have here, and for resources that no agent can run.

    The scheduler decides about remote nodes, guest nodes and bundles, but no simulated machine is one.

    An agent among ``stand_ins`` has its stand-in. One that is not installed on ``machine`` is no such case: that is
    what the cluster will find out.
    """
    for node in cib.nodes.all("node"):
        if node.get("type") == "remote":
            raise Unsupported("remote nodes in a running cluster", "node", node.id)
    for element in cib.resources.walk():
        _refuse_machine(element)
    _refuse_watchdog_fencing(cib)
    for primitive in primitives(cib):
        names = primitive.get("class") or "", primitive.get("provider") or "", primitive.get("type") or ""
        if find(*names, stand_ins) is None and _installed(primitive, machine):
            full = ":".join(name for name in names if name)
            raise Unsupported(f"the resource agent {full} in a running cluster", "primitive", primitive.id)


def _refuse_machine(element: Element) -> None:
    if element.tag == "bundle":
        raise Unsupported("bundles in a running cluster", "bundle", element.id)
    if element.tag in ("primitive", "template") and is_connection(element):
        raise Unsupported("remote nodes in a running cluster", element.tag, element.id)
    if element.tag == "nvpair" and element.get("name") == "remote-node":
        raise Unsupported("guest nodes in a running cluster", "nvpair", element.id)


def _refuse_watchdog_fencing(cib: Cib) -> None:
    """Nodes that are trusted to reset themselves need sbd, which these machines do not run."""
    for group in cib.crm_config.all("cluster_property_set"):
        for pair in group.all("nvpair"):
            if pair.get("name") in ("stonith-watchdog-timeout", "fencing-watchdog-timeout"):
                if parse_duration(pair.get("value")) != 0:
                    raise Unsupported("fencing by watchdog (stonith-watchdog-timeout)", "nvpair", pair.id)


def _installed(primitive: Element, machine: Machine) -> bool:
    """Whether a real cluster would find the agent. Classes that are no files there are taken to be complete."""
    agent_class, name = primitive.get("class"), primitive.get("type")
    if agent_class == "ocf":
        return machine.file(f"/usr/lib/ocf/resource.d/{primitive.get('provider')}/{name}") is not None
    return agent_class != "lsb" or machine.file(f"/etc/init.d/{name}") is not None
