"""What a placement figure shows, as a plain value: the sentence and the picture are both made from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

UP = frozenset({"online", "standby", "maintenance"})
"""States in which a node takes part in the cluster."""


@dataclass(frozen=True, slots=True)
class NodeShot:
    """A machine as it is seen: `state` is a state of crm_mon, or "off", "booting" or "stopped" (no cluster running).

    `quorate` is what the node itself says, None where it says nothing. `kind` is "remote" or "guest", "" for an
    ordinary node; `side` is the number of its partition, from 1, 0 where there is only one; `fencing`: it is being
    fenced.
    """

    name: str
    state: str
    dc: bool = False
    quorate: bool | None = None
    kind: str = ""
    side: int = 0
    fencing: bool = False


@dataclass(frozen=True, slots=True)
class ResourceShot:
    """A primitive: where the cluster believes it to be, and what keeps it from where.

    `parents` are the ids of what it belongs to, outermost first. `threshold` is its migration-threshold, None where
    there is none. `banned` maps a node to the constraint that bans the resource or a parent of it there; `dead` are
    the nodes where it died unnoticed, `blocked` those where the cluster has given up acting on it, `failed` those where
    it failed and waits for its recovery. `pending` maps a node to the operation that is under way there. `orphan`: it
    is active, but no longer configured.
    """

    id: str
    parents: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    fail_counts: Mapping[str, int] = field(default_factory=dict)
    threshold: int | None = None
    banned: Mapping[str, str] = field(default_factory=dict)
    dead: frozenset[str] = frozenset()
    blocked: frozenset[str] = frozenset()
    failed: frozenset[str] = frozenset()
    pending: Mapping[str, str] = field(default_factory=dict)
    managed: bool = True
    orphan: bool = False

    @property
    def label(self) -> str:
        """Its name with that of its group or clone."""
        return " > ".join((*self.parents, self.id))

    def exhausted(self, node: str) -> bool:
        """Has it failed so often on the node that it may not run there?"""
        return self.threshold is not None and self.fail_counts.get(node, 0) >= self.threshold


@dataclass(frozen=True, slots=True)
class ClientShot:
    """A client that asks the floating address for a page: what it sees (see `hasim.sim.clients`), and from whom."""

    address: str
    seen: str
    servers: tuple[str, ...] = ()

    @property
    def served(self) -> bool:
        """Does it get the page?"""
        return self.seen == "ok"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The cluster at one moment: machines, resources, and the paths between them.

    `hosts` are other hosts on the network such as the gateway, `others` those of them that are none; `lost` are the
    pairs of a node and a host that it does not reach, `cut` the pairs of nodes that do not reach each other. `client`
    is None where there is none. `wired`: the network is known.
    """

    nodes: tuple[NodeShot, ...]
    resources: tuple[ResourceShot, ...] = ()
    hosts: tuple[str, ...] = ()
    lost: frozenset[tuple[str, str]] = frozenset()
    cut: frozenset[frozenset[str]] = frozenset()
    others: frozenset[str] = frozenset()
    client: ClientShot | None = None
    wired: bool = True

    @property
    def nowhere(self) -> tuple[ResourceShot, ...]:
        """The resources that the cluster runs on no node."""
        return tuple(resource for resource in self.resources if not (resource.roles or resource.failed))
