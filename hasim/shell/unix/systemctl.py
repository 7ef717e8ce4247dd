"""systemctl: asking systemd for units, and what it prints about them."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Dialect
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt
from hasim.shell.unix.unit_status import print_status
from hasim.sim import power, units
from hasim.sim.files import Kind
from hasim.sim.launch import run_command
from hasim.sim.process import TERM, kill
from hasim.sim.unitfile import LOCAL, UnitFile, enablement, enablement_links, full_name, read_unit, unit_names

_LONG = (
    "now",
    "quiet",
    "all",
    "type=",
    "state=",
    "property=",
    "no-block",
    "signal=",
    "force",
    "value",
    "lines=",
    "failed",
)


@command("systemctl")
def systemctl(context: MachineContext, arguments: list[str]) -> int:
    """systemctl [VERB [UNIT...]]"""
    given = getopt(
        "systemctl",
        arguments,
        "qat:p:n:fs:",
        _LONG,
        idle="l full no-pager",
        refused="no-legend plain H= M= o= output= user",
    )
    verb, *names = given.operands or ["list-units"]
    action = _VERBS.get(verb)
    if action is None:
        if context.dialect is Dialect.V1_1:
            raise UsageFault(f"Unknown operation '{verb}'.")
        raise UsageFault(f"Unknown command verb {verb}.")
    if verb in _NEED_UNITS and not names:
        raise UsageFault("Too few arguments.")
    return action(context, given, verb, [full_name(name) for name in names])


# -- jobs ----------------------------------------------------------------------------------------------------------


def _change(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    """start, stop, restart, try-restart: queue jobs for all units, then wait for them."""
    status, waited = 0, []
    for name in names:
        if verb == "try-restart" and not context.machine.active(name):
            continue
        if units.changed_on_disk(context.machine, name):
            context.err(_reload_hint(context, name))
        try:
            _ACTIONS[verb](context.stage, context.node, name)
            waited.append(name)
        except units.UnknownUnit:
            status = 5
            context.err(f"Failed to {verb} {name}: {_missing(context, name, verb)}\n")
        except units.MaskedUnit:
            status = 1
            context.err(
                f"Failed to {verb} {name}: Unit {'' if context.dialect is Dialect.V1_1 else name + ' '}is masked.\n"
            )
    if "no-block" not in given:
        units.finish_jobs(context.stage, context.node, waited)
        context.check_power()
    if verb != "stop":
        status = max([status, *(_report(context, name) for name in waited)])
    return status


_ACTIONS = {"start": units.start, "stop": units.stop, "restart": units.restart, "try-restart": units.restart}


def _missing(context: MachineContext, name: str, verb: str) -> str:
    if verb == "stop":
        return f"Unit {name} not loaded."
    return "Unit not found." if context.dialect is Dialect.V1_1 else f"Unit {name} not found."


def _reload_hint(context: MachineContext, name: str) -> str:
    """The warning that the manager still uses the unit file as it was."""
    what = f"{name} changed on disk."
    if context.dialect is not Dialect.V1_1:
        what = f"The unit file, source configuration file or drop-ins of {what}"
    return f"Warning: {what} Run 'systemctl daemon-reload' to reload units.\n"


def _report(context: MachineContext, name: str) -> int:
    """What is printed when a start job did not succeed."""
    outcome = units.state_of(context.machine, name).outcome
    if outcome == "done":
        return 0
    old = context.dialect is Dialect.V1_1
    journal = "-xe" if old else f"-xeu {name}"
    if outcome == "dependency":
        context.err(f"A dependency job for {name} failed. See 'journalctl -xe' for details.\n")
        return 1
    state = units.state_of(context.machine, name)
    reason = "the control process exited with error code"
    if outcome == "timeout":
        reason = "a timeout was exceeded"
    elif state.result == "signal":
        reason = "a fatal signal was delivered to the control process"
    elif state.result == "start-limit-hit":
        reason = "start of the service was attempted too often"
    context.err(
        f'Job for {name} failed because {reason}.{" " if old else chr(10)}See "systemctl status {name}" and'
        f' "journalctl {journal}" for details.\n'
    )
    return 1


def _reload_service(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    """reload and reload-or-restart: the unit's ExecReload."""
    for name in names:
        unit = units.definition(context.machine, name)
        if unit is None:
            raise UsageFault(f"Failed to reload {name}: {_missing(context, name, 'reload')}", 5)
        commands = unit.commands("ExecReload")
        if verb == "reload-or-restart" and (not commands or not context.machine.active(name)):
            return _change(context, given, "restart", [name])
        if not commands:
            raise UsageFault(f"Failed to reload {name}: Job type reload is not applicable for unit {name}.")
        if not context.machine.active(name):
            raise UsageFault(f"{name} is not active, cannot reload.")
        words = tuple(word for word in commands[0].words if not word.startswith("$"))
        if run_command(context.stage, context.node, words, {}):
            return 1
    return 0


def _kill(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    from hasim.shell.unix.processes import signal_number

    signal = signal_number(given.value("s") or given.value("signal") or "TERM")
    for name in names:
        for process in [p for p in context.machine.processes.by_pid.values() if p.unit == name]:
            if context.machine.process(process.pid):
                kill(context.stage, context.node, process.pid, TERM if signal is None else signal)
                context.check_power()
    return 0


def _reset_failed(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    units.reset_failed(context.stage, context.node, names)
    return 0


def _daemon_reload(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    units.reload(context.stage, context.node)
    return 0


# -- unit files ----------------------------------------------------------------------------------------------------


def _enable(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    for name in names:
        unit = read_unit(context.tree, name)
        if unit is None:
            raise UsageFault(_no_unit_file(context, verb, name))
        _make_links(context, unit)
    units.reload(context.stage, context.node)
    return _change(context, given, "start", names) if "now" in given else 0


def _no_unit_file(context: MachineContext, verb: str, name: str) -> str:
    if context.dialect is Dialect.V1_1:
        return "Failed to execute operation: No such file or directory"
    return f"Failed to {verb} unit: Unit file {name} does not exist."


def _make_links(context: MachineContext, unit: UnitFile) -> None:
    for link in enablement_links(unit):
        if context.tree.find(link, follow=False) is None:
            folder = link.rpartition("/")[0]
            tree = context.tree if context.tree.is_dir(folder) else context.tree.mkdir(folder, parents=True)
            context.disk.change(tree.link(link, unit.path, now=context.now))
            old = context.dialect is Dialect.V1_1
            context.err(f"Created symlink {'from ' if old else ''}{link} {'to' if old else '→'} {unit.path}.\n")


def _disable(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    for name in names:
        unit = read_unit(context.tree, name)
        if unit is None:
            raise UsageFault(_no_unit_file(context, verb, name))
        for link in enablement_links(unit):
            _remove_link(context, link)
    units.reload(context.stage, context.node)
    return _change(context, given, "stop", names) if "now" in given else 0


def _remove_link(context: MachineContext, link: str) -> None:
    if context.tree.find(link, follow=False) is not None:
        context.disk.change(context.tree.remove(link))
        old = context.dialect is Dialect.V1_1
        context.err(f"Removed symlink {link}.\n" if old else f'Removed "{link}".\n')


def _mask(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    for name in names:
        path = f"{LOCAL}/{name}"
        found = context.tree.find(path, follow=False)
        if verb == "unmask":
            if found is not None and found.kind is Kind.LINK and found.target == "/dev/null":
                _remove_link(context, path)
        elif found is not None and found.kind is Kind.FILE:
            raise UsageFault(f"Failed to mask unit: File {path} already exists.")
        elif found is None:
            context.disk.change(context.tree.link(path, "/dev/null", now=context.now))
            old = context.dialect is Dialect.V1_1
            context.err(f"Created symlink {'from ' if old else ''}{path} {'to' if old else '→'} /dev/null.\n")
    units.reload(context.stage, context.node)
    return 0


# -- questions -----------------------------------------------------------------------------------------------------


def _status(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    recent = given.value("n") or given.value("lines") or "10"
    return max([print_status(context, name, int(recent) if recent.isdigit() else 10) for name in names] or [0])


def _is_active(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    wanted = "failed" if verb == "is-failed" else "active"
    states = [units.state_of(context.machine, name).active for name in names]
    if not given.has("q", "quiet"):
        for name, state in zip(names, states, strict=True):
            known = units.definition(context.machine, name) is not None or context.dialect is not Dialect.V1_1
            context.out(f"{state if known else 'unknown'}\n")
    hit = any(state == wanted for state in states)
    return 0 if hit else 1 if verb == "is-failed" else 3


def _is_enabled(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    status = 1
    for name in names:
        unit = read_unit(context.tree, name)
        if unit is None:
            context.err(f"Failed to get unit file state for {name}: No such file or directory\n")
            continue
        state = enablement(context.tree, unit)
        if not given.has("q", "quiet"):
            context.out(f"{state}\n")
        status = 0 if state in ("enabled", "static") else status
    return status


def _cat(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    for name in names:
        unit = read_unit(context.tree, name)
        if unit is None:
            raise UsageFault(f"No files found for {name}.")
        for path in (unit.path, *unit.drop_ins):
            context.out(f"# {path}\n{context.tree.read(path)}")
    return 0


def _show(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    wanted = [each for value in (*given.values("p"), *given.values("property")) for each in value.split(",")]
    for name in names:
        unit, state = units.definition(context.machine, name), units.state_of(context.machine, name)
        values = {
            "Id": name,
            "LoadState": "loaded" if unit else "not-found",
            "ActiveState": state.active,
            "SubState": state.sub,
            "MainPID": str(state.main_pid if state.active == "active" else 0),
            "Result": state.result,
            "Restart": unit.value("Service", "Restart", "no") if unit else "",
            "FragmentPath": unit.path if unit else "",
            "UnitFileState": enablement(context.tree, unit) if unit else "",
            "Description": unit.description if unit else name,
        }
        for key in wanted or list(values):
            if key in values:
                context.out(f"{values[key]}\n" if "value" in given else f"{key}={values[key]}\n")
    return 0


def _list_units(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    """The units in memory, one a line."""
    kind = given.value("t") or given.value("type")
    rows = []
    for name, state in sorted(context.machine.units.items()):
        unit = units.definition(context.machine, name)
        shown = state.active != "inactive" or given.has("a", "all")
        if "failed" in given or given.value("state") == "failed":
            shown = state.active == "failed"
        if unit and shown and name.endswith(f".{kind}" if kind else ""):
            rows.append((name, "loaded", state.active, state.sub, unit.description))
    width = max([len(row[0]) for row in rows] or [4])
    context.out(f"  {'UNIT':<{width}} LOAD   ACTIVE SUB     DESCRIPTION\n")
    for name, load, active, sub, description in rows:
        mark = "●" if active == "failed" else " "
        context.out(f"{mark} {name:<{width}} {load:<6} {active:<6} {sub:<7} {description}\n")
    context.out(f"\n{len(rows)} loaded units listed.\n")
    return 0


def _list_unit_files(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    kind = given.value("t") or given.value("type")
    rows = []
    for name in unit_names(context.tree):
        unit = read_unit(context.tree, name)
        if unit and name.endswith(f".{kind}" if kind else "") and (not names or name in names):
            rows.append((name, enablement(context.tree, unit)))
    width = max([len(row[0]) for row in rows] or [9])
    context.out(f"{'UNIT FILE':<{width}} STATE   \n")
    for name, state in rows:
        context.out(f"{name:<{width}} {state:<8}\n")
    context.out(f"\n{len(rows)} unit files listed.\n")
    return 0


def _power(context: MachineContext, given: Given, verb: str, names: list[str]) -> int:
    if given.has("f", "force"):
        (power.power_reset if verb == "reboot" else power.power_off)(context.stage, context.node)
    else:
        power.shut_down(context.stage, context.node, again=verb == "reboot")
    return 0


_VERBS: dict[str, Callable[[MachineContext, Given, str, list[str]], int]] = {
    **dict.fromkeys(("start", "stop", "restart", "try-restart"), _change),
    **dict.fromkeys(("reload", "reload-or-restart"), _reload_service),
    "kill": _kill,
    "enable": _enable,
    "disable": _disable,
    **dict.fromkeys(("mask", "unmask"), _mask),
    "daemon-reload": _daemon_reload,
    "reset-failed": _reset_failed,
    "status": _status,
    **dict.fromkeys(("is-active", "is-failed"), _is_active),
    "is-enabled": _is_enabled,
    "cat": _cat,
    "show": _show,
    "list-units": _list_units,
    "list-unit-files": _list_unit_files,
    **dict.fromkeys(("reboot", "poweroff", "halt"), _power),
}
_NEED_UNITS = frozenset(
    {"start", "stop", "restart", "try-restart", "reload", "enable", "disable", "mask", "is-active", "is-enabled", "cat"}
)
