"""reboot, poweroff, halt and shutdown: an orderly way down."""

from __future__ import annotations

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command, getopt
from hasim.sim.power import power_off, power_reset, shut_down


def _go(context: MachineContext, again: bool, at_once: bool) -> int:
    if not at_once:
        shut_down(context.stage, context.node, again=again)
    elif again:
        power_reset(context.stage, context.node)
    else:
        power_off(context.stage, context.node)
    context.check_power()
    return 0


@command("reboot")
def reboot(context: MachineContext, arguments: list[str]) -> int:
    """reboot [-f]"""
    given = getopt("reboot", arguments, "f", ("force",), idle="n", refused="p w")
    return _go(context, True, given.has("f", "force"))


@command("poweroff", "halt")
def poweroff(context: MachineContext, arguments: list[str]) -> int:
    """poweroff [-f]"""
    given = getopt("poweroff", arguments, "f", ("force",), idle="n p", refused="w")
    return _go(context, False, given.has("f", "force"))


@command("shutdown")
def shutdown(context: MachineContext, arguments: list[str]) -> int:
    """shutdown [-h|-r] now"""
    given = getopt("shutdown", arguments, "r", idle="h P", refused="H c k")
    if given.operands[:1] not in (["now"], ["+0"]):
        raise UsageFault("shutdown: hasim models only 'shutdown now'", 3)
    return _go(context, "r" in given, False)
