"""``crm resource trace`` and ``untrace``: agents write down what they do."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hasim.cib import Element
from hasim.crmsh.create import find_operation, with_operation
from hasim.crmsh.draft import Draft
from hasim.crmsh.duration import milliseconds
from hasim.crmsh.ids import new_id
from hasim.crmsh.inventory import Item
from hasim.crmsh.schema import Schema
from hasim.shell.crm.commit import store
from hasim.shell.crm.resource import LEVEL
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError

_MARK = "trace_ra"
_FOLDER = "trace_dir"
_USAGE = "usage: trace <rsc> [<op>] [<interval>] [<log-dir>]"


def _primitive(shell: Shell, resource: str) -> tuple[Draft, Item] | None:
    shell.forget()
    draft = shell.draft()
    item = draft.inventory.find(resource) if draft is not None else None
    if draft is None or item is None:
        shell.console.error(f"resource {resource} does not exist")
        return None
    if item.kind.keyword != "primitive":
        shell.console.error(f"element {resource} is not a primitive resource")
        return None
    return draft, item


@LEVEL.command("trace", "rsc_id [args ...]")
def trace(shell: Shell, arguments: list[str]) -> bool:
    """trace a resource's agent: trace RSC [OPERATION] [INTERVAL] [FOLDER]"""
    found = _primitive(shell, arguments[0])
    if found is None:
        return False
    draft, item = found
    name, interval, folder = _what(arguments[1:])
    values = {_MARK: "1"} | ({_FOLDER: folder} if folder else {})
    element = _traced(draft, item, name, interval, values)
    draft.replace(item, element)
    if not store(shell, draft):
        return False
    kind = item.element.get("type")
    suffix = f":{name}" if name else ""
    shell.console.info(f"Trace for {item.id}{suffix} is written to /var/lib/heartbeat/trace_ra/{kind}")
    what = f"the {name} operation" if name and name != "monitor" else "non-monitor operations"
    shell.console.info(f"Trace set, restart {item.id} to trace {what}")
    return True


def _what(words: list[str]) -> tuple[str, str, str]:
    name = interval = folder = ""
    for word in words:
        if word == "force":
            continue
        if (folder if word.startswith("/") else interval if word.isnumeric() else name) or len(words) > 3:
            raise CommandError(_USAGE)
        if word.startswith("/"):
            folder = word
        elif word.isnumeric():
            interval = word
        else:
            name = word
    if name == "probe":
        name, interval = "monitor", interval or "0"
    return name, interval, folder


def _traced(draft: Draft, item: Item, name: str, interval: str, values: dict[str, str]) -> Element:
    operations = [op for each in item.element.all("operations") for op in each.all("op")]
    if name and interval:
        exact = find_operation(item.element, name, interval)
        if exact is None and milliseconds(interval) != 0:
            raise CommandError(f"Operation {name} with interval {interval} not found in {item.id}")
        chosen, missing = ([exact], []) if exact is not None else ([], [(name, interval)])
    elif name:
        chosen = [op for op in operations if op.get("name") == name]
        missing = [] if chosen else [(name, "0")]
        if not chosen and name == "monitor":
            raise CommandError(f"No monitor operation configured for {item.id}")
    else:
        chosen = operations
        present = [op.get("name") for op in operations]
        missing = [(each, "0") for each in ("start", "stop") if each not in present]
    element = item.element
    for each, every in missing:
        operation = Element("op", {"name": each, "interval": every})
        operation = operation.with_attributes({"id": new_id(operation, item.id, draft.inventory.ids())})
        element = with_operation(element, _rebuilt(draft, item, operation, values))
    return _at_the_end(element, chosen, lambda op: _rebuilt(draft, item, op, values))


@LEVEL.command("untrace", "rsc_id [op] [interval]")
def untrace(shell: Shell, arguments: list[str]) -> bool:
    """trace a resource's agent no more"""
    found = _primitive(shell, arguments[0])
    if found is None:
        return False
    draft, item = found
    name, interval, _ = _what(arguments[1:])
    operations = [op for each in item.element.all("operations") for op in each.all("op")]
    if name and interval:
        exact = find_operation(item.element, name, interval)
        if exact is None:
            raise CommandError(f"Operation {name} with interval {interval} not found in {item.id}")
        chosen = [exact]
    elif name:
        chosen = [op for op in operations if op.get("name") == name]
        if not chosen:
            raise CommandError(f"Operation {name} not found in {item.id}")
    else:
        chosen = [op for op in operations if any(pair.get("name") == _MARK for pair in op.walk())]
    values = dict.fromkeys((_MARK, _FOLDER))
    untraced = _at_the_end(item.element, chosen, lambda op: _rebuilt(draft, item, op, values))
    draft.replace(item, _without_dummies(untraced))
    if not store(shell, draft):
        return False
    shell.console.info(f"Stop tracing {item.id}{f' for operation {name}' if name else ''}")
    return True


def _at_the_end(primitive: Element, chosen: list[Element], change: Callable[[Element], Element]) -> Element:
    """The primitive with some operations changed and put behind the others."""
    children = []
    for child in primitive.children:
        if child.tag == "operations":
            kept = [op for op in child.children if not any(op is each for each in chosen)]
            moved = [change(op) for op in child.children if any(op is each for each in chosen)]
            child = child.with_children([*kept, *moved])
        children.append(child)
    return primitive.with_children(children)


def _rebuilt(draft: Draft, item: Item, operation: Element, values: Mapping[str, str | None]) -> Element:
    """An operation with values set, or where they are None without them.

    crm makes such an operation anew from all its values: with an id of its own making, one set of attributes, and
    nothing else of what was in it.
    """
    sets = operation.all("instance_attributes")
    pairs = {pair.get("name") or "": pair.get("value") for each in sets for pair in each.all("nvpair")}
    told: dict[str, str | None] = {"name": None, **operation.attributes, **pairs}
    told.update(values)
    own = Schema(draft.cib.root.get("validate-with") or "").op_attributes
    attributes = {name: value for name, value in told.items() if name in own and name != "id" and value is not None}
    used = draft.inventory.ids() - {each.id for each in operation.walk()}
    id_ = new_id(Element("op", attributes), item.id, used)
    rest = {name: value for name, value in told.items() if name not in own and value is not None}
    own_set = f"{id_}-instance_attributes"
    kept = [
        Element("nvpair", {"name": name, "value": value, "id": f"{own_set}-{name}"}) for name, value in rest.items()
    ]
    inner = [Element("instance_attributes", {"id": own_set}, tuple(kept))] if kept else []
    return Element("op", {**attributes, "id": id_}, tuple(inner))


def _without_dummies(primitive: Element) -> Element:
    """Without operations that say nothing, which tracing may have added."""

    def is_dummy(op: Element) -> bool:
        plain = not op.children and set(op.attributes) == {"id", "name", "interval"}
        return plain and milliseconds(op.get("interval")) == 0

    children = []
    for child in primitive.children:
        if child.tag == "operations":
            child = child.with_children([op for op in child.children if not is_dummy(op)])
            if not child.children:
                continue
        children.append(child)
    return primitive.with_children(children)
