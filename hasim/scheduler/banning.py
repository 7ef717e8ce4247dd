"""Scores that are given to a resource together with everything below it."""

from __future__ import annotations

from hasim.cib.score import INFINITY
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Resource
from hasim.scheduler.scores import CauseKind, Fact


def ban(
    resource: Resource, node: Node, kind: CauseKind, *, id: str = "", through: str = "", detail: Fact | None = None
) -> None:
    """Make the score of the resource and all its parts on `node` -INFINITY."""
    cause = resource.cluster.cause(kind, -INFINITY, id, through, detail=detail)
    for part in resource.walk():
        part.scores.ban(node, cause)


def ban_everywhere(
    resource: Resource, kind: CauseKind, *, id: str = "", through: str = "", detail: Fact | None = None
) -> None:
    """Ban the resource and all its parts from all nodes of the cluster; it then has no assigned node either."""
    cause = resource.cluster.cause(kind, -INFINITY, id, through, detail=detail)
    for part in resource.walk():
        for node in part.cluster.nodes:
            part.scores.ban(node, cause)
    resource.assigned = None


def only_bans(
    resource: Resource, kind: CauseKind, *, id: str = "", through: str = "", detail: Fact | None = None
) -> None:
    """Replace the resource's table by one that bans it from all nodes."""
    resource.scores.clear()
    cause = resource.cluster.cause(kind, -INFINITY, id, through, detail=detail)
    for node in resource.cluster.nodes:
        resource.scores.ban(node, cause)
