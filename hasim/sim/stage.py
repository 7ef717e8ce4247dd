"""The workbench on which one input is played: a world that may be changed until it is frozen again.

Time passes only here. What is due later is an event on the agenda; its handlers are functions registered by kind with
:func:`on`, so that every part of the simulation adds its own without this module knowing them. Parts of the world are
frozen values that are replaced, never changed in place: worlds share them, and "has this changed?" is a comparison of
identity.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hasim.sim.world import Event, Record, World

if TYPE_CHECKING:
    from hasim.sim.machine import Machine
    from hasim.sim.network import Network
    from hasim.sim.stack import NodeStack

Handler = Callable[["Stage", Event], None]

_handlers: dict[str, list[Handler]] = {}


def on(kind: str) -> Callable[[Handler], Handler]:
    """Register a function ``(stage, event)`` for events of this kind; several may listen to one kind."""

    def register(handler: Handler) -> Handler:
        _handlers.setdefault(kind, []).append(handler)
        return handler

    return register


class Stage:
    """A world under change. Cheap to make; use it for one input and :meth:`freeze` it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.time = world.time
        self.start = world.start
        self.timezone = world.timezone
        self.dialect = world.dialect
        self.nodes = world.nodes
        self.stand_ins = world.stand_ins
        self.network: Network = world.network
        self.machines: dict[str, Machine] = dict(world.machines)
        self.stacks: dict[str, NodeStack] = dict(world.stacks)
        self.records: list[Record] = []
        self._number = world.number
        self._agenda = list(world.agenda)
        self._cancelled: set[int] = set()
        self._dormant = dict(world.dormant)
        self._seen = dict(world.machines)
        self._seen_network = world.network

    @property
    def now(self) -> float:
        """The wall-clock time in epoch seconds."""
        return self.start + self.time / 1000

    def freeze(self) -> World:
        """The world as it stands now."""
        self._wake_changed()
        agenda = sorted(event for event in self._agenda if event.number not in self._cancelled)
        return replace(
            self.world,
            time=self.time,
            network=self.network,
            machines=dict(self.machines),
            stacks=dict(self.stacks),
            number=self._number,
            agenda=tuple(agenda),
            dormant=dict(self._dormant),
            records=tuple(self.records),
        )

    # -- the agenda -------------------------------------------------------------------------------------------------

    def after(self, milliseconds: int, kind: str, node: str = "", **data: Any) -> int:
        """Put an event on the agenda, so many ms from now; returns its number for :meth:`cancel`."""
        self._number += 1
        heapq.heappush(self._agenda, Event(self.time + max(0, milliseconds), self._number, kind, node, data))
        return self._number

    def cancel(self, number: int) -> None:
        """Take an event off the agenda; a number that is no longer there does nothing."""
        if self._dormant.pop(number, None) is None:
            self._cancelled.add(number)

    def pending(self, *kinds: str) -> list[Event]:
        """The events of these kinds that are still to come, soonest first."""
        return sorted(e for e in self._agenda if e.kind in kinds and e.number not in self._cancelled)

    def awaits(self, background: Collection[str]) -> bool:
        """Is there an event on the agenda of any kind but these?"""
        return any(e.kind not in background and e.number not in self._cancelled for e in self._agenda)

    def tell(self, kind: str, node: str = "", **data: Any) -> None:
        """Call the handlers of ``kind`` at once, as for an event that is due now."""
        self._number += 1
        self._dispatch(Event(self.time, self._number, kind, node, data))

    def doze(self, period: int, kind: str, node: str, *, first: int, wide: bool = False, **data: Any) -> int:
        """An event that comes every ``period`` ms and would find the same each time: a healthy recurring monitor.

        Its first turn is in ``first`` ms.

        It costs nothing while the machine of its node and the network stay the very same values (with ``wide``, all
        machines). When one is replaced, the event is put on the agenda at the first of its turns from then on, as if
        it had come each time. Its handler dozes it again.
        """
        self._number += 1
        event = Event(self.time + first, self._number, kind, node, data, period, wide)
        self._dormant[self._number] = event
        return self._number

    def rouse(self, node: str = "") -> None:
        """Let the sleeping routines of a node (of all, without one) look again at their next turn."""
        for number, event in list(self._dormant.items()):
            if not node or event.node == node:
                self._wake(number, event)

    def _next_turn(self, event: Event) -> Event:
        late = self.time - event.time
        if late <= 0:
            return event
        return replace(event, time=event.time + -(-late // event.period) * event.period)

    def _wake(self, number: int, event: Event) -> None:
        del self._dormant[number]
        heapq.heappush(self._agenda, self._next_turn(event))

    def _wake_changed(self) -> None:
        if not self._dormant:
            self._seen.update(self.machines)
            self._seen_network = self.network
            return
        changed = {name for name, machine in self.machines.items() if self._seen.get(name) is not machine}
        moved = self._seen_network is not self.network
        if not changed and not moved:
            return
        self._seen = dict(self.machines)
        self._seen_network = self.network
        for number, event in list(self._dormant.items()):
            if moved or event.wide or event.node in changed:
                self._wake(number, event)

    # -- time -------------------------------------------------------------------------------------------------------

    def next_time(self) -> int | None:
        """When the next event is due (ms since the start), None for an empty agenda. Sleeping routines do not count."""
        self._wake_changed()
        while self._agenda and self._agenda[0].number in self._cancelled:
            self._cancelled.discard(heapq.heappop(self._agenda).number)
        return self._agenda[0].time if self._agenda else None

    def step(self) -> bool:
        """Advance to the next event and play it; False where there is none."""
        due = self.next_time()
        if due is None:
            return False
        event = heapq.heappop(self._agenda)
        self.time = max(self.time, due)
        self._dispatch(event)
        return True

    def run_until(self, time: int) -> None:
        """Play all that is due up to and including ``time`` (ms since the start) and stand there."""
        while (due := self.next_time()) is not None and due <= time:
            self.step()
        self.time = max(self.time, time)

    def wait(self, milliseconds: int) -> None:
        """Let so many ms pass."""
        self.run_until(self.time + milliseconds)

    def _dispatch(self, event: Event) -> None:
        for handler in _handlers.get(event.kind, ()):
            handler(self, event)

    # -- history ----------------------------------------------------------------------------------------------------

    def record(self, kind: str, node: str, text: str, **details: Any) -> None:
        """Note something visible for the history."""
        self.records.append(Record(self.time, kind, node, text, details))
