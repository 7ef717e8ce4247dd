"""What the DC makes of operations' results: confirmed actions, failures, fail counts."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.cib.values import is_true
from hasim.sim import attributes
from hasim.sim.attributes import FAIL_COUNT, LAST_FAILURE
from hasim.sim.controller import dc_of, is_dc, log, option
from hasim.sim.engine import abort, confirm
from hasim.sim.executor import Result
from hasim.sim.oplog import failed, rc_text
from hasim.sim.process import KILL
from hasim.sim.stack import Request, controller_of
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

COUNTED = frozenset({"promote", "demote", "migrate_to", "migrate_from", "asyncmon"})
"""Failures that add one to the fail count, besides those of recurring operations."""


@on("history-written")
def judge(stage: Stage, event: Event) -> None:
    """A result appears in the CIB."""
    node, outcome = event.node, event.data["result"]
    dc = dc_of(stage, node)
    if not dc:
        return
    request = outcome.request
    action, transition, _, uuid = request.key.split(":", 3)
    controller = controller_of(stage, dc)
    run = controller.run
    current = run is not None and uuid == controller.uuid and int(transition) == run.number
    current = current and run is not None and int(action) not in run.confirmed and not outcome.repeat
    bad = failed(outcome)
    ignored = current and request.meta.get("CRM_meta_on_fail") == "ignore"
    if bad:
        _log_unexpected(stage, dc, node, outcome, "" if current else "arrived after initial scheduling")
        count_failure(stage, dc, node, request, noted_only=ignored)
    if current and bad and not ignored:
        abort(stage, dc, "Event failed")
        confirm(stage, dc, int(transition), int(action), failed=True)
    elif current:
        confirm(stage, dc, int(transition), int(action))
    else:
        abort(stage, dc, "Change in recurring result" if request.interval else "Inactive graph")


def _log_unexpected(stage: Stage, dc: str, node: str, outcome: Result, event: str) -> None:
    request = outcome.request
    action, transition, _ = request.key.split(":", 2)
    what = f"Transition {transition} action {action} ({request.name} on {node})"
    text = f"{what}: expected '{rc_text(request.target)}' but got '{rc_text(outcome.rc)}'"
    end = f"target-rc={request.target} rc={outcome.rc} call-id={request.call}" + (f" event='{event}'" if event else "")
    log(stage, dc, "process_graph_event", f"{text} | {end}")


def count_failure(stage: Stage, dc: str, node: str, request: Request, *, noted_only: bool = False) -> None:
    """Raise the fail count that a failed operation calls for; a probe's surprise calls for none.

    With `noted_only` just the time is noted: so is a failure that is to be ignored, while its transition runs. (What a
    monitor finds later is counted, also if it is to be ignored.)
    """
    change = _change(stage, dc, request)
    if not change:
        return
    suffix = f"{request.resource}#{request.operation}_{request.interval}"
    attributes.update(stage, dc, node, LAST_FAILURE + suffix, str(int(stage.now)))
    if not noted_only:
        attributes.update(stage, dc, node, FAIL_COUNT + suffix, change, cause="failure")


def _change(stage: Stage, dc: str, request: Request) -> str:
    if request.operation == "stop":
        return "INFINITY"
    if request.operation == "start":
        return "INFINITY" if is_true(option(stage, dc, "start-failure-is-fatal", "true")) else "value++"
    if request.operation == "asyncmon" and stage.dialect is Dialect.V2_1:
        return "value+=2"  # 2.1 takes note of this event twice
    return "value++" if request.interval or request.operation in COUNTED else ""


@on("attribute-written")
def attribute_changed(stage: Stage, event: Event) -> None:
    """Every transient attribute that changes in the CIB makes the DC think again."""
    dc = dc_of(stage, event.node)
    if dc:
        abort(stage, dc, "Transient attribute change")


PROPERTIES_DELAY = 1000
"""A change of cluster properties is looked at so much later (ms), when every daemon has taken it in."""


@on("configuration")
def configuration_changed(stage: Stage, event: Event) -> None:
    """A changed configuration makes the DC think again."""
    dc = dc_of(stage, event.node)
    if dc:
        delay = PROPERTIES_DELAY if event.data["properties"] else 15
        abort(stage, dc, "Configuration change", delay=delay)


@on("status-written")
def status_changed(stage: Stage, event: Event) -> None:
    """A tool wrote into the status section."""
    dc = dc_of(stage, event.node)
    if dc:
        abort(stage, dc, "Status change")


@on("recheck")
def recheck(stage: Stage, event: Event) -> None:
    """A failure may have expired, a date may have come."""
    controller = stage.stacks[event.node].controller
    if controller and controller.recheck == event.number and is_dc(stage, event.node):
        abort(stage, event.node, "Cluster recheck", delay=0)


@on("process-ended")
def service_killed(stage: Stage, event: Event) -> None:
    """A server's main process that somebody killed belongs into the history."""
    process = event.data["process"]
    if event.data["signal"] == KILL and event.data["name"] == "httpd" and process.parent == 1:
        stage.record("killed", event.node, f"httpd on {event.node} was killed", process="httpd", pid=process.pid)
