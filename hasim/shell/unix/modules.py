"""Kernel modules: modprobe, lsmod, rmmod."""

from __future__ import annotations

from dataclasses import replace

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, getopt
from hasim.sim.files import File, Kind

_KNOWN = frozenset(
    {"softdog", "iTCO_wdt", "i6300esb", "dlm", "gfs2", "drbd", "bonding", "8021q", "dummy", "loop", "nfs"}
)
_WATCHDOGS = frozenset({"softdog", "iTCO_wdt", "i6300esb"})
_WATCHDOG = "/dev/watchdog"


@command("modprobe")
def modprobe(context: MachineContext, arguments: list[str]) -> int:
    """modprobe [-r] MODULE [PARAMETER=VALUE...]"""
    given = getopt("modprobe", arguments, "r", ("remove",), idle="q quiet f", refused="v verbose a n")
    if not given.operands:
        raise UsageFault("modprobe: ERROR: missing parameters. See -h.")
    name = given.operands[0].replace("-", "_")
    if name not in _KNOWN:
        raise UsageFault(f"modprobe: FATAL: Module {given.operands[0]} not found.")
    machine = context.machine
    modules = machine.modules - {name} if given.has("r", "remove") else machine.modules | {name}
    files = machine.files
    if modules & _WATCHDOGS and not files.exists(_WATCHDOG):
        files = files.put(_WATCHDOG, File(Kind.DEVICE, mode=0o600, mtime=context.now))
    elif not modules & _WATCHDOGS and files.exists(_WATCHDOG):
        files = files.remove(_WATCHDOG)
    if (modules, files) != (machine.modules, machine.files):
        context.stage.machines[context.node] = replace(machine, modules=modules, files=files)
    return 0


@command("rmmod")
def rmmod(context: MachineContext, arguments: list[str]) -> int:
    """rmmod MODULE"""
    if arguments and arguments[0] not in context.machine.modules:
        raise UsageFault(f"rmmod: ERROR: Module {arguments[0]} is not currently loaded")
    return modprobe(context, ["-r", *arguments])


@command("lsmod")
def lsmod(context: MachineContext, arguments: list[str]) -> int:
    """lsmod"""
    context.out("Module                  Size  Used by\n")
    for name in sorted(context.machine.modules):
        context.out(f"{name:<20} {16384:8d}  0 \n")
    return 0
