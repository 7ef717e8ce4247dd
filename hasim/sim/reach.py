"""Who answers at an address: machines by the addresses they hold now, other hosts by the network.

An address that two machines hold (a split cluster) is answered by the own machine first, else by the first in order.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TYPE_CHECKING

from hasim.sim.http_answers import Response, request

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

SSH = 22
_SERVICES = {SSH: "ssh", 80: "http", 443: "https"}


class NoAnswer(StrEnum):
    """Why a connection fails, in the words of connect(2)."""

    REFUSED = "Connection refused"
    NO_ROUTE = "No route to host"
    UNREACHABLE = "Network is unreachable"


def is_address(text: str) -> bool:
    """Whether this is an IPv4 address in dotted numbers."""
    return bool(re.fullmatch(r"\d+(\.\d+){3}", text)) and all(int(part) < 256 for part in text.split("."))


def resolve(stage: Stage, node: str, host: str) -> str | None:
    """A host's address by the machine's /etc/hosts; None for an unknown name."""
    if is_address(host):
        return host
    files = stage.machines[node].files
    text = files.read("/etc/hosts") if files.is_file("/etc/hosts") else ""
    for line in text.splitlines():
        address, *names = line.partition("#")[0].split() or [""]
        if host in names and is_address(address):
            return address
    return "127.0.0.1" if host in (node, "localhost") else None


def machine_at(stage: Stage, node: str, address: str) -> str:
    """The running machine that answers ``node`` at this address, or "": the own one, or one across the network."""
    if address.startswith("127."):
        return node
    holders = [name for name, machine in stage.machines.items() if machine.on and address in machine.addresses]
    if node in holders:
        return node
    reachable = (name for name in holders if _linked(stage, node, name) and _path_open(stage, node, name, address))
    return next(reachable, "")


def _linked(stage: Stage, node: str, other: str) -> bool:
    return stage.machines[node].addresses != () and stage.network.joined(node, other)


def _path_open(stage: Stage, node: str, other: str, address: str) -> bool:
    lost = stage.network.unreachable
    return (node, address) not in lost and not any((other, own) in lost for own in stage.machines[node].addresses)


def answers_ping(stage: Stage, node: str, address: str) -> bool:
    """Whether an ICMP echo to the address comes back. A stock firewall lets it through."""
    if machine_at(stage, node, address):
        return True
    return stage.machines[node].addresses != () and stage.network.host_answers(node, address)


def source_address(stage: Stage, node: str, address: str) -> str:
    """The address under which ``node`` appears to the other side of a connection to ``address``."""
    if address.startswith("127."):
        return "127.0.0.1"
    own = stage.machines[node].addresses
    return address if address in own else (own[0] if own else "")


def connect(stage: Stage, node: str, address: str, port: int) -> str | NoAnswer:
    """The machine that a TCP connection reaches, or why there is none. firewalld lets in nothing but ssh."""
    target = machine_at(stage, node, address)
    if not target:
        if stage.machines[node].addresses == ():
            return NoAnswer.UNREACHABLE
        return NoAnswer.REFUSED if stage.network.host_answers(node, address) else NoAnswer.NO_ROUTE
    if target != node and stage.machines[target].blocks(_SERVICES.get(port, ""), f"{port}/tcp"):
        return NoAnswer.NO_ROUTE
    return target


def http_get(stage: Stage, node: str, address: str, port: int, path: str) -> Response | NoAnswer:
    """A GET from a machine to an address."""
    target = connect(stage, node, address, port)
    if isinstance(target, NoAnswer):
        return target
    answer = request(stage, target, address, port, path, source_address(stage, node, address))
    return answer or NoAnswer.REFUSED
