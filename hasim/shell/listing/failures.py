"""Failed resource actions."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Operation
from hasim.scheduler.model import Cluster, FailedOperation
from hasim.shell.listing.style import Style
from hasim.shell.listing.words import duration_text, exit_text, status_text

__all__ = ["failure_lines", "listed_failures", "masked_probe"]

Clock = Callable[[float], str]

_PENDING = 193
_DONE = 0


def masked_probe(operation: Operation) -> bool:
    """A probe that only says that the agent is not usable there: not a failure worth listing."""
    is_probe = operation.operation == "monitor" and operation.interval_ms == 0
    return is_probe and (operation.rc in (2, 5) or operation.status == 7)


def listed_failures(cluster: Cluster, style: Style) -> list[FailedOperation]:
    """The failures to be listed, in the order in which they were found, one an operation and node."""
    found: dict[tuple[str, str], FailedOperation] = {}
    for failure in cluster.failures:
        resource, operation = failure.resource, failure.operation
        if not style.shows_node(failure.node.name) or not style.shows_resource(resource.id, resource.configured_id):
            continue
        if style.old or not masked_probe(operation):
            found.setdefault((operation.operation_key or operation.id, failure.node.name), failure)
    return list(found.values())


def failure_lines(failure: FailedOperation, style: Style, calendar: Clock) -> list[str]:
    """One failure as the lines of its list item."""
    if style.old:
        return _old_lines(failure, style, calendar)
    return [_technical(failure, style, calendar) if style.detail else _friendly(failure, style, calendar)]


def _key(operation: Operation) -> str:
    return operation.operation_key or operation.id


def _old_lines(failure: FailedOperation, style: Style, calendar: Clock) -> list[str]:
    operation = failure.operation
    reason = failure.element.get("exit-reason")
    first = (
        f"{_key(operation)} on {failure.node.name} '{exit_text(operation.rc, style.dialect)}' ({operation.rc}): "
        f"call={operation.call_id}, status={status_text(operation.status, style.dialect)}, "
        f"exitreason='{'none' if reason is None else reason}',"
    )
    if operation.last_rc_change <= 0:
        return [first.rstrip(",")]
    times = f"queued={max(operation.queue_ms, 0)}ms, exec={max(operation.exec_ms, 0)}ms"
    return [first, f"    last-rc-change='{calendar(operation.last_rc_change)}', {times}"]


def _technical(failure: FailedOperation, style: Style, calendar: Clock) -> str:
    operation = failure.operation
    text = (
        f"{_key(operation)} on {failure.node.name} '{exit_text(operation.rc, style.dialect)}' ({operation.rc}): "
        f"call={failure.element.get('call-id')}, status='{status_text(operation.status, style.dialect)}'"
    )
    if operation.exit_reason:
        text += f", exitreason='{operation.exit_reason}'"
    if operation.last_rc_change > 0:
        text += (
            f", last-rc-change='{calendar(operation.last_rc_change)}'"
            f", queued={max(operation.queue_ms, 0)}ms, exec={max(operation.exec_ms, 0)}ms"
        )
    return text


def _friendly(failure: FailedOperation, style: Style, calendar: Clock) -> str:
    operation = failure.operation
    text = f"{_resource_of(failure)} {_task(operation)} on {failure.node.name}"
    if operation.status == _DONE:
        text += f" returned '{exit_text(operation.rc, style.dialect)}'"
        text += f" ({operation.exit_reason})" if operation.exit_reason else ""
    else:
        reason = f": {operation.exit_reason}" if operation.exit_reason else ""
        text += f" could not be executed ({status_text(operation.status, style.dialect)}{reason})"
    if operation.last_rc_change > 0:
        text += f" at {calendar(operation.last_rc_change)}"
        text += f" after {duration_text(operation.exec_ms)}" if operation.exec_ms > 0 else ""
    return text


def _resource_of(failure: FailedOperation) -> str:
    key = _key(failure.operation)
    suffix = f"_{failure.operation.operation}_{failure.operation.interval_ms}"
    return key[: -len(suffix)] if key.endswith(suffix) else key.rsplit("_", 2)[0]


def _task(operation: Operation) -> str:
    if operation.operation == "monitor" and operation.interval_ms == 0:
        return "probe"
    interval = f"{duration_text(operation.interval_ms)}-interval " if operation.interval_ms > 0 else ""
    return interval + operation.operation
