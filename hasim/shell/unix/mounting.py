"""What is mounted since the boot: mount and umount, to look at a file system resource and to break it."""

from __future__ import annotations

from hasim.cib import Unsupported
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, getopt
from hasim.sim.mounts import mounted_at, mounts, unmounted

_FAILED = 32


@command("mount")
def mount(context: MachineContext, arguments: list[str]) -> int:
    """mount (without arguments: what was mounted since the boot)"""
    if arguments:
        raise Unsupported("mount with arguments: let the resource agent mount")
    for one in mounts(context.machine):
        context.out(f"{one.device} on {one.directory} type {one.fstype} ({one.options})\n")
    return 0


@command("umount")
def umount(context: MachineContext, arguments: list[str]) -> int:
    """umount [-f] [-l] DIRECTORY|DEVICE..."""
    given = getopt("umount", arguments, "", idle="f force l lazy")
    if not given.operands:
        raise UsageFault("umount: bad usage\nTry 'umount --help' for more information.")
    return max(_unmount(context, name) for name in given.operands)


def _unmount(context: MachineContext, name: str) -> int:
    table = reversed(mounts(context.machine))
    directory = next((one.directory for one in table if one.device == name), context.path(name))
    if mounted_at(context.machine, directory) is None:
        there = context.machine.files.exists(directory)
        return context.fail(f"umount: {name}: {'not mounted.' if there else 'no mount point specified.'}", _FAILED)
    context.stage.machines[context.node] = unmounted(context.machine, directory, context.now)
    return 0
