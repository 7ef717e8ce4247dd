"""journalctl: the journal of a machine, whole or of one unit."""

from __future__ import annotations

from hasim.cib import Dialect, Unsupported
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, lines_of
from hasim.shell.unix.moments import moment, of_log_line
from hasim.sim import units
from hasim.sim.clock import systemd_time
from hasim.sim.unitfile import UnitFile, full_name

_LONG = ("unit=", "lines=", "follow", "reverse", "boot?", "since=", "until=", "quiet")
_IDLE = "x catalog e pager-end a all l full no-pager"
_REFUSED = "k dmesg g= grep= o= output= p= priority= t= identifier="


@command("journalctl")
def journalctl(context: MachineContext, arguments: list[str]) -> int:
    """journalctl [-u UNIT] [-n LINES] [-r] [-f] [-b] [-S TIME] [-U TIME]"""
    given = getopt("journalctl", arguments, "u:n:frbqS:U:", _LONG, idle=_IDLE, refused=_REFUSED)
    lines = _in_time(context, given, lines_of(str(context.machine.journal)))
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
    if not lines and not given.has("q", "quiet"):
        context.out("-- No entries --\n")
    for line in reversed(lines) if given.has("r", "reverse") else lines:
        context.out(line + "\n")
    return 0


def _in_time(context: MachineContext, given: Given, lines: list[str]) -> list[str]:
    """The lines since the time, or the boot, that was asked for."""
    since = _moment(context, given.value("S") or given.value("since"))
    until = _moment(context, given.value("U") or given.value("until"))
    if given.has("b", "boot"):
        if given.value("boot") not in ("", "0"):
            raise Unsupported("journalctl of an earlier boot")
        since = max(since or 0, context.stage.start + context.machine.booted // 1000)
    if since is None and until is None:
        return lines
    early, late = since or 0, context.now if until is None else until
    times = (of_log_line(line, context.now, context.stage.timezone) for line in lines)
    return [line for line, time in zip(lines, times, strict=True) if int(early) <= time <= late]


def _moment(context: MachineContext, text: str) -> float | None:
    if not text:
        return None
    found = moment(text, context.now, context.stage.timezone)
    if found is None:
        raise UsageFault(f"Failed to parse timestamp: {text}")
    return found


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
