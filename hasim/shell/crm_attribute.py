"""`crm_attribute`: ask for, set and delete cluster options, node attributes and defaults."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from hasim.cib import Cib, Dialect, Element
from hasim.shell.attribute_store import Place, node_id
from hasim.shell.context import Context, NotConnected
from hasim.shell.nvpairs import Found, delete_pair
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.schema import problems
from hasim.shell.tool import HELP, PLAIN_FORMAT, VERBOSE, VERSION, Tool, tool_program

__all__ = ["TOOL", "crm_attribute"]

_VALUE = Takes.VALUE
_OPTIONS = (
    Option("name", "n", "name", _VALUE, help="attribute name", more=("attr-name",)),
    Option("pattern", "P", "pattern", _VALUE, help="all attributes whose names match (with -N and -l reboot)"),
    Option("query", "G", "query", help="ask for the value", more=("get-value",)),
    Option("update", "v", "update", _VALUE, help="set the value", more=("attr-value",)),
    Option("delete", "D", "delete", help="delete the attribute", more=("delete-attr",)),
    Option("node", "N", "node", _VALUE, help="node whose attribute is meant"),
    Option("node", "U", "node-uname", _VALUE, help="the same (older spelling)"),
    Option("type", "t", "type", _VALUE, help="crm_config, nodes, status, rsc_defaults, op_defaults, tickets"),
    Option("lifetime", "l", "lifetime", _VALUE, help="forever or reboot"),
    Option("default", "d", "default", _VALUE, help="value to show for one that is not set"),
    Option("utilization", "z", "utilization", help="a utilization attribute"),
    Option("set-name", "s", "set-name", _VALUE, help="id of the attribute set"),
    Option("id", "i", "id", _VALUE, help="id of the attribute", more=("attr-id",)),
    Option("quiet", "q", "quiet", help="the value only", old=("Quiet",)),
    Option("quiet", "Q", "", help="the value only"),
    Option("no-effect", "!", "inhibit-policy-engine", help="has no effect, as in the real tool", idle=True),
    Option("promotion", "p", "promotion", Takes.MAYBE, help="the promotion score of this resource"),
    *(VERBOSE, VERSION, HELP, *PLAIN_FORMAT),
)
TOOL = Tool("crm_attribute", "Asks for attributes and sets them.", _OPTIONS)
_SCOPES = {"crm_config": "crm_config", "nodes": "nodes", "status": "status", "reboot": "status", "forever": "nodes"}
_SCOPES |= {"rsc_defaults": "rsc_defaults", "op_defaults": "op_defaults"}
_SCOPES |= {"tickets": "tickets"}
_MISSING, _INVALID = 105, 78


class _Refused(Exception):
    """The command line asks for what cannot be: what is said of it, and the exit status."""

    def __init__(self, text: str, status: int) -> None:
        super().__init__(text)
        self.text = text
        self.status = status


@tool_program(TOOL)
def crm_attribute(context: Context, parsed: Parsed) -> int:
    """ask for an attribute, set it or delete it."""
    try:
        named = _named(context, parsed)
        return _run(context, replace(named, content=parsed.content))
    except _Refused as refusal:
        return context.fail(refusal.text, refusal.status)
    except NotConnected as error:
        return context.fail(f"crm_attribute: Could not connect to the CIB: {error.reason}", 102)


def _named(context: Context, parsed: Parsed) -> Parsed:
    """-p stands for the name of a promotion score, which lasts until the node restarts; the later of -n and -p counts.

    _Refused where neither a resource is named nor an agent calls.
    """
    if "promotion" not in parsed:
        return parsed
    given = []
    for name, value in parsed.given:
        if name == "promotion":
            resource = value or context.environment.get("OCF_RESOURCE_INSTANCE", "")
            if not resource:
                must = "must be called from an OCF resource agent or with a resource ID specified"
                raise _Refused(f"crm_attribute: -p/--promotion {must}", 64)
            name, value = "name", f"master-{resource}"
        given.append((name, value))
    if "lifetime" not in parsed and "utilization" not in parsed:
        given.append(("lifetime", "reboot"))
    return replace(parsed, given=given)


def _run(context: Context, parsed: Parsed) -> int:
    command = next((name for name, _ in reversed(parsed.given) if name in _COMMANDS), "query")
    place, node = _place(context, parsed)
    cib = context.cluster.query()
    if "pattern" in parsed and command != "query" and place.scope != "status":
        only = "pattern can only be used with query, or with till-reboot update or delete"
        raise _Refused(f"crm_attribute: Error: {only}", 64)
    stateless = place.scope == "status" and not any(each.id == place.node for each in cib.status.all("node_state"))
    if command != "query" and stateless and not context.cluster.live and "pattern" not in parsed:
        return _stateless(context, parsed, place, command)
    return _COMMANDS[command](context, cib, parsed, place, node)


def _place(context: Context, parsed: Parsed) -> tuple[Place, str]:
    """Where the value is, and the name of its node; _Refused for a node or a kind that does not exist."""
    cib, scope = context.cluster.query(), _scope(parsed)
    id, name = "", ""
    if scope not in ("crm_config", "tickets"):
        name = parsed.value("node") or context.node or context.environment.get("HOSTNAME", "localhost")
        found = node_id(cib, name)
        if found is None:
            raise _Refused(f"crm_attribute: Could not map name={name} to a UUID", _MISSING)
        if not scope:
            raise _Refused("crm_attribute: Error performing operation: No message of desired type", 76)
        id = found if scope in ("nodes", "status") else ""
    return Place(scope, id, "utilization" in parsed, parsed.value("set-name"), parsed.value("id")), name


def _stateless(context: Context, parsed: Parsed, place: Place, command: str) -> int:
    """In a file, a node of which the status section knows nothing has no transient attributes, and gets none."""
    if command == "delete":
        return 0
    _say_unset(context, parsed.value("name"), parsed.value("update"), place, "No such device or address")
    return _missing(context)


def _say_unset(context: Context, name: str, value: str, place: Place, why: str) -> None:
    context.err(f"Error setting {name}={value} (section={place.scope}, set={place.new_set}): {why}\n")


def _scope(parsed: Parsed) -> str:
    """The scope asked for; empty for one that does not exist."""
    given = parsed.value("type") or parsed.value("lifetime")
    if given in _SCOPES:
        return _SCOPES[given]
    if given:
        return ""
    return "nodes" if parsed.value("node") or "utilization" in parsed else "crm_config"


def _missing(context: Context) -> int:
    if context.dialect is Dialect.V1_1:
        return context.fail("Error performing operation: No such device or address", 6)
    return context.fail("crm_attribute: Error performing operation: No such device or address", _MISSING)


def _found(cib: Cib, parsed: Parsed, place: Place) -> list[Found]:
    """The values that are meant: those of a name, or those whose names match a pattern."""
    pattern = parsed.value("pattern")
    if not pattern:
        return place.found(cib, parsed.value("name")) if parsed.value("name") or "name" not in parsed else []
    try:
        expression = re.compile(pattern)
    except re.error:
        return []
    return [each for each in _any(cib, place) if expression.search(each.pair.get("name") or "")]


def _any(cib: Cib, place: Place) -> list[Found]:
    """All values of a place, among which a pattern chooses; an id does not."""
    return replace(place, pair_id="").found(cib)


def _query(context: Context, cib: Cib, parsed: Parsed, place: Place, node: str) -> int:
    found = [(each.pair.get("name") or "", each.value) for each in _found(cib, parsed, place)]
    host: dict[str, str] = {}
    choice = len(_any(cib, place)) if "pattern" in parsed else 0
    if not found and choice == 1:
        return 0
    if not found and not choice and "default" in parsed:
        name = parsed.value("pattern") or parsed.value("name")
        found, host = [(name, parsed.value("default"))], {"host": node} if node else {}
    if not found:
        return _missing(context)
    for each, value in found:
        quiet, id = "quiet" in parsed, parsed.value("id")
        known, named = f"id={id}" if id else "", f"name={each}" if each else ""
        context.out(f"{value}\n" if quiet else f"scope={place.scope} {known} {named} value={value}\n")
        attributes = {"name": each} if each else {}
        attributes |= {"value": value, "scope": place.scope, **({"id": id} if id else {}), **host}
        parsed.content.append(Element("attribute", attributes))
    return 0


def _update(context: Context, cib: Cib, parsed: Parsed, place: Place, node: str) -> int:
    value, found = parsed.value("update"), _found(cib, parsed, place)
    name = parsed.value("name") or parsed.value("id")
    if not name and "pattern" not in parsed:
        return context.fail("crm_attribute: Error performing operation: Invalid argument", 70)
    if "pattern" in parsed and not _any(cib, place):
        return _missing(context)
    if len(found) > 1 and "pattern" not in parsed:
        _say_several(context, parsed, found, parsed.value("name"))
        choose = "Please choose from one of the matches below and supply the 'id' with --attr-id"
        return context.fail(f"crm_attribute: {choose}", 109)
    names = [each.pair.get("name") or "" for each in found] if found else [name] if "pattern" not in parsed else []
    for each in names:
        if place.scope == "status" and context.cluster.live and not place.utilization:
            context.cluster.update_attribute(node, each, value)
            continue
        changed = place.with_value(context.cluster.query(), each, value)
        if problems(changed):
            _say_unset(context, each, value, place, "Update does not conform to the configured schema")
            return context.fail("crm_attribute: Error performing operation: Unknown error 1016", _INVALID)
        _store(context, changed)
    return 0


def _say_several(context: Context, parsed: Parsed, found: list[Found], name: str) -> None:
    if "quiet" not in parsed:
        matches = "".join(f"  Value: {each.value} \t(id={each.pair.id})\n" for each in found)
        context.out(f"Multiple attributes match name={name}\n{matches}")


def _delete(context: Context, cib: Cib, parsed: Parsed, place: Place, node: str) -> int:
    name = parsed.value("name")
    if not name and "pattern" not in parsed:
        return context.fail("crm_attribute: Error: must specify attribute name or pattern to delete", 64)
    found = _found(cib, parsed, place)
    if len(found) > 1 and "pattern" not in parsed:
        _say_several(context, parsed, found, name)
        return 0
    kind = "option" if place.scope in ("crm_config", "tickets") else "attribute"
    for each in found:
        named = each.pair.get("name") or ""
        if place.scope == "status" and context.cluster.live and not place.utilization:
            context.cluster.update_attribute(node, named, None)
            continue
        _store(context, delete_pair(context.cluster.query(), each))
        if "quiet" not in parsed:
            where = f" set={place.set_id}" if place.set_id else ""
            context.out(f"Deleted {place.scope} {kind}: id={each.pair.id}{where} name={named}\n")
    return 0


def _store(context: Context, cib: Cib) -> None:
    context.cluster.replace(cib, client="crm_attribute", user=context.user)


_COMMANDS: dict[str, Callable[[Context, Cib, Parsed, Place, str], int]] = {
    "query": _query,
    "update": _update,
    "delete": _delete,
}
