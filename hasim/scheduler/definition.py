"""Whether a resource's parameters were changed since an operation was recorded."""

from __future__ import annotations

from hasim.cib.duration import parse_duration
from hasim.cib.history import Operation
from hasim.cib.nvset import name_values
from hasim.scheduler.digest import parameter_digest
from hasim.scheduler.node import Node
from hasim.scheduler.operations import find_operation, operation_options
from hasim.scheduler.parameters import parameters
from hasim.scheduler.resource import Primitive

DEFAULT_TIMEOUT = 20_000
"""Milliseconds."""


def operation_parameters(resource: Primitive, node: Node, name: str, interval: int) -> dict[str, str]:
    """The parameters with which an operation would run on `node` now: the resource's, then the operation's own.

    A recurring operation (`interval` in milliseconds) also has its timeout among them.
    """
    values = dict(parameters(resource, node))
    element = find_operation(resource, name, interval)
    if element is not None:
        context = resource.cluster.rules.about(resource.agent, (name, interval), node.attributes)
        name_values(element, "instance_attributes", context, into=values)
    if interval > 0:
        timeout = parse_duration(operation_options(resource, name, interval).get("timeout"))
        values["CRM_meta_timeout"] = str(timeout if timeout > 0 else DEFAULT_TIMEOUT)
    if is_addressed_by_host(resource):
        host = container_host(resource)
        if host is not None:
            values["addr"] = host.name
    return values


def is_addressed_by_host(resource: Primitive) -> bool:
    """Whether the address of a connection is that of whatever host its container is on: it has none of its own."""
    return resource.is_remote_connection and parameters(resource).get("addr") == "#uname"


def container_host(connection: Primitive) -> Node | None:
    """The host of the container that a connection leads into: where it will be, else where it is."""
    container = connection.replica.container if connection.replica is not None else None
    if container is None:
        return None
    return container.assigned or container.current_node


def definition_changed(resource: Primitive, node: Node, operation: Operation) -> bool:
    """Whether a digest recorded with `operation` differs from that of the parameters now."""
    restart_digest, digest = operation.other.get("op-restart-digest"), operation.other.get("op-digest")
    if (restart_digest is None and digest is None) or is_addressed_by_host(resource):
        return False
    values = operation_parameters(resource, node, operation.operation, operation.interval_ms)
    recurring = operation.interval_ms > 0
    if restart_digest is not None:
        listed = operation.other.get("op-force-restart")
        only = listed.split() if listed is not None else None
        if parameter_digest(values, recurring=recurring, only=only) != restart_digest:
            return True
    return digest is not None and parameter_digest(values, recurring=recurring) != digest
