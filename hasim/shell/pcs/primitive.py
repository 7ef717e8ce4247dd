"""The making of a primitive: its parts, and the operations that its agent advises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hasim.cib import Cib, Element
from hasim.cib.duration import read_duration
from hasim.crmsh.agents import Action
from hasim.shell.pcs.edit import new_set
from hasim.shell.pcs.ids import child_id, id_problem, used_ids
from hasim.shell.pcs.messages import invalid_options, invalid_value
from hasim.shell.pcs.metadata import Known, check_new
from hasim.shell.pcs.roles import ROLES, newer_role, stored_role
from hasim.shell.pcs.run import Run, quoted_list

__all__ = ["make_primitive", "operation_element"]

_ATTRIBUTES: tuple[str, ...] = (
    "OCF_CHECK_LEVEL",
    "description",
    "enabled",
    "id",
    "interval",
    "interval-origin",
    "name",
    "on-fail",
)
_ATTRIBUTES += ("record-pending", "role", "start-delay", "timeout")
_ON_FAIL = ("block", "demote", "fence", "ignore", "restart", "restart-container", "standby", "stop")
_BOOLEAN = ("0", "1", "false", "true")
_ANYWHERE = ("meta-data", "validate-all")
"""Actions of every OCF agent."""
_ONCE = ("meta-data", "status", "validate-all")
CHECK_LEVEL = "OCF_CHECK_LEVEL"

Operation = dict[str, str]


def default_interval(name: str) -> str:
    """The interval of an operation for which none is said."""
    return "60s" if name == "monitor" else "0s"


def make_primitive(
    run: Run,
    id: str,
    found: Known,
    parameters: Mapping[str, str],
    operations: Sequence[Operation],
    meta: Mapping[str, str],
    *,
    default_operations: bool,
    kind: str = "resource",
) -> Element:
    """A new primitive; the run ends where something is wrong with it."""
    used = used_ids(run.cib)
    if id in used:
        run.plain_error(f"'{id}' already exists")
    problem = id_problem(id, f"{kind} name")
    if problem:
        run.plain_error(problem)
    described = _all_operations(run, found, operations, default_operations)
    check_new(run, found, parameters, kind)
    run.check()
    attributes = {"id": id, "class": found.name.standard, "type": found.name.type}
    if found.name.provider:
        attributes["provider"] = found.name.provider
    primitive = Element("primitive", attributes)
    used.add(id)
    if parameters:
        primitive = primitive.with_child(new_set("instance_attributes", primitive, parameters.items(), used))
    if meta:
        primitive = primitive.with_child(new_set("meta_attributes", primitive, meta.items(), used))
    ordered = sorted(described, key=lambda each: each["name"])
    elements = [operation_element(run, primitive, each, used) for each in ordered]
    return primitive.with_child(Element("operations", {}, tuple(elements)))


def _all_operations(run: Run, found: Known, given: Sequence[Operation], defaults: bool) -> list[Operation]:
    normal = [_normal(each) for each in given]
    for each, typed in zip(normal, given, strict=True):
        _check_operation(run, found, each, typed)
    for each in normal:
        if "role" in each:
            each["role"] = stored_role(run.cib, each["role"])
    _check_intervals(run, normal)
    run.check()
    names = {each.get("name") for each in normal}
    more = [each for each in _advised(run.cib, found, defaults) if each["name"] not in names]
    _make_intervals_differ(run, more)
    return [{**each, "interval": each.get("interval") or default_interval(each["name"])} for each in normal] + more


def _normal(operation: Operation) -> Operation:
    change = {"role": str.capitalize, "on-fail": str.lower, "record-pending": str.lower, "enabled": str.lower}
    return {name: change[name](value) if name in change else value for name, value in operation.items()}


def _check_operation(run: Run, found: Known, operation: Operation, typed: Operation) -> None:
    unknown = [name for name in operation if name not in _ATTRIBUTES]
    if unknown:
        run.error(invalid_options(unknown, _ATTRIBUTES, "resource operation"))
    usual = _ANYWHERE if found.name.standard == "ocf" and found.agent is not None else ()
    actions = sorted({*(each.name for each in found.actions), *usual})
    if operation["name"] not in actions:
        run.forceable(invalid_value("operation name", typed["name"], quoted_list(actions)))
    allowed = {"role": ROLES, "on-fail": _ON_FAIL, "record-pending": _BOOLEAN, "enabled": _BOOLEAN}
    for name, values in allowed.items():
        if name in operation and operation[name] not in values:
            run.error(invalid_value(name, typed[name], quoted_list(values)))
        elif name == "role" and newer_role(operation.get(name, "")) != operation.get(name, ""):
            newer = newer_role(operation[name])
            run.deprecated(
                f"Value '{typed[name]}' of option role is deprecated and should not be used, "
                f"use '{newer}' value instead"
            )
    if "interval-origin" in operation and "start-delay" in operation:
        both = quoted_list(("interval-origin", "start-delay"), " and ")
        run.error(f"Only one of resource operation options {both} can be used")
    if "id" in operation and id_problem(operation["id"], "operation id"):
        run.error(id_problem(operation["id"], "operation id"))


def _check_intervals(run: Run, operations: Sequence[Operation]) -> None:
    """The same action twice at the same interval."""
    seen: dict[str, dict[int | None, list[str]]] = {}
    for each in operations:
        interval = each.get("interval", default_interval(each["name"]))
        seen.setdefault(each["name"], {}).setdefault(read_duration(interval), []).append(interval)
    doubled = [
        f"{name} with intervals {', '.join(intervals)}"
        for name in sorted(seen)
        for intervals in sorted(seen[name].values())
        if len(intervals) > 1
    ]
    if doubled:
        lines = "\n".join(doubled)
        run.error(f"multiple specification of the same operation with the same interval:\n{lines}")


def _advised(cib: Cib, found: Known, defaults: bool) -> list[Operation]:
    """The operations that the agent advises; without `defaults` only a monitor."""
    if not defaults or found.name.standard == "stonith":
        chosen = [each for each in found.actions if each.name == "monitor"]
    else:
        chosen = [each for each in found.actions if each.name not in _ONCE]
    if not any(each.name == "monitor" for each in chosen):
        chosen.append(Action("monitor", {}))
    return [_as_operation(cib, each) for each in chosen]


def _as_operation(cib: Cib, action: Action) -> Operation:
    advised = action.advised
    found = {"name": action.name, "interval": advised.get("interval") or default_interval(action.name)}
    for name in ("timeout", "role", "start-delay"):
        if advised.get(name):
            found[name] = stored_role(cib, advised[name]) if name == "role" else advised[name]
    if advised.get("depth") not in (None, "", "0"):
        found[CHECK_LEVEL] = advised["depth"]
    return found


def _make_intervals_differ(run: Run, operations: Sequence[Operation]) -> None:
    """Two operations of the same name cannot have the same interval: a later one gets a longer one."""
    used: dict[str, set[int]] = {}
    for each in operations:
        milliseconds = read_duration(each["interval"])
        if milliseconds is None:
            continue
        seconds, taken = milliseconds // 1000, used.setdefault(each["name"], set())
        if seconds in taken:
            while seconds in taken:
                seconds += 1
            run.warn(
                f"changing a {each['name']} operation interval from {each['interval']} to {seconds} to make the "
                "operation unique"
            )
            each["interval"] = str(seconds)
        taken.add(seconds)


def operation_element(run: Run, primitive: Element, operation: Operation, used: set[str]) -> Element:
    """An operation of a primitive; `used` grows by its ids."""
    attributes = {name: value for name, value in operation.items() if name != CHECK_LEVEL}
    id = attributes.get("id")
    if id is None:
        id = child_id(primitive, f"{operation['name']}-interval-{operation['interval']}", used)
    elif id in used:
        run.plain_error(f"'{id}' already exists")
    used.add(id)
    element = Element("op", {**attributes, "id": id})
    if CHECK_LEVEL in operation:
        element = element.with_child(
            new_set("instance_attributes", element, [(CHECK_LEVEL, operation[CHECK_LEVEL])], used)
        )
    return element
