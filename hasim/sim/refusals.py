"""What a running cluster is not made to simulate, found when it is configured."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from hasim.cib import Cib, Element, Unsupported
from hasim.cib.duration import parse_duration
from hasim.scheduler.remote import is_connection
from hasim.sim.agents import find
from hasim.sim.machine import Machine
from hasim.sim.references import primitives


def refuse_unsimulated(cib: Cib, machine: Machine, stand_ins: Collection[str] = ()) -> None:
    """Raise Unsupported for what a running cluster does not have here, and for resources that no agent can run.

    An agent among ``stand_ins`` has its stand-in. One that is not installed on ``machine`` is no such case: that is
    what the cluster will find out.
    """
    for found in unsimulated(cib):
        raise found
    for primitive in primitives(cib):
        names = primitive.get("class") or "", primitive.get("provider") or "", primitive.get("type") or ""
        if find(*names, stand_ins) is None and _installed(primitive, machine):
            full = ":".join(name for name in names if name)
            raise Unsupported(f"the resource agent {full} in a running cluster", "primitive", primitive.id)


def unsimulated(cib: Cib) -> Iterator[Unsupported]:
    """All that no simulated machine can be: the scheduler decides about remote nodes, guest nodes and bundles."""
    for node in cib.nodes.all("node"):
        if node.get("type") == "remote":
            yield Unsupported("remote nodes in a running cluster", "node", node.id)
    for element in cib.resources.walk():
        yield from _machines(element)
    yield from _watchdog_fencing(cib)


def _machines(element: Element) -> Iterator[Unsupported]:
    if element.tag == "bundle":
        yield Unsupported("bundles in a running cluster", "bundle", element.id)
    if element.tag in ("primitive", "template") and is_connection(element):
        yield Unsupported("remote nodes in a running cluster", element.tag, element.id)
    if element.tag == "nvpair" and element.get("name") == "remote-node":
        yield Unsupported("guest nodes in a running cluster", "nvpair", element.id)


def _watchdog_fencing(cib: Cib) -> Iterator[Unsupported]:
    """Nodes that are trusted to reset themselves need sbd, which these machines do not run."""
    for group in cib.crm_config.all("cluster_property_set"):
        for pair in group.all("nvpair"):
            if pair.get("name") in ("stonith-watchdog-timeout", "fencing-watchdog-timeout"):
                if parse_duration(pair.get("value")) != 0:
                    yield Unsupported("fencing by watchdog (stonith-watchdog-timeout)", "nvpair", pair.id)


def agent_file(agent_class: str, provider: str, type_: str) -> str | None:
    """Where an agent lies on a machine; None for a class whose agents are no files."""
    if agent_class == "ocf":
        return f"/usr/lib/ocf/resource.d/{provider}/{type_}"
    return f"/etc/init.d/{type_}" if agent_class == "lsb" else None


def _installed(primitive: Element, machine: Machine) -> bool:
    """Whether a real cluster would find the agent. Classes that are no files there are taken to be complete."""
    names = (primitive.get(name) or "" for name in ("class", "provider", "type"))
    path = agent_file(*names)
    return path is None or machine.file(path) is not None
