"""Actions, the edges between them, and relations that have yet to become edges."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hasim.scheduler.flags import OPTIONAL, PSEUDO, RUNNABLE
from hasim.scheduler.roles import Requires

if TYPE_CHECKING:
    from hasim.cib.element import Element
    from hasim.scheduler.node import Node
    from hasim.scheduler.resource import Resource


class Edge:
    """One end of an edge: the action at the other end, and what the edge means.

    Both ends have their own copy, because the side of "then" may drop or refine its meaning.
    """

    __slots__ = ("action", "flags")

    def __init__(self, action: Action, flags: int) -> None:
        self.action = action
        self.flags = flags


@dataclass(slots=True, eq=False)
class Action:
    """Something that may have to be done. Compared by identity; lists of edges have the oldest edge first."""

    id: int
    key: str
    task: str
    resource: Resource | None
    node: Node | None
    flags: int
    interval: int = 0
    """Milliseconds; 0 for a one-off."""
    config: Element | None = None
    """The configured operation, enabled or not."""
    needs: Requires = Requires.NOTHING
    meta: dict[str, str] = field(default_factory=dict)
    """What the phases say about it; it goes before what the configuration says."""
    reason: str = ""
    priority: int = 0
    cancel_task: str = ""
    """The task of the recurring operation that is cancelled."""
    required_runnable: int = 0
    """How many of its counted predecessors must be runnable; 0 = the action is no counter."""
    runnable_count: int = 0
    before: list[Edge] = field(default_factory=list)
    after: list[Edge] = field(default_factory=list)
    successors: dict[int, int] = field(default_factory=dict)
    """The ids of the actions in `after`, each with the meanings of all its edges."""

    @property
    def optional(self) -> bool:
        """Whether it need not be done."""
        return bool(self.flags & OPTIONAL)

    @property
    def required(self) -> bool:
        """Whether it has to be done."""
        return not self.flags & OPTIONAL

    @property
    def runnable(self) -> bool:
        """Whether it can be done."""
        return bool(self.flags & RUNNABLE)

    @property
    def pseudo(self) -> bool:
        """Whether it is a mere milestone."""
        return bool(self.flags & PSEUDO)

    def __repr__(self) -> str:
        return f"<Action {self.id} {self.key} on {self.node.name if self.node else None}>"


def connect(first: Action | None, then: Action | None, flags: int) -> bool:
    """Add an edge; False if an end is missing or an edge with any of these meanings is already there."""
    if not flags or first is None or then is None:
        return False
    present = first.successors.get(then.id, 0)
    if present & flags:
        return False
    first.successors[then.id] = present | flags
    first.after.append(Edge(then, flags))
    then.before.append(Edge(first, flags))
    return True


@dataclass(slots=True, eq=False)
class Relation:
    """An ordering of all actions with a key (or one action) of a resource before those of another."""

    first_resource: Resource | None
    first_key: str
    first_action: Action | None
    then_resource: Resource | None
    then_key: str
    then_action: Action | None
    flags: int


def operation_key(resource: str, task: str, interval: int = 0) -> str:
    """The key of an operation, such as ``web_monitor_10000``."""
    return f"{resource}_{task}_{interval}"


def notify_key(resource: str, kind: str, task: str) -> str:
    """The key of a notification, such as ``web_pre_notify_start_0``."""
    return f"{resource}_{kind}_notify_{task}_0"


def split_key(key: str) -> tuple[str, str, int]:
    """(resource, task, interval in ms) of an operation key; the task is empty where `key` is none.

    >>> split_key("db:0_confirmed-post_notify_start_0")
    ('db:0', 'confirmed-post_notify_start', 0)
    """
    head, _, interval = key.rpartition("_")
    if not interval.isdecimal() or not head:
        return key, "", 0
    for double in ("migrate_to", "migrate_from"):
        if head.endswith("_" + double):
            return head[: -len(double) - 1], double, int(interval)
    resource, _, task = head.rpartition("_")
    for kind in ("confirmed-post_notify", "confirmed-pre_notify", "post_notify", "pre_notify"):
        if resource.endswith("_" + kind):
            return resource[: -len(kind) - 1], f"{kind}_{task}", int(interval)
    return resource, task, int(interval)
