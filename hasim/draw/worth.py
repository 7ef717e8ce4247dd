"""The scores that decided, as a plain value for their figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from hasim.draw.decided import Decidable, moment
from hasim.scheduler import Decision


@dataclass(frozen=True, slots=True)
class Worth:
    """A primitive, or an instance of a clone: its final score on each node that was considered, and where it goes."""

    resource: str
    scores: Mapping[str, int]
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Worths:
    """What each node is worth to each resource, in the scheduler's order, as `seen_by` sees it ("" for a bare CIB)."""

    nodes: tuple[str, ...]
    rows: tuple[Worth, ...]
    seen_by: str = ""


def read_worths(source: Decidable) -> Worths | None:
    """The scores of a decision on the present; None where no cluster is running."""
    found = moment(source)
    return worths(found.decision, found.node) if found is not None else None


def worths(decision: Decision, seen_by: str = "") -> Worths:
    """The last score that was computed for each pair of a primitive and a node: the one that decides."""
    final: dict[str, dict[str, int]] = {}
    for record in decision.scores:
        if record.function and record.node:
            final.setdefault(record.resource, {})[record.node] = record.score
    rows = tuple(
        Worth(leaf.id, final.get(leaf.id, {}), leaf.assigned.name if leaf.assigned is not None else "")
        for leaf in decision.cluster.leaves()
        if not leaf.removed or leaf.id in final
    )
    return Worths(tuple(node.name for node in decision.cluster.nodes), rows, seen_by)
