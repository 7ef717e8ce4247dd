"""Hardware that can cut a server's power: one power switch, one hypervisor, and a management board in each server.

They are hosts of their own on the network, so that they can be switched off or become unreachable like any other: the
faults ``host-down`` and ``unreachable`` are how a fence device breaks. A board lives on standby power: it answers
while its server is off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from hasim.sim.machine import Power
from hasim.sim.power import power_off, power_on

if TYPE_CHECKING:
    from hasim.sim.stage import Stage

POWER_SWITCH = "192.168.0.250"
HYPERVISOR = "192.168.0.251"
BOARD_BELOW = 100
"""A server's board has the server's address with so much less in its last number: .201 has its board at .101."""


def board_of(address: str) -> str:
    """The address of the management board of the server at ``address``.

    >>> board_of("192.168.0.201")
    '192.168.0.101'
    """
    network, _, number = address.rpartition(".")
    return f"{network}.{int(number) - BOARD_BELOW}"


def hardware_hosts(addresses: Iterable[str]) -> frozenset[str]:
    """The addresses of everything that can fence the servers at these addresses."""
    return frozenset({POWER_SWITCH, HYPERVISOR, *(board_of(address) for address in addresses)})


def server_with_board(addresses: Mapping[str, str], board: str) -> str:
    """The machine whose board has this address, "" for none."""
    return next((name for name, address in addresses.items() if board_of(address) == board), "")


def outlet(stage: Stage, plug: str) -> str:
    """The machine at an outlet of the power switch: its name, or its number, counted from 1; "" for none."""
    if plug.isdecimal() and 1 <= int(plug) <= len(stage.nodes):
        return stage.nodes[int(plug) - 1]
    return plug if plug in stage.nodes else ""


def is_off(stage: Stage, name: str) -> bool:
    """Is the machine without power?"""
    return stage.machines[name].power is Power.OFF


def cut(stage: Stage, name: str) -> None:
    """Switch a machine off at once."""
    power_off(stage, name)
    stage.rouse()


def restore(stage: Stage, name: str) -> None:
    """Switch a machine on: it boots."""
    power_on(stage, name)
