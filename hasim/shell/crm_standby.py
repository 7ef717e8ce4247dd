"""`crm_standby`: ask whether a node is in standby, put it there or take it back."""

from __future__ import annotations

from hasim.shell.attribute_store import Place, node_id, stored_value
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Takes, UsageError, parse, usage
from hasim.shell.registry import program, run_program
from hasim.shell.version import version_text

__all__ = ["OPTIONS", "crm_standby"]

OPTIONS = (
    Option("query", "G", "query", help="show the setting"),
    Option("update", "v", "update", Takes.VALUE, help="on or off"),
    Option("delete", "D", "delete", help="remove the setting"),
    Option("node", "N", "node", Takes.VALUE, help="node name (the local node without it)"),
    Option("lifetime", "l", "lifetime", Takes.VALUE, help="forever or reboot"),
    Option("quiet", "q", "quiet", help="the value only"),
    Option("quieter", "Q", "", help="the value only"),
    Option("set-name", "s", "set-name", Takes.VALUE, help="id of the attribute set"),
    Option("id", "i", "id", Takes.VALUE, help="id of the attribute"),
    Option("verbose", "V", "verbose", help="more words"),
    Option("version", "$", "version", help="say which version this is"),
    Option("help", "?", "help", help="show this text"),
)


@program("crm_standby")
def crm_standby(context: Context, arguments: list[str]) -> int:
    """Run crm_standby; without a command it asks."""
    try:
        parsed = parse(OPTIONS, arguments)
    except UsageError as error:
        context.out(usage("crm_standby", "Puts nodes into standby and back.", OPTIONS))
        text = str(error)
        if text.startswith("Unknown option"):
            text = f"invalid option -- '{text.removeprefix('Unknown option ').lstrip('-')}'"
        return context.fail(f"crm_standby: {text}", 1)
    if "help" in parsed:
        context.out(usage("crm_standby", "Puts nodes into standby and back.", OPTIONS))
        return 0
    if "version" in parsed:
        context.out(version_text(context.dialect))
        return 0
    node = parsed.value("node") or context.node
    if not node:
        context.err("error: Could not connect to controller: Connection refused\n")
        return context.fail("crm_attribute: Could not map name=-n to a UUID", 105)
    words = ["-n", "standby", "-N", node]
    words += [f"--set-name={parsed.value('set-name')}"] if "set-name" in parsed else []
    words += ["-q"] if "quiet" in parsed or "quieter" in parsed else []
    lifetime = ["-l", parsed.value("lifetime")] if "lifetime" in parsed else []
    if "update" in parsed:
        return run_program(
            context, "crm_attribute", [*words, "-v", parsed.value("update"), *(lifetime or ["-t", "nodes"])]
        )
    if "delete" in parsed:
        return run_program(context, "crm_attribute", [*words, "-D", *(lifetime or ["-t", "nodes"])])
    return run_program(
        context, "crm_attribute", [*words, "-G", "-d", "off", *(lifetime or _asked_scope(context, node))]
    )


def _asked_scope(context: Context, node: str) -> list[str]:
    """A permanent setting is shown if there is one, else the transient one."""
    try:
        cib = context.cluster.query()
    except NotConnected:
        return ["-t", "nodes"]
    place = Place("nodes", node_id(cib, node) or "")
    return ["-t", "nodes" if stored_value(place, cib, "standby") is not None else "status"]
