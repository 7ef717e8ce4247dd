"""Which transition to draw: the one under way, else what is to be done now, else the last one that was carried out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hasim.cib import Cib
from hasim.draw.decided import Decidable, Moment, moment
from hasim.draw.plan import Plan, read_plan
from hasim.scheduler import Decision, Transition
from hasim.sim import World
from hasim.sim.world import Record


@dataclass(frozen=True)
class Planned:
    """A transition to draw. `kind` is "wanted", "under_way" or "past", `time` seconds since the start (past ones).

    `impossible` are (operation, resource, node, reason) of what has to be done and cannot be.
    """

    kind: str
    plan: Plan
    node: str = ""
    number: int = 0
    time: float = 0.0
    impossible: tuple[tuple[str, str, str, str], ...] = ()


def read_planned(source: Decidable, number: int | None = None) -> Planned | None:
    """The transition to draw, or that of a number. None where no cluster is running; KeyError for an unknown number."""
    if number is not None:
        return _past(source, number)
    found = moment(source)
    if found is None:
        return None
    under_way = _under_way(source, found)
    if under_way is not None:
        return under_way
    decision = found.decision
    wanted = Planned("wanted", read_plan(decision.graph), found.node, impossible=_impossible(decision))
    if wanted.plan.tasks or wanted.impossible or isinstance(source, Cib):
        return wanted
    try:
        return _past(source, None)
    except KeyError:
        return wanted


def _under_way(source: Decidable, found: Moment) -> Planned | None:
    """The transition that the DC is carrying out."""
    if isinstance(source, Cib):
        return None
    world = source if isinstance(source, World) else source.world
    controller = world.stacks[found.node].controller
    run = controller.run if controller is not None else None
    if run is None or not run.graph.synapses:
        return None
    states = dict.fromkeys(run.confirmed, "done") | dict.fromkeys(run.flying, "flying")
    states |= dict.fromkeys(run.failed, "failed")
    return Planned("under_way", read_plan(run.graph, states), found.node, run.number)


def _past(source: Decidable, number: int | None) -> Planned:
    """A transition of the past, decided once more on what its DC knew; the last that had anything to do for None."""
    records = _records(source)
    for place in range(len(records) - 1, -1, -1):
        record = records[place]
        if record.kind != "transition" or number not in (None, record.details["number"]):
            continue
        world = source if isinstance(source, World) else source.world  # type: ignore[union-attr]
        at = int(world.start + record.time / 1000)
        decision = Moment(record.details["cib"], at, record.node, world.timezone).decision
        if decision.graph.synapses:
            plan = read_plan(decision.graph, _states(decision.graph, records[place:]))
            return Planned("past", plan, record.node, record.details["number"], record.time / 1000)
    raise KeyError(f"no such transition: {number}")


def _records(source: Decidable) -> Sequence[Record]:
    """All records that the source has: a world those of its last input."""
    if isinstance(source, Cib):
        return ()
    history = getattr(source, "history", None)
    if history is None:
        return source.records if isinstance(source, World) else source.world.records
    return [record for step in history for record in step.records]


def _states(graph: Transition, records: Sequence[Record]) -> Mapping[int, str]:
    """How far the transition came that the first record is about, by what was seen to happen until it ended."""
    told: dict[tuple[str, str, str, int], str] = {}
    complete = False
    for record in records[1:]:
        if record.kind == "transition" or record.kind == "transition-end":
            complete = record.kind == "transition-end" and "complete" in record.text
            break
        details = record.details
        if record.kind in ("operation", "monitor-failed"):
            key = (details["resource"], details["operation"], record.node, details["interval"])
            told.setdefault(key, "failed" if details["failed"] else "done")
        elif record.kind in ("fenced", "fencing-failed"):
            told["", "stonith", record.node, 0] = "done" if record.kind == "fenced" else "failed"
    found = {}
    for number, action in graph.actions.items():
        resource = action.primitive.id if action.primitive is not None else ""
        key = (resource, action.operation, action.node, action.interval_ms)
        found[number] = told.get(key, "done" if complete else "")
    return found


def _impossible(decision: Decision) -> tuple[tuple[str, str, str, str], ...]:
    """What has to be done with resources and cannot be."""
    return tuple(
        (action.task, action.resource.id, action.node.name if action.node is not None else "", action.reason)
        for action in decision.actions
        if action.resource is not None and action.required and not (action.runnable or action.pseudo or action.interval)
    )
