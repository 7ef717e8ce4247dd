"""`crm_resource`: ask about resources, move them, set their options, forget their failures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hasim.cib import Cib, Dialect
from hasim.shell.context import Context, NotConnected
from hasim.shell.crm_resource_agents import (
    list_agents,
    list_alternatives,
    list_providers,
    list_standards,
    show_metadata,
)
from hasim.shell.crm_resource_clean import cleanup, fail, refresh
from hasim.shell.crm_resource_constraints import constraints
from hasim.shell.crm_resource_digests import digests
from hasim.shell.crm_resource_execute import CONFIGURATION, execute
from hasim.shell.crm_resource_move import ban, clear, move
from hasim.shell.crm_resource_parameter import (
    delete_parameter,
    delete_resource,
    get_parameter,
    get_property,
    set_parameter,
    set_property,
)
from hasim.shell.crm_resource_query import list_operations, list_raw, list_resources, locate, query_xml, why
from hasim.shell.crm_resource_restart import restart
from hasim.shell.crm_resource_run import USAGE, Run, ToolError, active_nodes
from hasim.shell.crm_resource_wait import settle
from hasim.shell.crm_resource_words import TAKING_WORDS, refuse_words
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.tool import FORMAT, HELP, VERBOSE, VERSION, Tool, tool_program
from hasim.shell.working_set import working_set

__all__ = ["COMMANDS", "TOOL", "crm_resource", "running_on"]

_VALUE, _MAYBE = Takes.VALUE, Takes.MAYBE
COMMANDS: tuple[tuple[Option, Callable[[Run], int]], ...] = (
    (Option("list-standards", "", "list-standards", help="list the standards of agents"), list_standards),
    (Option("list-ocf-providers", "", "list-ocf-providers", help="list the providers of OCF agents"), list_providers),
    (Option("list-agents", "", "list-agents", _VALUE, help="list the agents of a standard[:provider]"), list_agents),
    (
        Option("list-ocf-alternatives", "", "list-ocf-alternatives", _VALUE, help="list who provides an OCF agent"),
        list_alternatives,
    ),
    (Option("list", "L", "list", help="list resources and their states"), list_resources),
    (Option("list-raw", "l", "list-raw", help="list the ids of all instances"), list_raw),
    (Option("list-operations", "O", "list-operations", help="list current operations"), list_operations),
    (Option("list-all-operations", "o", "list-all-operations", help="list all operations"), list_operations),
    (
        Option("query-xml", "q", "query-xml", help="show a resource's configuration"),
        lambda run: query_xml(run, raw=False),
    ),
    (
        Option("query-xml-raw", "w", "query-xml-raw", help="the same, before templates are filled in"),
        lambda run: query_xml(run, raw=True),
    ),
    (Option("get-parameter", "g", "get-parameter", _VALUE, help="show a parameter's value"), get_parameter),
    (Option("get-property", "G", "get-property", _VALUE, help="show a property of the element"), get_property),
    (Option("locate", "W", "locate", help="show where a resource is active"), locate),
    (
        Option("constraints", "a", "constraints", help="show locations and colocations of a resource"),
        lambda run: constraints(run, recursive="recursive" in run.parsed),
    ),
    (
        Option("stack", "A", "stack", help="the same, along all colocations"),
        lambda run: constraints(run, recursive=True),
    ),
    (Option("why", "Y", "why", help="say whether and why a resource is stopped"), why),
    (Option("cleanup", "C", "cleanup", help="forget failures"), cleanup),
    (Option("refresh", "R", "refresh", help="forget the history, look anew", old=("reprobe",)), refresh),
    (Option("set-parameter", "p", "set-parameter", _VALUE, help="set a parameter (with -v)"), set_parameter),
    (Option("delete-parameter", "d", "delete-parameter", _VALUE, help="delete a parameter"), delete_parameter),
    (Option("set-property", "S", "set-property", _VALUE, help="set a property of the element (with -v)"), set_property),
    (Option("move", "M", "move", help="move a resource by a constraint"), move),
    (Option("ban", "B", "ban", help="keep a resource off a node"), ban),
    (Option("clear", "U", "clear", help="remove what move and ban made", old=("un-move",)), clear),
    (Option("delete", "D", "delete", help="delete a resource (with -t)"), delete_resource),
    (Option("fail", "F", "fail", help="tell the cluster that a resource failed"), fail),
    (Option("restart", "", "restart", help="stop and start a resource"), restart),
    (Option("wait", "", "wait", help="wait until the cluster is settled"), settle),
    (Option("digests", "", "digests", help="show the digests of a resource's parameters on a node"), digests),
    (
        Option("validate", "", "validate", _MAYBE, help="have the agent check its parameters [at this level]"),
        lambda run: execute(run, "validate"),
    ),
    (
        Option("force-check", "", "force-check", _MAYBE, help="run the agent's monitor here [at this level]"),
        lambda run: execute(run, "force-check"),
    ),
    (Option("force-start", "", "force-start", help="start it here by hand"), lambda run: execute(run, "force-start")),
    (Option("force-stop", "", "force-stop", help="stop it here by hand"), lambda run: execute(run, "force-stop")),
    (
        Option("force-promote", "", "force-promote", help="promote it here by hand"),
        lambda run: execute(run, "force-promote"),
    ),
    (
        Option("force-demote", "", "force-demote", help="demote it here by hand"),
        lambda run: execute(run, "force-demote"),
    ),
    (
        Option(
            "show-metadata",
            "",
            "show-metadata",
            _VALUE,
            help="tells of a missing agent; what agents say themselves is refused",
        ),
        show_metadata,
    ),
)
"""Every command with what carries it out."""

_OPTIONS = (
    *(option for option, _ in COMMANDS),
    Option("resource", "r", "resource", _VALUE, help="resource id"),
    Option("node", "N", "node", _VALUE, help="node name"),
    Option("host", "H", "host-uname", _VALUE, help="node name (older spelling)"),
    Option("parameter-value", "v", "parameter-value", _VALUE, help="value for -p"),
    Option("resource-type", "t", "resource-type", _VALUE, help="kind of element, for -D"),
    Option("meta", "m", "meta", help="a meta-attribute, with -p -g -d"),
    Option("utilization", "z", "utilization", help="a utilization attribute, with -p -g -d"),
    Option("set-name", "s", "set-name", _VALUE, help="id of the attribute set"),
    Option("nvpair", "i", "nvpair", _VALUE, help="id of the attribute"),
    Option("operation", "n", "operation", _VALUE, help="operation to forget, with -C"),
    Option("interval", "I", "interval", _VALUE, help="its interval"),
    Option("lifetime", "u", "lifetime", _VALUE, help="how long a constraint holds (ISO 8601 duration)"),
    Option("promoted", "", "promoted", help="only the promoted role", more=("master",)),
    Option("expired", "e", "expired", help="only expired constraints, with -U"),
    Option("recursive", "", "recursive", help="follow colocations"),
    Option("timeout", "T", "timeout", _VALUE, help="seconds to wait at most"),
    Option("force", "f", "force", help="do it nevertheless"),
    Option("quiet", "Q", "quiet", help="fewer words"),
    *(VERBOSE, VERSION, replace(HELP, short="h"), *FORMAT),
    Option("class", "", "class", _VALUE, help="with --validate: the standard of an agent, instead of a resource"),
    Option("agent", "", "agent", _VALUE, help="its name"),
    Option("provider", "", "provider", _VALUE, help="its provider"),
    Option("option", "", "option", _VALUE, help="a parameter for it, NAME=VALUE"),
)
_UNKNOWN_FORM = "{name}: Error creating output format {form}: Unknown output format"
TOOL = Tool(
    *("crm_resource", "Asks about cluster resources and changes them.", _OPTIONS),
    unknown_form=(f"{_UNKNOWN_FORM}\nError performing operation: Error occurred", 1),
)
_DO = {option.name: function for option, function in COMMANDS}


@tool_program(TOOL)
def crm_resource(context: Context, parsed: Parsed) -> int:
    """do the last command on the line; without one, list resources."""
    parsed.given = [("node" if name == "host" else name, value) for name, value in parsed.given]
    commands = [name for name, _ in parsed.given if name in _DO]
    command = commands[-1] if commands else "list"
    try:
        _refuse(parsed, command)
        return _DO[command](Run(context, parsed))
    except ToolError as error:
        return context.fail(error.lines, error.status)
    except NotConnected as error:
        return _not_connected(context, error)


def _refuse(parsed: Parsed, command: str) -> None:
    """ToolError for what does not go together."""
    if not all(all(word.partition("=")) for word in parsed.all("option")):
        raise ToolError("crm_resource: Error parsing option --option", USAGE)
    if command not in TAKING_WORDS:
        refuse_words(parsed)
    if "expired" in parsed and command != "clear":
        raise ToolError("crm_resource: --expired requires --clear or -U", USAGE)
    described = any(name in parsed for name in CONFIGURATION)
    if described and "resource" not in parsed and command not in TAKING_WORDS:
        only = "--class, --agent, and --provider can only be used with --validate and --force-*"
        raise ToolError(f"crm_resource: {only}", USAGE)


def _not_connected(context: Context, error: NotConnected) -> int:
    if context.dialect is Dialect.V1_1:
        return context.fail("Error signing on to the CIB service: Transport endpoint is not connected", 102)
    return context.fail(
        "crm_resource: Could not connect to the CIB: Transport endpoint is not connected\n"
        "Error performing operation: Not connected",
        102,
    )


def running_on(cib: Cib, resource_id: str, now: int, dialect: Dialect = Dialect.V2_1) -> list[str]:
    """The names of the nodes where a resource is active; [] also for an unknown one."""
    resource = working_set(cib, now, dialect).resource(resource_id)
    return [node.name for node in active_nodes(resource)] if resource is not None else []
