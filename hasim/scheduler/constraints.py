"""The typed records that the constraints section is read into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hasim.cib.element import Element
from hasim.cib.score import INFINITY
from hasim.scheduler.node import Node
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind, Discovery

if TYPE_CHECKING:
    from hasim.scheduler.resource import Resource


@dataclass(frozen=True, slots=True, eq=False)
class NodeScore:
    """What a location constraint gives one node; `rule` is the id of the rule that matched it, or ""."""

    node: Node
    score: int
    rule: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Location:
    """A preference of one resource for nodes. Role STOPPED or PROMOTED limits it to that role; UNKNOWN means any."""

    id: str
    resource: Resource
    entries: Sequence[NodeScore]
    role: Role = Role.UNKNOWN
    discovery: Discovery = Discovery.ALWAYS
    kind: CauseKind = CauseKind.LOCATION


@dataclass(frozen=True, slots=True, eq=False)
class Colocation:
    """`dependent` is placed relative to `primary`. Roles: UNKNOWN means any."""

    id: str
    dependent: Resource
    primary: Resource
    score: int
    dependent_role: Role = Role.UNKNOWN
    primary_role: Role = Role.UNKNOWN
    node_attribute: str = "#uname"
    influence: bool = True
    """Whether an active primary takes the dependent's wishes into account."""
    explicit: bool = True
    """Configured, rather than made for a group's members."""

    @property
    def mandatory(self) -> bool:
        """Whether the score is plus or minus INFINITY."""
        return abs(self.score) >= INFINITY


@dataclass(frozen=True, slots=True, eq=False)
class TicketConstraint:
    """A resource depends on a ticket. Role UNKNOWN means any."""

    id: str
    resource: Resource
    ticket: str
    loss_policy: str
    role: Role = Role.UNKNOWN


@dataclass(slots=True)
class Ticket:
    """The state of a ticket; one that the status section does not mention is not granted."""

    id: str
    granted: bool = False
    standby: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, eq=False)
class OrderingConstraint:
    """An ``rsc_order`` element as configured; its references are still to be looked up."""

    id: str
    element: Element
