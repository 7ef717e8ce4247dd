"""The scheduler's working set as the tools of one dialect see it."""

from __future__ import annotations

from hasim.cib import Cib, Dialect
from hasim.scheduler.location import unpack_location
from hasim.scheduler.model import Cluster
from hasim.scheduler.tickets import unpack_ticket
from hasim.scheduler.unpack import unpack_cluster
from hasim.shell.listing.words import RECORDED_RC, RECORDED_TASK

__all__ = ["add_constraints", "plain_failcount_names", "working_set"]

_PENDING = "193"
_OPERATIONS_NAMED_SINCE = (3, 0, 13)


def plain_failcount_names(cib: Cib, dialect: Dialect) -> bool:
    """Whether failures are counted under names without the operation.

    2.1.5 goes by the feature set that the CIB names: below 3.0.13 the names were `fail-count-<resource>`.
    """
    return dialect is Dialect.V2_1 and cib.feature_set < _OPERATIONS_NAMED_SINCE


def working_set(cib: Cib, now: int, dialect: Dialect) -> Cluster:
    """The CIB's nodes, resources and histories, interpreted at `now` (epoch seconds), nothing decided."""
    if dialect is not Dialect.V3_0:
        cib = _with_old_histories(cib)
    return unpack_cluster(cib, now, plain_failcount_names=plain_failcount_names(cib, dialect))


def _with_old_histories(cib: Cib) -> Cib:
    """Histories as 3.0 writes them, of what only earlier releases accept.

    Until 2.1 an operation under way may have the exit status -1, and a failure that an administrator reported is an
    operation called fail; 3.0 passes over such entries. What was recorded is kept beside it for listings.
    """
    for entry in [each for each in cib.status.walk() if each.tag == "lrm_rsc_op"]:
        if entry.get("op-status") == "-1" and entry.get("rc-code") == "-1":
            cib = cib.edit(entry, entry.with_attributes({"rc-code": _PENDING, RECORDED_RC: "-1"}))
        elif entry.get("operation") == "fail":
            cib = cib.edit(entry, entry.with_attributes({"operation": "asyncmon", RECORDED_TASK: "fail"}))
    return cib


def add_constraints(cluster: Cluster) -> None:
    """Read the location constraints without applying any, and what a lost ticket forbids."""
    for element in cluster.cib.constraints.all("rsc_location"):
        unpack_location(cluster, element)
    for element in cluster.cib.constraints.all("rsc_ticket"):
        unpack_ticket(cluster, element)
