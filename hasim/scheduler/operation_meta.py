"""The options of an action as the executor gets them: configured, defaulted, and brought into one unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hasim.cib.dates import parse_date
from hasim.cib.duration import parse_duration
from hasim.cib.nvset import name_values
from hasim.cib.values import parse_boolean
from hasim.scheduler.parameters import parameters
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role

if TYPE_CHECKING:
    from hasim.cib.rule import RuleContext
    from hasim.scheduler.action import Action
    from hasim.scheduler.resource import Resource

DEFAULT_TIMEOUT_MS = 20_000


def action_meta(action: Action) -> dict[str, str]:
    """All options of an action of a resource; times in milliseconds. Empty for what belongs to no resource."""
    resource = action.resource
    if resource is None:
        return dict(action.meta)
    interval = action.interval
    name = configured_name(action)
    values = operation_meta(resource, name, interval, action)
    return {**values, **action.meta}


def configured_name(action: Action) -> str:
    """The name under which an action's operation is configured."""
    if "_notify_" in action.key:
        return "notify"
    if action.cancel_task and action.config is not None:  # it was to be run before it was to be cancelled
        return action.cancel_task
    return action.task


def operation_meta(resource: Resource, name: str, interval: int, action: Action) -> dict[str, str]:
    """The options of an operation of a resource."""
    context = _context(resource, name, interval)
    values: dict[str, str] = {}
    config = action.config
    if config is not None:
        name_values(config, "meta_attributes", context, into=values)
        values.update(config.attributes)
    is_probe = name == "monitor" and interval == 0
    if is_probe and "timeout" not in values and isinstance(resource, Primitive):
        timeout = _shortest_monitor_timeout(resource)
        if timeout is not None:
            values["timeout"] = timeout
    name_values(resource.cluster.cib.op_defaults, "meta_attributes", context, into=values)
    values.pop("id", None)
    values.pop("interval", None)
    if interval:
        values["interval"] = str(interval)
    _normalize_timeout(resource, name, values, is_probe=is_probe)
    _normalize_on_fail(resource, name, interval, values)
    _normalize_delay(resource, interval, values)
    return values


def _context(resource: Resource, name: str, interval: int) -> RuleContext:
    agent = resource.agent if isinstance(resource, Primitive) else None
    return resource.cluster.rules.about(agent, (name, interval))


def _shortest_monitor_timeout(resource: Primitive) -> str | None:
    shortest, timeout = 0, None
    for op in resource.operations:
        if op.get("name") != "monitor" or parse_boolean(op.get("enabled")) is False:
            continue
        interval = parse_duration(op.get("interval"))
        if interval > 0 and (not shortest or interval < shortest):
            shortest, timeout = interval, op.get("timeout")
    return timeout


def _normalize_timeout(resource: Resource, name: str, values: dict[str, str], *, is_probe: bool) -> None:
    text = values.get("timeout")
    if isinstance(resource, Primitive) and resource.is_fence_device and (name == "start" or is_probe):
        text = parameters(resource).get("pcmk_monitor_timeout", text)
    timeout = parse_duration(text) if text is not None else 0
    values["timeout"] = str(timeout if timeout > 0 else DEFAULT_TIMEOUT_MS)


def _normalize_on_fail(resource: Resource, name: str, interval: int, values: dict[str, str]) -> None:
    value = values.get("on-fail")
    if name == "lrm_delete":
        values["on-fail"] = "ignore"
    elif name == "stop" and value is not None and value.lower() in ("standby", "demote", "stop"):
        del values["on-fail"]
    elif name == "demote" and value is None and isinstance(resource, Primitive):
        copied = _promoted_monitor_on_fail(resource)
        if copied is not None:
            values["on-fail"] = copied
    elif value is not None and value.lower() == "demote" and name != "promote":
        if name != "monitor" or not interval or Role.parse(values.get("role")) is not Role.PROMOTED:
            del values["on-fail"]


def _promoted_monitor_on_fail(resource: Primitive) -> str | None:
    found = None
    for op in resource.operations:
        value = op.get("on-fail")
        if op.get("name") != "monitor" or value is None or parse_boolean(op.get("enabled")) is False:
            continue
        recurring = parse_duration(op.get("interval")) > 0
        if recurring and Role.parse(op.get("role")) is Role.PROMOTED and value.lower() != "demote":
            found = value
    return found


def _normalize_delay(resource: Resource, interval: int, values: dict[str, str]) -> None:
    if "start-delay" in values:
        values["start-delay"] = str(max(parse_duration(values["start-delay"]), 0))
    elif "interval-origin" in values and interval:
        origin = parse_date(values["interval-origin"], resource.cluster.rules.zone)
        if origin is not None:
            past = (resource.cluster.now - int(origin.timestamp())) % max(interval // 1000, 1)
            values["start-delay"] = str((interval // 1000 - past) * 1000 if past > 0 else 0)


def operation_parameters(action: Action) -> dict[str, str]:
    """The instance attributes that the operation itself is configured with."""
    if action.config is None or action.resource is None:
        return {}
    resource, node = action.resource, action.node
    context = _context(resource, configured_name(action), action.interval)
    if node is not None:
        context = context.on(node.attributes)
    return dict(name_values(action.config, "instance_attributes", context))
