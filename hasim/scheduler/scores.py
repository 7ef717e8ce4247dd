"""Score tables: how much a resource likes each node, and why.

A resource's table has one entry per node it may be considered for. Every change of a score goes through
`ScoreEntry.add`, `ScoreEntry.put` or `ScoreEntry.ban`, which keep the causes beside the number, so that the causes
of an entry, summed with INFINITY arithmetic from 0, always give its score. Callers pass no cause (None) when nobody
asked for an explanation; then nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING, NamedTuple

from hasim.cib import score as arithmetic
from hasim.cib.score import INFINITY, score_text

if TYPE_CHECKING:
    from hasim.scheduler.node import Node


class CauseKind(StrEnum):
    """What made a score what it is."""

    NODE = "node"
    """The node's own score, or the node being offline when the entry was made."""
    LOCATION = "location"
    HEALTH = "health"
    STICKINESS = "stickiness"
    COLOCATION = "colocation"
    """The resource must stay with, or away from, another resource."""
    DEPENDENT = "dependent"
    """What another resource, which must be with this one, would like."""
    THRESHOLD = "threshold"
    """As many failures as migration-threshold allows."""
    FAILURE = "failure"
    """A failed operation bans the resource from the node (on-fail, hard error, not installed)."""
    DISCOVERY = "discovery"
    """resource-discovery is exclusive and names other nodes."""
    TICKET = "ticket"
    SHUTDOWN_LOCK = "shutdown-lock"
    TARGET_ROLE = "target-role"
    """The resource is to be stopped."""
    UNMANAGED = "unmanaged"
    """An unmanaged resource stays where it is."""
    MULTIPLE_ACTIVE = "multiple-active"
    REMOVED = "removed"
    """The resource is no longer configured."""
    LAUNCHER = "launcher"
    """The resource is tied to a guest or remote node, or may not run on any."""
    PROMOTION = "promotion"
    """The promotion score that the agent set."""
    LIMIT = "limit"
    """The clone has no room there: too many instances, or the clone itself may not run there."""
    CAPACITY = "capacity"
    """The node has too little left of what the resource uses."""
    FLOOR = "floor"
    """A dependent's dislike may not push a clone's score below this."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that was found, for people to read: `key` names its words (``fact.<key>``), `values` fill them in."""

    key: str
    values: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, key: str, **values: object) -> Fact:
        """The fact with these values as text.

        >>> Fact.of("clone-max", most=2)
        Fact(key='clone-max', values=(('most', '2'),))
        """
        return cls(key, tuple((name, str(value)) for name, value in values.items()))


@dataclass(frozen=True, slots=True)
class ScoreCause:
    """One addition to a score.

    `score` is what was added (INFINITY arithmetic). `id` is the id of the constraint, rule or attribute behind it,
    `resource` the resource through which it came ("" if it is the resource itself), `rule` the id of the rule
    that matched the node, `detail` a further fact, such as the fail count that reached the threshold. For a dependent's
    wish, `because` holds the causes of the dependent's own score there.
    """

    kind: CauseKind
    score: int
    id: str = ""
    resource: str = ""
    rule: str = ""
    detail: Fact | None = None
    because: tuple[ScoreCause, ...] = ()


class Discovery(IntEnum):
    """Where the state of a resource is looked for; of several constraints the greatest value wins."""

    ALWAYS = 0
    NEVER = 1
    EXCLUSIVE = 2


@dataclass(slots=True)
class ScoreEntry:
    """The score of a resource on one node.

    `count` is the number of instances of a clone placed on the node so far. Entries are private copies: changing
    one never changes another table.
    """

    node: Node
    score: int = 0
    count: int = 0
    discovery: Discovery = Discovery.ALWAYS
    causes: tuple[ScoreCause, ...] = ()

    def copy(self) -> ScoreEntry:
        """An independent entry with the same values."""
        return ScoreEntry(self.node, self.score, self.count, self.discovery, self.causes)

    def add(self, score: int, cause: ScoreCause | None = None) -> None:
        """Add `score` with INFINITY arithmetic, because of `cause` (whose score is `score`)."""
        self.score = arithmetic.add(self.score, score)
        if cause is not None:
            self.causes += (cause,)

    def ban(self, cause: ScoreCause | None = None) -> None:
        """Make the score -INFINITY."""
        self.score = -INFINITY
        if cause is not None and cause not in self.causes:  # the instances of a clone may share what bans them
            self.causes += (cause,)

    def put(self, score: int, cause: ScoreCause | None = None) -> None:
        """Make the score `score`, whatever it was: earlier causes no longer count."""
        self.score = score
        self.causes = (cause,) if cause is not None else ()


class ScoreTable(dict["Node", ScoreEntry]):
    """The nodes that a resource may be considered for, with their scores ("allowed nodes")."""

    def copy(self) -> ScoreTable:
        """An independent table with independent entries."""
        table = ScoreTable()
        for node, entry in self.items():
            table[node] = entry.copy()
        return table

    def entry(self, node: Node) -> ScoreEntry:
        """The entry of `node`; a missing one is made from the node's master entry."""
        found = self.get(node)
        if found is None:
            found = self[node] = node.master.copy()
        return found

    def add(self, node: Node, score: int, cause: ScoreCause | None = None) -> None:
        """Add to the score on `node`."""
        self.entry(node).add(score, cause)

    def ban(self, node: Node, cause: ScoreCause | None = None) -> None:
        """Make the score on `node` -INFINITY."""
        self.entry(node).ban(cause)

    def ban_others(self, allowed: Callable[[Node], bool], cause: ScoreCause | None = None) -> None:
        """Make the score of every entry whose node is not `allowed` -INFINITY."""
        for node, entry in self.items():
            if not allowed(node):
                entry.ban(cause)

    def in_order(self) -> list[ScoreEntry]:
        """The entries in the order in which nodes are listed."""
        return sorted(self.values(), key=lambda entry: entry.node.position)

    def has_room(self) -> bool:
        """Whether some entry is on an available node and not negative."""
        return any(entry.score >= 0 and entry.node.available for entry in self.values())


class ScoreRecord(NamedTuple):
    """One line of ``crm_simulate -s``.

    `function` is the tool's word for the step (``pcmk__primitive_assign`` ...), or "" for a promotion score, whose
    `node` is "" for an inactive instance.
    """

    function: str
    resource: str
    node: str
    score: int
    causes: tuple[ScoreCause, ...] = ()

    def text(self) -> str:
        """The line as ``crm_simulate -s`` prints it.

        >>> ScoreRecord("pcmk__primitive_assign", "web", "node1", -INFINITY).text()
        'pcmk__primitive_assign: web allocation score on node1: -INFINITY'
        """
        if self.function:
            what = f"{self.function}: {self.resource} allocation score on {self.node}"
        else:
            what = f"{self.resource} promotion score {f'on {self.node}' if self.node else '(inactive)'}"
        return f"{what}: {score_text(self.score)}"


def sum_of(causes: Iterable[ScoreCause]) -> int:
    """The score that `causes` add up to."""
    total = 0
    for cause in causes:
        total = arithmetic.add(total, cause.score)
    return total
