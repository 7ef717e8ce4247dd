"""The results of operations as they are recorded: exit statuses of agents, statuses of the execution."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from hasim.cib.history import Operation

UNREADABLE = -2
"""The status of an entry that makes no sense."""

RECORDED_TASKS = frozenset({"monitor", "start", "stop", "promote", "demote", "migrate_to", "migrate_from", "asyncmon"})


class Status(IntEnum):
    """How the execution of an operation ended."""

    PENDING = -1
    DONE = 0
    TIMEOUT = 2
    NOT_SUPPORTED = 3
    ERROR = 4
    HARD = 5
    """Not to be tried again on this node."""
    FATAL = 6
    """Not to be tried again anywhere."""
    NOT_INSTALLED = 7
    NOT_CONNECTED = 8
    INVALID = 9
    NO_FENCE_DEVICE = 10
    NO_SECRETS = 11


class Rc(IntEnum):
    """Exit statuses of resource agents."""

    OK = 0
    ERROR = 1
    INVALID_PARAM = 2
    UNIMPLEMENTED = 3
    PERMISSION = 4
    NOT_INSTALLED = 5
    NOT_CONFIGURED = 6
    NOT_RUNNING = 7
    PROMOTED = 8
    FAILED_PROMOTED = 9
    DEGRADED = 190
    DEGRADED_PROMOTED = 191


@dataclass(slots=True)
class Result:
    """One entry, with its result as it is understood."""

    operation: Operation
    rc: int
    status: int
    expected: int
    is_probe: bool
    masked: bool
    """A probe that could not run for want of software or a sensible configuration: it runs nowhere there."""


def expected_rc(operation: Operation) -> int:
    """The exit status that the operation was to have; -1 if the entry does not say."""
    parts = operation.transition_key.split(":")
    try:
        return int(parts[2])
    except (IndexError, ValueError):
        return -1


def first_look(operation: Operation) -> Result:
    """The entry with its result as recorded."""
    is_probe = operation.operation == "monitor" and operation.interval_ms == 0
    hopeless = operation.rc in (Rc.NOT_INSTALLED, Rc.INVALID_PARAM) or operation.status == Status.NOT_INSTALLED
    return Result(operation, operation.rc, operation.status, expected_rc(operation), is_probe, is_probe and hopeless)
