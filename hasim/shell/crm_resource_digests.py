"""crm_resource --digests: by what the cluster finds out that a resource's parameters were changed."""

from __future__ import annotations

from hasim.cib import Element, Operation
from hasim.cib.duration import parse_duration
from hasim.cib.nvset import name_values
from hasim.scheduler.definition import DEFAULT_TIMEOUT
from hasim.scheduler.digest import parameter_digest
from hasim.scheduler.history import read_entry
from hasim.scheduler.history_order import compare_age
from hasim.scheduler.model import Node, Primitive
from hasim.scheduler.operations import find_operation, operation_options
from hasim.scheduler.parameters import parameters
from hasim.shell.crm_resource_run import USAGE, Run, ToolError
from hasim.shell.crm_resource_words import overrides
from hasim.shell.hash_order import hash_order

__all__ = ["digests"]

_EFFECTIVE = ("monitor", "start", "promote", "migrate_from")
_PRIVATE = ("passwd", "password", "user")
_UNIMPLEMENTED = 3
_MASKED = ("id", "crm_feature_set", "op-digest", "on_node", "on_node_uuid", "pcmk_external_ip")


def digests(run: Run) -> int:
    """--digests: the digests that the parameters would have now, on a node, of all and of those that matter apart."""
    resource, node = run.resource(), run.node()
    if node is None:
        raise ToolError("crm_resource: Must supply a node name with -N", USAGE)
    given = overrides(run)
    if not isinstance(resource, Primitive):
        raise ToolError("crm_resource: Error performing operation: Unimplemented", _UNIMPLEMENTED)
    operation = _recorded(run, resource, node)
    task, interval = (operation.operation, operation.interval_ms) if operation is not None else ("start", 0)
    everything = _parameters(resource, node, task, interval, given)
    found = [("all", "all", everything), ("nonprivate", "non-private", _shown(everything, operation))]
    if operation is not None and "op-restart-digest" in operation.other:
        found.append(("nonreloadable", "non-reloadable", _fixed(everything, operation)))
    elements = []
    for kind, words, values in found:
        digest = parameter_digest(values, recurring=interval > 0)
        run.out(f"{digest} ({words} parameters)")
        elements.append(Element("digest", {"type": kind, "hash": digest}, (Element("parameters", values),)))
    attributes = {"resource": resource.id, "node": node.name, "task": task, "interval": f"{interval}ms"}
    run.parsed.content.append(Element("digests", attributes, tuple(elements)))
    return 0


def _recorded(run: Run, resource: Primitive, node: Node) -> Operation | None:
    """The operation to compare with: one that started it, if there is such, else one that can reload, else the newest.

    Only histories under the very id of the resource count, so an instance of an anonymous clone has none.
    """
    histories = (each for state in run.cib.status.all("node_state") if state.id == node.id for each in state.walk())
    history = next((each for each in histories if each.tag == "lrm_resource" and each.id == resource.id), None)
    best: Operation | None = None
    for entry in history.all("lrm_rsc_op") if history is not None else ():
        operation = read_entry(entry)
        if best is None or _better(operation, best):
            best = operation
    return best


def _better(operation: Operation, best: Operation) -> bool:
    if _effective(best) != _effective(operation):
        return _effective(operation)
    reloads = ["op-restart-digest" in each.other for each in (best, operation)]
    if reloads[0] and not reloads[1]:
        return False
    return compare_age(operation, best, same_node=True) > 0


def _effective(operation: Operation) -> bool:
    return operation.interval_ms == 0 and operation.operation in _EFFECTIVE


def _parameters(resource: Primitive, node: Node, task: str, interval: int, given: dict[str, str]) -> dict[str, str]:
    """Given ones first, then the resource's, then the operation's own, and the timeout of a recurring one."""
    values = dict(given)
    own = parameters(resource, node)
    more: dict[str, str] = {}
    element = find_operation(resource, task, interval)
    if element is not None:
        context = resource.cluster.rules.about(resource.agent, (task, interval), node.attributes)
        name_values(element, "instance_attributes", context, into=more)
    for table in (own, more):
        for name, value in hash_order(table.items(), lambda pair: pair[0]):
            values.setdefault(name, value)
    configured = parse_duration(operation_options(resource, task, interval).get("timeout"))
    timeout = values.get("CRM_meta_timeout", str(configured if configured > 0 else DEFAULT_TIMEOUT))
    kept = {name: text for name, text in values.items() if not name.startswith("CRM_meta_") and name not in _MASKED}
    return kept | ({"CRM_meta_timeout": timeout} if interval > 0 else {})


def _shown(values: dict[str, str], operation: Operation | None) -> dict[str, str]:
    """Without what is private: as the history says, or by name where there is none."""
    private = _PRIVATE if operation is None else tuple((operation.other.get("op-secure-params") or "").split())
    return {name: text for name, text in values.items() if name not in (*private, "CRM_meta_timeout")}


def _fixed(values: dict[str, str], operation: Operation) -> dict[str, str]:
    """Only what needs a restart when it changes."""
    listed = operation.other.get("op-force-restart")
    return values if listed is None else {name: text for name, text in values.items() if name in listed.split()}
