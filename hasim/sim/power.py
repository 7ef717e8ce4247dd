"""A machine's power: cut at once, back with a boot that starts the enabled units, or an orderly way down."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hasim.sim import units
from hasim.sim.files import File, FileSystem, Kind
from hasim.sim.log import syslog
from hasim.sim.machine import Interface, LoginShell, Machine, Power, SELinux
from hasim.sim.process import Process, ProcessTable
from hasim.sim.stage import on
from hasim.sim.unitfile import wanted_at_boot

if TYPE_CHECKING:
    from hasim.sim.stage import Stage
    from hasim.sim.world import Event

BOOT_MS = 25_000
"""From the power button to the multi-user target's start."""
FIRST_PID = 1


def power_off(stage: Stage, node: str) -> None:
    """Power is gone: processes, added addresses and everything in memory vanish; "machine-off" is told."""
    machine = stage.machines[node]
    if machine.power is Power.OFF:
        return
    for state in machine.units.values():
        if state.timer:
            stage.cancel(state.timer)
    for event in stage.pending("boot"):
        if event.node == node:
            stage.cancel(event.number)
    stage.machines[node] = without_power(machine)
    stage.tell("machine-off", node)


def without_power(machine: Machine) -> Machine:
    """The machine switched off: what is on its disk is kept."""
    history = machine.shell.history
    return replace(
        machine,
        power=Power.OFF,
        processes=ProcessTable(),
        units={},
        jobs={},
        loaded={},
        interfaces=tuple(_as_at_boot(one) for one in machine.interfaces),
        modules=frozenset(),
        files=_fresh_run(machine.files, machine.tmpfiles),
        shell=LoginShell(history=history),
    )


def _as_at_boot(interface: Interface) -> Interface:
    return replace(interface, addresses=tuple(each for each in interface.addresses if each.permanent), up=True)


def _fresh_run(files: FileSystem, directories: tuple[str, ...]) -> FileSystem:
    """/run is in memory: at boot it is empty but for the directories that packages ask for."""
    if not files.is_dir("/run"):
        return files
    files = files.remove_tree("/run").put("/run", File(Kind.DIRECTORY, mode=0o755))
    for directory in directories:
        files = files.mkdir(directory, parents=True)
    return files


def power_on(stage: Stage, node: str) -> None:
    """The power button: the machine boots, and after :data:`BOOT_MS` its enabled units are started."""
    machine = stage.machines[node]
    if machine.power is Power.OFF:
        stage.machines[node] = replace(machine, power=Power.BOOTING)
        stage.after(BOOT_MS, "boot", node)


def power_reset(stage: Stage, node: str) -> None:
    """The reset button, a panic, a watchdog: off and on again in the same moment."""
    power_off(stage, node)
    power_on(stage, node)


def with_kernel(machine: Machine) -> Machine:
    """The machine just booted: process 1 and the units' files read."""
    first = Process(FIRST_PID, 0, "systemd", "/usr/lib/systemd/systemd --switched-root --system --deserialize 22")
    return units.reloaded(replace(machine, power=Power.ON, processes=ProcessTable({1: first})))


@on("boot")
def _boot(stage: Stage, event: Event) -> None:
    machine = with_kernel(stage.machines[event.node])
    selinux = _configured_selinux(machine)
    stage.machines[event.node] = replace(machine, booted=stage.time, selinux=selinux)
    syslog(stage, event.node, "systemd", "Startup finished.", 1)
    stage.tell("machine-booted", event.node)
    stage.tell("network-changed", event.node)
    units.start_all(stage, event.node, wanted_at_boot(stage.machines[event.node].files))


def _configured_selinux(machine: Machine) -> SELinux:
    path = "/etc/selinux/config"
    text = machine.files.read(path) if machine.files.is_file(path) else ""
    for line in text.splitlines():
        key, _, value = line.partition("=")
        if key.strip() == "SELINUX" and value.strip().capitalize() in tuple(SELinux):
            return SELinux(value.strip().capitalize())
    return machine.selinux


def shut_down(stage: Stage, node: str, *, again: bool) -> None:
    """``poweroff`` or ``reboot``: every unit is stopped in order, then the power goes off (and, ``again``, on)."""
    active = [name for name, state in stage.machines[node].units.items() if state.active == "active"]
    units.stop_all(stage, node, active)
    stage.after(0, "shutdown", node, again=again)


@on("shutdown")
def _shutdown(stage: Stage, event: Event) -> None:
    """Wait for the stop jobs, a little at a time: other events end them."""
    if units.busy(stage, event.node):
        stage.after(100, "shutdown", event.node, **event.data)
    elif stage.machines[event.node].on:
        power_off(stage, event.node)
        if event.data["again"]:
            power_on(stage, event.node)
