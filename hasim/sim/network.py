"""The network between the machines: who can reach whom, and what a learner has broken.

One switch joins every machine and every other host (the gateway, a ping target). Faults are kept as plain sets, so
that a network is a small frozen value and undoing a fault is going back to the value before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class Network:
    """Addresses of the hosts on the switch, and the faults between them.

    ``addresses`` maps a machine's name to its own (permanent) address; ``hosts`` are the addresses of everything else
    that answers a ping. A cut concerns the path between two machines only, ``unreachable`` pairs of a machine and an
    address, ``unplugged`` machines whose cable is out, ``down`` hosts that are switched off.
    """

    addresses: Mapping[str, str]
    hosts: frozenset[str] = frozenset()
    interface: str = "ens33"
    prefix: int = 24
    unplugged: frozenset[str] = frozenset()
    cuts: frozenset[frozenset[str]] = frozenset()
    unreachable: frozenset[tuple[str, str]] = frozenset()
    down: frozenset[str] = field(default_factory=frozenset)

    def name_of(self, address: str) -> str:
        """The machine that owns this permanent address, or "" where it belongs to no machine."""
        return next((name for name, own in self.addresses.items() if own == address), "")

    def joined(self, one: str, other: str) -> bool:
        """Can packets pass between the cables of two machines? (Both may still be switched off.)"""
        if one == other:
            return True
        if one in self.unplugged or other in self.unplugged or frozenset((one, other)) in self.cuts:
            return False
        return not {(one, self.addresses[other]), (other, self.addresses[one])} & self.unreachable

    def host_answers(self, machine: str, address: str) -> bool:
        """Does a host that is no machine of the cluster answer ``machine``?"""
        return (
            address in self.hosts
            and address not in self.down
            and machine not in self.unplugged
            and (machine, address) not in self.unreachable
        )

    def unplug(self, machine: str) -> Network:
        """Pull the machine's only cable."""
        return replace(self, unplugged=self.unplugged | {machine})

    def plug(self, machine: str) -> Network:
        """Put the cable back."""
        return replace(self, unplugged=self.unplugged - {machine})

    def cut(self, one: str, other: str) -> Network:
        """Cut the path between two machines; both keep their way to every other host."""
        return replace(self, cuts=self.cuts | {frozenset((one, other))})

    def heal(self, one: str, other: str) -> Network:
        """Mend the path between two machines."""
        return replace(self, cuts=self.cuts - {frozenset((one, other))})

    def lose(self, machine: str, address: str) -> Network:
        """Packets of ``machine`` to this address vanish silently."""
        return replace(self, unreachable=self.unreachable | {(machine, address)})

    def find(self, machine: str, address: str) -> Network:
        """The address answers ``machine`` again."""
        return replace(self, unreachable=self.unreachable - {(machine, address)})

    def switch_off(self, address: str) -> Network:
        """A host (not a machine of the cluster) goes down."""
        return replace(self, down=self.down | {address})

    def switch_on(self, address: str) -> Network:
        """The host is up again."""
        return replace(self, down=self.down - {address})
