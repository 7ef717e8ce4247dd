"""The state of a resource on one node, once its whole history there was read."""

from __future__ import annotations

from hasim.scheduler.banning import ban
from hasim.scheduler.cluster import Early, EarlyKind
from hasim.scheduler.fence_marks import ask_for_stop, mark
from hasim.scheduler.recorded import Reading
from hasim.scheduler.resource import Resource
from hasim.scheduler.roles import OnFail, Role
from hasim.scheduler.running import add_running
from hasim.scheduler.scores import CauseKind, Fact


def settle_state(reading: Reading) -> None:
    """Draw the conclusions: where the resource is active, whether it failed, and what must be done about it."""
    resource, node, cluster = reading.resource, reading.node, reading.cluster
    if resource.role is not Role.UNKNOWN:
        _mark_known(reading)
    if resource.role > Role.STOPPED and not node.online and not node.maintenance and resource.managed:
        _active_where_offline(reading)
    response = OnFail.IGNORE if node.unclean else reading.worst
    _respond(reading, response)
    if resource.failed and resource.is_remote_connection:
        remote = cluster.node(resource.id)
        if remote is not None and remote.unclean:
            remote.unseen = False  # fenced even if the connection is tried again
    if resource.role > Role.STOPPED:
        add_running(resource, node)
        if response in (OnFail.DEMOTE, OnFail.BLOCK):
            resource.failed = True
        elif response is not OnFail.IGNORE:
            resource.failed = resource.stop_if_failed = True
    elif resource.history_name is not None and ":" in resource.history_name:
        cluster.by_history_name.pop(resource.history_name, None)
        resource.history_name = None
    else:
        cluster.early.append(Early(EarlyKind.STOPS_OPTIONAL, resource, node))
    if resource.role is Role.STOPPED and resource.active_on and resource.partial_source is node:
        if resource.partial_target is not None:
            resource.role = Role.STARTED


def _active_where_offline(reading: Reading) -> None:
    """What is active on a node that is down makes the node be fenced."""
    resource, node, cluster = reading.resource, reading.node, reading.cluster
    reason = f"{resource.id} is thought to be active there"
    if node.is_guest:  # the recovery of the guest forgets its history
        resource.failed = resource.stop_if_failed = True
    elif not cluster.options.fencing_enabled:
        return
    elif node.is_remote and node.connection is not None and not node.connection.failed:
        node.unseen = True
        reason = (
            f"{resource.id} is active there "
            "(fencing will be revoked if remote connection can be re-established elsewhere)"
        )
    mark(cluster, node, reason)


def _mark_known(reading: Reading) -> None:
    found: Resource | None = reading.resource
    while found is not None:
        found.known_on.add(reading.node)
        found = None if found.unique else found.parent


def _respond(reading: Reading, response: OnFail) -> None:
    resource, node, cluster = reading.resource, reading.node, reading.cluster
    match response:
        case OnFail.DEMOTE:
            resource.failed = True
            cluster.early.append(Early(EarlyKind.DEMOTE, resource, node))
        case OnFail.FENCE:
            mark(cluster, node, f"{resource.id} failed there")
        case OnFail.STANDBY:
            node.standby = node.standby_on_fail = True
        case OnFail.BLOCK:
            resource.managed = False
            resource.blocked = True
        case OnFail.BAN:
            ban(resource, node, CauseKind.FAILURE, detail=Fact.of("on-fail", response="migrate"))
        case OnFail.STOP:
            resource.next_role = Role.STOPPED
        case OnFail.RESTART if resource.role > Role.STOPPED:
            resource.failed = resource.stop_if_failed = True
            ask_for_stop(cluster, resource, node)
        case OnFail.RESET_REMOTE:
            _reset_remote(reading)
        case OnFail.RESTART_CONTAINER:
            resource.failed = resource.stop_if_failed = True
            stopped = resource.launcher or (resource if resource.role > Role.STOPPED else None)
            if resource.launcher is not None and resource.bundle is not None:
                cluster.containers_to_stop.insert(0, resource.launcher)
            elif stopped is not None:
                ask_for_stop(cluster, stopped, node)


def _reset_remote(reading: Reading) -> None:
    """A connection was lost: its node is fenced; with a reconnect_interval, nothing is tried until that is over."""
    resource, cluster = reading.resource, reading.cluster
    resource.failed = resource.stop_if_failed = True
    remote = cluster.node(resource.id)
    if cluster.options.fencing_enabled and remote is not None and remote.is_remote and not remote.is_guest:
        if not remote.remote_was_fenced:
            mark(cluster, remote, "remote connection is unrecoverable")
    if resource.role > Role.STOPPED:
        ask_for_stop(cluster, resource, reading.node)
    if resource.reconnect_interval:
        resource.next_role = Role.STOPPED
