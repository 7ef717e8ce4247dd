"""What a learner can break from outside: power, cables, paths, hosts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hasim.sim.network import Network
from hasim.sim.power import power_off, power_on
from hasim.sim.stage import Stage


def _node(stage: Stage, where: Mapping[str, Any]) -> str:
    name = where.get("node")
    if name not in stage.nodes:
        raise ValueError(f"unknown node {name!r}; there are {', '.join(stage.nodes)}")
    return str(name)


def _between(stage: Stage, where: Mapping[str, Any]) -> tuple[str, str]:
    pair = where.get("between")
    if not isinstance(pair, Sequence) or isinstance(pair, str) or len(pair) != 2 or pair[0] == pair[1]:
        raise ValueError("between needs the names of two nodes")
    return _node(stage, {"node": pair[0]}), _node(stage, {"node": pair[1]})


def _host(where: Mapping[str, Any]) -> str:
    host = where.get("host")
    if not isinstance(host, str) or not host:
        raise ValueError("host needs an address")
    return host


def _power_off(stage: Stage, where: Mapping[str, Any]) -> None:
    node = _node(stage, where)
    stage.record("fault", node, f"{node} loses power", fault="power-off")
    power_off(stage, node)
    stage.rouse()


def _power_on(stage: Stage, where: Mapping[str, Any]) -> None:
    node = _node(stage, where)
    stage.record("fault", node, f"{node} is switched on", fault="power-on")
    power_on(stage, node)


def _network(change: Callable[[Network, Stage, Mapping[str, Any]], Network], fault: str) -> Callable[..., None]:
    """A fault that changes nothing but the network."""

    def apply(stage: Stage, where: Mapping[str, Any]) -> None:
        stage.network = change(stage.network, stage, where)
        node = str(where.get("node", ""))
        details = ", ".join(str(value) for value in where.values())
        stage.record("fault", node, f"{fault}: {details}", fault=fault, where=details)
        stage.tell("network-changed", node)

    return apply


FAULTS: Mapping[str, Callable[..., None]] = {
    "power-off": _power_off,
    "power-on": _power_on,
    "unplug": _network(lambda net, stage, where: net.unplug(_node(stage, where)), "unplug"),
    "plug": _network(lambda net, stage, where: net.plug(_node(stage, where)), "plug"),
    "cut": _network(lambda net, stage, where: net.cut(*_between(stage, where)), "cut"),
    "heal": _network(lambda net, stage, where: net.heal(*_between(stage, where)), "heal"),
    "unreachable": _network(lambda net, stage, where: net.lose(_node(stage, where), _host(where)), "unreachable"),
    "reachable": _network(lambda net, stage, where: net.find(_node(stage, where), _host(where)), "reachable"),
    "host-down": _network(lambda net, stage, where: net.switch_off(_host(where)), "host-down"),
    "host-up": _network(lambda net, stage, where: net.switch_on(_host(where)), "host-up"),
}
"""Every fault by its name in a session file."""


def apply_fault(stage: Stage, fault: str, where: Mapping[str, Any]) -> None:
    """Do a fault. ``where`` holds what it needs of ``node``, ``between`` and ``host``; ValueError if that is wrong."""
    if fault not in FAULTS:
        raise ValueError(f"unknown fault {fault!r}; known are {', '.join(FAULTS)}")
    FAULTS[fault](stage, where)
