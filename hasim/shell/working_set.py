"""The scheduler's working set as the tools of one dialect see it."""

from __future__ import annotations

from hasim.cib import Cib, Dialect
from hasim.scheduler.location import unpack_location
from hasim.scheduler.model import Cluster
from hasim.scheduler.outcome import RECORDED_TASKS
from hasim.scheduler.tickets import unpack_ticket
from hasim.scheduler.unpack import unpack_cluster
from hasim.shell.listing.words import RECORDED_RC, RECORDED_TASK

__all__ = ["add_constraints", "plain_failcount_names", "working_set"]

_PENDING = "193"
_TELL_NOTHING = ("notify", "meta-data")
_OPERATIONS_NAMED_SINCE = (3, 0, 13)


def plain_failcount_names(cib: Cib, dialect: Dialect) -> bool:
    """Whether failures are counted under names without the operation.

    2.1.5 goes by the feature set that the CIB names: below 3.0.13 the names were `fail-count-<resource>`.
    """
    return dialect is Dialect.V2_1 and cib.feature_set < _OPERATIONS_NAMED_SINCE


def working_set(cib: Cib, now: int, dialect: Dialect, *, live: bool = True) -> Cluster:
    """The CIB's nodes, resources and histories, interpreted at `now` (epoch seconds), nothing decided.

    On a live cluster a tool sees what the scheduler here sees, which is 3.0's; a file is read as the dialect's release
    would read it.
    """
    if dialect is not Dialect.V3_0:
        cib = _with_old_histories(cib)
    old = dialect is not Dialect.V3_0 and not live
    return unpack_cluster(cib, now, plain_failcount_names=plain_failcount_names(cib, dialect), as_2_1=old)


def _with_old_histories(cib: Cib) -> Cib:
    """Histories as 3.0 writes them, of what only earlier releases accept.

    Until 2.1 an operation under way may have the exit status -1, and an operation of any name (such as the fail of a
    failure that an administrator reported) tells of its resource; 3.0 passes over such entries. What was recorded is
    kept beside it for listings.
    """
    for entry in [each for each in cib.status.walk() if each.tag == "lrm_rsc_op"]:
        changes: dict[str, str | None] = {}
        if entry.get("op-status") == "-1" and entry.get("rc-code") == "-1":
            changes |= {"rc-code": _PENDING, RECORDED_RC: "-1"}
        task = entry.get("operation")
        if task is not None and task not in RECORDED_TASKS and task not in _TELL_NOTHING:
            changes |= {"operation": "asyncmon", RECORDED_TASK: task}
        if changes:
            cib = cib.edit(entry, entry.with_attributes(changes))
    return cib


def add_constraints(cluster: Cluster) -> None:
    """Read the location constraints without applying any, and what a lost ticket forbids."""
    for element in cluster.cib.constraints.all("rsc_location"):
        unpack_location(cluster, element)
    for element in cluster.cib.constraints.all("rsc_ticket"):
        unpack_ticket(cluster, element)
