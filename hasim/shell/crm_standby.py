"""`crm_standby`: ask whether a node is in standby, put it there or take it back."""

from __future__ import annotations

from hasim.shell.attribute_store import Place, node_id, stored_value
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.registry import run_program
from hasim.shell.tool import HELP, QUIET, VERBOSE, VERSION, Manner, Tool, tool_program

__all__ = ["TOOL", "crm_standby"]

TOOL = Tool(
    "crm_standby",
    "Puts nodes into standby and back.",
    (
        Option("query", "G", "query", help="show the setting, as without any command", idle=True),
        Option("update", "v", "update", Takes.VALUE, help="on or off"),
        Option("delete", "D", "delete", help="remove the setting"),
        Option("node", "N", "node", Takes.VALUE, help="node name (the local node without it)"),
        Option("lifetime", "l", "lifetime", Takes.VALUE, help="forever or reboot"),
        Option("quieter", "Q", "", help="the value only"),
        Option("set-name", "s", "set-name", Takes.VALUE, help="id of the attribute set"),
        Option("id", "i", "id", Takes.VALUE, help="id of the attribute"),
        *(QUIET, VERBOSE, VERSION, HELP),
    ),
    manner=Manner.SCRIPT,
    usage_status=1,
)


@tool_program(TOOL)
def crm_standby(context: Context, parsed: Parsed) -> int:
    """Run crm_standby; without a command it asks."""
    node = parsed.value("node") or context.node
    if not node:
        context.err("error: Could not connect to controller: Connection refused\n")
        return context.fail("crm_attribute: Could not map name=-n to a UUID", 105)
    words = ["-n", "standby", "-N", node]
    words += [f"--set-name={parsed.value('set-name')}"] if "set-name" in parsed else []
    words += ["-q"] if "quiet" in parsed or "quieter" in parsed else []
    if "lifetime" in parsed:
        words += ["-l", parsed.value("lifetime")]
    if "update" in parsed:
        words += [f"--id={parsed.value('id')}"] if "id" in parsed else []
        default = [] if "lifetime" in parsed else ["-l", "forever"]
        return run_program(context, "crm_attribute", [*words, *default, "-v", parsed.value("update")])
    if "delete" in parsed:
        return _delete(context, words, "lifetime" in parsed)
    default = [] if "lifetime" in parsed else _asked(context, node)
    return run_program(context, "crm_attribute", [*words, *default, "-G"])


def _delete(context: Context, words: list[str], one: bool) -> int:
    """Without a lifetime both settings go, and nothing that is said of them counts."""
    if one:
        return run_program(context, "crm_attribute", [*words, "-D"])
    for lifetime in ("forever", "reboot"):
        run_program(context, "crm_attribute", [*words, "-D", "-l", lifetime])
    return 0


def _asked(context: Context, node: str) -> list[str]:
    """A permanent setting is shown if there is one, else the transient one, else that it is off."""
    try:
        cib = context.cluster.query()
    except NotConnected:
        return ["-l", "forever"]
    place = Place("nodes", node_id(cib, node) or "")
    if stored_value(place, cib, "standby") is not None:
        return ["-l", "forever"]
    return ["-l", "reboot", "-d", "off"]
