"""The head of a session, checked, and the world that it asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from hasim.cib import Cib, Dialect
from hasim.sim.clients import begin
from hasim.sim.clock import zone
from hasim.sim.scenarios.files import CLUSTER_NAME
from hasim.sim.scenarios.needs import addresses_in, cluster_name_in
from hasim.sim.world import World

DEFAULT_START = "2026-05-03T09:00:00"
DEFAULT_ZONE = "UTC"
DEFAULT_NODES = ("node1", "node2")
MOST_NODES = 16
FIRST_HOST = 201
VIRTUAL_ADDRESS = "192.168.0.203"
"""The tutorial's floating address, which no server has of its own."""
GATEWAY = "192.168.0.1"
OTHER_NODES = ("remote", "ping")
"""Types of nodes that are no members of the cluster."""
ARBITER = "192.168.0.252"
"""A host outside the cluster on which corosync-qnetd runs, for those who configure a quorum device."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a scenario builds from: ``start`` in epoch seconds, ``addresses`` by node name, a configuration or none."""

    scenario: str
    dialect: Dialect
    start: int
    timezone: str
    addresses: Mapping[str, str]
    cib: Cib | None = None
    configure: str = ""
    cluster_name: str = CLUSTER_NAME

    @property
    def nodes(self) -> tuple[str, ...]:
        """The names of the nodes, in order."""
        return tuple(self.addresses)


Builder = Callable[[Plan], World]
_builders: dict[str, Builder] = {}


def scenario(name: str) -> Callable[[Builder], Builder]:
    """Register a scenario's builder."""

    def register(builder: Builder) -> Builder:
        _builders[name] = builder
        return builder

    return register


def start_world(head: Mapping[str, Any]) -> World:
    """The world that a session's head asks for. ValueError or CibError with one line for what makes no sense."""
    plan = read_head(head)
    return begin(_builders[plan.scenario](plan))


def read_head(head: Mapping[str, Any]) -> Plan:
    """Check a head's options and fill in what it leaves out."""
    name = head.get("scenario", "tutorial")
    if name not in _builders:
        raise ValueError(f"unknown scenario {name!r}; known are {', '.join(sorted(_builders))}")
    dialect = Dialect.parse(str(head.get("dialect") or Dialect.V2_1))
    timezone = _text(head, "timezone", DEFAULT_ZONE)
    start = _start(_text(head, "start", DEFAULT_START), timezone)
    cib = Cib.parse(_text(head, "cib", "")) if head.get("cib") else None
    nodes = head.get("nodes")
    taken = addresses_in(cib) if cib is not None and name == "own" else frozenset()
    addresses = _addresses(_members(cib) if nodes is None and cib is not None else nodes, taken)
    plan = Plan(str(name), dialect, start, timezone, addresses, cib, _text(head, "configure", ""))
    return replace(plan, cluster_name=cluster_name_in(cib)) if cib is not None and name == "own" else plan


def _members(cib: Cib) -> list[str] | None:
    """The cluster nodes that a configuration knows; None where it knows none."""
    names = [one.get("uname") or "" for one in cib.nodes.all("node") if one.get("type") not in OTHER_NODES]
    return names or None


def _text(head: Mapping[str, Any], name: str, default: str) -> str:
    value = head.get(name)
    if value is None:
        return default
    if not isinstance(value, str):
        raise ValueError(f"{name} must be a text, not {value!r}")
    return value


def _start(text: str, timezone: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"start is not an ISO time: {text!r}") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone(timezone))
    zone(timezone)
    return int(moment.timestamp())


def _addresses(nodes: object, taken: frozenset[str]) -> dict[str, str]:
    names: Sequence[object] = DEFAULT_NODES if nodes is None else nodes  # type: ignore[assignment]
    if isinstance(names, str) or not isinstance(names, Sequence) or not 1 <= len(names) <= MOST_NODES:
        raise ValueError(f"nodes must be a list of 1 to {MOST_NODES} names")
    texts = [str(name) for name in names]
    if any(not is_host_name(name) for name in texts) or len(set(texts)) != len(texts):
        raise ValueError(f"nodes must be different plain host names, not {', '.join(map(repr, names))}")
    hosts = (f"192.168.0.{number}" for number in range(FIRST_HOST, 255))
    free = (address for address in hosts if address not in {VIRTUAL_ADDRESS, *taken})
    return dict(zip(texts, free, strict=False))


def is_host_name(name: str) -> bool:
    """Whether a machine here can have that name."""
    return re.fullmatch(r"[A-Za-z0-9_][A-Za-z0-9_.-]*", name) is not None
