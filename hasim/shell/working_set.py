"""The scheduler's working set as the tools of one dialect see it."""

from __future__ import annotations

from hasim.cib import Cib, Dialect
from hasim.scheduler.location import unpack_location
from hasim.scheduler.model import Cluster, Ticket
from hasim.scheduler.unpack import unpack_cluster

__all__ = ["add_constraints", "plain_failcount_names", "working_set"]

_OPERATIONS_NAMED_SINCE = (3, 0, 13)


def plain_failcount_names(cib: Cib, dialect: Dialect) -> bool:
    """Whether failures are counted under names without the operation.

    2.1.5 goes by the feature set that the CIB names: below 3.0.13 the names were `fail-count-<resource>`.
    """
    return dialect is Dialect.V2_1 and cib.feature_set < _OPERATIONS_NAMED_SINCE


def working_set(cib: Cib, now: int, dialect: Dialect) -> Cluster:
    """The CIB's nodes, resources and histories, interpreted at `now` (epoch seconds), nothing decided."""
    return unpack_cluster(cib, now, plain_failcount_names=plain_failcount_names(cib, dialect))


def add_constraints(cluster: Cluster) -> None:
    """Read the location constraints, and the tickets that only constraints name, without applying any."""
    for element in cluster.cib.constraints.all("rsc_location"):
        unpack_location(cluster, element)
    for element in cluster.cib.constraints.all("rsc_ticket"):
        name = element.get("ticket")
        if name is not None:
            cluster.tickets.setdefault(name, Ticket(name))
