"""Resources that live inside others: what a virtual machine launches, and what may not run inside one."""

from __future__ import annotations

from hasim.cib.score import INFINITY
from hasim.scheduler.colocation import add_colocation
from hasim.scheduler.constraints import Colocation
from hasim.scheduler.remote import guest_of
from hasim.scheduler.resource import Primitive, Replica
from hasim.scheduler.scores import CauseKind, Fact

WITH_LAUNCHER = "#resource-with-container"
"""The id of the colocations of resources with what launches them."""
_BESIDE_CONTAINER = 10_000
"""How much a connection into a bundle should be where its container is; it cannot be if that is a remote node."""


def machine_of(resource: Primitive) -> Primitive | None:
    """The connection to the node that a resource is tied to by its meta-attribute ``container``.

    That names a remote node, or the launcher of a guest node. A connection itself is beside its launcher instead.
    """
    launcher = resource.launcher
    if launcher is None or resource.is_remote_connection:
        return None
    return launcher if launcher.is_remote_connection else guest_of(launcher)


def bind_to_machine(resource: Primitive) -> None:
    """Keep a resource on or with what launches it, and keep connections and fence devices off remote nodes."""
    launcher = resource.launcher
    if launcher is not None:
        if resource.is_remote_connection and not resource.may_nest:
            _avoid_remote_nodes(launcher)
        machine = machine_of(resource)
        if machine is not None:
            cause = resource.cluster.cause(CauseKind.LAUNCHER, -INFINITY, resource=machine.id)
            resource.scores.ban_others(lambda node: node.connection is machine, cause)
        else:
            score = _BESIDE_CONTAINER if resource.may_nest else INFINITY
            colocation = Colocation(WITH_LAUNCHER, resource, launcher, score, explicit=False)
            add_colocation(resource.cluster, colocation)
    if resource.is_remote_connection or resource.is_fence_device:
        _avoid_remote_nodes(resource)


def bind_replica(replica: Replica) -> None:
    """Keep the address of a replica with its container."""
    if replica.ip is not None:
        colocation = Colocation("#ip-with-container", replica.ip, replica.container, INFINITY, explicit=False)
        add_colocation(replica.bundle.cluster, colocation)


def _avoid_remote_nodes(resource: Primitive) -> None:
    cause = resource.cluster.cause(CauseKind.LAUNCHER, -INFINITY, detail=Fact.of("remote-node"))
    resource.scores.ban_others(lambda node: node.connection is None, cause)
