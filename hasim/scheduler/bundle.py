"""Placing a bundle: its containers, then what belongs to each, then what runs inside."""

from __future__ import annotations

from functools import cmp_to_key

from hasim.cib.score import INFINITY
from hasim.scheduler.clone import Distribution
from hasim.scheduler.colocation import add_colocation
from hasim.scheduler.constraints import Colocation
from hasim.scheduler.criteria import threshold_reached
from hasim.scheduler.instance_order import InstanceOrder
from hasim.scheduler.node import Node
from hasim.scheduler.placing import assign, record_tables
from hasim.scheduler.resource import Bundle, Clone, Replica
from hasim.scheduler.scores import CauseKind, Fact

FUNCTION = "pcmk__bundle_assign"


@assign.register
def assign_bundle(resource: Bundle, prefer: Node | None = None, stop_if_fail: bool = True) -> Node | None:
    """Place the containers like the instances of a clone; everything else follows them."""
    if resource.deciding:
        return None
    record_tables(resource, FUNCTION)  # also when it was placed before, because something depends on it
    if resource.decided:
        return None
    resource.deciding = True
    containers = sorted(resource.instances, key=cmp_to_key(InstanceOrder().compare))
    Distribution(resource, containers, len(resource.replicas), resource.per_host).run()
    for replica in resource.replicas:
        _assign_replica(replica, prefer, stop_if_fail)
    if resource.inner is not None:
        _open_guests(resource, resource.inner)
        assign(resource.inner, prefer, stop_if_fail)
    resource.deciding, resource.decided = False, True
    return None


def _assign_replica(replica: Replica, prefer: Node | None, stop_if_fail: bool) -> None:
    """Place what belongs to a container, once that has its place."""
    cluster = replica.bundle.cluster
    if replica.ip is not None:
        assign(replica.ip, prefer, stop_if_fail)
    host = replica.container.assigned
    if replica.connection is not None:
        if host is not None and host.connection is not None:  # one connection at a time can go through another
            with_host = Colocation(
                "#replica-remote-with-host-remote", replica.connection, host.connection, INFINITY, explicit=False
            )
            add_colocation(cluster, with_host)
        assign(replica.connection, prefer, stop_if_fail)
    child = replica.child
    if child is None or child.parent is None:
        return
    for node, entry in child.scores.items():
        if node is not replica.node:
            entry.ban(cluster.cause(CauseKind.LAUNCHER, -INFINITY))
        elif not threshold_reached(child, node):
            entry.put(
                INFINITY,
                cluster.cause(
                    CauseKind.LAUNCHER, INFINITY, detail=Fact.of("container", container=replica.container.id)
                ),
            )
    child.parent.deciding = True
    assign(child, replica.node, stop_if_fail)
    child.parent.deciding = False


def _open_guests(bundle: Bundle, clone: Clone) -> None:
    """What is bundled runs on the bundle's own guest nodes, and nowhere else."""
    own = {replica.node for replica in bundle.replicas}
    for node, entry in clone.scores.items():
        if node in own:
            entry.put(0)
        else:
            entry.ban(bundle.cluster.cause(CauseKind.LAUNCHER, -INFINITY))
