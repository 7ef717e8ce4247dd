"""`attrd_updater`: set, delete and ask for transient node attributes through the attribute daemon."""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Element
from hasim.cib.duration import parse_duration
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes, refused
from hasim.shell.tool import HELP, PLAIN_FORMAT, QUIET, VERBOSE, VERSION, Tool, tool_program

__all__ = ["TOOL", "attrd_updater"]

TOOL = Tool(
    "attrd_updater",
    "Sets and asks for transient node attributes.",
    (
        Option("name", "n", "name", Takes.VALUE, help="attribute name"),
        Option("update", "U", "update", Takes.VALUE, help="set the value", old=("value",)),
        Option("value", "v", "", Takes.VALUE, help="set the value"),
        Option("update-both", "B", "update-both", Takes.VALUE, help="set value and dampening (with -d)"),
        Option("update-delay", "Y", "update-delay", help="set the dampening (with -d)"),
        Option("query", "Q", "query", help="show the value"),
        Option("delete", "D", "delete", help="delete the attribute"),
        Option("refresh", "R", "refresh", help="write all values into the CIB again"),
        Option("delay", "d", "delay", Takes.VALUE, help="dampening: how long to wait for further changes"),
        Option("node", "N", "node", Takes.VALUE, help="node name (the local node without it)"),
        Option("all", "A", "all", help="values of all nodes, with -Q"),
        Option("lifetime", "l", "lifetime", Takes.VALUE, help="has no effect, as in the real tool", idle=True),
        *(replace(QUIET, idle=True), VERBOSE, VERSION, HELP, *PLAIN_FORMAT),
        *refused("s=", "set=", "p", "private"),
    ),
)


@tool_program(TOOL)
def attrd_updater(context: Context, parsed: Parsed) -> int:
    """Run attrd_updater."""
    if not parsed.value("name") and "refresh" not in parsed:
        return context.fail("attrd_updater: Command requires --name argument", 64)
    for letter, name in (("B", "update-both"), ("Y", "update-delay")):
        if name in parsed and "delay" not in parsed:
            context.out(f"Warning: '{letter}' command given without required --delay\n")
    try:
        return _run(context, parsed)
    except NotConnected:
        return context.fail(_not_connected(parsed), 102)


def _not_connected(parsed: Parsed) -> str:
    if "query" in parsed:
        return "attrd_updater: Could not connect to attrd: Connection refused"
    given = [parsed.value(name) for name in ("update", "value", "update-both") if name in parsed]
    what = f"{parsed.value('name') or '(null)'}={given[-1] if given else '(null)'}"
    return f"attrd_updater: Could not update {what}: Connection refused (111)"


def _run(context: Context, parsed: Parsed) -> int:
    cluster, name, node = context.cluster, parsed.value("name"), parsed.value("node") or context.node
    delay = parse_duration(parsed.value("delay")) if "delay" in parsed else None
    if "refresh" in parsed:
        cluster.refresh_attributes()
    elif "query" in parsed:
        return _query(context, parsed, None if "all" in parsed else node)
    elif "delete" in parsed:
        cluster.update_attribute(node, name, None, delay_ms=delay)
    elif "update-both" in parsed:
        cluster.update_attribute(node, name, parsed.value("update-both"), delay_ms=delay, update_delay=True)
    elif "update-delay" in parsed:
        cluster.update_attribute_delay(name, delay or 0)
    elif "update" in parsed or "value" in parsed:
        value = parsed.value("update") or parsed.value("value")
        cluster.update_attribute(node, name, value, delay_ms=delay)
    else:
        return context.fail("attrd_updater: Must specify one of -U -B -Y -Q -D -R", 64)
    return 0


def _query(context: Context, parsed: Parsed, node: str | None) -> int:
    name = parsed.value("name")
    values = context.cluster.attribute_values(name)
    chosen = {host: value for host, value in values.items() if node is None or host == node}
    if not chosen:
        return context.fail(f"attrd_updater: Could not query value of {name}: attribute does not exist", 105)
    for host, value in chosen.items():
        context.out(f'name="{name}" host="{host}" value="{value}"\n')
        parsed.content.append(Element("attribute", {"name": name, "value": value, "host": host}))
    return 0
