"""`attrd_updater`: set, delete and ask for transient node attributes through the attribute daemon."""

from __future__ import annotations

from hasim.cib.duration import parse_duration
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes, UsageError, parse, usage
from hasim.shell.registry import program
from hasim.shell.version import version_text

__all__ = ["OPTIONS", "attrd_updater"]

OPTIONS = (
    Option("name", "n", "name", Takes.VALUE, help="attribute name"),
    Option("update", "U", "update", Takes.VALUE, help="set the value", more=("value",)),
    Option("value", "v", "", Takes.VALUE, help="set the value"),
    Option("update-both", "B", "update-both", Takes.VALUE, help="set value and dampening (with -d)"),
    Option("update-delay", "Y", "update-delay", help="set the dampening (with -d)"),
    Option("query", "Q", "query", help="show the value"),
    Option("delete", "D", "delete", help="delete the attribute"),
    Option("refresh", "R", "refresh", help="write all values into the CIB again"),
    Option("delay", "d", "delay", Takes.VALUE, help="dampening: how long to wait for further changes"),
    Option("node", "N", "node", Takes.VALUE, help="node name (the local node without it)"),
    Option("all", "A", "all", help="values of all nodes, with -Q"),
    Option("set", "s", "set", Takes.VALUE, help="id of the attribute set"),
    Option("private", "p", "private", help="not to be written to the CIB"),
    Option("quiet", "q", "quiet", help="fewer words"),
    Option("verbose", "V", "verbose", help="more words"),
    Option("version", "$", "version", help="say which version this is"),
    Option("help", "?", "help", help="show this text", more=("help-all",)),
)


@program("attrd_updater")
def attrd_updater(context: Context, arguments: list[str]) -> int:
    """Run attrd_updater."""
    try:
        parsed = parse(OPTIONS, arguments)
    except UsageError as error:
        return context.fail(f"attrd_updater: {error}", 64)
    if "help" in parsed:
        context.out(usage("attrd_updater", "Sets and asks for transient node attributes.", OPTIONS))
        return 0
    if "version" in parsed:
        context.out(version_text(context.dialect))
        return 0
    if not parsed.value("name") and "refresh" not in parsed:
        return context.fail("attrd_updater: Command requires --name argument", 64)
    try:
        return _run(context, parsed)
    except NotConnected:
        return context.fail(_not_connected(parsed), 102)


def _not_connected(parsed: Parsed) -> str:
    given = [name for name in ("update", "value", "update-both") if name in parsed]
    if not given:
        return "attrd_updater: Could not connect to attrd: Connection refused"
    what = f"{parsed.value('name')}={parsed.value(given[-1])}"
    return f"attrd_updater: Could not update {what}: Connection refused (111)"


def _run(context: Context, parsed: Parsed) -> int:
    cluster, name, node = context.cluster, parsed.value("name"), parsed.value("node") or context.node
    delay = parse_duration(parsed.value("delay")) if "delay" in parsed else None
    if "refresh" in parsed:
        cluster.refresh_attributes()
    elif "query" in parsed:
        return _query(context, name, None if "all" in parsed else node)
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


def _query(context: Context, name: str, node: str | None) -> int:
    values = context.cluster.attribute_values(name)
    chosen = {host: value for host, value in values.items() if node is None or host == node}
    if not chosen:
        return context.fail(f"attrd_updater: Could not query value of {name}: attribute does not exist", 105)
    for host, value in chosen.items():
        context.out(f'name="{name}" host="{host}" value="{value}"\n')
    return 0
