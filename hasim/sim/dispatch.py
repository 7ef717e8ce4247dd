"""From a graph action to an operation on its node, and what the node's controller does itself."""

from __future__ import annotations

from dataclasses import replace

from hasim.scheduler.transition import GraphAction
from hasim.sim import attributes, executor
from hasim.sim.attributes import FAIL_COUNT, LAST_FAILURE
from hasim.sim.cibstore import update_status
from hasim.sim.controller import controllers, exit_soon, log
from hasim.sim.engine import confirm
from hasim.sim.executor import COMPLETE, Result
from hasim.sim.oplog import (
    PENDING,
    PENDING_RC,
    drop,
    drop_entries,
    entry,
    failed,
    identity,
    rc_text,
    remember,
    usual_id,
)
from hasim.sim.stack import Request, Run, controller_of, set_controller
from hasim.sim.stage import Stage, on
from hasim.sim.status import put_operation, put_resource, put_state
from hasim.sim.totem import stalled
from hasim.sim.world import Event

MOVING = frozenset({"stop", "demote", "promote", "migrate_to", "reload", "reload-agent"})
"""Operations before which a resource's recurring ones are cancelled."""

TOLD = MOVING | {"start", "migrate_from"}
"""Operations whose beginning belongs into the history."""


@on("dispatch")
def dispatch(stage: Stage, event: Event) -> None:
    """A fired action reaches whoever is to do it."""
    dc, action = event.node, event.data["action"]
    controller = stage.stacks[dc].controller
    run = controller.run if controller else None
    if run is None or run.number != event.data["transition"] or action.id in run.confirmed:
        return
    if action.operation == "stonith":
        stage.tell("fence-action", dc, transition=run.number, action=action)
    elif action.node not in controllers(stage, dc):
        if action.operation != "do_shutdown":
            confirm(stage, dc, run.number, action.id, failed=True)
    elif action.operation in _BY_CONTROLLER:
        _BY_CONTROLLER[action.operation](stage, dc, run, action)
    elif action.kind == "rsc_op":
        _operate(stage, dc, run, action)
    else:
        confirm(stage, dc, run.number, action.id)


def _operate(stage: Stage, dc: str, run: Run, action: GraphAction) -> None:
    """Hand an operation to the executor of its node."""
    node = action.node
    request = request_of(stage, dc, run, action)
    if request.operation in MOVING:
        executor.cancel(stage, node, request.resource)
    known = request.resource in controller_of(stage, node).history
    text = f"Requesting local execution of {_word(request)} operation for {request.resource} on {node}"
    log(stage, node, "do_lrm_rsc_op", f"{text} | transition_key={request.key} op_key={request.name}")
    if request.meta.get("CRM_meta_record_pending") != "false" and request.operation != "notify":
        _note_pending(stage, node, request)
    if request.operation in TOLD:
        said = f"{request.operation} of {request.resource} on {node} begins"
        stage.record("operation-begin", node, said, resource=request.resource, operation=request.operation)
    if executor.submit(stage, node, request, known=known) < 0:
        confirm(stage, dc, run.number, action.id, failed=True)


def _word(request: Request) -> str:
    return "probe" if request.operation == "monitor" and not request.interval else request.operation


def request_of(stage: Stage, dc: str, run: Run, action: GraphAction) -> Request:
    """The executor's view of a graph action."""
    primitive = action.primitive
    assert primitive is not None, f"{action.operation_key} has no resource"
    meta = {name: text for name, text in action.attributes.items() if name.startswith("CRM_meta_")}
    parameters = {
        name: text for name, text in action.attributes.items() if name not in meta and name != "crm_feature_set"
    }
    uuid = controller_of(stage, dc).uuid
    return Request(
        resource=primitive.id,
        agent_class=primitive.agent_class,
        provider=primitive.provider,
        type=primitive.type,
        operation=action.operation,
        interval=action.interval_ms,
        timeout=action.timeout_ms,
        key=f"{action.id}:{run.number}:{action.target_rc}:{uuid}",
        target=action.target_rc,
        parameters=parameters,
        meta=meta,
    )


def _note_pending(stage: Stage, node: str, request: Request) -> None:
    """Since 2.0 an operation stands in the CIB while it runs; the controller's own memory gets only its result.

    The entry of a recurring one stays if its first run fails, for the failure has an entry of its own.
    """
    if stage.dialect.value == "1.1" or stage.stacks[node].cib is None:
        return
    name = usual_id(stage.dialect, request)
    pending = Result(request, PENDING_RC, PENDING, "", stage.time, 0)
    element = entry(stage, node, name, pending, -1)
    node_id = identity(stage, node)
    history = controller_of(stage, node).history.get(request.resource)
    if history is None:
        names = {"id": request.resource, "type": request.type, "class": request.agent_class}
        history = replace(element, tag="lrm_resource", attributes=names | {"provider": request.provider})
        history = history if request.provider else history.with_attributes({"provider": None})
    shown = put_operation(history, element)
    if request.interval:
        kept = {**controller_of(stage, node).history, request.resource: shown}
        set_controller(stage, node, history=kept)
    update_status(stage, node, lambda section: put_resource(section, node_id, request.resource, shown))


def _cancel(stage: Stage, dc: str, run: Run, action: GraphAction) -> None:
    """Stop a recurring operation; unlike one that a stop cancels, its entry leaves the history."""
    if action.primitive is not None:
        task = action.attributes.get("CRM_meta_operation", "monitor")
        name = f"{action.primitive.id}_{task}_{action.interval_ms}"
        executor.cancel(stage, action.node, action.primitive.id, name)
        drop_entries(stage, action.node, action.primitive.id, frozenset({name}))
    confirm(stage, dc, run.number, action.id)


def _delete(stage: Stage, dc: str, run: Run, action: GraphAction) -> None:
    """Forget a resource on its node."""
    if action.primitive is not None:
        executor.forget(stage, action.node, action.primitive.id)
        drop(stage, action.node, action.primitive.id)
    confirm(stage, dc, run.number, action.id)


def _clear_failcount(stage: Stage, dc: str, run: Run, action: GraphAction) -> None:
    """An expired failure: its counts and its entry in the history go."""
    if action.primitive is not None:
        resource = action.primitive.id
        clear_counts(stage, dc, action.node, resource, cause="expired")
        drop_entries(stage, action.node, resource, frozenset({f"{resource}_last_failure_0"}))
    confirm(stage, dc, run.number, action.id)


def clear_counts(
    stage: Stage, node: str, host: str, resource: str | None, operation: str = "", *, cause: str = "cleanup"
) -> None:
    """Have the daemon on ``node`` delete the fail counts and last failures of a resource (of all) on a host.

    ``operation`` such as ``monitor_10000`` restricts it to one of the resource's operations.
    """
    daemon = stage.stacks[node].attributes
    for name in list(daemon.attributes) if daemon else []:
        for prefix in (FAIL_COUNT, LAST_FAILURE):
            owner, _, task = name.removeprefix(prefix).partition("#")
            if name.startswith(prefix) and resource in (None, owner) and operation in ("", task):
                attributes.update(stage, node, host, name, None, cause=cause)


def _shut_down(stage: Stage, dc: str, run: Run, action: GraphAction) -> None:
    """The node is at rest: its controller may go. The action is confirmed when it has gone.

    The DC itself goes only after everything else in the transition.
    """
    node_id = identity(stage, action.node)
    update_status(stage, dc, lambda section: put_state(section, node_id, {"expected": "down"}))
    if action.node == dc:
        set_controller(stage, dc, run=replace(run, last=True))
        confirm(stage, dc, run.number, action.id)
    else:
        exit_soon(stage, action.node)


_BY_CONTROLLER = {
    "cancel": _cancel,
    "delete": _delete,
    "lrm_delete": _delete,
    "clear_failcount": _clear_failcount,
    "do_shutdown": _shut_down,
}


@on("operation-result")
def result(stage: Stage, event: Event) -> None:
    """The executor reports: the controller logs it and sends it to everyone, which waits for a ring that stands."""
    node, outcome = event.node, event.data["result"]
    controller = stage.stacks[node].controller
    if controller is None:
        return
    updates = controller.updates + 2
    set_controller(stage, node, updates=updates)
    _log_result(stage, node, outcome, updates)
    if wait := stalled(stage, node):
        stage.after(wait, "result-sent", node, result=outcome, controller=controller.pid)
    else:
        _store(stage, node, outcome)


@on("result-sent")
def sent(stage: Stage, event: Event) -> None:
    """The ring stands again, and what waited is delivered, if its sender lived to see it."""
    controller = stage.stacks[event.node].controller
    if controller is not None and controller.pid == event.data["controller"]:
        _store(stage, event.node, event.data["result"])


def _store(stage: Stage, node: str, outcome: Result) -> None:
    """The history gets a result, and the DC judges it."""
    remember(stage, node, outcome)
    stage.tell("history-written", node, result=outcome)


def _log_result(stage: Stage, node: str, outcome: Result, updates: int) -> None:
    request = outcome.request
    timed_out = outcome.status == executor.TIMED_OUT
    said = {executor.TIMED_OUT: "Timed Out", executor.MISSING: "Not installed"}.get(outcome.status, rc_text(outcome.rc))
    after = f" after {request.timeout // 1000}s" if timed_out else ""
    reason = f" ({outcome.reason})" if outcome.reason else ""
    confirmed = "unconfirmed" if request.interval else "confirmed"
    text = f"Result of {_word(request)} operation for {request.resource} on {node}: {said}{after}{reason}"
    end = f"CIB update {updates}, graph action {confirmed}; call={request.call} key={request.name}"
    end += "" if timed_out else f" rc={outcome.rc}"
    log(stage, node, "log_executor_event", f"{text} | {end}", "error" if timed_out else "notice")
    bad = failed(outcome)
    kind = "monitor-failed" if bad and request.interval else "operation"
    details = {"resource": request.resource, "operation": request.operation, "interval": request.interval}
    details |= {"rc": outcome.rc, "status": outcome.status, "reason": outcome.reason, "failed": bad, "result": said}
    if outcome.status == COMPLETE or bad:
        stage.record(kind, node, f"{_word(request)} of {request.resource} on {node}: {said}", **details)
