"""`crm_failcount`: how often a resource failed on a node, and forget it."""

from __future__ import annotations

import re

from hasim.cib import INFINITY, Cib, Dialect
from hasim.cib.duration import parse_duration
from hasim.cib.score import add, parse_score
from hasim.shell.attribute_store import Place, node_id
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.registry import run_program
from hasim.shell.tool import HELP, QUIET, VERBOSE, VERSION, Manner, Tool, tool_program

__all__ = ["TOOL", "crm_failcount"]

TOOL = Tool(
    "crm_failcount",
    "Asks for fail counts and deletes them.",
    (
        Option("query", "G", "query", help="show the fail count"),
        Option("delete", "D", "delete", help="forget the failures"),
        Option("resource", "r", "resource", Takes.VALUE, help="resource name"),
        Option("node", "N", "node", Takes.VALUE, help="node name"),
        Option("operation", "n", "operation", Takes.VALUE, help="only this operation"),
        Option("interval", "I", "interval", Takes.VALUE, help="its interval"),
        Option("update", "v", "update", Takes.VALUE, help="only 0, which is as --delete"),
        Option("quieter", "Q", "", help="the value only"),
        *(QUIET, VERBOSE, VERSION, HELP),
    ),
    manner=Manner.SCRIPT,
)


@tool_program(TOOL)
def crm_failcount(context: Context, parsed: Parsed) -> int:
    """Run crm_failcount."""
    delete = "delete" in parsed or parsed.value("update") == "0"
    if "update" in parsed and parsed.value("update") != "0":
        context.err("warning: ignoring deprecated option '-v' with nonzero value\n")
    node = parsed.value("node") or (context.node if context.dialect is Dialect.V1_1 else "")
    wrong = _wrong(parsed, node, delete)
    if wrong:
        context.out(_usage())
        return context.fail(f"error: {wrong}", 64)
    return _delete(context, parsed, node) if delete else _query(context, parsed, node)


def _usage() -> str:
    return TOOL.usage


def _wrong(parsed: Parsed, node: str, delete: bool) -> str:
    if not delete and "query" not in parsed:
        return "must specify a command"
    if not parsed.value("resource"):
        return "resource name required"
    return "" if node else "node name required"


def _query(context: Context, parsed: Parsed, node: str) -> int:
    resource, operation = parsed.value("resource"), parsed.value("operation")
    ending = f"#{operation}_{parse_duration(parsed.value('interval') or '0')}" if operation else ""
    try:
        cib = context.cluster.query()
    except NotConnected as error:
        return context.fail(f"crm_attribute: Could not connect to the CIB: {error.reason}", 102)
    id = node_id(cib, node)
    if id is None:
        context.err(f"crm_attribute: Could not map name={node} to a UUID\n")
        context.out(f"scope=status  name=fail-count-{resource}{ending} value=\n")
        return 0
    exact = operation or any(each.id == id and each.get("uname") == node for each in cib.status.all("node_state"))
    total = _total(cib, id, resource, ending) if exact else 0
    value = "INFINITY" if total >= INFINITY else str(total)
    quiet = "quiet" in parsed or "quieter" in parsed
    context.out(f"{value}\n" if quiet else f"scope=status  name=fail-count-{resource}{ending} value={value}\n")
    return 0


def _total(cib: Cib, id: str, resource: str, ending: str) -> int:
    pattern = re.compile(re.escape(f"fail-count-{resource}") + (re.escape(ending) if ending else "(#.+)?"))
    total = 0
    for found in Place("status", id).found(cib):
        if pattern.fullmatch(found.pair.get("name") or ""):
            total = add(total, parse_score(found.value))
    return total


def _delete(context: Context, parsed: Parsed, node: str) -> int:
    words = ["--cleanup", "-N", node, "-r", parsed.value("resource")]
    if parsed.value("operation"):
        words += ["-n", parsed.value("operation")]
    if parsed.value("interval"):
        words += ["-I", parsed.value("interval")]
    return run_program(context, "crm_resource", words)
