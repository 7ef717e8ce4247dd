"""How many nodes and resources are configured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hasim.scheduler.model import Cluster, Primitive, Resource, Role
from hasim.shell.listing.style import Style

__all__ = ["Counts", "count", "node_count_text", "resource_count_text"]


@dataclass(frozen=True, slots=True)
class Counts:
    """Resource instances: all, those that may not start, and those that nothing is done with after a failure."""

    instances: int
    disabled: int
    blocked: int


def count(cluster: Cluster) -> Counts:
    """Count resource instances; an inactive one that is no longer configured does not count."""
    counted = list(_counted(cluster))
    return Counts(len(counted), sum(map(_disabled, counted)), sum(leaf.blocked for leaf in counted))


def _counted(cluster: Cluster) -> Iterator[Resource]:
    """The primitives, and groups of which no member can be used."""
    for top in cluster.resources:
        for part in top.walk():
            if isinstance(part, Primitive):
                if not part.removed or part.role > Role.STOPPED:
                    yield part
            elif not part.children and not part.removed:
                yield part


def _disabled(leaf: Resource) -> bool:
    role = Role.parse(leaf.meta.get("target-role", ""))
    return role is Role.STOPPED or (role is Role.UNPROMOTED and leaf.top.promotable)


def node_count_text(cluster: Cluster) -> str:
    """`2 nodes configured`."""
    number = len(cluster.nodes)
    return f"{number} node{'' if number == 1 else 's'} configured"


def resource_count_text(counts: Counts, style: Style) -> str:
    """`4 resource instances configured (1 DISABLED)`; 1.1 says resources."""
    noun = "resource" if style.old else "resource instance"
    text = f"{counts.instances} {noun}{'' if counts.instances == 1 else 's'} configured"
    wording = "BLOCKED from starting due to failure" if style.old else "BLOCKED from further action due to failure"
    remarks = [f"{counts.disabled} DISABLED"] if counts.disabled else []
    remarks += [f"{counts.blocked} {wording}"] if counts.blocked else []
    return text + (f" ({', '.join(remarks)})" if remarks else "")
