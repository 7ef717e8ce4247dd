"""Facts as the tools word them."""

from __future__ import annotations

from hasim.cib import Dialect, Operation
from hasim.scheduler.model import Primitive, Role

__all__ = [
    "RECORDED_RC",
    "RECORDED_TASK",
    "agent_text",
    "duration_text",
    "exit_text",
    "probe_text",
    "recorded_rc",
    "recorded_task",
    "role_text",
    "status_text",
]

RECORDED_RC = "recorded-rc-code"
RECORDED_TASK = "recorded-operation"
"""Attributes that keep what an entry held before it was read in the form of a later release."""
_EXITS = {
    0: "ok",
    1: "error",
    2: "invalid parameter",
    3: "unimplemented feature",
    4: "insufficient privileges",
    5: "not installed",
    6: "not configured",
    7: "not running",
    8: "promoted",
    9: "promoted (failed)",
    190: "OCF_DEGRADED",
    191: "promoted (degraded)",
}
_EXITS_1_1 = _EXITS | {
    1: "unknown error",
    8: "master",
    9: "master (failed)",
    191: "OCF_DEGRADED_MASTER",
    194: "OCF_SIGNAL",
    195: "OCF_NOT_SUPPORTED",
    196: "OCF_PENDING",
    197: "OCF_CANCELLED",
    198: "OCF_TIMEOUT",
    199: "OCF_OTHER_ERROR",
}
_STATUSES = {
    -1: "pending",
    0: "complete",
    1: "Cancelled",
    2: "Timed Out",
    3: "NOT SUPPORTED",
    4: "Error",
    5: "Hard error",
    6: "Fatal error",
    7: "Not installed",
    8: "Internal communication failure",
    9: "Cannot execute now",
    10: "No fence device",
    11: "CIB secrets unavailable",
}
_STATUSES_1_1 = {number: text for number, text in _STATUSES.items() if number <= 4} | {
    7: "Not installed",
    9: "Cannot execute now",
}
_UNITS = ((86_400_000, "d"), (3_600_000, "h"), (60_000, "m"))


def recorded_rc(operation: Operation) -> int:
    """The exit status as a listing shows it: as it was recorded, and 0 for a negative one."""
    return max(int(operation.other.get(RECORDED_RC, operation.rc)), 0)


def recorded_task(operation: Operation) -> str:
    """The operation as a listing shows it: a probe is a monitor without an interval."""
    if operation.operation == "monitor" and operation.interval_ms == 0:
        return "probe"
    return operation.other.get(RECORDED_TASK, operation.operation)


def exit_text(rc: int, dialect: Dialect) -> str:
    """The meaning of an agent's exit status."""
    if dialect is Dialect.V1_1:
        return _EXITS_1_1.get(rc, "unknown")
    if dialect is Dialect.V3_0 and rc == 190:
        return "degraded"
    return _EXITS.get(rc, "unknown")


def probe_text(rc: int, dialect: Dialect) -> str:
    """The exit status of a probe that could not say anything, as shown beside a stopped resource."""
    text = exit_text(rc, dialect)
    return text.capitalize() if dialect is Dialect.V3_0 else text


def status_text(status: int, dialect: Dialect) -> str:
    """How the execution of an operation ended, apart from the agent's own verdict."""
    if dialect is Dialect.V1_1:
        return _STATUSES_1_1.get(status, "UNKNOWN!")
    return _STATUSES.get(status, "UNKNOWN!")


def role_text(role: Role, dialect: Dialect) -> str:
    """A role's name: 1.1 says Master and Slave."""
    if dialect is Dialect.V1_1:
        return {Role.PROMOTED: "Master", Role.UNPROMOTED: "Slave"}.get(role, role.text)
    return role.text


def agent_text(resource: Primitive, dialect: Dialect) -> str:
    """The agent in parentheses: `(ocf:heartbeat:apache)`, in 1.1 `(ocf::heartbeat:apache)`."""
    colons = "::" if dialect is Dialect.V1_1 else ":"
    provider = colons + resource.provider if resource.provider else ""
    return f"({resource.agent_class}{provider}:{resource.type})"


def duration_text(milliseconds: int, dialect: Dialect) -> str:
    """A duration in its largest units: `10s`, `1m20.003s`, `62ms`. Up to 2.1 exactly one unit is told in the next."""
    text, rest = "", milliseconds
    least = 0 if dialect is Dialect.V3_0 else 1
    for size, unit in _UNITS:
        if rest >= size + least:
            text += f"{rest // size}{unit}"
            rest %= size
    if rest >= 1000 + least:
        seconds, rest = divmod(rest, 1000)
        return text + (f"{seconds}.{rest:03d}s" if rest else f"{seconds}s")
    if rest:
        return text + f"{rest}ms"
    return text or "0s"
