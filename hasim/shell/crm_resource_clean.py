"""crm_resource's cleanup, refresh and fail: requests to attribute daemon and controllers, and their replies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hasim.cib import Dialect
from hasim.cib.duration import parse_duration
from hasim.scheduler.model import FailedOperation, Node, Primitive, Resource
from hasim.shell.context import NotConnected
from hasim.shell.crm_resource_run import USAGE, Run, ToolError
from hasim.shell.hash_order import hash_order

__all__ = ["cleanup", "fail", "refresh"]

_STEP = 0.05
_PATIENCE = 60.0
_NOT_CONNECTED = 102


@dataclass
class _Replies:
    """What controllers still have to answer."""

    run: Run
    outstanding: int = 0
    greeting: bool = False
    """1.1 counts the controller's greeting as a reply that comes once it is waited for."""

    def take(self) -> None:
        """Say which replies came in, without waiting."""
        for _ in range(self.run.context.cluster.replies()):
            self.outstanding -= 1
            self._say()

    def _say(self) -> None:
        if self.run.dialect is Dialect.V1_1:
            self.run.context.err(".")
        else:
            self.run.out("... got reply" + (" (done)" if self.outstanding <= 0 else ""))

    def wait(self) -> int:
        """Wait until every controller has answered: the exit status."""
        old = self.run.dialect is Dialect.V1_1
        number = self.outstanding + (1 if self.greeting else 0)
        if number <= 0:
            return 0
        noun = "reply" if number == 1 else "replies"
        if old:
            self.run.context.err(f"Waiting for {number} {noun} from the CRMd." + "." * self.greeting)
        else:
            self.run.out(f"Waiting for {number} {noun} from the controller")
        waited = 0.0
        while self.outstanding > 0 and waited < _PATIENCE:
            self.run.context.wait(_STEP)
            waited += _STEP
            self._take_waiting(old)
        if self.outstanding > 0:
            self.run.warn("No messages received in 60 seconds")
            return 1
        if old:
            self.run.context.err(" OK\n")
        return 0

    def _take_waiting(self, old: bool) -> None:
        arrived = self.run.context.cluster.replies()
        for index in range(arrived):
            self.outstanding -= 1
            if not old:
                self._say()
            elif index or not self.greeting:
                self.run.context.err(".")
                self.greeting = False


def cleanup(run: Run) -> int:
    """--cleanup: forget failures, of one resource or all, on one node or all."""
    if not run.resource_id:
        return _clean_all(run)
    return _clean(run, _parts(run), just_failures=True)


def refresh(run: Run) -> int:
    """--refresh: forget the whole history, so that everything is looked at anew."""
    if not run.resource_id:
        return _refresh_all(run)
    return _clean(run, _parts(run), just_failures=False)


def _parts(run: Run) -> list[Primitive]:
    """The primitives meant: all of the collective that the resource belongs to, with --force just the named one."""
    resource = run.resource()
    if not run.force:
        resource = resource.top
    return list(resource.leaves())


def _clean(run: Run, parts: list[Primitive], *, just_failures: bool) -> int:
    node = run.node()
    replies = _Replies(run, greeting=run.dialect is Dialect.V1_1)
    for part in parts:
        for place in [node] if node is not None else _places(part, run):
            _clean_one(run, part, place, just_failures, replies)
    return replies.wait()


def _places(part: Resource, run: Run) -> list[Node]:
    """The nodes to clean a resource on: those whose histories know it, else those it may run on."""
    read = dict.fromkeys(history.node for history in run.cluster.histories if history.resource is part)
    known = [node for node in read if node in part.known_on] or list(part.scores) or run.cluster.nodes
    return [node for node in hash_order(known, lambda node: node.id, as_list=True) if node.online]


def _clean_one(run: Run, part: Primitive, node: Node, just_failures: bool, replies: _Replies) -> None:
    cluster = run.context.cluster
    if not cluster.live:
        run.warn(f"Dry run: skipping clean-up of {part.id} on {node.name} due to CIB_file")
        return
    operation, interval = run.parsed.value("operation"), run.parsed.value("interval")
    cluster.clear_failures(
        part.attribute_name if part.unique else part.configured_id,
        node.name,
        operation or None,
        parse_duration(interval) if operation and interval else None,
    )
    if not just_failures or _failed(run, part, node):
        cluster.delete_history(part.name, node.name)
        replies.outstanding += 1
    run.out(f"Cleaned up {part.id} on {node.name}")
    replies.take()


def _failed(run: Run, part: Primitive, node: Node) -> bool:
    return any(_is_of(failure, part) and failure.node is node for failure in run.cluster.failures) and _chosen(
        run, part
    )


def _is_of(failure: FailedOperation, part: Primitive) -> bool:
    return failure.resource is part or (not part.unique and failure.resource.configured_id == part.configured_id)


def _chosen(run: Run, part: Primitive) -> bool:
    operation = run.parsed.value("operation")
    if not operation:
        return True
    interval = parse_duration(run.parsed.value("interval", "0"))
    wanted = (operation, interval)
    return any(
        _is_of(failure, part) and (failure.operation.operation, failure.operation.interval_ms) == wanted
        for failure in run.cluster.failures
    )


def _clean_all(run: Run) -> int:
    node = run.node()
    where = f"node {node.name}" if node is not None else "all nodes"
    cluster = run.context.cluster
    if not cluster.live:
        run.warn(f"Dry run: skipping clean-up of {where.removeprefix('node ')} due to CIB_file")
        return 0
    cluster.clear_failures(None, node.name if node is not None else None)
    replies = _Replies(run, greeting=run.dialect is Dialect.V1_1)
    for resource, place in _failed_pairs(run, run.cluster.failures):
        if node is None or place is node:
            cluster.delete_history(resource.name, place.name)
            replies.outstanding += 1
    run.out(f"Cleaned up all resources on {where}")
    replies.take()
    return replies.wait()


def _failed_pairs(run: Run, failures: Iterable[FailedOperation]) -> list[tuple[Primitive, Node]]:
    return list(dict.fromkeys((failure.resource, failure.node) for failure in failures))


def _refresh_all(run: Run) -> int:
    """All controllers are asked in one message, so that the tool goes with the first answer (2.1.5 did so).

    1.1 does not count it at all and goes with the controller's greeting.
    """
    node, cluster = run.node(), run.context.cluster
    where = node.name if node is not None else "all nodes"
    if not cluster.live:
        run.out(f"Dry run: skipping clean-up of {where} due to CIB_file")
        return 0
    replies = _Replies(run, greeting=run.dialect is Dialect.V1_1)
    cluster.clear_failures(None, node.name if node is not None else None)
    cluster.refresh_all(node.name if node is not None else None)
    replies.outstanding = 0 if run.dialect is Dialect.V1_1 else 1
    return replies.wait()


def fail(run: Run) -> int:
    """--fail: tell the cluster that a resource has failed."""
    node = run.parsed.value("node")
    if not run.resource_id:
        raise ToolError("crm_resource: Must supply a resource id with -r", USAGE)
    if not node:
        raise ToolError("crm_resource: Must supply a node name with -N", USAGE)
    if not run.context.cluster.live:
        raise ToolError(
            "crm_resource: Error connecting to the controller: Connection refused\n"
            "Error performing operation: Not connected",
            _NOT_CONNECTED,
        )
    resource, place = run.resource(), run.node()
    if place is None or not isinstance(resource, Primitive):
        raise ToolError("crm_resource: We can only process primitive resources, not " + resource.id, 2)
    try:
        run.context.cluster.fail_resource(resource.id, place.name)
    except NotConnected as error:
        raise ToolError(f"crm_resource: Error connecting to the controller: {error.reason}", _NOT_CONNECTED) from error
    replies = _Replies(run, outstanding=1)
    return replies.wait()
