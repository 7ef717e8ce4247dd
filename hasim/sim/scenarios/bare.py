"""``bare``: servers with Apache, with nothing of the cluster's software installed."""

from __future__ import annotations

from hasim.sim.fencing.hardware import hardware_hosts
from hasim.sim.machine import Machine
from hasim.sim.machines import bare_server
from hasim.sim.network import Network
from hasim.sim.scenarios.plan import ARBITER, GATEWAY, Plan, scenario
from hasim.sim.stack import NodeStack
from hasim.sim.world import World


def machines(plan: Plan) -> dict[str, Machine]:
    """A server for each node."""
    hosts = dict(plan.addresses)
    return {
        name: bare_server(name, address, plan.dialect, hosts=hosts, gateway=GATEWAY, now=plan.start)
        for name, address in plan.addresses.items()
    }


def world_of(plan: Plan, built: dict[str, Machine], time: int = 0) -> World:
    """A world in which these machines are on and nothing else happens; ``time`` is in ms since the session's start."""
    return World(
        start=plan.start,
        timezone=plan.timezone,
        dialect=plan.dialect,
        nodes=plan.nodes,
        network=Network(dict(plan.addresses), hosts=hardware_hosts(plan.addresses.values()) | {GATEWAY, ARBITER}),
        machines=built,
        stacks={name: NodeStack() for name in plan.nodes},
        time=time,
    )


@scenario("bare")
def bare(plan: Plan) -> World:
    """The article's premises."""
    return world_of(plan, machines(plan))
