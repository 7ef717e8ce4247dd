"""Failed resource actions."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Operation
from hasim.cib.values import parse_integer
from hasim.scheduler.model import Cluster, FailedOperation
from hasim.shell.listing.style import Style
from hasim.shell.listing.words import duration_text, exit_text, status_text

__all__ = ["failure_lines", "listed_failures", "masked_probe", "recorded"]

Clock = Callable[[float], str]

_PENDING = 193
_DONE = 0


def masked_probe(operation: Operation) -> bool:
    """A probe that only says that the agent is not usable there: not a failure worth listing."""
    is_probe = operation.operation == "monitor" and operation.interval_ms == 0
    return is_probe and (operation.rc in (2, 5) or operation.status == 7)


def recorded(failure: FailedOperation, name: str) -> str | None:
    """An attribute of a failure's entry in the status section, as it is written there."""
    return failure.element.get(name) if failure.element is not None else None


def listed_failures(cluster: Cluster, style: Style) -> list[FailedOperation]:
    """The failures to be listed, in the order in which they were found, one an operation key and node.

    Entries of very old clusters have no key: of these only the first on a node is listed, as in the real tools.
    """
    found: dict[tuple[str | None, str], FailedOperation] = {}
    for failure in cluster.failures:
        found.setdefault((recorded(failure, "operation_key"), failure.node.name), failure)
    return [failure for failure in found.values() if _is_listed(failure, style)]


def _is_listed(failure: FailedOperation, style: Style) -> bool:
    operation = failure.operation
    if not style.shows_node(failure.node.name) or not style.shows_resource(_key_parts(operation)[0]):
        return False
    return style.old or not masked_probe(operation)


def failure_lines(failure: FailedOperation, style: Style, calendar: Clock) -> list[str]:
    """One failure as the lines of its list item."""
    if style.old:
        return _old_lines(failure, style, calendar)
    return [_technical(failure, style, calendar) if style.detail else _friendly(failure, style, calendar)]


def _key(operation: Operation) -> str:
    return operation.operation_key or operation.id


def _old_lines(failure: FailedOperation, style: Style, calendar: Clock) -> list[str]:
    operation = failure.operation
    reason = recorded(failure, "exit-reason")
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
    rc = max(operation.rc, 0)
    text = (
        f"{_key(operation)} on {failure.node.name} '{exit_text(rc, style.dialect)}' ({rc}): "
        f"call={recorded(failure, 'call-id')}, status='{status_text(max(operation.status, 0), style.dialect)}'"
    )
    if operation.exit_reason:
        text += f", exitreason='{operation.exit_reason}'"
    changed = parse_integer(recorded(failure, "last-rc-change"))
    text += f", last-rc-change='{calendar(changed)}'" if changed is not None else ""
    for word, name in (("queued", "queue-time"), ("exec", "exec-time")):
        text += f", {word}={recorded(failure, name)}ms" if recorded(failure, name) else ""
    return text


def _friendly(failure: FailedOperation, style: Style, calendar: Clock) -> str:
    operation = failure.operation
    text = f"{_key_parts(operation)[0]} {_task(operation, style)} on {failure.node.name}"
    if operation.status <= _DONE:
        text += f" returned '{exit_text(max(operation.rc, 0), style.dialect)}'"
        text += f" ({operation.exit_reason})" if operation.exit_reason else ""
    else:
        reason = f": {operation.exit_reason}" if operation.exit_reason else ""
        text += f" could not be executed ({status_text(operation.status, style.dialect)}{reason})"
    changed = parse_integer(recorded(failure, "last-rc-change"))
    text += f" at {calendar(changed)}" if changed is not None else ""
    return text + (f" after {duration_text(operation.exec_ms, style.dialect)}" if operation.exec_ms > 0 else "")


def _task(operation: Operation, style: Style) -> str:
    task = _key_parts(operation)[1]
    interval = parse_integer(_key(operation).rpartition("_")[2]) or 0
    if interval > 0:
        return f"{duration_text(interval, style.dialect)}-interval {task}"
    return "probe" if task == "monitor" else task


def _key_parts(operation: Operation) -> tuple[str, str]:
    """The resource and the task that an operation key names: `<resource>_<task>_<interval>`, tasks may have a `_`."""
    stem = _key(operation).rpartition("_")[0]
    for task in ("migrate_to", "migrate_from"):
        if stem.endswith(f"_{task}"):
            return stem.removesuffix(f"_{task}"), task
    resource, _, task = stem.rpartition("_")
    return resource, task
