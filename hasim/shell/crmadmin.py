"""`crmadmin`: ask controllers about themselves."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes, UsageError, parse, usage
from hasim.shell.registry import program
from hasim.shell.version import version_text

__all__ = ["OPTIONS", "crmadmin"]

OPTIONS = (
    Option("dc", "D", "dc-lookup", help="the designated controller"),
    Option("status", "S", "status", Takes.VALUE, help="the state of a node's controller"),
    Option("nodes", "N", "nodes", Takes.MAYBE, help="all nodes, or those of a kind"),
    Option("pacemakerd", "P", "pacemakerd", help="the state of the local pacemakerd"),
    Option("timeout", "t", "timeout", Takes.VALUE, help="how long to wait for an answer"),
    Option("bash", "B", "bash-export", help="with -N: as shell commands"),
    Option("quiet", "q", "quiet", help="fewer words"),
    Option("verbose", "V", "verbose", help="more words"),
    Option("version", "$", "version", help="say which version this is"),
    Option("help", "?", "help", help="show this text", more=("help-all",)),
)
_COMMANDS = ("dc", "status", "nodes", "pacemakerd")


@program("crmadmin")
def crmadmin(context: Context, arguments: list[str]) -> int:
    """Run crmadmin."""
    try:
        parsed = parse(OPTIONS, arguments)
    except UsageError as error:
        return context.fail(f"crmadmin: {error}", 64)
    if "help" in parsed:
        context.out(usage("crmadmin", "Asks controllers about themselves.", OPTIONS))
        return 0
    if "version" in parsed:
        context.out(version_text(context.dialect))
        return 0
    commands = [name for name, _ in parsed.given if name in _COMMANDS]
    if not commands:
        return context.fail("crmadmin: Must specify a command option", 64)
    try:
        return _run(context, commands[-1], parsed)
    except NotConnected:
        return _not_connected(context)


def _not_connected(context: Context) -> int:
    if context.dialect is Dialect.V1_1:
        return context.fail("Could not connect to CRMd: Transport endpoint is not connected", 1)
    context.err("error: Could not connect to controller: Connection refused\n")
    return context.fail("error: Command failed: Connection refused", 102)


def _run(context: Context, command: str, parsed: Parsed) -> int:
    if command == "dc":
        dc = context.cluster.designated_controller()
        context.out(f"{'' if 'quiet' in parsed else 'Designated Controller is: '}{dc or 'not yet elected'}\n")
    elif command == "status":
        return _status(context, parsed)
    elif command == "pacemakerd":
        launcher = context.cluster.launcher()
        context.out(f"Status of pacemakerd: '{launcher.state}'\n")
    else:
        _nodes(context, parsed)
    return 0


def _status(context: Context, parsed: Parsed) -> int:
    node = parsed.value("status")
    state = context.cluster.controller_state(node)
    if "quiet" in parsed:
        context.out(f"{state}\n")
    elif context.dialect is Dialect.V1_1:
        context.out(f"Status of crmd@{node}: {state} (ok)\n")
    else:
        context.out(f"Controller on {node} in state {state}: ok\n")
    return 0


def _nodes(context: Context, parsed: Parsed) -> None:
    for node in context.cluster.query().nodes.all("node"):
        name = node.get("uname") or node.id
        if "bash" in parsed:
            context.out(f"export {name}={node.id}\n")
        elif "quiet" in parsed:
            context.out(f"{name}\n")
        else:
            context.out(f"cluster node: {name} ({node.id})\n")
