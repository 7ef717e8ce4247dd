"""DRBD as the machines hold it: each has a copy of a device, a role, and a history of the data's generations.

A generation is a number that a Primary without its peer begins anew. Two copies fit together if one's history ends in
the other's present; then the older one is brought up to date. If each wrote by itself, that is a split brain: neither
connects again until one is told to discard its data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hasim.sim.machine import Machine
from hasim.sim.stage import Stage

FOLDER = "/var/lib/drbd"
CONFIGURATION = "/etc/drbd.d"
PRIMARY, SECONDARY, DOWN = "Primary", "Secondary", "Unconfigured"


@dataclass(frozen=True, slots=True)
class Copy:
    """One machine's copy of a resource.

    ``generations`` is the data's history, newest last; ``fresh`` says that it holds all that was ever acknowledged as
    far as it can know; ``alone`` that it refuses to connect after a split brain; ``shared`` that a peer has the newest
    generation too; ``boot`` is the boot (ms) that the role belongs to, since a role does not outlive the kernel.
    """

    role: str = DOWN
    generations: tuple[int, ...] = (1,)
    fresh: bool = True
    alone: bool = False
    shared: bool = False
    boot: int = -1


def path_of(resource: str) -> str:
    """Where a machine keeps the state of its copy."""
    return f"{FOLDER}/drbd-{resource}.state"


def load(machine: Machine, resource: str) -> Copy:
    """The copy on a machine; one that was never up is Unconfigured, and so is every copy after a boot."""
    if not machine.files.is_file(path_of(resource)):
        return Copy()
    role, generations, fresh, alone, shared, boot = machine.files.read(path_of(resource)).split()
    numbers = tuple(int(one) for one in generations.split(","))
    copy = Copy(role, numbers, fresh == "UpToDate", alone == "StandAlone", shared == "shared", int(boot))
    return copy if copy.boot == machine.booted else replace(copy, role=DOWN)


def save(machine: Machine, resource: str, copy: Copy, now: float) -> Machine:
    """The machine with this copy."""
    numbers = ",".join(str(one) for one in copy.generations)
    disk, link = "UpToDate" if copy.fresh else "Outdated", "StandAlone" if copy.alone else "Connect"
    words = (copy.role, numbers, disk, link, "shared" if copy.shared else "own", str(machine.booted))
    return machine.with_file(path_of(resource), " ".join(words) + "\n", now=now)


def device_of(machine: Machine, resource: str) -> str | None:
    """The block device that the configuration gives a resource; None for one that is not configured."""
    if not machine.files.is_dir(CONFIGURATION):
        return None
    for name in machine.files.listdir(CONFIGURATION):
        text = machine.files.read(f"{CONFIGURATION}/{name}") if name.endswith(".res") else ""
        if re.search(rf"^\s*resource\s+\"?{re.escape(resource)}\"?\s*\{{", text, re.MULTILINE):
            found = re.search(r"\bdevice\s+(?:minor\s+(\d+)|(/dev/\S+?))\s*(?:minor\s+\d+\s*)?;", text)
            return (found[2] or f"/dev/drbd{found[1]}") if found else "/dev/drbd0"
    return None


def writable(machine: Machine, device: str) -> bool:
    """May this device be mounted? A DRBD device only where its copy is Primary, anything else always."""
    if not machine.files.is_dir(CONFIGURATION) or not device.startswith("/dev/drbd"):
        return True
    names = (name.removesuffix(".res") for name in machine.files.listdir(CONFIGURATION))
    owners = [name for name in names if device_of(machine, name) == device]
    return any(load(machine, name).role == PRIMARY for name in owners)


def peers(stage: Stage, node: str, resource: str) -> list[str]:
    """The machines whose copies are up and can be reached from this one's."""
    return [
        name
        for name, machine in stage.machines.items()
        if name != node and machine.on and stage.network.joined(node, name) and load(machine, resource).role != DOWN
    ]


def connected(stage: Stage, node: str, resource: str) -> list[str]:
    """The peers with which this copy replicates: reachable, and neither stands alone."""
    own = load(stage.machines[node], resource)
    if own.role == DOWN or own.alone:
        return []
    return [name for name in peers(stage, node, resource) if not load(stage.machines[name], resource).alone]


def meet(stage: Stage, node: str, resource: str) -> None:
    """Let a copy and the peers that it reaches compare their generations: follow the newer, or part for good."""
    for name in connected(stage, node, resource):
        own, other = load(stage.machines[node], resource), load(stage.machines[name], resource)
        if own.generations == other.generations:
            newest, fresh = own.generations, own.fresh or other.fresh
        elif other.generations[: len(own.generations)] == own.generations:
            newest, fresh = other.generations, True
        elif own.generations[: len(other.generations)] == other.generations:
            newest, fresh = own.generations, True
        else:
            _part(stage, node, name, resource)
            continue
        _store(stage, node, resource, replace(own, generations=newest, fresh=fresh, shared=True))
        _store(stage, name, resource, replace(other, generations=newest, fresh=fresh, shared=True))


def _part(stage: Stage, node: str, name: str, resource: str) -> None:
    text = f"Split-Brain detected on {resource} between {node} and {name}, dropping connection"
    stage.record("split-brain", node, text, resource=resource, nodes=[node, name])
    for each in (node, name):
        _store(stage, each, resource, replace(load(stage.machines[each], resource), alone=True))


def _store(stage: Stage, node: str, resource: str, copy: Copy) -> None:
    if load(stage.machines[node], resource) != copy:
        stage.machines[node] = save(stage.machines[node], resource, copy, stage.now)


def set_role(stage: Stage, node: str, resource: str, role: str) -> None:
    """Give a copy a role. A Primary that has no peer begins a generation of its own."""
    machine = stage.machines[node]
    copy = replace(load(machine, resource), role=role, boot=machine.booted)
    _store(stage, node, resource, copy)
    if role == PRIMARY and not connected(stage, node, resource):
        diverge(stage, node, resource)


def diverge(stage: Stage, node: str, resource: str) -> None:
    """A Primary writes what its peer does not see; what it alone has already is one generation."""
    copy = load(stage.machines[node], resource)
    if not copy.shared and len(copy.generations) > 1:
        return
    newest = max(max(load(m, resource).generations) for m in stage.machines.values()) + 1
    _store(stage, node, resource, replace(copy, generations=(*copy.generations, newest), shared=False))
