"""SELinux's mode and the firewall: getenforce, setenforce, sestatus, firewall-cmd."""

from __future__ import annotations

from dataclasses import replace

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt
from hasim.sim.firewall import SERVICES, ZONE, permanent, permanent_text
from hasim.sim.machine import SELinux


@command("getenforce")
def getenforce(context: MachineContext, arguments: list[str]) -> int:
    """getenforce"""
    context.out(f"{context.machine.selinux}\n")
    return 0


@command("setenforce")
def setenforce(context: MachineContext, arguments: list[str]) -> int:
    """setenforce [ Enforcing | Permissive | 1 | 0 ]"""
    modes = {
        "1": SELinux.ENFORCING,
        "enforcing": SELinux.ENFORCING,
        "0": SELinux.PERMISSIVE,
        "permissive": SELinux.PERMISSIVE,
    }
    if len(arguments) != 1 or arguments[0].lower() not in modes:
        raise UsageFault("usage:  setenforce [ Enforcing | Permissive | 1 | 0 ]")
    if context.machine.selinux is SELinux.DISABLED:
        raise UsageFault("setenforce: SELinux is disabled")
    context.stage.machines[context.node] = replace(context.machine, selinux=modes[arguments[0].lower()])
    return 0


@command("sestatus")
def sestatus(context: MachineContext, arguments: list[str]) -> int:
    """sestatus"""
    mode = context.machine.selinux
    if mode is SELinux.DISABLED:
        context.out("SELinux status:                 disabled\n")
    else:
        context.out(f"SELinux status:                 enabled\nCurrent mode:                   {mode.lower()}\n")
    return 0


@command("firewall-cmd")
def firewall_cmd(context: MachineContext, arguments: list[str]) -> int:
    """firewall-cmd --state | --reload | [--permanent] --list-all|--add-service=S|--remove-service=S|..."""
    long = (
        "state",
        "reload",
        "permanent",
        "runtime-to-permanent",
        "list-all",
        "list-services",
        "list-ports",
        "add-service=",
        "remove-service=",
        "add-port=",
        "remove-port=",
        "get-default-zone",
        "query-service=",
    )
    given = getopt("firewall-cmd", arguments, "", long, refused="q quiet zone=", status=2)
    running = context.machine.active("firewalld.service")
    if "state" in given:
        (context.out if running else context.err)("running\n" if running else "not running\n")
        return 0 if running else 252
    if not running:
        context.err("FirewallD is not running\n")
        return 252
    if "reload" in given:
        _set_open(context, permanent(context.tree))
    elif "runtime-to-permanent" in given:
        _remember(context, context.machine.opened)
    elif "get-default-zone" in given:
        context.out("public\n")
        return 0
    elif given.has("list-all", "list-services", "list-ports", "query-service"):
        return _list(context, given)
    elif not _change(context, given):
        raise UsageFault("usage: see firewall-cmd man page\nNo option specified.", 2)
    context.out("success\n")
    return 0


def _set_open(context: MachineContext, opened: frozenset[str]) -> None:
    context.stage.machines[context.node] = replace(context.machine, opened=opened)
    context.stage.tell("network-changed", context.node)


def _remember(context: MachineContext, opened: frozenset[str]) -> None:
    machine = context.machine.with_file(ZONE, permanent_text(opened), now=context.now)
    context.stage.machines[context.node] = machine


def _change(context: MachineContext, given: Given) -> bool:
    added = {*given.values("add-service"), *given.values("add-port")}
    removed = {*given.values("remove-service"), *given.values("remove-port")}
    for name in (*given.values("add-service"), *given.values("remove-service")):
        if name not in SERVICES:
            raise UsageFault(f"Error: INVALID_SERVICE: '{name}' not among existing services", 101)
    if "permanent" in given:
        _remember(context, (permanent(context.tree) | added) - removed)
    elif added or removed:
        _set_open(context, (context.machine.opened | added) - removed)
    return bool(added or removed)


def _list(context: MachineContext, given: Given) -> int:
    opened = permanent(context.tree) if "permanent" in given else context.machine.opened
    services = " ".join(sorted(each for each in opened if "/" not in each))
    ports = " ".join(sorted(each for each in opened if "/" in each))
    if given.value("query-service"):
        found = given.value("query-service") in opened
        context.out("yes\n" if found else "no\n")
        return int(not found)
    if "list-services" in given:
        context.out(services + "\n")
    elif "list-ports" in given:
        context.out(ports + "\n")
    else:
        interface = context.stage.network.interface
        context.out(
            f"public (active)\n  target: default\n  interfaces: {interface}\n  services: {services}\n  ports: {ports}\n"
        )
    return 0
