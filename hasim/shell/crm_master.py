"""`crm_master`: the promotion score of a resource, kept as a node attribute; an older way to `crm_attribute -p`."""

from __future__ import annotations

from hasim.shell.context import Context
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.registry import run_program
from hasim.shell.tool import HELP, QUIET, VERBOSE, VERSION, Manner, Tool, tool_program

__all__ = ["TOOL", "crm_master"]

TOOL = Tool(
    "crm_master",
    "Asks for a resource's promotion score, sets it and deletes it; crm_attribute --promotion does the same.",
    (
        Option("query", "G", "query", help="show the score", more=("get-value",)),
        Option("update", "v", "update", Takes.VALUE, help="set it", more=("attr-value",)),
        Option("delete", "D", "delete", help="delete it", more=("delete-attr",)),
        Option("resource", "r", "resource", Takes.VALUE, help="resource (OCF_RESOURCE_INSTANCE without it)"),
        Option("node", "N", "node", Takes.VALUE, help="node whose score is meant"),
        Option("node", "U", "uname", Takes.VALUE, help="the same (older spelling)"),
        Option("lifetime", "l", "lifetime", Takes.VALUE, help="forever (as without it) or reboot"),
        Option("id", "i", "id", Takes.VALUE, help="id of the attribute", more=("attr-id",)),
        Option("quiet", "Q", "", help="the score only"),
        *(QUIET, VERBOSE, VERSION, HELP),
    ),
    manner=Manner.SCRIPT,
    usage_status=1,
)
_SPELLINGS = {"query": "-G", "update": "-v", "delete": "-D", "node": "-N", "id": "-i", "quiet": "-q", "verbose": "-V"}
_SPELLINGS |= {"lifetime": "-l"}


@tool_program(TOOL)
def crm_master(context: Context, parsed: Parsed) -> int:
    """Run crm_master: hand everything on to crm_attribute."""
    resource = parsed.value("resource") or context.environment.get("OCF_RESOURCE_INSTANCE", "")
    if not resource:
        context.out(TOOL.usage)
        return context.fail("error: No resource specified", TOOL.usage_status)
    words = ["-n", f"master-{resource}", "-l", "forever"]
    for name, value in parsed.given:
        if name in _SPELLINGS:
            words += [_SPELLINGS[name], *([value] if value is not None else [])]
    return run_program(context, "crm_attribute", words)
