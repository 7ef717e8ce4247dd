"""`stonith_admin`: asks the fencer about its devices and its past, and has it fence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hasim.cib import Unsupported
from hasim.cib.duration import parse_duration
from hasim.crmsh.agents import agent_names
from hasim.shell.context import Context, NotConnected
from hasim.shell.fencing_text import event_line, fencing_history
from hasim.shell.machine_context import on_machine
from hasim.shell.options import Option, Parsed, Takes, refused
from hasim.shell.tool import HELP, QUIET, VERBOSE, VERSION, Tool, tool_program
from hasim.sim.fencing.access import FencingAccess
from hasim.sim.fencing.state import Phase

__all__ = ["TOOL", "stonith_admin"]

TOOL = Tool(
    "stonith_admin",
    "Access the fencing of a cluster.",
    (
        Option("list", "l", "list", Takes.VALUE, help="the devices that can fence this host"),
        Option("list-registered", "L", "list-registered", help="all devices that are registered here"),
        Option("list-installed", "I", "list-installed", help="all agents that are installed"),
        Option("list-targets", "s", "list-targets", Takes.VALUE, help="whom this device says that it can fence"),
        Option("query", "Q", "query", Takes.VALUE, help="whether this device works"),
        Option(
            "history", "H", "history", Takes.VALUE, help="the last success against this host ('*': any), -V: everything"
        ),
        Option("last", "h", "last", Takes.VALUE, help="when this host was last fenced"),
        Option("fence", "F", "fence", Takes.VALUE, help="switch this host off"),
        Option("unfence", "U", "unfence", Takes.VALUE, help="switch this host on"),
        Option("reboot", "B", "reboot", Takes.VALUE, help="switch this host off and on"),
        Option("confirm", "C", "confirm", Takes.VALUE, help="this host is down, on a person's word"),
        Option("cleanup", "c", "cleanup", help="with --history: forget it"),
        Option("timeout", "t", "timeout", Takes.VALUE, help="seconds that it may take (120)"),
        Option("delay", "y", "delay", Takes.VALUE, help="seconds to wait before; -1: no delays at all"),
        Option("tolerance", "", "tolerance", Takes.VALUE, help="enough if it succeeded within so many seconds"),
        Option("tag", "T", "tag", Takes.VALUE, help="a name for whoever asks"),
        *(replace(QUIET, idle=True), replace(VERBOSE, help="the whole history", idle=False), VERSION, HELP),
        *refused("html-cgi", "html-stylesheet=", "html-title=", "text-fancy"),
        *refused(
            "R=", "register=", "D=", "deregister=", "r=", "register-level=", "d=", "deregister-level=", "M", "metadata"
        ),
        *refused(
            "K", "validate", "a=", "agent=", "o=", "option=", "e=", "env-option=", "v=", "device=", "i=", "index="
        ),
        *refused("n", "as-node-id", "b", "broadcast", "output-as=", "output-to="),
    ),
)
_USAGE, _NOT_CONNECTED, _NO_DEVICE, _TIMED_OUT = 64, 102, 105, 124


@tool_program(TOOL)
def stonith_admin(context: Context, parsed: Parsed) -> int:
    """Run stonith_admin."""
    command = next((name for name, _ in reversed(parsed.given) if name in _COMMANDS), "")
    if not command:
        context.err(TOOL.usage)
        return _USAGE
    return _run(context, command, parsed)


def _run(context: Context, command: str, parsed: Parsed) -> int:
    access = context.cluster
    if command == "list-installed":
        return _installed(context)
    try:
        if not isinstance(access, FencingAccess):
            raise NotConnected("fenced")
        return _COMMANDS[command](context, access, parsed)
    except NotConnected as error:
        if command in _ACTIONS:
            return context.fail(
                f"stonith_admin: Couldn't fence {parsed.value(command)}: {error.reason}", _NOT_CONNECTED
            )
        return context.fail(f"Could not connect to fencer: {error.reason}", _NOT_CONNECTED)


# -- devices --------------------------------------------------------------------------------------------------------


def _counted(context: Context, names: list[str], what: str) -> int:
    for name in names:
        context.out(f"{name}\n")
    context.out(f"{len(names)} {what}{'' if len(names) == 1 else 's'} found\n")
    return 0


def _installed(context: Context) -> int:
    return _counted(
        context,
        [name.removeprefix("stonith:") for name in agent_names() if name.startswith("stonith:")],
        "fence device",
    )


def _registered(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    return _counted(context, access.fence_devices(), "fence device")


def _list(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    return _counted(context, access.fence_devices(parsed.value("list")), "fence device")


def _targets(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    found = access.fence_targets(parsed.value("list-targets"))
    if found is None:
        return context.fail("Couldn't list targets: No such device", _NO_DEVICE)
    return _counted(context, found, "fence target")


def _query(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    problem = access.fence_device_problem(parsed.value("query"))
    return _NO_DEVICE if problem is None else 1 if problem else 0


# -- the past -------------------------------------------------------------------------------------------------------


def _history(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    name = parsed.value("history")
    target = "" if name == "*" else name
    if "cleanup" in parsed:
        access.clear_fence_history(target)
        context.out("" if "quiet" in parsed else f"cleaning up fencing-history for node {name}\n")
        return 0
    operations = access.fence_history(target)
    history = fencing_history(context, full=True)
    done = [one for one in operations if one.phase is Phase.DONE]
    if "quiet" in parsed:
        text = f"{access.stage.start + done[0].completed // 1000}\n" if done else ""
        context.out(f"{text}0 events found\n")
        return 0
    last = "verbose" not in parsed
    lines = [event_line(one, history.date(one), last=last) for one in (done[:1] if last else operations)]
    return _counted(context, lines, "event")


def _last(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    name = parsed.value("last")
    done = [one for one in access.fence_history(name) if one.phase is Phase.DONE and one.action != "on"]
    if not done:
        context.out(f"Node {name} has never been fenced\n")
    else:
        moment = context.calendar_time(access.stage.start + done[0].completed / 1000)
        context.out(f"Node {name} last fenced at: {moment}\n")
    return 0


# -- fencing --------------------------------------------------------------------------------------------------------


def _client(context: Context, parsed: Parsed) -> str:
    return f"{parsed.value('tag', 'stonith_admin')}.{on_machine(context).machine.processes.next_pid}"


def _time(parsed: Parsed, name: str, default: str) -> int:
    """An option in seconds, as ms."""
    text = parsed.value(name, default)
    if text == "-1":
        return -1
    number = parse_duration(text)
    if number is None:
        raise Unsupported(f"the time {text!r}", "command", name)
    return number


def _fence(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    """Ask, and wait for the result."""
    command = next(name for name, _ in reversed(parsed.given) if name in _ACTIONS)
    target = parsed.value(command)
    timeout = _time(parsed, "timeout", "120")
    number = access.request_fencing(
        target,
        _ACTIONS[command],
        _client(context, parsed),
        timeout=timeout,
        delay=_time(parsed, "delay", "0"),
        tolerance=_time(parsed, "tolerance", "0"),
    )
    on_machine(context).let_pass(lambda: _is_over(access, number), timeout * 2 / 1000)
    ended = access.fencing(number)
    if ended is None or not ended.ended:
        return context.fail(f"stonith_admin: Couldn't fence {target}: Timer expired", _TIMED_OUT)
    if ended.phase is Phase.DONE:
        return 0
    words = "No such device" if ended.errno == _NO_DEVICE else "No data available"
    return context.fail(f"stonith_admin: Couldn't fence {target}: {words}", ended.errno)


def _is_over(access: FencingAccess, number: str) -> bool:
    operation = access.fencing(number)
    return operation is None or operation.ended


def _confirm(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    access.confirm_fencing(parsed.value("confirm"), _client(context, parsed))
    return 0


_ACTIONS = {"fence": "off", "unfence": "on", "reboot": "reboot"}
_COMMANDS: dict[str, Callable[[Context, FencingAccess, Parsed], int]] = {
    "list": _list,
    "list-registered": _registered,
    "list-installed": _registered,
    "list-targets": _targets,
    "query": _query,
    "history": _history,
    "last": _last,
    "fence": _fence,
    "unfence": _fence,
    "reboot": _fence,
    "confirm": _confirm,
}
