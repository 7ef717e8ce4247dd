"""What the fencer of a node holds in memory: the operations under way and those that have ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hasim.sim.stage import Stage


class Phase(StrEnum):
    """How far an operation has come; the last two are its ends."""

    QUERYING = "querying"
    EXECUTING = "executing"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Try:
    """One way to take a step: have ``peer`` use ``device`` for ``action`` (off, on or reboot)."""

    peer: str
    device: str
    action: str


@dataclass(frozen=True, slots=True)
class FenceOperation:
    """A request to fence ``target`` (``action``: reboot, off or on), made on ``origin``; ``owner``'s fencer sees to it.

    ``client`` is the program that asked and its process id (``pacemaker-controld.70``), ``timeout`` and ``delay`` are
    in ms (a delay of -1 switches every delay off), ``begun`` and ``completed`` in ms since the start of the world.
    ``delegate`` is the node that used the device, "" for none; ``reason`` says in Pacemaker's words why it failed,
    ``errno`` is the exit status of a tool that waited for it.

    While it is executed: ``steps`` are still to be taken, each a list of ways of which one must succeed; ``level`` is
    the topology's level they are of (0 without a topology), ``attempt`` counts how often the present way was tried.
    """

    id: str
    target: str
    action: str
    client: str
    origin: str
    timeout: int
    begun: int
    owner: str
    delay: int = 0
    phase: Phase = Phase.QUERYING
    delegate: str = ""
    completed: int = 0
    reason: str = ""
    errno: int = 0
    level: int = 0
    steps: tuple[tuple[Try, ...], ...] = ()
    attempt: int = 0
    delayed: bool = False
    used: tuple[str, ...] = ()

    @property
    def ended(self) -> bool:
        """Has it succeeded or failed?"""
        return self.phase in (Phase.DONE, Phase.FAILED)


@dataclass(frozen=True, slots=True)
class Fencer:
    """A running fencer: the operations that it knows of, by id. They are the same on all nodes of a partition."""

    pid: int
    operations: Mapping[str, FenceOperation] = field(default_factory=dict)

    def history(self, target: str = "") -> list[FenceOperation]:
        """The operations (against ``target``), pending ones first, then the ended ones, newest first."""
        known = [one for one in self.operations.values() if target in ("", one.target)]
        pending = [one for one in known if not one.ended]
        ended = sorted((one for one in known if one.ended), key=lambda one: one.completed, reverse=True)
        return sorted(pending, key=lambda one: one.begun, reverse=True) + ended


def fencers(stage: Stage, node: str) -> list[str]:
    """The nodes of the partition where a fencer runs, this one included."""
    corosync = stage.stacks[node].corosync
    members = corosync.members if corosync else ()
    return [name for name in members if stage.stacks[name].fencer is not None]


def keep(stage: Stage, node: str, operation: FenceOperation) -> None:
    """Have every fencer that ``node`` reaches know an operation as it is now."""
    for name in dict.fromkeys((*fencers(stage, node), node)):
        _put(stage, name, {operation.id: operation})


def _put(stage: Stage, node: str, operations: Mapping[str, FenceOperation]) -> None:
    stack = stage.stacks[node]
    if stack.fencer is not None:
        known = {**stack.fencer.operations, **operations}
        stage.stacks[node] = replace(stack, fencer=replace(stack.fencer, operations=known))


def exchange(stage: Stage, node: str) -> None:
    """Fencers that meet tell each other what they know; an end counts more than a beginning."""
    names = fencers(stage, node)
    merged: dict[str, FenceOperation] = {}
    for name in names:
        fencer = stage.stacks[name].fencer
        for key, one in fencer.operations.items() if fencer else ():
            if key not in merged or one.ended:
                merged[key] = one
    for name in names:
        _put(stage, name, merged)


def forget_history(stage: Stage, node: str, target: str = "") -> None:
    """Drop what has ended (against ``target``) from every fencer that the node reaches."""
    for name in fencers(stage, node):
        stack = stage.stacks[name]
        if stack.fencer is not None:
            kept = {
                key: one
                for key, one in stack.fencer.operations.items()
                if not one.ended or target not in ("", one.target)
            }
            stage.stacks[name] = replace(stack, fencer=replace(stack.fencer, operations=kept))


def operation_of(stage: Stage, node: str, number: str) -> FenceOperation | None:
    """The operation of that id as the fencer of a node knows it."""
    fencer = stage.stacks[node].fencer
    return fencer.operations.get(number) if fencer else None
