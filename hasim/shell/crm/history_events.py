"""What ``crm history`` finds in the logs of a cluster: events, and transitions from their beginnings to their ends.

The rules are those of crmsh 4.4.1. It knows the daemons by the names that they had before Pacemaker 2.0, so of a newer
Pacemaker it finds neither transitions nor what was done with resources; only its next generations do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from hasim.cib import Cib, Dialect

__all__ = ["Events", "Line", "Transition", "find_events"]

_OLD = {"controller": "crmd", "scheduler": "pengine", "executor": "lrmd", "fencer": "stonith-ng"}
_NEW = {
    "controller": "pacemaker-controld",
    "scheduler": "pacemaker-schedulerd",
    "executor": "pacemaker-execd",
    "fencer": "pacemaker-fenced",
}
_CHANGES = "(?:start|stop|promote|demote|migrate)"
_KINDS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "events": (("(CRIT|crit|ERROR|error|UNCLEAN|unclean):",), ("(WARN|warning):",)),
    "node": (
        (
            " NAME .*Corosync.Cluster.Engine",
            " NAME .*crm_shutdown:.Requesting.shutdown",
            " NAME .*pcmk_shutdown:.Shutdown.complete",
            "SCHEDULER.*Scheduling Node NAME for STONITH",
            "SCHEDULER.*Node NAME will be fenced",
            "CONTROLLER.*for NAME failed",
            "FENCER.*host 'NAME'",
            "Exec.*on NAME ",
            "Node NAME will be fenced",
            "FENCER.*on NAME for.*timed out",
            "(?:lost|memb): NAME ",
            "CONTROLLER.*(?:NEW|LOST|new|lost):.* NAME ",
        ),
        (),
    ),
    "quorum": (("CONTROLLER.*Updating.(quorum).status", r"CONTROLLER.*quorum.(?:lost|ac?quir[^\s]*)"), ()),
    "resource": (
        (
            f"CONTROLLER.*Initiating.*NAME_{_CHANGES}_",
            "EXECUTOR.*operation_finished: NAME_",
            f"EXECUTOR.*(?:executing|finished) - rsc:NAME action:{_CHANGES}",
            "CONTROLLER.*LRM operation NAME_.*Timed Out",
            r"[(]NAME[)]\[",
        ),
        ("CONTROLLER.*Initiating.*NAME_(?:monitor_0|notify)",),
    ),
}
"""What makes a line an event of a kind: always, and at the higher level of detail."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a node's log: when (epoch seconds), where it lies in the file (bytes from its beginning), the text."""

    time: float
    node: str
    place: int
    text: str


@dataclass(slots=True)
class Transition:
    """A transition, as far as the log tells of it."""

    number: int
    """Of the scheduler's input, in the node's own series."""
    dc: str
    start: float
    end: float | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """Its actions by what became of them, without zeros."""
    tags: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The scheduler's input without a folder or an ending."""
        return f"pe-input-{self.number}"


@dataclass(frozen=True)
class Events:
    """Everything that was found in the logs of the nodes."""

    lines: Mapping[str, Sequence[Line]]
    cib: Cib
    """The cluster's, for the names of its resources and nodes."""
    dialect: Dialect
    detail: int
    transitions: tuple[Transition, ...] = ()
    by_kind: Mapping[str, Sequence[Line]] = field(default_factory=dict)

    def of(self, kind: str, names: Iterable[str] = ()) -> list[Line]:
        """The events of a kind, in order of time; with names only those of these resources or nodes."""
        patterns = self.patterns(kind, list(names)) if names else None
        found = self.by_kind.get(kind, ())
        return [line for line in found if patterns is None or any(each.search(line.text) for each in patterns)]

    @property
    def all(self) -> list[Line]:
        """The events of all kinds, one kind after the other."""
        return [line for kind in sorted(self.by_kind) for line in self.by_kind[kind]]

    @property
    def log(self) -> list[Line]:
        """All lines of all nodes in order of time."""
        return sorted((line for lines in self.lines.values() for line in lines), key=lambda line: line.time)

    def patterns(self, kind: str, names: Sequence[str]) -> list[re.Pattern[str]]:
        """The patterns of a kind of event that name any of these."""
        words = _NEW if self.dialect is Dialect.V3_0 else _OLD
        group = f"({'|'.join(names)})" if names else ""
        found = [text for texts in _KINDS[kind][: self.detail + 1] for text in texts]
        for role, daemon in words.items():
            found = [text.replace(role.upper(), daemon) for text in found]
        return [re.compile(text.replace("NAME", group).replace(".*.*", ".*")) for text in found]

    @cached_property
    def primitives(self) -> list[str]:
        """The ids of all primitives."""
        return [each.id for each in self.cib.resources.walk() if each.tag == "primitive"]

    @cached_property
    def nodes(self) -> list[str]:
        """The names of all nodes."""
        return [each.get("uname") or each.id for each in self.cib.nodes.all("node")]

    def members(self, *tags: str) -> dict[str, list[str]]:
        """The groups or clones at the top, each with the primitives in it."""
        found = {each.id: each for each in self.cib.resources.all(*tags)}
        return {name: [c.id for c in each.walk() if c.tag == "primitive"] for name, each in found.items()}

    def expanded(self, names: Iterable[str]) -> list[str]:
        """Resources with groups and clones replaced by what is in them."""
        known = self.members("group", "clone", "master")
        return [each for name in names for each in known.get(name, [name])]


def find_events(
    lines: Mapping[str, Sequence[Line]],
    inputs: Mapping[str, Sequence[Cib]],
    cib: Cib,
    dialect: Dialect,
    detail: int,
) -> Events:
    """Read the logs, one node's after the other; `inputs` are each node's saved inputs of the scheduler by number."""
    return _Reader(Events(lines, cib, dialect, detail), inputs).run()


class _Reader:
    def __init__(self, events: Events, inputs: Mapping[str, Sequence[Cib]]) -> None:
        self.events = events
        self.inputs = inputs
        names = {"resource": events.primitives, "node": events.nodes, "quorum": [], "events": []}
        self.patterns = {kind: events.patterns(kind, names[kind]) for kind in names}
        words = _NEW if events.dialect is Dialect.V3_0 else _OLD
        self.start = re.compile(rf"{words['scheduler']}.*[Tt]ransition [0-9]+.*/pe-[^-]+-([0-9]+)[.]bz2")
        source = "Source=.*/pe-[^-]+-([0-9]+)[.]bz2.:.*(?:Stopped|Complete|Terminated)"
        self.end = re.compile(f"{words['controller']}.*Transition [0-9]+.*{source}")
        self.transitions: dict[tuple[str, int], Transition] = {}
        self.found: dict[str, list[Line]] = {}

    def run(self) -> Events:
        for lines in self.events.lines.values():
            self._node(lines)
        ordered = sorted(self.transitions.values(), key=lambda each: each.start)
        pairs = zip([None, *ordered], ordered, strict=False)
        ordered = [each for before, each in pairs if before is None or not self._is_empty(before, each)]
        by_kind = {kind: sorted(found, key=_when_and_where) for kind, found in self.found.items()}
        return replace(self.events, transitions=tuple(ordered), by_kind=by_kind)

    def _is_empty(self, before: Transition, each: Transition) -> bool:
        """Whether a transition that ended had nothing to do, and no change of the configuration led to it."""
        if each.end is None or each.counts:
            return False
        epochs = [self._epoch(one) for one in (before, each)]
        return None in epochs or epochs[0] == epochs[1]

    def _epoch(self, each: Transition) -> tuple[str, str] | None:
        known = self.inputs.get(each.dc, ())
        if each.number >= len(known):
            return None
        root = known[each.number].root
        return root.get("admin_epoch") or "0", root.get("epoch") or "0"

    def _node(self, lines: Sequence[Line]) -> None:
        current: Transition | None = None
        for line in lines:
            begun = self.start.search(line.text)
            if begun:
                key = line.node, int(begun[1])
                current = self.transitions.setdefault(key, Transition(key[1], line.node, line.time))
                continue
            ended = self.end.search(line.text) if current is not None else None
            if ended:
                whole = self.transitions.get((line.node, int(ended[1])))
                if whole is not None:
                    whole.end, whole.counts = line.time, dict(_counts(line.text))
            for tag in self._kinds(line):
                if current is not None:
                    current.tags.add(tag.lower())
            if ended:
                current = None

    def _kinds(self, line: Line) -> Iterator[str]:
        """Note what kinds of event a line is; yields what the patterns found in it."""
        for kind, patterns in self.patterns.items():
            for match in filter(None, (each.search(line.text) for each in patterns)):
                self.found.setdefault(kind, []).append(line)
                yield from (each for each in match.groups() if each)


def _when_and_where(line: Line) -> tuple[int, int]:
    return int(line.time), line.place


def _counts(text: str) -> Iterator[tuple[str, int]]:
    for name, number in re.findall("([A-Z][a-z]+)=([0-9]+)", text):
        if int(number):
            yield name, int(number)
