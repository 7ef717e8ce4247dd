"""What one recorded operation says about the state of its resource.

The entries of a history are read the oldest first; a `Reading` carries what is known so far. In the end,
`hasim.scheduler.end_state` draws the conclusions.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hasim.cib.history import Operation
from hasim.scheduler.banning import ban, ban_everywhere, only_bans
from hasim.scheduler.cluster import Cluster, Early, EarlyKind, FailedOperation, ResourceHistory
from hasim.scheduler.definition import definition_changed
from hasim.scheduler.failcount import fail_count
from hasim.scheduler.fence_marks import ask_for_stop, can_fence
from hasim.scheduler.migration_history import after_failed_migration, after_migrate_to
from hasim.scheduler.node import Node
from hasim.scheduler.operations import on_fail, role_after_failure
from hasim.scheduler.outcome import RECORDED_TASKS, Rc, Result, Status, first_look
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.roles import OnFail, Role
from hasim.scheduler.scores import CauseKind, Fact

_KNOWN_STATUSES = frozenset(int(status) for status in Status)
_EXPECTED_OF_PROBES = frozenset({Rc.OK, Rc.NOT_RUNNING, Rc.PROMOTED, Rc.DEGRADED, Rc.DEGRADED_PROMOTED})
_FORGIVABLE = frozenset({OnFail.BLOCK, OnFail.IGNORE, OnFail.DEMOTE, OnFail.RESTART, OnFail.RESTART_CONTAINER})
"""What a later success undoes."""


@dataclass(slots=True)
class Reading:
    """What is known after the entries read so far."""

    resource: Primitive
    history: ResourceHistory
    worst: OnFail = OnFail.IGNORE
    """The severest thing that failures ask for."""
    last_failure: Operation | None = None

    @property
    def node(self) -> Node:
        """The node whose history is read."""
        return self.history.node

    @property
    def cluster(self) -> Cluster:
        """The working set."""
        return self.resource.cluster


def read_operation(reading: Reading, operation: Operation) -> None:
    """Take one entry into account."""
    if operation.operation not in RECORDED_TASKS or operation.status not in _KNOWN_STATUSES:
        return
    if not 0 <= operation.rc <= 255 and not reading.cluster.as_2_1:
        return
    result = first_look(operation)
    result.masked = result.masked and reading.resource.bundle is None
    expired = operation.status != Status.NOT_INSTALLED and _expired(reading, operation)
    _understand(reading, result, expired)
    if expired and _passed_over(reading, result):
        return
    if result.masked:
        _update(reading, result, result.expected)
        record_failure(reading, operation)
        victim = reading.resource if reading.resource.unique else reading.resource.top
        ban(victim, reading.node, CauseKind.FAILURE, id=operation.id, through=_through(reading, victim))
    elif result.status == Status.PENDING:
        _pending(reading, operation)
    elif result.status == Status.DONE:
        _update(reading, result, result.rc)
    else:
        _failed(reading, result)


# failures that are forgotten


def _expired(reading: Reading, operation: Operation) -> bool:
    """Whether failure-timeout is over. Notes fail counts that are to be cleared on the way."""
    resource, node, cluster = reading.resource, reading.node, reading.cluster
    expired = _outlived(resource, operation) and not _must_be_remembered(resource, operation)
    reason = ""
    if expired:
        if fail_count(resource, node, effective=False, entry=operation).count:
            if fail_count(resource, node, entry=operation).count:
                expired = False
            else:
                reason = "it expired"
        elif resource.reconnect_interval and operation.id.endswith("_last_failure_0"):
            reason = "reconnect interval is set"
    if not expired and operation.id.endswith("_last_failure_0") and operation.operation in ("start", "monitor"):
        if definition_changed(resource, node, operation):
            reason = "resource parameters have changed"
    if reason and (resource, node) not in cluster.clearing:
        cluster.clearing.add((resource, node))
        cluster.early.append(Early(EarlyKind.CLEAR_FAILCOUNT, resource, node, reason=reason))
    is_probe = operation.operation == "monitor" and operation.interval_ms == 0
    return expired and not (is_probe and operation.rc in _EXPECTED_OF_PROBES)


def _outlived(resource: Primitive, operation: Operation) -> bool:
    changed, timeout = operation.last_rc_change, resource.failure_timeout
    return timeout > 0 and changed > 0 and resource.cluster.now >= changed + timeout


def _must_be_remembered(resource: Primitive, operation: Operation) -> bool:
    """A connection that was lost stays failed until its node has been fenced, whatever the reconnect_interval."""
    if not resource.reconnect_interval or not resource.cluster.options.fencing_enabled:
        return False
    node = resource.cluster.node(resource.id)
    recurring = operation.operation == "monitor" and operation.interval_ms > 0
    return recurring and node is not None and not node.remote_was_fenced


def _passed_over(reading: Reading, result: Result) -> bool:
    """Whether an expired entry tells nothing any more."""
    operation = result.operation
    if result.masked and operation.rc != result.expected:
        if reading.resource.role <= Role.STOPPED:
            reading.resource.role = Role.UNKNOWN
        return True
    if result.rc == result.expected:
        return False
    if operation.interval_ms == 0:
        return True
    if reading.node.online and not reading.node.unclean:
        _have_rescheduled(reading.history, operation)
        return True
    return False


def _have_rescheduled(history: ResourceHistory, operation: Operation) -> None:
    """A digest that matches nothing makes the recurring operation be scheduled anew."""
    changed = replace(operation, other={**operation.other, "op-digest": "calculated-failure-timeout"})
    history.sorted_operations = [changed if each is operation else each for each in history.sorted_operations]


# what a result means


def _understand(reading: Reading, result: Result, expired: bool) -> None:
    """Find out whether the operation succeeded: exit statuses mean different things for different operations."""
    for_monitors_only = reading.cluster.as_2_1 and result.operation.operation != "monitor"
    if result.rc in (Rc.DEGRADED, Rc.DEGRADED_PROMOTED) and not for_monitors_only:
        result.rc = Rc.OK if result.rc == Rc.DEGRADED else Rc.PROMOTED
        if not expired:
            record_failure(reading, result.operation)
    if result.masked and not (result.status == Status.DONE and result.rc == Rc.NOT_RUNNING):
        result.status, result.rc = Status.DONE, Rc.NOT_RUNNING
    if result.status in (Status.NO_FENCE_DEVICE, Status.NO_SECRETS):
        result.status = Status.HARD
    if result.status in (Status.DONE, Status.ERROR):
        result.status = Status.DONE if result.rc == result.expected and result.expected >= 0 else Status.ERROR
        _by_exit_status(reading, result, expired)


def _by_exit_status(reading: Reading, result: Result, expired: bool) -> None:
    resource = reading.resource
    match result.rc:
        case Rc.OK:
            if result.is_probe and result.expected == Rc.NOT_RUNNING:
                result.status = Status.DONE
        case Rc.NOT_RUNNING:
            if result.is_probe or result.expected == Rc.NOT_RUNNING or not resource.managed:
                result.status = Status.DONE
                resource.role, resource.next_role = Role.STOPPED, Role.UNKNOWN
                reading.worst = OnFail.IGNORE
        case Rc.PROMOTED:
            if result.is_probe and result.rc != result.expected:
                result.status = Status.DONE
            if not expired or result.rc == result.expected:
                resource.role = Role.PROMOTED
        case Rc.FAILED_PROMOTED | Rc.DEGRADED_PROMOTED:
            if not expired:
                resource.role = Role.PROMOTED
            result.status = Status.ERROR
        case Rc.NOT_CONFIGURED:
            result.status = Status.FATAL
        case Rc.UNIMPLEMENTED if result.operation.interval_ms > 0:
            result.status = Status.NOT_SUPPORTED
        case Rc.UNIMPLEMENTED | Rc.INVALID_PARAM | Rc.PERMISSION | Rc.NOT_INSTALLED:
            if not expired or reading.cluster.as_2_1:
                _block_if_hopeless(reading, result.operation)
            result.status = Status.HARD
        case _:
            if result.status == Status.DONE:
                result.status = Status.ERROR


def _block_if_hopeless(reading: Reading, operation: Operation) -> None:
    """A stop failed where the node cannot be fenced either: hands off."""
    if operation.operation == "stop" and not can_fence(reading.cluster, reading.node):
        reading.resource.managed = False
        reading.resource.blocked = True


def _set_active(resource: Primitive) -> None:
    resource.role = Role.UNPROMOTED if resource.top.promotable else Role.STARTED


def _pending(reading: Reading, operation: Operation) -> None:
    failure, resource = reading.last_failure, reading.resource
    if (
        failure is not None
        and not reading.cluster.as_2_1
        and (failure.operation, failure.interval_ms) == (operation.operation, operation.interval_ms)
        and failure.last_rc_change >= operation.last_rc_change
    ):
        return
    if operation.operation == "start":
        resource.start_pending = True
        _set_active(resource)
    elif operation.operation == "promote":
        resource.role = Role.PROMOTED
    elif operation.operation == "migrate_to" and reading.node.unclean:
        target = reading.cluster.node(operation.other.get("migrate_target", ""))
        if target is not None:
            ask_for_stop(reading.cluster, resource, target)
    is_probe = operation.operation == "monitor" and operation.interval_ms == 0
    if not resource.pending_task and not is_probe:
        resource.pending_task, resource.pending_node = operation.operation, reading.node


def _update(reading: Reading, result: Result, rc: int) -> None:
    """The operation counts as having ended with the exit status `rc`, and that is all right."""
    resource, task = reading.resource, result.operation.operation
    clears = True
    if rc == Rc.NOT_INSTALLED or result.masked:
        resource.role = Role.STOPPED
        clears = False
    elif rc == Rc.NOT_RUNNING:
        pass
    elif task in ("start", "migrate_from"):
        resource.role = Role.STARTED
    elif task == "stop":
        resource.role = Role.STOPPED
    elif task == "promote":
        resource.role = Role.PROMOTED
    elif task == "demote":
        resource.role = Role.UNPROMOTED
        clears = reading.worst is OnFail.DEMOTE
    elif task == "migrate_to":
        after_migrate_to(resource, reading.node, result.operation)
        clears = False
    else:
        clears = task == "monitor" and _same_key(reading.last_failure, result.operation)
        if resource.role < Role.STARTED:
            _set_active(resource)
    if clears:
        _clear(reading)


def _same_key(left: Operation | None, right: Operation) -> bool:
    return left is not None and (left.operation_key or left.id) == (right.operation_key or right.id)


def _clear(reading: Reading) -> None:
    forgivable = reading.worst in _FORGIVABLE
    if forgivable or (reading.worst is OnFail.RESET_REMOTE and not reading.resource.reconnect_interval):
        reading.worst = OnFail.IGNORE
        reading.resource.next_role = Role.UNKNOWN


# failures


def _failed(reading: Reading, result: Result) -> None:
    resource, node, operation = reading.resource, reading.node, result.operation
    if result.status == Status.NOT_CONNECTED and node.is_remote and node.connection is not None:
        if node.connection.managed:
            node.connection.failed = node.connection.stop_if_failed = True
    top = resource if resource.unique else resource.top
    response = on_fail(resource, operation.operation, operation.interval_ms)
    through = _through(reading, top)
    if result.status == Status.NOT_INSTALLED:
        if response is OnFail.IGNORE:
            reading.worst = OnFail.BAN
        ban(top, node, CauseKind.FAILURE, id=operation.id, through=through, detail=Fact.of("not-installed"))
        _fail(reading, result, response)
        return
    restarts_container = response is OnFail.RESTART_CONTAINER and operation.operation == "stop"
    if response is OnFail.IGNORE or restarts_container:
        _update(reading, result, result.expected)
        resource.failure_ignored = True
        record_failure(reading, operation, response)
        if restarts_container and reading.worst <= OnFail.RESTART:
            reading.worst = response
        return
    _fail(reading, result, response)
    if result.status == Status.HARD:
        ban(top, node, CauseKind.FAILURE, id=operation.id, through=through, detail=Fact.of("hard-error"))
    elif result.status == Status.FATAL:
        ban_everywhere(top, CauseKind.FAILURE, id=operation.id, through=through, detail=Fact.of("fatal-error"))


def _through(reading: Reading, victim: Resource) -> str:
    return "" if victim is reading.resource else reading.resource.name


def _fail(reading: Reading, result: Result, response: OnFail) -> None:
    resource, operation = reading.resource, result.operation
    reading.last_failure = operation
    if result.rc != Rc.NOT_INSTALLED or reading.cluster.options.symmetric:  # in an opt-in cluster that is no surprise
        record_failure(reading, operation, response)
    reading.worst = max(reading.worst, response)
    match operation.operation:
        case "stop":
            ban(resource, reading.node, CauseKind.FAILURE, id=operation.id, detail=Fact.of("stop-failed"))
        case "migrate_to" | "migrate_from":
            after_failed_migration(resource, reading.node, operation)
        case "promote":
            resource.role = Role.PROMOTED
        case "demote":
            _fail_demote(resource, result, response)
    if result.is_probe and result.rc == Rc.NOT_INSTALLED:
        resource.role = Role.STOPPED
    elif resource.role < Role.STARTED:
        _set_active(resource)
    then = role_after_failure(resource, operation.operation, response)
    if then is not Role.STARTED and resource.next_role < then:
        resource.next_role = then
    if then is Role.STOPPED:
        resource.stopped_by = operation.id
        table = resource if resource.unique else resource.top
        only_bans(
            table,
            CauseKind.FAILURE,
            id=operation.id,
            through=_through(reading, table),
            detail=Fact.of("on-fail", response="stop"),
        )


def _fail_demote(resource: Primitive, result: Result, response: OnFail) -> None:
    if response is OnFail.BLOCK:
        resource.role, resource.next_role = Role.PROMOTED, Role.STOPPED
    elif result.rc == Rc.NOT_RUNNING:
        resource.role = Role.STOPPED
    else:
        resource.role = Role.UNPROMOTED


def record_failure(reading: Reading, operation: Operation, response: OnFail = OnFail.IGNORE) -> None:
    """Note a failure to be shown, unless the node is down or it is there already."""
    key = operation.operation_key or operation.id
    failures = reading.cluster.failures
    if reading.node.online and not any(
        each.node is reading.node and (each.operation.operation_key or each.operation.id) == key for each in failures
    ):
        element = next((each for each in reading.history.element.children if each.id == operation.id), None)
        failures.append(FailedOperation(reading.node, operation, reading.resource, response, element))
