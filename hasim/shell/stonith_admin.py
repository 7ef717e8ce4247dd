"""`stonith_admin`: asks the fencer about its devices and its past, and has it fence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hasim.cib import Element, Unsupported
from hasim.cib.duration import parse_duration
from hasim.crmsh.agents import agent_names
from hasim.shell.context import Context, NotConnected
from hasim.shell.fencing_text import event_line, fencing_element, fencing_history
from hasim.shell.machine_context import on_machine
from hasim.shell.options import Option, Parsed, Takes, refused
from hasim.shell.tool import FORMAT, HELP, QUIET, VERBOSE, VERSION, Tool, tool_program
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
        Option("broadcast", "b", "broadcast", help="with --history: gather it from all nodes first", idle=True),
        Option("as-node-id", "n", "as-node-id", help="with --last: the host is given by its id"),
        Option("metadata", "M", "metadata", help="tells of a missing agent; what agents say themselves is refused"),
        Option("validate", "K", "validate", help="tells of a missing agent; what agents say themselves is refused"),
        Option("agent", "a", "agent", Takes.VALUE, help="the agent, with -M -K"),
        *FORMAT,
        *refused("html-cgi", "html-stylesheet=", "html-title="),
        *refused("R=", "register=", "D=", "deregister=", "r=", "register-level=", "d=", "deregister-level="),
        *refused("o=", "option=", "e=", "env-option=", "v=", "device=", "i=", "index="),
    ),
    refused_forms=("html",),
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
    if command in _WITHOUT_FENCER:
        return _WITHOUT_FENCER[command](context, parsed)
    try:
        if not isinstance(access, FencingAccess):
            raise NotConnected("fenced")
        return _COMMANDS[command](context, access, parsed)
    except NotConnected as error:
        if command in _ACTIONS:
            doing = f"{'unfence' if command == 'unfence' else 'fence'} {parsed.value(command)}"
            return context.fail(f"stonith_admin: Couldn't {doing}: {error.reason}", _NOT_CONNECTED)
        return context.fail(f"Could not connect to fencer: {error.reason}", _NOT_CONNECTED)


# -- devices --------------------------------------------------------------------------------------------------------


def _counted(context: Context, parsed: Parsed, names: list[str], what: str, title: str, *, item: str = "device") -> int:
    """A list with its length; in formatted output each line is an item of that name."""
    for name in names:
        context.out(f"{name}\n")
    context.out(f"{len(names)} {what}{'' if len(names) == 1 else 's'} found\n")
    attributes = {"name": item} if item else {}
    _listed(parsed, title, [Element("item", attributes, (), name) for name in names])
    return 0


def _listed(parsed: Parsed, title: str, elements: list[Element]) -> None:
    parsed.content.append(Element("list", {"name": title, "count": str(len(elements))}, tuple(elements)))


def _agents() -> list[str]:
    return [name.removeprefix("stonith:") for name in agent_names() if name.startswith("stonith:")]


def _installed(context: Context, parsed: Parsed) -> int:
    return _counted(context, parsed, _agents(), "fence device", "installed fence devices")


def _metadata(context: Context, parsed: Parsed) -> int:
    return _about_agent(context, parsed, "Can't get fence agent meta-data: No such device\n", context.err)


def _validate(context: Context, parsed: Parsed) -> int:
    agent = parsed.value("agent")
    missing = f"Validation of {agent} failed\nAgent {agent} not found\n"
    said = Element("output", {"source": "stderr"}, (), f"Agent {agent} not found")
    command = Element("command", {"code": "-2"}, (said,))
    status = _about_agent(context, parsed, missing, context.out)
    if status == _NO_DEVICE:
        parsed.content.append(Element("validate", {"agent": agent, "valid": "false"}, (command,)))
    return status


def _about_agent(context: Context, parsed: Parsed, missing: str, say: Callable[[str], None]) -> int:
    """What an agent says itself is not repeated here; that it is not there can be said."""
    agent = parsed.value("agent")
    if not agent:
        return context.fail(f"Please specify an agent to query using -a,--agent [value]\n{TOOL.usage}", _USAGE)
    if agent in _agents():
        raise Unsupported(f"what the fence agent {agent} says of itself", "command", "agent")
    say(missing)
    return _NO_DEVICE


def _registered(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    return _counted(context, parsed, access.fence_devices(), "fence device", "registered fence devices")


def _list(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    found = access.fence_devices(parsed.value("list"))
    return _counted(context, parsed, found, "fence device", "registered fence devices")


def _targets(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    found = access.fence_targets(parsed.value("list-targets"))
    if found is None:
        return context.fail("Couldn't list targets: No such device", _NO_DEVICE)
    return _counted(context, parsed, found, "fence target", "fence targets", item="")


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
    if "broadcast" in parsed and "quiet" not in parsed:
        context.out("gather fencing-history from all nodes\n")
    done = [one for one in operations if one.phase is Phase.DONE]
    last = "verbose" not in parsed
    shown = done[:1] if last else operations
    if parsed.value("output-as") == "xml":
        _listed(parsed, "fencing history", [fencing_element(history, one) for one in shown])
        return 0
    if "quiet" in parsed:
        text = f"{access.stage.start + done[0].completed // 1000}\n" if done else ""
        context.out(f"{text}0 events found\n")
        return 0
    lines = [event_line(one, history.date(one), last=last) for one in shown]
    return _counted(context, parsed, lines, "event", "fencing history")


def _last(context: Context, access: FencingAccess, parsed: Parsed) -> int:
    name = parsed.value("last")
    if "as-node-id" in parsed:
        name = next((one.name for one in context.cluster.members() if str(one.node_id) == name), name)
    done = [one for one in access.fence_history(name) if one.phase is Phase.DONE and one.action != "on"]
    if not done:
        context.out(f"Node {parsed.value('last')} has never been fenced\n")
    else:
        moment = context.calendar_time(access.stage.start + done[0].completed / 1000)
        context.out(f"Node {parsed.value('last')} last fenced at: {moment}\n")
        date = fencing_history(context, full=True).date(done[0])
        parsed.content.append(Element("last-fenced", {"target": parsed.value("last"), "when": date}))
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
    "metadata": _registered,
    "validate": _registered,
    "list-targets": _targets,
    "query": _query,
    "history": _history,
    "last": _last,
    "fence": _fence,
    "unfence": _fence,
    "reboot": _fence,
    "confirm": _confirm,
}
_WITHOUT_FENCER: dict[str, Callable[[Context, Parsed], int]] = {
    "list-installed": _installed,
    "metadata": _metadata,
    "validate": _validate,
}
"""What is answered without the fencer."""
