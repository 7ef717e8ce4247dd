"""The working set of a decision, in one place.

=========== ===================================================================
roles       `Role`, `OnFail`, `Requires`, `MultipleActive`
scores      `ScoreTable`, `ScoreEntry`, `ScoreCause`, `ScoreRecord`
node        `Node`, `NodeKind`
resource    `Resource`, `Primitive`, `Group`, `Clone`, `Bundle`, `Replica`
constraints `Location`, `Colocation`, `TicketConstraint`, `OrderingConstraint`
cluster     `Cluster`, `Options`, `Early`, `ResourceHistory`, `FailedOperation`
=========== ===================================================================
"""

from hasim.scheduler.cluster import Cluster, Early, EarlyKind, FailedOperation, Options, ResourceHistory
from hasim.scheduler.constraints import Colocation, Location, NodeScore, OrderingConstraint, Ticket, TicketConstraint
from hasim.scheduler.node import Node, NodeKind
from hasim.scheduler.resource import Bundle, Clone, Group, Primitive, Replica, Resource
from hasim.scheduler.roles import MultipleActive, OnFail, Requires, Role
from hasim.scheduler.scores import CauseKind, Discovery, ScoreCause, ScoreEntry, ScoreRecord, ScoreTable

__all__ = [
    "Bundle",
    "CauseKind",
    "Clone",
    "Cluster",
    "Colocation",
    "Discovery",
    "Early",
    "EarlyKind",
    "FailedOperation",
    "Group",
    "Location",
    "MultipleActive",
    "Node",
    "NodeKind",
    "NodeScore",
    "OnFail",
    "Options",
    "OrderingConstraint",
    "Primitive",
    "Replica",
    "Requires",
    "Resource",
    "ResourceHistory",
    "Role",
    "ScoreCause",
    "ScoreEntry",
    "ScoreRecord",
    "ScoreTable",
    "Ticket",
    "TicketConstraint",
]
