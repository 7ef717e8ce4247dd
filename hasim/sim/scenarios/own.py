"""``own``: servers made to fit somebody's own configuration, on which it then runs.

They have its node names, an interface in the network of every floating address, the units and init scripts that are
resources, and whom it pings answers. For agents that are not modelled, or that need more of a server than that, a
stand-in acts; :class:`~hasim.sim.scenarios.needs.Needs` says for which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from ipaddress import IPv4Address, IPv4Network

from hasim.sim.machine import Address, Interface, Machine
from hasim.sim.scenarios.needs import Floating, Needs, addresses_in
from hasim.sim.scenarios.plan import Plan, scenario
from hasim.sim.scenarios.servers import configured, running_servers
from hasim.sim.unitfile import VENDOR, full_name
from hasim.sim.units import reloaded
from hasim.sim.world import World

UNIT_TEXT = "[Unit]\nDescription={name} (a stand-in that does nothing)\n\n[Service]\nType=simple\nExecStart={program}\n"
SCRIPT_TEXT = "#!/bin/sh\n# a stand-in: starts, stops and watches a daemon that does nothing\n"
PROGRAM_TEXT = "#!/bin/sh\n# a stand-in: runs on and does nothing\n"


@scenario("own")
def own(plan: Plan) -> World:
    """The configuration of the head, committed on servers that fit it, and settled. ValueError without one."""
    if plan.cib is None:
        raise ValueError('the scenario "own" needs a "cib"')
    needs = Needs(plan.cib)
    world = running_servers(plan)
    taken = set(addresses_in(plan.cib)) | set(plan.addresses.values())
    machines = {name: _fitted(machine, needs, taken, plan.start) for name, machine in world.machines.items()}
    network = replace(world.network, hosts=world.network.hosts | needs.hosts)
    fit = replace(world, machines=machines, network=network, stand_ins=needs.stand_ins)
    return configured(fit, plan, "")


def _fitted(machine: Machine, needs: Needs, taken: set[str], now: float) -> Machine:
    for name in needs.names("systemd", "service"):
        machine = _with_unit(machine, name, now)
    for name in needs.names("lsb"):
        machine = machine.with_file(f"/etc/init.d/{name}", SCRIPT_TEXT, now=now, mode=0o755)
    for address in needs.floating:
        machine = _with_way(machine, address, taken)
    return reloaded(machine)


def _with_unit(machine: Machine, name: str, now: float) -> Machine:
    """With a unit of that name; one that is there already stays."""
    unit = full_name(name)
    if machine.file(f"{VENDOR}/{unit}") is not None:
        return machine
    program = f"/usr/sbin/{unit.removesuffix('.service').partition('@')[0]}"
    if machine.file(program) is None:
        machine = machine.with_file(program, PROGRAM_TEXT, now=now, mode=0o755)
    return machine.with_file(f"{VENDOR}/{unit}", UNIT_TEXT.format(name=name, program=program), now=now)


def _with_way(machine: Machine, floating: Floating, taken: set[str]) -> Machine:
    """With an interface on which a floating address can be."""
    if floating.nic:
        if machine.interface(floating.nic) is None:
            return _with_interface(machine, floating.nic, ())
        return machine
    if any(floating.ip in network for network in _networks(machine)):
        return machine
    network = floating.network
    if network.prefixlen > 29:  # too small for a server's own address: it is in a network around it
        network = IPv4Network(f"{floating.ip}/24", strict=False)
    own = _free(network, taken)
    taken.add(own)
    address = Address(own, network.prefixlen, str(network.broadcast_address), permanent=True)
    return _with_interface(machine, f"ens{33 + len(machine.interfaces) - 1}", (address,))


def _networks(machine: Machine) -> Iterable[IPv4Network]:
    own = (address for interface in machine.interfaces for address in interface.addresses if address.permanent)
    return [IPv4Network(f"{address.ip}/{address.prefix}", strict=False) for address in own]


def _free(network: IPv4Network, taken: set[str]) -> str:
    """The last address of a network that nobody has."""
    number = int(network.broadcast_address) - 1
    while str(IPv4Address(number)) in taken:
        number -= 1
    return str(IPv4Address(number))


def _with_interface(machine: Machine, name: str, addresses: tuple[Address, ...]) -> Machine:
    mac = f"52:55:{len(machine.interfaces):02x}:" + ":".join(machine.interfaces[-1].mac.split(":")[3:])
    return replace(machine, interfaces=(*machine.interfaces, Interface(name, mac, addresses)))
