"""`crm_node`: what the membership layer knows of nodes."""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Dialect
from hasim.shell.context import Context, Member, NotConnected
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.tool import HELP, QUIET, VERBOSE, VERSION, Tool, tool_program

__all__ = ["TOOL", "crm_node"]

TOOL = Tool(
    "crm_node",
    "Tells about cluster nodes.",
    (
        Option("list", "l", "list", help="all known nodes with their states"),
        Option("partition", "p", "partition", help="the nodes of this partition"),
        Option("quorum", "q", "quorum", help="1 if this partition has quorum, else 0"),
        Option("name", "n", "name", help="the local node's name"),
        Option("cluster-id", "i", "cluster-id", help="the local node's id"),
        Option("name-for-id", "N", "name-for-id", Takes.VALUE, help="the name of the node with this id"),
        Option("remove", "R", "remove", Takes.VALUE, help="forget a node that is gone for good"),
        Option("force", "f", "force", help="do it nevertheless"),
        *(replace(QUIET, short="Q", idle=True), VERBOSE, VERSION, HELP),
    ),
)
_LARGEST = 2**31 - 1
_COMMANDS = ("list", "partition", "quorum", "name", "cluster-id", "name-for-id", "remove")


@tool_program(TOOL)
def crm_node(context: Context, parsed: Parsed) -> int:
    """Run crm_node."""
    commands = [name for name, _ in parsed.given if name in _COMMANDS]
    if not commands:
        return context.fail("crm_node: Must specify a command option", 64)
    try:
        return _run(context, commands[-1], parsed)
    except NotConnected:
        if context.dialect is Dialect.V1_1:
            return context.fail("Could not connect to cluster", 1)
        return context.fail("error: Could not connect to controller: Connection refused", 102)


def _run(context: Context, command: str, parsed: Parsed) -> int:
    if command == "name" and context.node and not context.cluster.live:
        context.out(context.node + "\n")
        return 0
    if command == "remove" and "force" not in parsed:
        return context.fail(
            "The supplied command is considered dangerous."
            "  To prevent accidental destruction of the cluster, the --force flag is required in order to proceed.",
            64,
        )
    members = context.cluster.members()
    if command == "remove":
        return _remove(context, members, parsed)
    if command == "name-for-id":
        return _name_for_id(context, members, parsed.value("name-for-id"))
    if command == "quorum":
        context.out(f"{int(context.cluster.quorate())}\n")
    elif command == "list":
        for member in members:
            context.out(f"{member.node_id} {member.name} {member.state}\n")
    elif command == "partition":
        names = [member.name for member in members if member.state == "member"]
        context.out("".join(f"{name} " for name in names) + "\n")
    elif command == "name":
        context.out(context.node + "\n")
    else:
        context.out("".join(f"{_told(context, member)}\n" for member in members if member.name == context.node))
    return 0


def _told(context: Context, member: Member) -> int:
    """A node's id as 2.1.5 tells it: it has no more than 31 bits for it."""
    return -1 if context.dialect is Dialect.V2_1 and member.node_id > _LARGEST else member.node_id


def _name_for_id(context: Context, members: list[Member], id: str) -> int:
    name = next((member.name for member in members if str(member.node_id) == id), None)
    if context.dialect is Dialect.V2_1:
        number = int(id) if id.isdecimal() else 0
        name = context.node if not number else None if number > _LARGEST else name
        if name is None:
            return context.fail("Node is not known to cluster", 68)
    if name is None:
        return context.fail(f"crm_node: Node {id} is not known to cluster", 68)
    context.out(name + "\n")
    return 0


def _remove(context: Context, members: list[Member], parsed: Parsed) -> int:
    name = parsed.value("remove")
    if any(member.name == name and member.state == "member" for member in members):
        return context.fail(f"crm_node: Node {name} is still active: stop the cluster on it first", 1)
    cib = context.cluster.query()
    found = next((each for each in cib.nodes.all("node") if each.get("uname") == name), None)
    if found is not None:
        context.cluster.replace(cib.edit(found, None), client="crm_node", user=context.user)
    context.cluster.remove_node(name)
    return 0
