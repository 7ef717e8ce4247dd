"""IPaddr2: an additional address on an interface. It looks at its own machine only and detects no duplicates."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping

from hasim.sim.agents.agent import ERROR, NOT_CONFIGURED, NOT_RUNNING, OK, Agent, Call, Done, Outcome, agent
from hasim.sim.machine import Address, Interface, Machine

START, MONITOR, STOP, PROBE = 150, 80, 110, 100


@agent("ocf:heartbeat:IPaddr2", "ocf:heartbeat:IPaddr")
class IPaddr2(Agent):
    """ocf:heartbeat:IPaddr2, also by its older name."""

    parameters = ("ip", "nic", "cidr_netmask", "broadcast", "iflabel", "arp_count", "arp_interval", "arp_bg")

    def running(self, machine: Machine, parameters: Mapping[str, str]) -> bool:
        """While some interface has the address."""
        return self._holder(machine, parameters) is not None

    def _holder(self, machine: Machine, parameters: Mapping[str, str]) -> Interface | None:
        wanted, nic = parameters.get("ip", ""), parameters.get("nic", "")
        for interface in machine.interfaces:
            if any(address.ip == wanted for address in interface.addresses) and nic in ("", interface.name):
                return interface
        return None

    def _find_interface(self, machine: Machine, parameters: Mapping[str, str]) -> Interface | None:
        """The interface to use: the one named, else the one whose network the address is in."""
        nic = parameters.get("nic", "")
        if nic:
            return machine.interface(nic)
        wanted = ipaddress.IPv4Address(parameters["ip"])
        for interface in machine.interfaces:
            for own in interface.addresses:
                if own.permanent and wanted in ipaddress.IPv4Network(f"{own.ip}/{own.prefix}", strict=False):
                    return interface
        return None

    def _valid(self, call: Call) -> bool:
        try:
            ipaddress.IPv4Address(call.parameters.get("ip", ""))
        except ValueError:
            return False
        return True

    def monitor(self, call: Call) -> Outcome:
        """Is the address there?"""
        if not self._valid(call):
            return Done(NOT_CONFIGURED, "IP address (the ip parameter) is mandatory", PROBE)
        there = self._holder(call.machine, call.parameters) is not None
        return Done(OK if there else NOT_RUNNING, after=PROBE if call.probe else MONITOR)

    def start(self, call: Call) -> Outcome:
        """Add the address and announce it. An interface that is named and not there is a fault of the configuration."""
        if not self._valid(call):
            return Done(NOT_CONFIGURED, "IP address (the ip parameter) is mandatory")
        if self._holder(call.machine, call.parameters) is not None:
            return Done(OK, after=START)
        interface = self._find_interface(call.machine, call.parameters)
        if interface is None:
            return Done(NOT_CONFIGURED if call.parameters.get("nic") else ERROR, "[findif] failed", START)
        call.put(call.machine.with_address(interface.name, self._address(interface, call.parameters)))
        call.stage.tell("address-announced", call.node, ip=call.parameters["ip"])
        return Done(OK, after=START)

    def _address(self, interface: Interface, parameters: Mapping[str, str]) -> Address:
        mask = parameters.get("cidr_netmask", "")
        prefix = int(mask) if mask.isdecimal() else interface.addresses[0].prefix if interface.addresses else 24
        network = ipaddress.IPv4Network(f"{parameters['ip']}/{prefix}", strict=False)
        broadcast = parameters.get("broadcast") or str(network.broadcast_address)
        label = f"{interface.name}:{parameters['iflabel']}" if parameters.get("iflabel") else ""
        return Address(parameters["ip"], prefix, broadcast, label)

    def stop(self, call: Call) -> Outcome:
        """Take the address away; one that is not there is no error."""
        if self._holder(call.machine, call.parameters) is not None:
            call.put(call.machine.without_address(call.parameters["ip"]))
        return Done(OK, after=STOP)
