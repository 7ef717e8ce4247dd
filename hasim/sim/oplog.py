"""Operation histories: what a controller remembers of the operations run on its node, and writes into the CIB."""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Dialect, Element
from hasim.scheduler.digest import parameter_digest
from hasim.sim import status
from hasim.sim.agents import find
from hasim.sim.cibstore import FEATURE_SETS, update_status
from hasim.sim.executor import CANCELLED, Result
from hasim.sim.stack import Request, controller_of, set_controller
from hasim.sim.stage import Stage

PENDING, PENDING_RC = -1, 193
"""Status and exit status of an operation that has begun and not ended."""
LAST_FAILURE = "_last_failure_0"
SECRET = ("passwd", "password")
"""Parameters that count as secret, whatever the agent says of them."""


def failed(result: Result) -> bool:
    """Is this what the history calls a failure: not executed as asked, or not the exit status that was looked for?"""
    if result.status in (PENDING, CANCELLED):
        return False
    return result.status != 0 or result.rc != result.request.target


def entry(stage: Stage, node: str, name: str, result: Result, call: int) -> Element:
    """The lrm_rsc_op element of a result under a given id. The last failure lacks the digests of some parameters."""
    request = _recorded(result)
    repeat = result.repeat
    attributes = {
        "id": name,
        "operation_key": request.name,
        "operation": request.operation,
        "crm-debug-origin": "do_update_resource",
        "crm_feature_set": FEATURE_SETS[stage.dialect],
        "transition-key": request.key,
        "transition-magic": f"{result.status}:{result.rc};{request.key}",
        "exit-reason": result.reason,
        "on_node": node,
        "call-id": str(call),
        "rc-code": str(result.rc),
        "op-status": str(result.status),
        "interval": str(request.interval),
        "last-rc-change": str(stage.start + result.begun // 1000),
        "exec-time": "0" if repeat else str(result.exec_ms),
        "queue-time": "0",
        **_migration(request),
        "op-digest": parameter_digest({**request.parameters, **request.meta}, recurring=request.interval > 0),
    }
    if stage.dialect is Dialect.V1_1 and not request.interval:
        attributes["last-run"] = attributes["last-rc-change"]
    if name != f"{request.resource}{LAST_FAILURE}":
        attributes |= _restart_digest(stage, request) | _secure_digest(stage, request)
    return Element("lrm_rsc_op", attributes)


def _recorded(result: Result) -> Request:
    """The request as the history tells it: a reload that succeeded is a start, any other a monitor.

    So says `pcmk__create_history_xml`, and so did a real node; what was reloaded can then be compared with the next
    change of parameters.
    """
    request = result.request
    if request.operation not in ("reload", "reload-agent"):
        return request
    return replace(request, operation="start" if (result.status, result.rc) == (0, 0) else "monitor")


def _migration(request: Request) -> dict[str, str]:
    """A live migration's operations name both of its nodes."""
    if request.operation not in ("migrate_to", "migrate_from"):
        return {}
    names = ("migrate_source", "migrate_target")
    return {name: request.meta.get(f"CRM_meta_{name}", "") for name in names}


def _restart_digest(stage: Stage, request: Request) -> dict[str, str]:
    """For agents that can reload: which parameters need a restart, and their digest."""
    agent = find(request.agent_class, request.provider, request.type, stage.stand_ins)
    if agent is None or agent.reloadable is None or request.interval or stage.dialect is Dialect.V1_1:
        return {}
    names = [name for name in reversed(agent.parameters) if name not in agent.reloadable]
    digest = parameter_digest(request.parameters, only=names)
    return {"op-force-restart": f"  {' '.join(names)}  ", "op-restart-digest": digest}


def _secure_digest(stage: Stage, request: Request) -> dict[str, str]:
    """For agents with a password: its name, and the digest without it, for those who may not know it."""
    agent = find(request.agent_class, request.provider, request.type, stage.stand_ins)
    names = [name for name in reversed(agent.parameters) if name in SECRET] if agent is not None else []
    if not names or stage.dialect is Dialect.V1_1:
        return {}
    told = {**request.parameters, **request.meta}
    digest = parameter_digest(told, recurring=request.interval > 0, without=names)
    return {"op-secure-params": f"  {' '.join(names)}  ", "op-secure-digest": digest}


def usual_id(dialect: Dialect, request: Request) -> str:
    """The id of an operation that did not fail: one for each recurring operation, one for the last of the others.

    The newest generation keeps a live migration's operations apart from the others.
    """
    apart = dialect is Dialect.V3_0 and request.operation in ("migrate_to", "migrate_from")
    return request.name if request.interval or apart else f"{request.resource}_last_0"


def ids(dialect: Dialect, result: Result) -> list[str]:
    """Under which ids a result is kept: the last failure has one of its own."""
    usual = usual_id(dialect, result.request)
    if failed(result):
        return ([] if result.request.interval else [usual]) + [f"{result.request.resource}{LAST_FAILURE}"]
    return [usual]


def remember(stage: Stage, node: str, result: Result) -> None:
    """Keep a result in the controller's memory and write it into the CIB. Notifications leave no trace there."""
    request = result.request
    if request.operation == "notify":
        return
    history = controller_of(stage, node).history.get(request.resource) or _empty(request)
    for name in ids(stage.dialect, result):
        history = status.put_operation(history, entry(stage, node, name, result, request.call))
    _keep(stage, node, request.resource, history)


def _empty(request: Request) -> Element:
    names = {"id": request.resource, "type": request.type, "class": request.agent_class}
    return Element("lrm_resource", names | ({"provider": request.provider} if request.provider else {}))


def _keep(stage: Stage, node: str, resource: str, history: Element | None) -> None:
    controller = controller_of(stage, node)
    kept = {name: one for name, one in controller.history.items() if name != resource or history is not None}
    if history is not None:
        kept[resource] = history
    set_controller(stage, node, history=kept)
    node_id = identity(stage, node)
    if stage.stacks[node].cib is not None and controller.joined:
        update_status(stage, node, lambda section: status.put_resource(section, node_id, resource, history))


def drop(stage: Stage, node: str, resource: str) -> None:
    """Forget a resource's whole history."""
    if resource in controller_of(stage, node).history:
        _keep(stage, node, resource, None)


def drop_entries(stage: Stage, node: str, resource: str, names: frozenset[str]) -> None:
    """Forget some entries of a resource's history."""
    history = controller_of(stage, node).history.get(resource)
    if history is not None and any(one.id in names for one in history.children):
        _keep(stage, node, resource, status.drop_operations(history, names))


def identity(stage: Stage, node: str) -> str:
    """A node's id as the CIB writes it."""
    corosync = stage.stacks[node].corosync
    return str(corosync.node_id) if corosync else node


_RC_TEXTS = {
    0: "ok", 1: "error", 2: "invalid parameter", 3: "unimplemented feature", 4: "insufficient privileges",
    5: "not installed", 6: "not configured", 7: "not running", 8: "promoted", 9: "promoted (failed)",
}  # fmt: skip


def rc_text(rc: int) -> str:
    """The words of an agent's exit status in the log."""
    return _RC_TEXTS.get(rc, "unknown")
