"""Fence devices: what the configuration says of them, on which nodes they may be used, and whom they can fence.

The fencer of every node registers each device that is configured, unless the device is disabled or the location
constraints ban it from that node. A device need not be started to be used; starting it only has it watched.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from hasim.cib import INFINITY, Cib, Element
from hasim.cib.duration import parse_duration
from hasim.cib.score import add
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.location import unpack_location
from hasim.scheduler.parameters import ancestry, parameters
from hasim.scheduler.resource import Primitive
from hasim.scheduler.roles import Role
from hasim.scheduler.unpack import unpack_cluster
from hasim.sim.clock import zone
from hasim.sim.fencing.agents import DEFAULT_RETRIES, FenceAgent, Use, fence_agent
from hasim.sim.stage import Stage


@dataclass(frozen=True, slots=True)
class Device:
    """A configured fence device with its parameters."""

    id: str
    type: str
    parameters: Mapping[str, str] = field(default_factory=dict)
    banned: frozenset[str] = frozenset()
    """Nodes where it must not be used."""
    agent: FenceAgent | None = None
    """Its agent, None where that is not installed."""

    @property
    def priority(self) -> int:
        """Where several devices could do it, those of higher priority are tried first."""
        text = self.parameters.get("priority", "0")
        return int(text) if text.lstrip("-").isdecimal() else 0

    @property
    def hosts(self) -> tuple[str, ...]:
        """The targets listed in pcmk_host_list."""
        return tuple(re.split(r"[\s,;]+", self.parameters.get("pcmk_host_list", "").strip())) if self._listed else ()

    @property
    def _listed(self) -> bool:
        return bool(self.parameters.get("pcmk_host_list", "").strip())

    @property
    def aliases(self) -> dict[str, str]:
        """pcmk_host_map: the device's own names of targets."""
        return host_map(self.parameters.get("pcmk_host_map", ""))

    @property
    def check(self) -> str:
        """How it is found out whom it can fence: static-list, dynamic-list, status or none."""
        said = self.parameters.get("pcmk_host_check", "")
        if said:
            return said
        if self._listed or self.aliases:
            return "static-list"
        return "dynamic-list" if self.agent is not None and self.agent.lists else "status"

    def action(self, wanted: str) -> str:
        """What the agent is really asked for."""
        wanted = "off" if wanted == "poweroff" else wanted
        return self.parameters.get(f"pcmk_{wanted}_action", wanted)

    def timeout(self, action: str, default: int) -> int:
        """How long (ms) the agent may take."""
        return parse_duration(self.parameters.get(f"pcmk_{action}_timeout")) or default

    def tries(self, action: str) -> int:
        """How often the agent is run, if it fails and time is left."""
        text = self.parameters.get(f"pcmk_{action}_retries", "")
        return max(1, int(text)) if text.isdecimal() else DEFAULT_RETRIES

    @property
    def limit(self) -> int:
        """How many actions it can do at a time; -1 for any number."""
        text = self.parameters.get("pcmk_action_limit", "1")
        return int(text) if text.lstrip("-").isdecimal() else 1

    def delay(self, target: str, seed: str) -> int:
        """The delay (ms) before it acts: the base, and something by chance up to the maximum.

        The chance is computed from ``seed``: the same world always draws the same.
        """
        base = _delay(self.parameters.get("pcmk_delay_base", ""), target)
        most = parse_duration(self.parameters.get("pcmk_delay_max")) or 0
        if most <= base:
            return base
        drawn = int(hashlib.md5(f"{seed} {self.id}".encode(), usedforsecurity=False).hexdigest()[:8], 16)
        return base + drawn % ((most - base) // 1000 + 1) * 1000


def host_map(text: str) -> dict[str, str]:
    """A map such as ``node1:1;node2:2``: the first number of a host counts, several are kept as they stand.

    >>> host_map("node1:1;node2:2,3 node3=x")
    {'node1': '1', 'node2': '2,3', 'node3': 'x'}
    """
    found = {}
    for entry in re.split(r"[;\s]+", text.strip()):
        name, mark, value = re.match(r"([^:=]*)([:=]?)(.*)", entry).groups()  # type: ignore[union-attr]
        if name and mark:
            found[name] = value
    return found


def _delay(text: str, target: str) -> int:
    """pcmk_delay_base: one duration, or a map from targets to durations."""
    if ":" in text:
        text = host_map(text).get(target, "")
    return parse_duration(text) or 0


def configured(stage: Stage, node: str) -> list[Device]:
    """The devices that the node's copy of the CIB defines and that are not disabled, in the order of their ids."""
    cib = stage.stacks[node].cib
    return list(_from(_Key(cib), int(stage.now), stage.timezone, stage.stand_ins)) if cib is not None else []


class _Key:
    """A configuration as a cache key: by identity, since equal values are shared."""

    __slots__ = ("cib",)

    def __init__(self, cib: Cib) -> None:
        self.cib = cib

    def __hash__(self) -> int:
        return hash(id(self.cib.configuration))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.cib.configuration is self.cib.configuration


@lru_cache(maxsize=32)
def _from(key: _Key, now: int, timezone: str, stand_ins: frozenset[str]) -> tuple[Device, ...]:
    bare = key.cib.with_section(Element("status"))
    cluster = unpack_cluster(bare, now, zone=zone(timezone))
    found = [leaf for leaf in cluster.leaves() if leaf.is_fence_device and leaf.target_role is not Role.STOPPED]
    for element in bare.constraints.all("rsc_location") if found else ():
        unpack_location(cluster, element)
    devices = {leaf.configured_id: _device(leaf, cluster, stand_ins) for leaf in found}
    return tuple(devices[name] for name in sorted(devices))


def _device(leaf: Primitive, cluster: Cluster, stand_ins: frozenset[str]) -> Device:
    """A device as configured. It may be used where its own locations, and those of what it is in, allow it."""
    scores: dict[str, int] = {}
    for location in cluster.locations:
        if location.resource in ancestry(leaf):
            for each in location.entries:
                scores[each.node.name] = add(scores.get(each.node.name, 0), each.score)
    unnamed = 0 if cluster.options.symmetric else -INFINITY
    banned = frozenset(node.name for node in cluster.nodes if scores.get(node.name, unnamed) < 0)
    agent = fence_agent(leaf.type, stand_ins)
    return Device(leaf.configured_id, leaf.type, dict(parameters(leaf)), banned, agent)


def registered(stage: Stage, node: str) -> list[Device]:
    """The devices that the fencer of a node has registered."""
    if stage.stacks[node].fencer is None:
        return []
    return [device for device in configured(stage, node) if node not in device.banned]


def device_on(stage: Stage, node: str, name: str) -> Device | None:
    """The registered device of that name."""
    return next((one for one in registered(stage, node) if one.id == name), None)


def use_of(stage: Stage, node: str, device: Device, target: str = "") -> Use:
    """A use of the device from a node. Its plug is the target's alias, or its name."""
    return Use(stage, node, device.parameters, target, device.aliases.get(target, target))


def listed(stage: Stage, node: str, device: Device) -> list[str] | None:
    """Whom the device itself says that it can fence; None where it cannot be asked."""
    agent = device.agent
    if agent is None or not agent.lists or agent.problem(use_of(stage, node, device)):
        return None
    return agent.targets(use_of(stage, node, device))


def can_fence(stage: Stage, node: str, device: Device, target: str) -> bool:
    """Whether the device, used from that node, is there for this target."""
    plug = device.aliases.get(target, target)
    if device.agent is None:
        return False
    if device.check == "none":
        return True
    if device.check == "static-list":
        return target in device.aliases if device.aliases and not device.hosts else target in device.hosts
    if device.check == "dynamic-list":
        return plug in (listed(stage, node, device) or ())
    return not device.agent.problem(use_of(stage, node, device, target))


def capable(stage: Stage, node: str, target: str) -> list[Device]:
    """The devices with which the fencer of a node can fence a target, by priority."""
    found = [device for device in registered(stage, node) if can_fence(stage, node, device, target)]
    return sorted(found, key=lambda device: -device.priority)


def device_problem(stage: Stage, node: str, device: Device) -> str:
    """Why a device does not answer its monitor, "" if it does."""
    agent = device.agent
    return agent.monitor(use_of(stage, node, device)).reason if agent is not None else "No such file or directory"
