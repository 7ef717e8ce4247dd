"""``systemctl status`` of one unit, in the layout of either generation."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib import Dialect
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.journal import unit_lines
from hasim.sim import units
from hasim.sim.clock import systemd_time
from hasim.sim.machine import UnitState
from hasim.sim.process import Process
from hasim.sim.service import signal_name, status_name
from hasim.sim.unitfile import UnitFile, enablement


def print_status(context: MachineContext, name: str, journal_lines: int = 10) -> int:
    """Print it, with the last lines of the journal; 0 for an active unit, 3 for another, 4 for none."""
    unit = units.definition(context.machine, name)
    if unit is None:
        context.err(not_found(name))
        return 4
    state = units.state_of(context.machine, name)
    if units.changed_on_disk(context.machine, name):
        context.err(f"Warning: {name} changed on disk. Run 'systemctl daemon-reload' to reload units.\n")
    for line in _lines(context, unit, state):
        context.out(line + "\n")
    recent = unit_lines(context, unit)[-journal_lines:] if journal_lines else []
    if recent:
        context.out("\n" + "".join(line + "\n" for line in recent))
    return 0 if state.active in ("active", "reloading") else 3


def not_found(name: str) -> str:
    """What is printed for a unit without a file."""
    return f"Unit {name} could not be found.\n"


def _lines(context: MachineContext, unit: UnitFile, state: UnitState) -> Iterator[str]:
    old = context.dialect is Dialect.V1_1
    pad = 0 if old else 2
    mark = "●" if state.active != "inactive" or old else "○"
    yield f"{'×' if state.active == 'failed' and not old else mark} {unit.name} - {unit.description}"
    preset = "vendor preset: disabled" if old else "preset: disabled"
    yield f"{' ' * pad}   Loaded: loaded ({unit.path}; {enablement(context.tree, unit)}; {preset})"
    yield f"{' ' * pad}   Active: {_active(context, state)}"
    documents = [word for value in unit.values("Unit", "Documentation") for word in value.split()]
    for index, document in enumerate(documents):
        yield f"{' ' * pad}     {'Docs:' if not index else '     '} {document}"
    if state.main_pid:
        yield f"{' ' * pad} Main PID: {state.main_pid} {_main(context, state)}"
    members = [p for p in context.machine.processes.by_pid.values() if p.unit == unit.name]
    if members:
        if not old:
            yield f"      Tasks: {len(members)}"
        yield f"{' ' * pad}   CGroup: /system.slice/{unit.name}"
        yield from _tree(members, " " * (11 + pad))


def _active(context: MachineContext, state: UnitState) -> str:
    text = f"{state.active} ({state.sub})"
    if state.active == "failed" or state.sub == "auto-restart":
        text = f"{state.active} ({state.sub if state.sub == 'auto-restart' else 'Result: ' + state.result})"
        if state.sub == "auto-restart":
            text += f" (Result: {state.result})"
    if not state.since and state.active == "inactive":
        return text
    epoch = context.stage.start + state.since / 1000
    ago = _span((context.stage.time - state.since) // 1000)
    return f"{text} since {systemd_time(epoch, context.stage.timezone)}; {ago} ago"


def _span(seconds: int) -> str:
    """systemd's short time span: its two largest units."""
    days, hours, minutes = seconds // 86400, seconds // 3600 % 24, seconds // 60 % 60
    if days:
        return f"{days} day{'s' if days > 1 else ''} {hours}h" if hours else f"{days} day{'s' if days > 1 else ''}"
    if hours:
        return f"{hours}h {minutes}min" if minutes else f"{hours}h"
    if minutes:
        return f"{minutes}min {seconds % 60}s" if minutes < 10 and seconds % 60 else f"{minutes}min"
    return f"{seconds}s"


def _main(context: MachineContext, state: UnitState) -> str:
    process = context.machine.process(state.main_pid)
    if process is not None and state.active != "failed":
        return f"({process.name})"
    if state.signal:
        return f"(code=killed, signal={signal_name(state.signal)})"
    return f"(code=exited, status={state.status}/{status_name(state.status)})"


def _tree(members: list[Process], indent: str) -> Iterator[str]:
    for index, process in enumerate(sorted(members, key=lambda each: each.pid)):
        yield f"{indent}{'└─' if index == len(members) - 1 else '├─'}{process.pid} {process.command}"
