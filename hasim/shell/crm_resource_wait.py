"""crm_resource's wait."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.cib.duration import read_duration
from hasim.scheduler import schedule
from hasim.scheduler.action import Action
from hasim.shell.crm_resource_run import Run, ToolError
from hasim.sim.election import BUILDS

__all__ = ["settle", "time_limit", "timed_out"]

_STEP = 0.5
_TIMEOUT = 3600.0


def settle(run: Run) -> int:
    """--wait: return when the scheduler finds nothing more to do.

    On a file nothing is ever done, so what the real tool says after an hour (or --timeout) is said at once.
    """
    limit, waited = time_limit(run), 0.0
    if limit < 0:
        raise _still_busy(run, [])
    pending = _pending(run)
    if not run.cluster.options.values.get("dc-version", "").endswith(BUILDS[run.dialect]):
        run.info("warning: wait option may not work properly in mixed-version cluster")
    while pending:
        if waited >= limit or not run.context.cluster.live:
            raise _still_busy(run, pending)
        run.context.wait(_STEP)
        waited += _STEP
        pending = _pending(run)
    return 0


def _still_busy(run: Run, pending: list[Action]) -> ToolError:
    run.info("Pending actions:")
    for action in sorted(pending, key=lambda each: -each.id):
        run.info(f"\tAction {action.id}: {action.key}" + (f"\ton {action.node.name}" if action.node else ""))
    return timed_out(run)


def _pending(run: Run) -> list[Action]:
    """What somebody would have to do, whether or not it waits for something that cannot be done."""
    actions = schedule(run.context.cluster.query(), int(run.context.now)).actions
    return [each for each in actions if each.required and each.runnable and not each.pseudo and each.task != "notify"]


def timed_out(run: Run) -> ToolError:
    """The cluster did not do it in time."""
    if run.dialect is Dialect.V1_1:
        return ToolError("Error performing operation: Timer expired", 62)
    return ToolError("crm_resource: Error performing operation: Timeout occurred", 124)


def time_limit(run: Run) -> float:
    """How many seconds to wait; negative for a time that is none."""
    if "timeout" not in run.parsed:
        return _TIMEOUT
    given = read_duration(run.parsed.value("timeout"))
    return -1.0 if given is None else given / 1000 or _TIMEOUT
