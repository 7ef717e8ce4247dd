"""The world as a value: everything that is true at one moment of simulated time.

A world is never changed. An input is played on a :class:`~hasim.sim.stage.Stage` that borrows its parts, and freezing
the stage gives the next world, which shares whatever the input did not touch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from hasim.cib import Dialect
from hasim.sim.network import Network

if TYPE_CHECKING:
    from hasim.sim.machine import Machine
    from hasim.sim.stack import NodeStack


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """An entry of the agenda: at ``time`` (ms since the start) the handlers of ``kind`` are called.

    ``number`` orders events of the same millisecond by age and names the event when it is to be cancelled. A
    ``period`` (ms) above 0 marks a routine: see :meth:`hasim.sim.stage.Stage.doze`.
    """

    time: int
    number: int
    kind: str = field(compare=False)
    node: str = field(compare=False, default="")
    data: Mapping[str, Any] = field(compare=False, default_factory=dict)
    period: int = field(compare=False, default=0)
    wide: bool = field(compare=False, default=False)


@dataclass(frozen=True, slots=True)
class Record:
    """Something that a watcher of the cluster could have seen, for the history.

    ``time`` is in ms since the start, ``node`` where it happened ("" for the whole cluster), ``text`` one English
    sentence, ``details`` the same in names and values. The kinds:

    * ``fault``, ``killed``, ``panic``, ``watchdog``: what was broken, and machines that reset themselves
    * ``membership``, ``quorum``, ``dc``, ``join``, ``node-lost``: who is with whom, and who leads
    * ``monitor-failed``, ``fail-count``, ``ban``, ``cleanup``, ``attribute``: what is found out and remembered
    * ``fencing``, ``fence-failed``, ``fenced``, ``fencing-failed``, ``fenced-alive``: a node is to be off
    * ``transition``, ``operation-begin``, ``operation``, ``transition-end``: what is done about it
    * ``client``, ``double-mount``, ``split-brain``: what users feel, and data that is lost
    """

    time: int
    kind: str
    node: str
    text: str
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class World:
    """All machines, the network, the cluster software on each node, and what is due to happen.

    ``start`` is the wall-clock time of simulated time 0 in epoch seconds, ``time`` is in ms since then. ``records``
    are those of the input that led to this world. ``stand_ins`` names the agents (``ocf:heartbeat:galera``) for which
    a stand-in acts, because they, or what they need of their servers, are not modelled.
    """

    start: int
    timezone: str
    dialect: Dialect
    nodes: tuple[str, ...]
    network: Network
    machines: Mapping[str, Machine]
    stacks: Mapping[str, NodeStack]
    time: int = 0
    number: int = 0
    agenda: tuple[Event, ...] = ()
    dormant: Mapping[int, Event] = field(default_factory=dict)
    records: tuple[Record, ...] = ()
    stand_ins: frozenset[str] = frozenset()

    @property
    def now(self) -> float:
        """The wall-clock time in epoch seconds."""
        return self.start + self.time / 1000
