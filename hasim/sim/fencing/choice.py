"""Which node is to use which device: by the configured topology, else whatever can do it."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.cib import Element
from hasim.cib.pattern import PatternError, compile_pattern
from hasim.sim.fencing.devices import Device, can_fence, capable, device_on
from hasim.sim.fencing.state import FenceOperation, Try, fencers
from hasim.sim.stage import Stage

Steps = tuple[tuple[Try, ...], ...]


def steps_for(stage: Stage, operation: FenceOperation, after_level: int = 0) -> tuple[int, Steps]:
    """The next level above ``after_level`` that can be tried, and its steps; (0, ()) where there is nothing to try.

    Without a topology there is one step, tried by every node with every device of its; the level is then 0.
    """
    node = operation.owner
    levels = topology(stage, node, operation.target)
    if not levels:
        return 0, _anything(stage, operation) if not after_level else ()
    for index in sorted(index for index in levels if index > after_level):
        steps = _level(stage, operation, levels[index])
        if steps:
            return index, steps
    return 0, ()


def executioners(stage: Stage, operation: FenceOperation) -> list[str]:
    """The nodes that may do it, the best first: the one that was asked; the target itself only if it is alone."""
    members = fencers(stage, operation.owner)
    others = [name for name in members if name != operation.target]
    names = others or members
    return sorted(names, key=lambda name: (name != operation.owner, members.index(name)))


def _anything(stage: Stage, operation: FenceOperation) -> Steps:
    ways = {name: capable(stage, name, operation.target) for name in executioners(stage, operation)}
    ranked = sorted(ways, key=lambda name: -len(ways[name]))
    tries = tuple(Try(name, device.id, operation.action) for name in ranked for device in ways[name])
    return (tries,) if tries else ()


def _level(stage: Stage, operation: FenceOperation, names: Sequence[str]) -> Steps:
    """All devices of a level must succeed. Several of them reboot by all being off before any is on again."""
    steps = [_ways(stage, operation, name, operation.action) for name in names]
    if not all(steps):
        return ()
    if operation.action != "reboot" or len(names) == 1:
        return tuple(steps)
    phases = [_ways(stage, operation, name, action) for action in ("off", "on") for name in names]
    return tuple(phases)


def _ways(stage: Stage, operation: FenceOperation, name: str, action: str) -> tuple[Try, ...]:
    """The nodes that can use a device, those first where it runs and is watched."""
    found = [peer for peer in executioners(stage, operation) if _usable(stage, peer, name, operation.target)]
    ranked = sorted(found, key=lambda peer: not _watched(stage, peer, name))
    return tuple(Try(peer, name, action) for peer in ranked)


def _usable(stage: Stage, peer: str, name: str, target: str) -> bool:
    device: Device | None = device_on(stage, peer, name)
    return device is not None and can_fence(stage, peer, device, target)


def _watched(stage: Stage, peer: str, name: str) -> bool:
    executor = stage.stacks[peer].executor
    return executor is not None and name in executor.devices


def topology(stage: Stage, node: str, target: str) -> dict[int, tuple[str, ...]]:
    """The fencing levels that apply to a target: index -> devices. Names count more than patterns, these more than
    attributes."""
    cib = stage.stacks[node].cib
    section = cib.configuration.first("fencing-topology") if cib else None
    levels = section.all("fencing-level") if section is not None else []
    for applies in (_by_name, _by_pattern, _by_attribute):
        found = {
            _index(level): tuple((level.get("devices") or "").split(","))
            for level in levels
            if _index(level) and applies(stage, node, level, target)
        }
        if found:
            return dict(sorted(found.items()))
    return {}


def _index(level: Element) -> int:
    """A level's number, from 1 to 9; 0 for one that makes no sense and counts for nothing."""
    text = level.get("index") or ""
    return int(text) if len(text) == 1 and text in "123456789" else 0


def _by_name(stage: Stage, node: str, level: Element, target: str) -> bool:
    return level.get("target") == target


def _by_pattern(stage: Stage, node: str, level: Element, target: str) -> bool:
    pattern = level.get("target-pattern")
    try:
        return pattern is not None and compile_pattern(pattern).search(target) is not None
    except PatternError:
        return False


def _by_attribute(stage: Stage, node: str, level: Element, target: str) -> bool:
    name, value = level.get("target-attribute"), level.get("target-value")
    return name is not None and value is not None and _attribute(stage, node, target, name) == value


def _attribute(stage: Stage, node: str, target: str, name: str) -> str | None:
    """A permanent attribute of a node."""
    cib = stage.stacks[node].cib
    entry = next((one for one in cib.nodes.children if one.get("uname") == target), None) if cib else None
    for group in entry.all("instance_attributes") if entry is not None else ():
        for pair in group.all("nvpair"):
            if pair.get("name") == name:
                return pair.get("value")
    return None
