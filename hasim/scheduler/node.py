"""A node as the scheduler sees it: facts that all resources share."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from hasim.scheduler.scores import ScoreEntry

if TYPE_CHECKING:
    from hasim.scheduler.resource import Primitive, Resource


class NodeKind(StrEnum):
    """How a node is part of the cluster; the value is what rules see as ``#kind``."""

    CLUSTER = "cluster"
    REMOTE = "remote"
    GUEST = "container"


@dataclass(slots=True, eq=False)
class Node:
    """One node. Compared by identity; `position` is its place in the natural order of names, from 0."""

    id: str
    name: str
    kind: NodeKind = NodeKind.CLUSTER
    position: int = 0

    online: bool = False
    unclean: bool = False
    """To be fenced, or of unknown state; nothing may be assumed to have stopped there."""
    seen: bool = False
    """The status section has an entry for the node."""
    pending: bool = False
    """In the membership, but not (yet) joined."""
    standby: bool = False
    """By attribute, by on-fail=standby, or because it is pending."""
    standby_on_fail: bool = False
    maintenance: bool = False
    shutting_down: bool = False
    is_dc: bool = False
    needs_reset: bool = False
    """A remote or guest node that must be recovered before it is used again."""
    unseen: bool = False
    """A remote node whose fencing is dropped if its connection can be re-established."""
    remote_was_fenced: bool = False
    """The status section notes that the remote node has been fenced."""
    remote_maintenance: bool = False
    """The maintenance state that the status section notes for a remote or guest node."""
    probes_allowed: bool = True
    """False for a remote or guest node whose attribute ``resource-discovery-enabled`` is false."""
    health: int | None = None
    """The sum of the node's health attributes; None without a node-health-strategy."""

    attributes: dict[str, str] = field(default_factory=dict)
    """Permanent attributes, overwritten by transient ones, and the built-in ones (``#uname`` ...)."""
    permanent: dict[str, str] = field(default_factory=dict)
    """The attributes of the nodes section alone."""
    transient: dict[str, str] = field(default_factory=dict)
    """The attributes of the status section alone: fail counts and the like."""
    capacity: dict[str, int] = field(default_factory=dict)
    """What utilization is left; placing a resource takes from it."""
    running: list[Resource] = field(default_factory=list)
    """Primitives known to be active here, in the order of discovery."""
    connection: Primitive | None = None
    """The resource that connects a remote or guest node."""

    assigned_count: int = 0
    """How many primitives this decision has placed here so far."""
    master: ScoreEntry = field(init=False)
    """The entry that new entries of score tables are copied from."""

    def __post_init__(self) -> None:
        self.master = ScoreEntry(self)

    @property
    def available(self) -> bool:
        """Whether the node may run resources at all."""
        return self.online and not (self.shutting_down or self.unclean or self.standby or self.maintenance)

    @property
    def is_remote(self) -> bool:
        """Whether the node is a remote or guest node, without cluster software of its own."""
        return self.kind is not NodeKind.CLUSTER

    @property
    def is_guest(self) -> bool:
        """Whether the node is launched by a resource of the cluster (also those inside bundles)."""
        return self.kind is NodeKind.GUEST

    @property
    def launcher(self) -> Primitive | None:
        """The resource that is the machine or container of a guest node."""
        return self.connection.launcher if self.connection is not None else None

    def __repr__(self) -> str:
        return f"<Node {self.name}>"
