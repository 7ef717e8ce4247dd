"""`crm_shadow`: copies of the configuration to try changes on.

A copy is a file; while the variable CIB_shadow names one, the tools work on it. The real tool starts a new shell in
which the variable is set, unless -b asks it to print how to set it; here it always prints that.
"""

from __future__ import annotations

from hasim.cib import Cib, write_xml
from hasim.shell.context import Context, NotConnected
from hasim.shell.options import Option, Parsed, Takes, refused
from hasim.shell.patchset import difference
from hasim.shell.shadow import shadow_file, shadow_name
from hasim.shell.tool import HELP, VERBOSE, VERSION, Manner, Tool, tool_program
from hasim.shell.version import feature_set, newest_schema

__all__ = ["TOOL", "crm_shadow"]

_VALUE = Takes.VALUE
TOOL = Tool(
    "crm_shadow",
    "Makes copies of the configuration, to try changes on them.",
    (
        Option("which", "w", "which", help="say which copy is in use"),
        Option("display", "p", "display", help="show the copy in use"),
        Option("diff", "d", "diff", help="show what differs in it from the cluster's configuration"),
        Option("file", "F", "file", help="say where it lies"),
        Option("create", "c", "create", _VALUE, help="make a copy of that name"),
        Option("create-empty", "e", "create-empty", _VALUE, help="make an empty configuration of that name"),
        Option("commit", "C", "commit", _VALUE, help="put a copy in place of the cluster's configuration (with -f)"),
        Option("delete", "D", "delete", _VALUE, help="delete a copy (with -f)"),
        Option("reset", "r", "reset", _VALUE, help="make a copy anew"),
        Option("switch", "s", "switch", _VALUE, help="use another copy"),
        Option("force", "f", "force", help="do it nevertheless"),
        Option("batch", "b", "batch", help="start no new shell; the only way it works here", idle=True),
        Option("all", "a", "all", help="with -C: put the status in place as well"),
        Option("validate-with", "v", "validate-with", _VALUE, help="with -e: the schema"),
        *(VERBOSE, VERSION, HELP),
        *refused("E", "edit"),
    ),
    manner=Manner.C,
)
_COMMANDS = ("which", "display", "diff", "file", "create", "create-empty", "commit", "delete", "reset", "switch")
_DANGER = (
    "The supplied command is considered dangerous.  To prevent accidental destruction of the cluster,"
    " the --force flag is required in order to proceed."
)
_UNSET = (
    "Please remember to unset the CIB_shadow variable by pasting the following into your shell:\n  unset CIB_shadow\n"
)
_USAGE, _EXISTS, _MISSING = 64, 73, 105


@tool_program(TOOL, shadowed=False)
def crm_shadow(context: Context, parsed: Parsed) -> int:
    """make, show, commit or delete a copy of the configuration."""
    command, name = next(((name, value or "") for name, value in reversed(parsed.given) if name in _COMMANDS), ("", ""))
    if not command:
        context.err(TOOL.usage)
        return _USAGE
    if command in ("commit", "delete") and "force" not in parsed:
        return context.fail(_DANGER, _USAGE)
    try:
        if command in ("which", "display", "diff", "file"):
            return _query(context, command)
        return _change(context, parsed, command, name)
    except NotConnected as error:
        return context.fail(f"Could not connect to CIB: {error.reason}", 102)


def _query(context: Context, command: str) -> int:
    name = shadow_name(context)
    if not name:
        return context.fail("No active shadow configuration defined", _MISSING)
    path = shadow_file(context, name)
    if command in ("which", "file"):
        context.out(f"{name if command == 'which' else path}\n")
        return 0
    if not context.files.exists(path):
        return _no_file(context, name)
    shadow = Cib.parse(context.files.read(path))
    if command == "display":
        context.out(write_xml(shadow.root, own_writer=True))
        return 0
    found = difference(context.cluster.query().root, shadow.root)
    if found is not None:
        context.out(write_xml(found, own_writer=True))
    return 0 if found is None else 1


def _no_file(context: Context, name: str) -> int:
    return context.fail(f"Could not access shadow instance '{name}': No such file or directory", _MISSING)


def _change(context: Context, parsed: Parsed, command: str, name: str) -> int:
    path = shadow_file(context, name)
    there = context.files.exists(path)
    if command in ("create", "create-empty"):
        if there and "force" not in parsed:
            return context.fail(
                f"A shadow instance '{name}' already exists.\n  To prevent accidental destruction of the cluster,"
                " the --force flag is required in order to proceed.",
                _EXISTS,
            )
        return _create(context, parsed, name, empty=command == "create-empty")
    if command == "reset":
        return _create(context, parsed, name, empty=False) if there else _no_file(context, name)
    if command == "delete":
        if there:
            context.files.remove(path)
        context.out(_UNSET)
        return 0
    if not there:
        return _no_file(context, name)
    if command == "commit":
        return _commit(context, parsed, path)
    return _set_up(context, name, "To switch to the named shadow instance, paste")


def _create(context: Context, parsed: Parsed, name: str, *, empty: bool) -> int:
    if empty:
        schema = parsed.value("validate-with") or newest_schema(context.dialect)
        cib = Cib.empty(feature_set(context.dialect), schema)
        context.out(f"Created new {schema} configuration\n")
    else:
        cib = context.cluster.query()
    context.files.write(shadow_file(context, name), cib.text())
    return _set_up(context, name, "A new shadow instance was created.  To begin using it paste")


def _set_up(context: Context, name: str, words: str) -> int:
    context.out(f"Setting up shadow instance\n{words} the following into your shell:\n")
    context.out(f"  CIB_shadow={name} ; export CIB_shadow\n")
    return 0


def _commit(context: Context, parsed: Parsed, path: str) -> int:
    shadow, cib = Cib.parse(context.files.read(path)), context.cluster.query()
    changed = cib.edit(cib.configuration, shadow.configuration)
    if "all" in parsed:
        changed = changed.edit(changed.status, shadow.status)
    context.cluster.replace(changed, client="crm_shadow", user=context.user)
    context.out(_UNSET)
    return 0
