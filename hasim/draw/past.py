"""Where each resource truly ran, from a session's records and the worlds after each input, as a plain value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol
from weakref import WeakKeyDictionary

from hasim.draw.source import Glance
from hasim.sim import World
from hasim.sim.clients import Outage, outages
from hasim.sim.world import Record
from hasim.steps import Step

Place = tuple[str, str]
"""A primitive and a node."""
STARTED: Final = "Started"
BEGINS: Final = {"start": STARTED, "migrate_from": STARTED, "promote": "Promoted", "demote": "Unpromoted"}


class Played(Protocol):
    """What is asked of a session."""

    @property
    def origin(self) -> World:
        """The world before the first input."""

    @property
    def history(self) -> tuple[Step, ...]:
        """All inputs so far."""


@dataclass(frozen=True, slots=True)
class Span:
    """A time (s since the start) in which a primitive ran on a node; `end` is None where it still runs."""

    resource: str
    node: str
    start: float
    end: float | None
    role: str = STARTED


@dataclass(frozen=True, slots=True)
class Mark:
    """Something that happened. `kind` is failure, ban, cleanup (these have a resource), killed, fenced, panic, or a
    fault of the session format; `what` is the process that was killed. `node` may be two, or a node and a host.
    """

    kind: str
    time: float
    node: str
    resource: str = ""
    what: str = ""


@dataclass(frozen=True)
class Past:
    """What the lanes show; `now` is in seconds since the start, `resources` and `nodes` are in their usual order."""

    resources: tuple[str, ...]
    nodes: tuple[str, ...]
    spans: tuple[Span, ...]
    marks: tuple[Mark, ...] = ()
    outages: tuple[Outage, ...] = ()
    has_client: bool = False
    now: float = 0.0


Row = tuple[str, tuple[str, ...], Sequence[Span]]
"""A row of the lanes: the name of its lane, what the row is for, what it shows."""


@dataclass(frozen=True)
class _Piece:
    """What one input added: spans that ended, marks, and what runs after it."""

    step: Step | None
    closed: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()
    running: Mapping[Place, tuple[float, str]] = field(default_factory=dict)


_PIECES: "WeakKeyDictionary[Any, list[_Piece]]" = WeakKeyDictionary()
"""What was read of each session so far: a step is read once."""


def read_past(session: Played) -> Past:
    """A session's past up to now."""
    pieces = _pieces(session)
    last = pieces[-1]
    world = last.step.world if last.step is not None else session.origin
    spans = [span for piece in pieces for span in piece.closed]
    spans += [Span(*place, start, None, role) for place, (start, role) in last.running.items()]
    spans = [span for span in spans if span.end is None or span.end > span.start]
    records = [record for step in session.history for record in step.records]
    resources = dict.fromkeys((*Glance(world).running(), *(span.resource for span in spans)))
    return Past(
        tuple(resources),
        world.nodes,
        tuple(sorted(spans, key=lambda span: (span.start, span.resource, span.node))),
        tuple(mark for piece in pieces for mark in piece.marks),
        tuple(outages(records)),
        _has_client(world),
        world.time / 1000,
    )


def _has_client(world: World) -> bool:
    """Is there a client whom somebody has served before?"""
    events = (event for event in (*world.agenda, *world.dormant.values()) if event.kind == "client")
    return any(event.data["last"] is not None for event in events)


def _pieces(session: Played) -> list[_Piece]:
    """One piece a step, after that of the origin; those of steps that are still the same are kept."""
    known = _PIECES.setdefault(session, [])
    if not known:
        known.append(_Piece(None, running=_truth(session.origin, {})))
    history = session.history
    same = 0
    while same < min(len(known) - 1, len(history)) and known[same + 1].step is history[same]:
        same += 1
    del known[same + 1 :]
    for step in history[same:]:
        known.append(_Reading(known[-1].running).read(step))
    return known


def _truth(world: World, before: Mapping[Place, tuple[float, str]]) -> dict[Place, tuple[float, str]]:
    """What truly runs in a world; what ran before keeps its beginning."""
    now = world.time / 1000
    view = Glance(world).view()
    roles = view.resources if view is not None else {}
    found = {}
    for resource, nodes in Glance(world).running().items():
        for node in nodes:
            start, role = before.get((resource, node), (now, STARTED))
            seen = roles.get(resource, {}).get(node, role)
            found[resource, node] = (start, seen if seen in ("Promoted", "Unpromoted", STARTED) else role)
    return found


class _Reading:
    """One step, record by record."""

    def __init__(self, running: Mapping[Place, tuple[float, str]]) -> None:
        self.running = dict(running)
        self.closed: list[Span] = []
        self.marks: list[Mark] = []
        self.killed: dict[str, float] = {}

    def read(self, step: Step) -> _Piece:
        """What the step added. At its end the truth counts, whatever the records told."""
        for record in step.records:
            self._record(record, record.time / 1000)
        now = step.world.time / 1000
        truth = _truth(step.world, self.running)
        for place in [place for place in self.running if place not in truth]:
            self._end(place, min(now, max(self.killed.get(place[1], now), self.running[place][0])))
        for place, (_, role) in truth.items():
            self._begin(place, now, role)
        return _Piece(step, tuple(self.closed), tuple(self.marks), self.running)

    def _begin(self, place: Place, time: float, role: str) -> None:
        if place in self.running and self.running[place][1] != role:
            self._end(place, time)
        self.running.setdefault(place, (time, role))

    def _end(self, place: Place, time: float) -> None:
        if place in self.running:
            start, role = self.running.pop(place)
            self.closed.append(Span(*place, start, time, role))

    def _record(self, record: Record, time: float) -> None:
        kind, details, node = record.kind, record.details, record.node
        if kind == "operation":
            self._operation(details, node, time)
        elif kind == "monitor-failed":
            self.marks.append(Mark("failure", time, node, details["resource"]))
            if details["rc"] == 7:
                self._end((details["resource"], node), self.killed.get(node, time))
        elif kind in ("ban", "cleanup"):
            self.marks.append(Mark(kind, time, node, details["resource"] or ""))
        elif kind == "killed":
            self.killed[node] = time
            self.marks.append(Mark("killed", time, node, what=details["process"]))
        elif kind == "fault":
            where = " ".join(re.findall(r"[\w.:-]+", str(details.get("where", node))))
            self.marks.append(Mark(str(details["fault"]), time, where))
            if details["fault"] == "power-off":
                self._down(node, time)
        elif kind in ("panic", "watchdog"):
            self.marks.append(Mark("panic", time, node))
            self._down(node, time)
        elif kind == "fenced":
            self.marks.append(Mark("fenced", time, node))

    def _operation(self, details: Mapping[str, Any], node: str, time: float) -> None:
        place = details["resource"], node
        if details["failed"]:
            self.marks.append(Mark("failure", time, node, place[0]))
        elif details["operation"] in BEGINS:
            self._begin(place, time, BEGINS[details["operation"]])
        elif details["operation"] == "stop":
            self._end(place, time)

    def _down(self, node: str, time: float) -> None:
        for place in [place for place in self.running if place[1] == node]:
            self._end(place, time)


def rows(past: Past, by: str) -> list[Row]:
    """The lanes' rows. A lane is a resource with a row a node, or the other way round for `by` "node"; what has the
    same past shares a row.
    """
    spans: dict[Place, list[Span]] = {}
    for span in past.spans:
        place = (span.resource, span.node) if by == "resource" else (span.node, span.resource)
        spans.setdefault(place, []).append(span)
    found: list[Row] = []
    for lane in past.resources if by == "resource" else past.nodes:
        alike: dict[tuple[object, ...], list[str]] = {}
        for inner in past.nodes if by == "resource" else past.resources:
            own = spans.get((lane, inner), [])
            if own:
                alike.setdefault(tuple((span.start, span.end, span.role) for span in own), []).append(inner)
        found += [(lane, tuple(names), spans[lane, names[0]]) for names in alike.values()]
        found += [] if alike else [(lane, (), ())]
    return found
