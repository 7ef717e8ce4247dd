"""ping."""

from __future__ import annotations

import re

from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, whole_number
from hasim.sim.reach import answers_ping, machine_at, resolve, source_address

_HEADERS = 28
"""Bytes of the headers of a packet."""
_SCREEN = 4
"""Packets that a ping without ``-c`` sends here: it would never end."""


@command("ping")
def ping(context: MachineContext, arguments: list[str]) -> int:
    """ping [-c COUNT] [-i INTERVAL] [-W TIMEOUT] [-w DEADLINE] [-q] [-n] [-s SIZE] HOST"""
    given = getopt("ping", arguments, "c:i:W:w:qs:", idle="n 4 t= v", refused="I= b f 6", status=2)
    if not given.operands:
        raise UsageFault("Usage: ping [-c count] [-i interval] [-W timeout] [-w deadline] [-q] destination", 2)
    host = given.operands[-1]
    address = resolve(context.stage, context.node, host)
    if address is None:
        raise UsageFault(f"ping: {host}: Name or service not known", 2)
    if not address.startswith("127.") and context.machine.addresses == ():
        raise UsageFault("connect: Network is unreachable", 2)
    endless = (
        str(round(_seconds(given.value("w")) / _seconds(given.value("i") or "1"))) if "w" in given else str(_SCREEN)
    )
    count = whole_number("ping", given.value("c") or endless, "bad number of packets to transmit", 2)
    size = whole_number("ping", given.value("s") or "56", "bad packet size", 2)
    context.out(f"PING {host} ({address}) {size}({size + _HEADERS}) bytes of data.\n")
    return _send_packets(context, given, host, address, count)


def _send_packets(context: MachineContext, given: Given, host: str, address: str, count: int) -> int:
    begin = context.stage.time
    interval = _seconds(given.value("i") or "1")
    timeout = _seconds(given.value("W") or ("10" if count == 1 else "1"))
    deadline = begin + 1000 * _seconds(given.value("w")) if "w" in given else None
    size = int(given.value("s") or "56") + 8
    received, errors, number = 0, 0, 0
    while number < count and (deadline is None or context.stage.time < deadline):
        number += 1
        if answers_ping(context.stage, context.node, address):
            received += 1
            if "q" not in given:
                context.out(
                    f"{size} bytes from {address}: icmp_seq={number} ttl=64 time={_round_trip(context, address)} ms\n"
                )
        elif not _silent(context, address):
            errors += 1
            own = source_address(context.stage, context.node, address)
            if "q" not in given:
                context.out(f"From {own} icmp_seq={number} Destination Host Unreachable\n")
        pause = interval if number < count else 0 if received == number else timeout
        if deadline is not None:
            pause = min(pause, (deadline - context.stage.time) / 1000)
        context.wait(pause)
    count = number
    loss = 100 * (count - received) // count if count else 0
    context.out(f"\n--- {host} ping statistics ---\n")
    shown = f", +{errors} errors" if errors else ""
    elapsed = context.stage.time - begin
    context.out(f"{count} packets transmitted, {received} received{shown}, {loss}% packet loss, time {elapsed}ms\n")
    if received:
        time = _round_trip(context, address)
        context.out(f"rtt min/avg/max/mdev = {time}/{time}/{time}/0.000 ms\n")
    return 0 if received else 1


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", text):
        raise UsageFault(f"ping: bad timing interval: '{text}'", 2)
    return float(text)


def _round_trip(context: MachineContext, address: str) -> str:
    return "0.045" if machine_at(context.stage, context.node, address) == context.node else "0.312"


def _silent(context: MachineContext, address: str) -> bool:
    """Whether packets vanish without a word; a host that does not answer ARP is reported unreachable."""
    network = context.stage.network
    return (context.node, address) in network.unreachable
