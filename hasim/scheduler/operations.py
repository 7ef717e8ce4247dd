"""Configured operations: their options, and what a failure of one asks for (``on-fail`` and its many defaults)."""

from __future__ import annotations

from hasim.cib.element import Element
from hasim.cib.nvset import name_values
from hasim.cib.values import parse_boolean
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import OnFail, Role

_VALUES = {
    "block": OnFail.BLOCK,
    "fence": OnFail.FENCE,
    "standby": OnFail.STANDBY,
    "ignore": OnFail.IGNORE,
    "nothing": OnFail.IGNORE,
    "migrate": OnFail.BAN,
    "stop": OnFail.STOP,
    "restart": OnFail.RESTART,
    "restart-container": OnFail.RESTART_CONTAINER,
    "demote": OnFail.DEMOTE,
}


def find_operation(resource: Primitive, name: str, interval: int) -> Element | None:
    """The first ``op`` with this name and interval (milliseconds), disabled ones included.

    Both ends of a live migration fall back to an operation called ``migrate``.
    """
    element = resource.operation_by_key.get((name, interval))
    if element is None and name in ("migrate_to", "migrate_from"):
        return resource.operation_by_key.get(("migrate", 0))
    return element


def operation_options(resource: Primitive, name: str, interval: int) -> dict[str, str]:
    """The options of an operation: attributes of its ``op``, the op's meta-attributes, op_defaults.

    `interval` is in milliseconds. An operation that is not configured has the defaults alone.
    """
    cluster = resource.cluster
    context = cluster.rules.about(resource.agent, (name, interval))
    values: dict[str, str] = {}
    element = find_operation(resource, name, interval)
    if element is not None:
        name_values(element, "meta_attributes", context, into=values)
        values.update(element.attributes)
    return name_values(cluster.cib.op_defaults, "meta_attributes", context, into=values)


def on_fail(resource: Primitive, task: str, interval: int) -> OnFail:
    """What a failure of the operation `task` with `interval` (milliseconds) asks for."""
    fencing = resource.cluster.options.fencing_enabled
    options = operation_options(resource, task, interval)
    value = _valid(resource, task, interval, options)
    is_probe = task == "monitor" and interval == 0
    resets = resource.is_remote_connection and resource.launcher is None and not is_probe and task != "start"
    if value is not None and not (resets and not resource.managed):
        chosen = _VALUES.get(value.lower())
        if chosen is OnFail.FENCE and not fencing:
            return OnFail.STOP
        if chosen is not None and not (chosen is OnFail.RESTART_CONTAINER and resource.launcher is None):
            return chosen
    if resource.launcher is not None:
        return OnFail.RESTART_CONTAINER
    if resets:
        return OnFail.RESET_REMOTE if resource.managed else OnFail.STOP
    if task == "stop":
        return OnFail.FENCE if fencing else OnFail.BLOCK
    return OnFail.RESTART


def role_after_failure(resource: Primitive, task: str, response: OnFail) -> Role:
    """The role that a resource should have after a failure of `task` that asks for `response`."""
    if response is OnFail.STOP or (response is OnFail.RESET_REMOTE and resource.reconnect_interval):
        return Role.STOPPED
    return Role.UNPROMOTED if task == "promote" else Role.STARTED


def _valid(resource: Primitive, task: str, interval: int, options: dict[str, str]) -> str | None:
    """The configured value, or None where none is or where it makes no sense for the operation."""
    value = options.get("on-fail")
    if task == "stop" and value is not None and value.lower() in ("standby", "demote", "stop"):
        return None
    if task == "demote" and value is None:
        return _of_promoted_monitor(resource)
    if value is not None and value.lower() == "demote" and task != "promote":
        promoted_monitor = task == "monitor" and interval > 0 and Role.parse(options.get("role")) is Role.PROMOTED
        return value if promoted_monitor else None
    return value


def _of_promoted_monitor(resource: Primitive) -> str | None:
    """What the recurring monitors of the promoted role ask for (other than demote); the last one counts."""
    found = None
    for (name, interval), element in resource.operation_by_key.items():
        if name != "monitor" or interval == 0 or parse_boolean(element.get("enabled")) is False:
            continue
        value = operation_options(resource, name, interval).get("on-fail")
        if Role.parse(element.get("role")) is Role.PROMOTED and value is not None and value.lower() != "demote":
            found = value
    return found
