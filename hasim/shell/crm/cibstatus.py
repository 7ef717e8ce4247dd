"""``crm cibstatus``: what-if on the status section, which is a copy until it is saved."""

from __future__ import annotations

from hasim.cib import Cib, CibError, write_xml
from hasim.shell.context import NotConnected
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.simulation import simulation_options
from hasim.shell.crm.tree import CommandError, Function, Level
from hasim.shell.crm.what_if import WhatIf
from hasim.shell.shadow import shadow_file

LEVEL = Level("cibstatus", "what-if: a copy of the cluster's status to change and to simulate")

_EXIT_CODES = {
    "success": "0",
    "unknown": "1",
    "args": "2",
    "unimplemented": "3",
    "perm": "4",
    "installed": "5",
    "configured": "6",
    "not_running": "7",
    "master": "8",
    "failed_master": "9",
}
_STATUS_CODES = {"pending": "-1", "done": "0", "cancelled": "1", "timeout": "2", "notsupported": "3", "error": "4"}
_NODE_STATES = {"online": "-u", "offline": "-d", "unclean": "-f"}
_TICKET_ACTIONS = {"grant": "-g", "revoke": "-r", "standby": "-b", "activate": "-e"}
_FILE = "/tmp/crm-cibstatus.xml"
_TRUE, _FALSE = ("yes", "true", "on", "1"), ("no", "false", "off", "0")


def _state(shell: Shell) -> WhatIf:
    """The copy, taken when it is first needed, and again from the cluster as long as nothing was changed."""
    state = shell.what_if
    if not state.origin:
        state.origin = f"shadow:{shell.shadow}" if shell.shadow else "live"
    if state.cib is None or (state.origin == "live" and not state.changes):
        state.cib = _read(shell, state.origin)
    return state


def _path(shell: Shell, source: str) -> str:
    if source.startswith("shadow:"):
        return shadow_file(shell.context, source.removeprefix("shadow:"))
    return shell.context.path(source)


def _read(shell: Shell, source: str) -> Cib | None:
    try:
        if source == "live":
            return shell.context.cluster.query()
        return Cib.parse(shell.context.files.read(_path(shell, source)))
    except (NotConnected, OSError, CibError):
        return None


@LEVEL.command("load", "org")
def load(shell: Shell, arguments: list[str]) -> bool:
    """take the status from elsewhere: load {FILE|shadow:SHADOW|live}"""
    cib = _read(shell, arguments[0])
    if cib is None or cib.root.first("status") is None:
        shell.console.error("the cib contains no status")
        return False
    shell.what_if = WhatIf(arguments[0], cib)
    return True


@LEVEL.command("save", "[dest]")
def save(shell: Shell, arguments: list[str]) -> bool:
    """write the changed status to a file: save [FILE|shadow:SHADOW]"""
    state = _state(shell)
    if not state.changes:
        shell.console.info("apparently you didn't modify status")
        return False
    target = arguments[0] if arguments else state.origin
    if target == "live" or state.cib is None:
        shell.console.warning("cannot save status to the cluster")
        return False
    path = _path(shell, target)
    present = _read(shell, target) if shell.context.files.exists(path) else state.cib
    if present is None:
        shell.console.error(f"{target} exists, but no cib inside")
        return False
    shell.context.files.write(path, present.with_section(state.cib.status).text())
    return True


@LEVEL.command("origin")
def origin(shell: Shell, arguments: list[str]) -> None:
    """tell where the status came from"""
    state = shell.what_if
    shell.console.out(state.origin + (" (modified)" if state.changes else ""))


@LEVEL.command("show", "[changed]")
def show(shell: Shell, arguments: list[str]) -> bool:
    """show the status section, or what was changed in it"""
    if arguments and arguments[0] != "changed":
        raise CommandError(f"Expected 'changed', got '{arguments[0]}'")
    if arguments:
        for name, what in shell.what_if.changes.items():
            shell.console.out(f"{name} {what}")
        return True
    cib = _state(shell).cib
    if cib is None:
        return False
    shell.console.page(write_xml(cib.status) + "\n")
    return True


def _inject(shell: Shell, name: str, what: str, *options: str) -> bool:
    state = _state(shell)
    if state.cib is None:
        return False
    shell.context.files.write(_FILE, state.cib.text())
    code, _, _ = shell.quietly("crm_simulate", "-x", _FILE, "-I", _FILE, *options)
    state.cib = Cib.parse(shell.context.files.read(_FILE))
    shell.context.files.remove(_FILE)
    if code == 0:
        state.changes[name] = what
    return code == 0


@LEVEL.command("quorum", "opt")
def quorum(shell: Shell, arguments: list[str]) -> bool:
    """give or take quorum: quorum {yes|no}"""
    word = arguments[0].lower()
    if word not in (*_TRUE, *_FALSE):
        raise CommandError(f"{arguments[0]}: bad boolean option")
    value = "true" if word in _TRUE else "false"
    return _inject(shell, "quorum:", value, f"--quorum={value}")


@LEVEL.command("node", "node state")
def node(shell: Shell, arguments: list[str]) -> bool:
    """change the state of a node, which is named by its id: node ID {online|offline|unclean}"""
    name, wanted = arguments
    cib = _state(shell).cib
    if wanted not in _NODE_STATES:
        shell.console.error(f"unknown state {wanted}")
        return False
    found = [each for each in cib.status.all("node_state") if each.id == name] if cib is not None else []
    if not found:
        shell.console.info(f"node {name} created")
        return False
    return _inject(shell, name, wanted, _NODE_STATES[wanted], found[0].get("uname") or name)


@LEVEL.command("ticket", "ticket subcmd")
def ticket(shell: Shell, arguments: list[str]) -> bool:
    """change a ticket: ticket TICKET {grant|revoke|activate|standby}"""
    name, action = arguments
    if action not in _TICKET_ACTIONS:
        shell.console.error(f"unknown ticket command {action}")
        return False
    return _inject(shell, name, action, _TICKET_ACTIONS[action], name)


@LEVEL.command("op", "op rsc rc [op_status] [node]")
def operation(shell: Shell, arguments: list[str]) -> bool:
    """change an operation's result: op OPERATION RESOURCE EXIT_CODE [STATUS] [NODE]"""
    name, resource, code, *more = arguments
    number = _EXIT_CODES.get(code, code)
    if not number.isdigit():
        raise CommandError(f"Invalid exit code '{number}'")
    status = _STATUS_CODES.get(more[0], more[0]) if more else ""
    if status and not status.isdigit():
        raise CommandError(f"Invalid operation status '{status}'")
    node_name = more[1] if len(more) > 1 else ""
    action, _, interval = name.partition(":")
    if name == "monitor":  # crm looks for recorded operations where there are none, so it never finds the only monitor
        shell.console.error("need interval for the monitor op")
        return False
    if not node_name:
        shell.console.error(f"operation {name} not found")
        return False
    action, interval = ("monitor", "0") if name == "probe" else (action, interval or "0")
    how = "-i" if status == "0" else "-F"
    done = f"rc={number}" + (f",op-status={status}" if status else "")
    spec = f"{resource}_{action}_{interval}@{node_name}={number}"
    return _inject(shell, f"{node_name}:{resource}:{name}", done, how, spec)


def _simulation(flag: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> bool:
        options = simulation_options(shell, arguments)
        state = _state(shell)
        if options is None or state.cib is None:
            return False
        shell.context.files.write(_FILE, state.cib.text())
        code = shell.program("crm_simulate", flag, "-x", _FILE, *options)
        shell.context.files.remove(_FILE)
        return code == 0

    return run


LEVEL.command("run", "[args ...]", help="show what the cluster would do: run [nograph] [scores] [utilization]")(
    _simulation("-R")
)
LEVEL.command(
    "simulate", "[args ...]", help="show what the cluster would do, and what would come of it: simulate [scores]"
)(_simulation("-S"))
