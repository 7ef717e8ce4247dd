"""Programs about the network: ip, ping, ss, curl, wget."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from hasim.cib import Dialect
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, path_of
from hasim.sim.http_answers import Response
from hasim.sim.machine import Address, Interface
from hasim.sim.reach import NoAnswer, answers_ping, http_get, is_address, machine_at, resolve, source_address

# -- ip ------------------------------------------------------------------------------------------------------------


@command("ip")
def ip(context: MachineContext, arguments: list[str]) -> int:
    """ip [-4] [-br] addr|link|route|neigh [show|add|del|set] ..."""
    words = list(arguments)
    brief = False
    while words and words[0].startswith("-"):
        option = words.pop(0).lstrip("-")
        brief = brief or option.startswith("br")
        if option not in ("4", "br", "brief", "o", "c", "color", "s", "d", "family", "f", "inet"):
            raise UsageFault(f'Option "-{option}" is unknown, try "ip -help".', 255)
    if not words:
        raise UsageFault("Usage: ip [ OPTIONS ] OBJECT { COMMAND | help }", 255)
    name, rest = words[0], words[1:]
    actions: dict[str, Callable[[MachineContext, list[str], bool], int]] = {
        "address": _ip_address, "link": _ip_link, "route": _ip_route, "neighbour": _ip_neigh, "neighbor": _ip_neigh,
    }  # fmt: skip
    found = next((each for each in actions if each.startswith(name)), None)
    if found is None:
        raise UsageFault(f'Object "{name}" is unknown, try "ip help".', 1)
    return actions[found](context, rest, brief)


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


def _ip_address(context: MachineContext, words: list[str], brief: bool) -> int:
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
                context.out(_brief(context, each) if brief else _shown(context, index, each, addresses=True))
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


def _shown(context: MachineContext, index: int, interface: Interface, *, addresses: bool) -> str:
    flags, state = _flags(context, interface)
    loop = interface.name == "lo"
    queue = "mtu 65536 qdisc noqueue" if loop else "mtu 1500 qdisc pfifo_fast"
    lines = [f"{index}: {interface.name}: <{flags}> {queue} state {state} group default qlen 1000"]
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


def _ip_link(context: MachineContext, words: list[str], brief: bool) -> int:
    verb = words.pop(0) if words and words[0] in ("show", "list", "ls", "set") else "show"
    device = _option(words, "dev") or (words.pop(0) if words else "")
    if verb != "set":
        chosen = [_device(context, device)] if device else list(context.machine.interfaces)
        for index, each in enumerate(context.machine.interfaces, 1):
            if each in chosen:
                context.out(_shown(context, index, each, addresses=False))
        return 0
    interface = _device(context, device)
    if words not in (["up"], ["down"]):
        raise UsageFault(f"ip: hasim does not model this: ip link set {' '.join(words)}", 3)
    _set_machine(context, replace(interface, up=words == ["up"]))
    return 0


def _ip_route(context: MachineContext, words: list[str], brief: bool) -> int:
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


def _ip_neigh(context: MachineContext, words: list[str], brief: bool) -> int:
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


# -- ping ----------------------------------------------------------------------------------------------------------

_SCREEN = 4
"""Packets that a ping without ``-c`` sends here: it would never end."""


@command("ping")
def ping(context: MachineContext, arguments: list[str]) -> int:
    """ping [-c COUNT] [-i INTERVAL] [-W TIMEOUT] [-w DEADLINE] [-q] [-n] [-s SIZE] [-I SOURCE] HOST"""
    given = getopt("ping", arguments, "c:i:W:w:qns:I:b4t:", status=2)
    if not given.operands:
        raise UsageFault("Usage: ping [-c count] [-i interval] [-W timeout] [-w deadline] [-q] destination", 2)
    host = given.operands[-1]
    address = resolve(context.stage, context.node, host)
    if address is None:
        raise UsageFault(f"ping: {host}: Name or service not known", 2)
    if not address.startswith("127.") and context.machine.addresses == ():
        raise UsageFault("connect: Network is unreachable", 2)
    count = int(given.value("c") or _SCREEN)
    context.out(f"PING {host} ({address}) 56(84) bytes of data.\n")
    return _send_packets(context, given, host, address, count)


def _send_packets(context: MachineContext, given: Given, host: str, address: str, count: int) -> int:
    begin = context.stage.time
    interval, timeout = (
        float(given.value("i") or 1),
        float(given.value("W") or 10 if count == 1 else given.value("W") or 1),
    )
    received, errors = 0, 0
    for number in range(1, count + 1):
        if answers_ping(context.stage, context.node, address):
            received += 1
            if "q" not in given:
                context.out(
                    f"64 bytes from {address}: icmp_seq={number} ttl=64 time={_round_trip(context, address)} ms\n"
                )
        elif not _silent(context, address):
            errors += 1
            own = source_address(context.stage, context.node, address)
            if "q" not in given:
                context.out(f"From {own} icmp_seq={number} Destination Host Unreachable\n")
        context.wait(interval if number < count else 0 if received == number else timeout)
    loss = 100 * (count - received) // count if count else 0
    context.out(f"\n--- {host} ping statistics ---\n")
    shown = f", +{errors} errors" if errors else ""
    elapsed = context.stage.time - begin
    context.out(f"{count} packets transmitted, {received} received{shown}, {loss}% packet loss, time {elapsed}ms\n")
    if received:
        time = _round_trip(context, address)
        context.out(f"rtt min/avg/max/mdev = {time}/{time}/{time}/0.000 ms\n")
    return 0 if received else 1


def _round_trip(context: MachineContext, address: str) -> str:
    return "0.045" if machine_at(context.stage, context.node, address) == context.node else "0.312"


def _silent(context: MachineContext, address: str) -> bool:
    """Whether packets vanish without a word; a host that does not answer ARP is reported unreachable."""
    network = context.stage.network
    return (context.node, address) in network.unreachable


# -- HTTP ----------------------------------------------------------------------------------------------------------

_URL = re.compile(r"(?:(\w+)://)?([^/:?#]+)(?::(\d+))?([/?][^#]*)?")
_NO_ROUTE_SECONDS = 3.0


def _fetch(context: MachineContext, url: str) -> tuple[str, int, Response | NoAnswer | None]:
    """The host and port of a URL, and what comes from there; None: the name is unknown."""
    match = _URL.fullmatch(url)
    if match is None or (match[1] or "http") != "http":
        raise UsageFault(f"hasim does not model this: fetching {url}", 3)
    host, port, path = match[2], int(match[3] or 80), match[4] or "/"
    address = resolve(context.stage, context.node, host)
    if address is None:
        return host, port, None
    answer = http_get(context.stage, context.node, address, port, path if path.startswith("/") else "/" + path)
    if answer is NoAnswer.NO_ROUTE:
        context.wait(_NO_ROUTE_SECONDS)
    return host, port, answer


@command("curl")
def curl(context: MachineContext, arguments: list[str]) -> int:
    """curl [-sSfIikLv] [-o FILE] [-w FORMAT] [-m SECONDS] URL..."""
    long = (
        "silent",
        "show-error",
        "fail",
        "head",
        "include",
        "output=",
        "write-out=",
        "max-time=",
        "connect-timeout=",
        "location",
        "insecure",
        "verbose",
    )
    given = getopt("curl", arguments, "sSfIikLvo:w:m:A:H:X:4", long, status=2)
    if not given.operands:
        raise UsageFault("curl: try 'curl --help' or 'curl --manual' for more information", 2)
    status = 0
    for url in given.operands:
        status = _curl_one(context, given, url)
    return status


def _curl_one(context: MachineContext, given: Given, url: str) -> int:
    quiet = given.has("s", "silent") and not given.has("S", "show-error")
    host, port, answer = _fetch(context, url)
    if answer is None or isinstance(answer, NoAnswer) or not answer.status:
        code, text = _curl_trouble(context, given, host, port, answer)
        if not quiet:
            context.err(f"curl: ({code}) {text}\n")
        if form := given.value("w") or given.value("write-out"):
            context.out(_write_out(form, 0, 0))
        return code
    failed = answer.status >= 400 and given.has("f", "fail")
    if failed and not quiet:
        context.err(f"curl: (22) The requested URL returned error: {answer.status} {answer.reason}\n")
    text = ""
    if given.has("I", "i", "head", "include"):
        length = len(answer.body.encode())
        text = f"HTTP/1.1 {answer.status} {answer.reason}\r\nServer: Apache\r\nContent-Length: {length}\r\n"
        text += f"Content-Type: {answer.kind}\r\n\r\n"
    if not given.has("I", "head") and not failed:
        text += answer.body
    output = given.value("o") or given.value("output")
    if output:
        context.files.write(path_of(context, output), text)
    else:
        context.out(text)
    if form := given.value("w") or given.value("write-out"):
        context.out(_write_out(form, answer.status, len(answer.body.encode())))
    return 22 if failed else 0


def _write_out(form: str, status: int, size: int) -> str:
    text = form.replace("%{http_code}", f"{status:03d}").replace("%{response_code}", f"{status:03d}")
    return text.replace("%{size_download}", str(size)).replace("\\n", "\n").replace("\\t", "\t")


def _curl_trouble(
    context: MachineContext, given: Given, host: str, port: int, answer: Response | NoAnswer | None
) -> tuple[int, str]:
    if answer is None:
        unknown = "; Unknown error" if context.dialect is Dialect.V1_1 else ""
        return 6, f"Could not resolve host: {host}{unknown}"
    if isinstance(answer, NoAnswer):
        if context.dialect is Dialect.V1_1:
            return 7, f"Failed connect to {host}:{port}; {answer}"
        return 7, f"Failed to connect to {host} port {port}: {answer}"
    seconds = float(given.value("m") or given.value("max-time") or 60)
    context.wait(seconds)
    return 28, f"Operation timed out after {round(seconds * 1000)} milliseconds with 0 bytes received"


@command("wget")
def wget(context: MachineContext, arguments: list[str]) -> int:
    """wget [-q] [-O FILE|-] URL"""
    given = getopt(
        "wget", arguments, "qO:nvt:T:S", ("quiet", "output-document=", "spider", "tries=", "timeout=", "no-verbose")
    )
    if not given.operands:
        raise UsageFault("wget: missing URL\nUsage: wget [OPTION]... [URL]...")
    url = given.operands[0]
    quiet = given.has("q", "quiet", "nv", "no-verbose")
    host, port, answer = _fetch(context, url)
    if answer is None or isinstance(answer, NoAnswer) or not answer.status:
        reason = (
            "unable to resolve host address"
            if answer is None
            else str(answer)
            if isinstance(answer, NoAnswer)
            else "timed out"
        )
        if not quiet:
            context.err(f"wget: {host}:{port}: failed: {reason}.\n")
        return 4
    if answer.status >= 400:
        if not quiet:
            context.err(f"ERROR {answer.status}: {answer.reason}.\n")
        return 8
    _save(context, given, url, answer.body, quiet)
    return 0


def _save(context: MachineContext, given: Given, url: str, body: str, quiet: bool) -> None:
    name = (
        given.value("O")
        or given.value("output-document")
        or url.partition("://")[2].partition("/")[2].rpartition("/")[2]
    )
    if "spider" in given:
        return
    if name == "-":
        context.out(body)
        return
    context.files.write(path_of(context, name or "index.html"), body)
    if not quiet:
        context.err(f"'{name or 'index.html'}' saved [{len(body.encode())}/{len(body.encode())}]\n")
