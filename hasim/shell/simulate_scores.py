"""What crm_simulate tells of a decision's scores and utilization, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hasim.cib import Element
from hasim.cib.score import score_text
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.decide import Decision
from hasim.scheduler.node import Node
from hasim.scheduler.resource import Primitive
from hasim.scheduler.scores import ScoreRecord

__all__ = ["Capacity", "Placed", "Row", "score_element", "score_rows", "score_text_of"]

_PLACING = "pcmk__assign_resource"


@dataclass(frozen=True, slots=True)
class Capacity:
    """What a node offers, `comment` says when: Original or Remaining."""

    comment: str
    node: str
    amounts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Placed:
    """What a resource takes from the node that it was given to."""

    resource: str
    node: str
    amounts: Mapping[str, int]


Row = ScoreRecord | Capacity | Placed


def score_rows(decision: Decision, *, scores: bool, utilization: bool) -> Iterator[Row]:
    """The rows that were asked for, in the order in which the decision was made."""
    if not utilization:
        yield from decision.scores
        return
    cluster = decision.cluster
    last = {record.resource: number for number, record in enumerate(decision.scores) if record.function}
    yield from (Capacity("Original", node.name, _original_capacity(cluster, node)) for node in cluster.nodes)
    for number, record in enumerate(decision.scores):
        if scores:
            yield record
        leaf = cluster.by_id.get(record.resource)
        if isinstance(leaf, Primitive) and leaf.assigned is not None and last.get(record.resource) == number:
            yield Placed(leaf.id, leaf.assigned.name, leaf.utilization)
    yield from (Capacity("Remaining", node.name, node.capacity) for node in cluster.nodes)


def _original_capacity(cluster: Cluster, node: Node) -> dict[str, int]:
    """What a node had before anything was placed."""
    placed = [leaf.utilization for leaf in cluster.leaves() if leaf.assigned is node]
    return {name: left + sum(used.get(name, 0) for used in placed) for name, left in node.capacity.items()}


def score_text_of(row: Row) -> str:
    """A row as a line of text."""
    if isinstance(row, ScoreRecord):
        return row.text()
    amounts = "".join(f" {name}={value}" for name, value in row.amounts.items())
    if isinstance(row, Capacity):
        return f"{row.comment}: {row.node} capacity:{amounts}"
    return f"{_PLACING}: {row.resource} utilization on {row.node}:{amounts}"


def score_element(row: Row) -> Element:
    """A row in formatted output."""
    if isinstance(row, ScoreRecord):
        score = score_text(row.score)
        if row.function:
            weight = {"function": row.function, "node": row.node, "score": score, "id": row.resource}
            return Element("node_weight", weight)
        node = {"node": row.node} if row.node else {}
        return Element("promotion_score", {"id": row.resource, "score": score, **node})
    below = tuple(Element(name, {}, (), str(value)) for name, value in row.amounts.items())
    if isinstance(row, Capacity):
        return Element("capacity", {"node": row.node, "comment": row.comment}, below)
    return Element("utilization", {"resource": row.resource, "node": row.node, "function": _PLACING}, below)
