"""`crmadmin`: ask controllers about themselves."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib import Dialect, Element
from hasim.scheduler.model import NodeKind
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes, refused
from hasim.shell.tool import FORMAT, HELP, QUIET, VERBOSE, VERSION, Tool, tool_program
from hasim.shell.working_set import working_set

__all__ = ["TOOL", "crmadmin"]

TOOL = Tool(
    "crmadmin",
    "Asks controllers about themselves.",
    (
        Option("dc", "D", "dc_lookup", help="the designated controller"),
        Option("status", "S", "status", Takes.VALUE, help="the state of a node's controller"),
        Option("nodes", "N", "nodes", Takes.MAYBE, help="all nodes, or those of a kind"),
        Option("pacemakerd", "P", "pacemakerd", help="the state of the local pacemakerd"),
        Option("timeout", "t", "timeout", Takes.VALUE, help="how long to wait; answers come at once", idle=True),
        Option("bash", "B", "bash-export", help="with -N: as shell commands"),
        *(QUIET, VERBOSE, VERSION, HELP, *FORMAT),
        *refused("ipc-name="),
    ),
)
_COMMANDS = ("dc", "status", "nodes", "pacemakerd")


@tool_program(TOOL)
def crmadmin(context: Context, parsed: Parsed) -> int:
    """Run crmadmin."""
    commands = [name for name, _ in parsed.given if name in _COMMANDS]
    if not commands:
        return context.fail("error: Must specify a command option", 64)
    try:
        return _run(context, commands[-1], parsed)
    except NotConnected:
        return _not_connected(context, "launcher" if commands[-1] == "pacemakerd" else "controller")


def _not_connected(context: Context, daemon: str) -> int:
    if context.dialect is Dialect.V1_1:
        return context.fail("Could not connect to CRMd: Transport endpoint is not connected", 1)
    context.err(f"error: Could not connect to {daemon}: Connection refused\n")
    return context.fail("error: Command failed: Connection refused", 102)


def _run(context: Context, command: str, parsed: Parsed) -> int:
    if command == "dc":
        dc = context.cluster.designated_controller()
        context.out(f"{'' if 'quiet' in parsed else 'Designated Controller is: '}{dc or 'not yet elected'}\n")
        parsed.content.append(Element("dc", {"node_name": dc}))
    elif command == "status":
        return _status(context, parsed)
    elif command == "pacemakerd":
        _launcher(context, parsed)
    else:
        _nodes(context, parsed)
    return 0


def _launcher(context: Context, parsed: Parsed) -> None:
    launcher = context.cluster.launcher()
    date = context.date_text(launcher.checked)
    state = "shutting_down" if "shutting down" in launcher.state else "running"
    whole = f"Status of pacemakerd: '{launcher.state}' (last updated {date})"
    context.out(f"{state if 'quiet' in parsed else whole}\n")
    attributes = {"sys_from": "pacemakerd", "state": state, "last_updated": date}
    parsed.content.append(Element("pacemakerd", attributes))


def _status(context: Context, parsed: Parsed) -> int:
    node = parsed.value("status")
    state = context.cluster.controller_state(node)
    parsed.content.append(Element("crmd", {"node_name": node, "state": state, "result": "ok"}))
    if "quiet" in parsed:
        context.out(f"{state}\n")
    elif context.dialect is Dialect.V1_1:
        context.out(f"Status of crmd@{node}: {state} (ok)\n")
    else:
        context.out(f"Controller on {node} in state {state}: ok\n")
    return 0


def _nodes(context: Context, parsed: Parsed) -> None:
    wanted = (parsed.value("nodes") or "all").split(",")
    found = [each for each in _known(context) if "all" in wanted or each[0] in wanted]
    for kind, name, id in found:
        if "bash" in parsed:
            context.out(f"export {name}={id}\n")
        elif "quiet" in parsed:
            context.out(f"{name}\n")
        else:
            context.out(f"{kind} node: {name} ({id})\n")
    if not found:
        context.out("No nodes configured\n")
    nodes = (Element("node", {"type": kind, "name": name, "id": id}) for kind, name, id in found)
    parsed.content.append(Element("nodes", {}, tuple(nodes)))


def _known(context: Context) -> Iterator[tuple[str, str, str]]:
    """Every node that the configuration knows: its kind, name and id."""
    cluster = working_set(context.cluster.query(), int(context.now), context.dialect)
    words = {NodeKind.CLUSTER: "cluster", NodeKind.GUEST: "guest", NodeKind.REMOTE: "remote"}
    kinds = {node.id: words[node.kind] for node in cluster.nodes}
    listed = [(node.get("uname") or node.id, node.id) for node in context.cluster.query().nodes.all("node")]
    ids = {id for _, id in listed}
    listed += [(node.name, node.id) for node in cluster.nodes if node.id not in ids and node.is_remote]
    return ((kinds.get(id, "cluster"), name, id) for name, id in listed)
