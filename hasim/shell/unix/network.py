"""ip and ss: addresses, links, routes, and who listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import UsageFault, command
from hasim.sim.machine import Address, Interface
from hasim.sim.reach import answers_ping, is_address

BRIEF = {"br", "brief"}


@command("ip")
def ip(context: MachineContext, arguments: list[str]) -> int:
    """ip [-4] [-o] [-br] addr|link|route|neigh [show|add|del|set] ..."""
    words = list(arguments)
    given: set[str] = set()
    while words and words[0].startswith("-"):
        option = words.pop(0).lstrip("-")
        given.add(option)
        if option not in ("4", "br", "brief", "o", "c", "color", "s", "d", "family", "f", "inet"):
            raise UsageFault(f'Option "-{option}" is unknown, try "ip -help".', 255)
    if not words:
        raise UsageFault("Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }", 255)
    name, rest = words[0], words[1:]
    actions: dict[str, Callable[[MachineContext, list[str], set[str]], int]] = {
        "address": _ip_address, "link": _ip_link, "route": _ip_route, "neighbour": _ip_neigh, "neighbor": _ip_neigh,
    }  # fmt: skip
    found = next((each for each in actions if each.startswith(name)), None)
    if found is None:
        raise UsageFault(f'Object "{name}" is unknown, try "ip help".', 1)
    return actions[found](context, rest, given)


def _option(words: list[str], name: str) -> str:
    """The word after ``name``, taken out of the list with it."""
    if name not in words:
        return ""
    place = words.index(name)
    if place + 1 >= len(words):
        raise UsageFault('Command line is not complete. Try option "help"', 255)
    value = words[place + 1]
    del words[place : place + 2]
    return value


def _device(context: MachineContext, name: str) -> Interface:
    found = context.machine.interface(name)
    if found is None:
        raise UsageFault(
            f'Device "{name}" does not exist.' if name else 'Not enough information: "dev" argument is required.', 1
        )
    return found


def _ip_address(context: MachineContext, words: list[str], given: set[str]) -> int:
    verb = (
        words.pop(0)
        if words and words[0] in ("show", "list", "s", "l", "ls", "add", "a", "del", "delete", "d", "flush")
        else "show"
    )
    device = _option(words, "dev")
    if verb[0] in "sl":
        device = device or (words[0] if words else "")
        chosen = [_device(context, device)] if device else list(context.machine.interfaces)
        for index, each in enumerate(context.machine.interfaces, 1):
            if each in chosen:
                context.out(_brief(context, each) if given & BRIEF else _addresses(context, index, each, given))
        return 0
    if verb == "flush":
        raise UsageFault("ip: hasim does not model this: ip addr flush", 3)
    return _change_address(context, verb, words, device)


def _change_address(context: MachineContext, verb: str, words: list[str], device: str) -> int:
    broadcast, label = _option(words, "brd") or _option(words, "broadcast"), _option(words, "label")
    if not words:
        raise UsageFault('Command line is not complete. Try option "help"', 255)
    interface = _device(context, device)
    address, _, prefix = words[0].partition("/")
    if not is_address(address) or (prefix and not prefix.isdigit()):
        raise UsageFault(f'Error: any valid prefix is expected rather than "{words[0]}".', 1)
    held = next((each for each in interface.addresses if each.ip == address), None)
    if verb[0] == "a":
        if held is not None:
            raise UsageFault("RTNETLINK answers: File exists", 2)
        length = int(prefix or 32)
        broadcast = _broadcast(address, length) if broadcast == "+" else broadcast
        added = Address(address, length, broadcast, label or device)
        _set_machine(context, replace(interface, addresses=(*interface.addresses, added)))
        return 0
    if held is None or (prefix and held.prefix != int(prefix)):
        raise UsageFault("RTNETLINK answers: Cannot assign requested address", 2)
    _set_machine(context, replace(interface, addresses=tuple(a for a in interface.addresses if a is not held)))
    return 0


def _broadcast(address: str, prefix: int) -> str:
    value = int.from_bytes(bytes(int(part) for part in address.split(".")), "big") | ((1 << (32 - prefix)) - 1)
    return ".".join(str(byte) for byte in value.to_bytes(4, "big"))


def _set_machine(context: MachineContext, interface: Interface) -> None:
    context.stage.machines[context.node] = context.machine.with_interface(interface)
    context.stage.tell("network-changed", context.node)


def _carrier(context: MachineContext, interface: Interface) -> bool:
    return interface.name == "lo" or context.node not in context.stage.network.unplugged


def _flags(context: MachineContext, interface: Interface) -> tuple[str, str]:
    if interface.name == "lo":
        return ("LOOPBACK,UP,LOWER_UP", "UNKNOWN")
    if not interface.up:
        return ("BROADCAST,MULTICAST", "DOWN")
    if not _carrier(context, interface):
        return ("NO-CARRIER,BROADCAST,MULTICAST,UP", "DOWN")
    return ("BROADCAST,MULTICAST,UP,LOWER_UP", "UP")


def _addresses(context: MachineContext, index: int, interface: Interface, given: set[str]) -> str:
    """``-4``: without the hardware's address; ``-o``: each address on a line of its own, which names its interface."""
    lines = _shown(context, index, interface, addresses=True).splitlines()
    if "o" in given:
        pairs = zip(lines[2::2], lines[3::2], strict=True)
        return "".join(f"{index}: {interface.name}{first}\\{second}\n" for first, second in pairs)
    if given & {"4", "inet"}:
        del lines[1]
    return "".join(line + "\n" for line in lines)


def _shown(context: MachineContext, index: int, interface: Interface, *, addresses: bool) -> str:
    flags, state = _flags(context, interface)
    loop = interface.name == "lo"
    queue = "mtu 65536 qdisc noqueue" if loop else "mtu 1500 qdisc pfifo_fast"
    mode = "" if addresses else " mode DEFAULT"
    lines = [f"{index}: {interface.name}: <{flags}> {queue} state {state}{mode} group default qlen 1000"]
    kind, hardware = ("loopback", "00:00:00:00:00:00") if loop else ("ether", "ff:ff:ff:ff:ff:ff")
    lines.append(f"    link/{kind} {interface.mac} brd {hardware}")
    for place, each in enumerate(interface.addresses if addresses else ()):
        broadcast = f" brd {each.broadcast}" if each.broadcast else ""
        secondary = " secondary" if place and _same_network(each, interface.addresses[0]) else ""
        scope = "host" if loop else "global"
        lines.append(
            f"    inet {each.ip}/{each.prefix}{broadcast} scope {scope}{secondary} {each.label or interface.name}"
        )
        lines.append("       valid_lft forever preferred_lft forever")
    return "".join(line + "\n" for line in lines)


def _same_network(one: Address, other: Address) -> bool:
    return one.prefix == other.prefix and _broadcast(one.ip, one.prefix) == _broadcast(other.ip, other.prefix)


def _brief(context: MachineContext, interface: Interface) -> str:
    state = _flags(context, interface)[1]
    addresses = " ".join(f"{each.ip}/{each.prefix}" for each in interface.addresses)
    return f"{interface.name:<16} {state:<14} {addresses} \n"


def _ip_link(context: MachineContext, words: list[str], given: set[str]) -> int:
    verb = words.pop(0) if words and words[0] in ("show", "list", "ls", "set") else "show"
    device = _option(words, "dev") or (words.pop(0) if words else "")
    if verb != "set":
        chosen = [_device(context, device)] if device else list(context.machine.interfaces)
        for index, each in enumerate(context.machine.interfaces, 1):
            if each in chosen:
                shown = _shown(context, index, each, addresses=False)
                context.out(shown.replace("\n    ", "\\    ") if "o" in given else shown)
        return 0
    interface = _device(context, device)
    if words not in (["up"], ["down"]):
        raise UsageFault(f"ip: hasim does not model this: ip link set {' '.join(words)}", 3)
    _set_machine(context, replace(interface, up=words == ["up"]))
    return 0


def _ip_route(context: MachineContext, words: list[str], given: set[str]) -> int:
    if words and words[0] not in ("show", "list", "ls"):
        raise UsageFault(f"ip: hasim does not model this: ip route {words[0]}", 3)
    for each in context.machine.interfaces:
        if each.name == "lo" or not each.up or not each.addresses:
            continue
        own = each.addresses[0]
        if context.machine.gateway:
            context.out(f"default via {context.machine.gateway} dev {each.name} proto static metric 100 \n")
        value = (
            int.from_bytes(bytes(int(part) for part in own.ip.split(".")), "big")
            >> (32 - own.prefix)
            << (32 - own.prefix)
        )
        network = ".".join(str(byte) for byte in value.to_bytes(4, "big"))
        context.out(f"{network}/{own.prefix} dev {each.name} proto kernel scope link src {own.ip} metric 100 \n")
    return 0


def _ip_neigh(context: MachineContext, words: list[str], given: set[str]) -> int:
    if words and words[0] not in ("show", "list", "ls"):
        raise UsageFault(f"ip: hasim does not model this: ip neigh {words[0]}", 3)
    network = context.stage.network
    for address in sorted({*network.hosts, *network.addresses.values()} - set(context.machine.addresses)):
        if answers_ping(context.stage, context.node, address):
            other = network.name_of(address)
            mac = next((i.mac for i in context.stage.machines[other].interfaces if i.name != "lo"), "") if other else ""
            context.out(f"{address} dev {network.interface} lladdr {mac or '02:00:00:00:00:01'} REACHABLE\n")
    return 0


@command("ss")
def ss(context: MachineContext, arguments: list[str]) -> int:
    """ss -tln[p]: who listens"""
    context.out("State      Recv-Q Send-Q Local Address:Port               Peer Address:Port\n")
    seen = set()
    for process in context.machine.processes.by_pid.values():
        ports = (
            [("", 22)] if process.name == "sshd" else process.data["server"].listen if "server" in process.data else []
        )
        for address, port in ports:
            if (address, port) not in seen:
                seen.add((address, port))
                context.out(f"LISTEN     0      128    {(address or '*') + ':' + str(port):>20}               *:*\n")
    return 0
