"""journalctl: the journal of a machine, whole or of one unit."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import command, getopt, lines_of
from hasim.sim import units
from hasim.sim.clock import systemd_time
from hasim.sim.unitfile import UnitFile, full_name

_LONG = (
    "unit=",
    "lines=",
    "no-pager",
    "follow",
    "reverse",
    "boot?",
    "catalog",
    "pager-end",
    "since=",
    "until=",
    "quiet",
)


@command("journalctl")
def journalctl(context: MachineContext, arguments: list[str]) -> int:
    """journalctl [-u UNIT] [-n LINES] [-r] [-f] [-xe] [--no-pager]; --since and --until are not looked at"""
    given = getopt("journalctl", arguments, "u:n:frxebk:aq", _LONG)
    lines = lines_of(str(context.machine.journal))
    names = [full_name(name) for name in (*given.values("u"), *given.values("unit"))]
    if names:
        found = [units.definition(context.machine, name) for name in names]
        wanted = {line for unit in found if unit for line in unit_lines(context, unit)}
        lines = [line for line in lines if line in wanted]
    count = given.value("n") or given.value("lines") or ("10" if given.has("f", "follow") else "")
    if count.isdigit():
        lines = lines[len(lines) - min(int(count), len(lines)) :]
    if context.dialect is Dialect.V1_1 and not given.has("q", "quiet"):
        start, end = (systemd_time(t, context.stage.timezone) for t in (context.stage.start, context.now))
        context.out(f"-- Logs begin at {start}, end at {end}. --\n")
    if not lines:
        context.out("-- No entries --\n")
    for line in reversed(lines) if given.has("r", "reverse") else lines:
        context.out(line + "\n")
    return 0


def unit_lines(context: MachineContext, unit: UnitFile) -> list[str]:
    """The journal's lines of a unit: those of its programs, and systemd's about it."""
    stem = unit.name.rpartition(".")[0]
    programs = {stem, *(each.path.rpartition("/")[2] for each in unit.commands("ExecStart"))}
    if stem == "pacemaker":
        programs |= {"attrd", "cib", "crmd", "lrmd", "pengine", "stonith-ng", "stonithd"}
    return [line for line in lines_of(str(context.machine.journal)) if _concerns(line, unit, programs)]


def _concerns(line: str, unit: UnitFile, programs: set[str]) -> bool:
    fields = line.split(" ", 5)
    sender = fields[4].rstrip(":").partition("[")[0] if len(fields) > 5 else ""
    if sender == "systemd":
        return unit.name in line or unit.description in line
    return sender in programs or (unit.name == "pacemaker.service" and sender.startswith("pacemaker"))
