"""`crm_attribute`: ask for, set and delete cluster options, node attributes and defaults."""

from __future__ import annotations

import re
from dataclasses import replace

from hasim.cib import Cib, Dialect, Element
from hasim.shell.attribute_store import Place, node_id
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.tool import FORMAT, HELP, VERBOSE, VERSION, Tool, tool_program

__all__ = ["TOOL", "crm_attribute"]

_VALUE = Takes.VALUE
_OPTIONS = (
    Option("name", "n", "name", _VALUE, help="attribute name", more=("attr-name",)),
    Option("pattern", "P", "pattern", _VALUE, help="all attributes whose names match (with -N and -l reboot)"),
    Option("query", "G", "query", help="ask for the value", more=("get-value",)),
    Option("update", "v", "update", _VALUE, help="set the value", more=("attr-value",)),
    Option("delete", "D", "delete", help="delete the attribute", more=("delete-attr",)),
    Option("node", "N", "node", _VALUE, help="node whose attribute is meant"),
    Option("type", "t", "type", _VALUE, help="crm_config, nodes, status, rsc_defaults, op_defaults, tickets"),
    Option("lifetime", "l", "lifetime", _VALUE, help="forever or reboot"),
    Option("default", "d", "default", _VALUE, help="value to show for one that is not set"),
    Option("utilization", "z", "utilization", help="a utilization attribute"),
    Option("set-name", "s", "set-name", _VALUE, help="id of the attribute set"),
    Option("id", "i", "id", _VALUE, help="id of the attribute"),
    Option("quiet", "q", "quiet", help="the value only", more=("Quiet",)),
    Option("quieter", "Q", "", help="the value only"),
    Option("promotion", "p", "promotion", Takes.MAYBE, help="the promotion score of this resource"),
    *(VERBOSE, VERSION, HELP, *FORMAT),
)
TOOL = Tool("crm_attribute", "Asks for attributes and sets them.", _OPTIONS)
_SCOPES = {"crm_config": "crm_config", "nodes": "nodes", "status": "status", "reboot": "status", "forever": "nodes"}
_SCOPES |= {"rsc_defaults": "rsc_defaults", "op_defaults": "op_defaults"}
_MISSING = 105


@tool_program(TOOL)
def crm_attribute(context: Context, parsed: Parsed) -> int:
    """ask for an attribute, set it or delete it."""
    try:
        return _run(context, _with_promotion(context, parsed))
    except NotConnected as error:
        return context.fail(f"crm_attribute: Could not connect to the CIB: {error.reason}", 102)


def _with_promotion(context: Context, parsed: Parsed) -> Parsed:
    """-p stands for the name of a promotion score, which lasts until the node restarts."""
    if "promotion" not in parsed:
        return parsed
    instance = parsed.value("promotion") or context.environment.get("OCF_RESOURCE_INSTANCE", "")
    named = [("name", f"master-{instance.partition(':')[0]}")]
    if "lifetime" not in parsed:
        named.append(("lifetime", "reboot"))
    return replace(parsed, given=[*parsed.given, *named])


def _run(context: Context, parsed: Parsed) -> int:
    cib = context.cluster.query()
    scope = _scope(parsed)
    if parsed.value("type") == "tickets":
        return _missing(context)
    id, name = "", ""
    if scope != "crm_config":
        name = parsed.value("node") or context.node or context.environment.get("HOSTNAME", "localhost")
        found = node_id(cib, name)
        if found is None:
            return context.fail(f"crm_attribute: Could not map name={name} to a UUID", _MISSING)
        if not scope:
            return context.fail("crm_attribute: Error performing operation: No message of desired type", 76)
        id = found if scope in ("nodes", "status") else ""
    place = Place(scope, id, "utilization" in parsed, parsed.value("set-name"), parsed.value("id"))
    command = _command(parsed)
    known = context.cluster.live or any(each.id == id for each in cib.status.all("node_state"))
    if command != "query" and scope == "status" and not known:
        return _stateless(context, parsed, id, command)
    if command == "update":
        return _update(context, cib, parsed, place, name)
    if command == "delete":
        return _delete(context, cib, parsed, place, name)
    return _query(context, cib, parsed, place, name)


def _command(parsed: Parsed) -> str:
    """The last one of the commands that was given; a query if none was."""
    return next((name for name, _ in reversed(parsed.given) if name in ("update", "delete", "query")), "query")


def _stateless(context: Context, parsed: Parsed, id: str, command: str) -> int:
    """In a file, a node of which the status section knows nothing has no transient attributes, and gets none."""
    if command == "delete":
        return 0
    if command == "update":
        what = f"{parsed.value('name')}={parsed.value('update')}"
        place = f"(section=status, set={parsed.value('set-name') or f'status-{id}'})"
        context.err(f"Error setting {what} {place}: No such device or address\n")
    return _missing(context)


def _scope(parsed: Parsed) -> str:
    """The scope asked for; empty for one that does not exist."""
    given = parsed.value("type") or parsed.value("lifetime")
    if given in _SCOPES:
        return _SCOPES[given]
    if given:
        return ""
    return "nodes" if parsed.value("node") else "crm_config"


def _missing(context: Context) -> int:
    if context.dialect is Dialect.V1_1:
        return context.fail("Error performing operation: No such device or address", 6)
    return context.fail("crm_attribute: Error performing operation: No such device or address", _MISSING)


def _query(context: Context, cib: Cib, parsed: Parsed, place: Place, node: str) -> int:
    name, pattern = parsed.value("name"), parsed.value("pattern")
    found = [(each.pair.get("name") or "", each.value) for each in place.found(cib, name)]
    host: dict[str, str] = {}
    if pattern:
        found = [(each, value) for each, value in found if re.search(pattern, each)]
    if not found and "default" in parsed:
        found, host = [(name, parsed.value("default"))], {"host": node} if node else {}
    if not found:
        return _missing(context)
    if len(found) > 1 and name:
        found = found[:1]
    for each, value in found:
        quiet, id = "quiet" in parsed or "quieter" in parsed, parsed.value("id")
        known = f"id={id}" if id else ""
        context.out(f"{value}\n" if quiet else f"scope={place.scope} {known} name={each} value={value}\n")
        attributes = {"name": each, "value": value, "scope": place.scope, **({"id": id} if id else {}), **host}
        parsed.content.append(Element("attribute", attributes))
    return 0


def _update(context: Context, cib: Cib, parsed: Parsed, place: Place, node: str) -> int:
    name = parsed.value("name")
    if not name:
        return context.fail("crm_attribute: Error performing operation: Invalid argument", 70)
    if place.scope == "status" and context.cluster.live and not place.utilization:
        context.cluster.update_attribute(node, name, parsed.value("update"))
        return 0
    _store(context, place.with_value(cib, name, parsed.value("update")))
    return 0


def _delete(context: Context, cib: Cib, parsed: Parsed, place: Place, node: str) -> int:
    name = parsed.value("name")
    if not name:
        return context.fail("crm_attribute: Error: must specify attribute name or pattern to delete", 64)
    found = place.found(cib, name)
    if not found:
        return 0
    if place.scope == "status" and context.cluster.live and not place.utilization:
        context.cluster.update_attribute(node, name, None)
    else:
        _store(context, place.without(cib, name))
    if place.scope != "status" or not context.cluster.live:
        kind = "option" if place.scope == "crm_config" else "attribute"
        context.out(f"Deleted {place.scope} {kind}: id={found[0].pair.id} name={name}\n")
    return 0


def _store(context: Context, cib: Cib) -> None:
    context.cluster.replace(cib, client="crm_attribute", user=context.user)
