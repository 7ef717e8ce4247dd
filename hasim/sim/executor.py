"""The local executor: runs agents, one operation at a time for each resource, and repeats the recurring ones.

It reports every result of a one-off operation, and of a recurring one only what differs from the time before. A
repetition that found what it found before goes to sleep until its machine changes, see
:meth:`~hasim.sim.stage.Stage.doze`: a healthy cluster costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hasim.cib import Dialect
from hasim.sim.agents import NOT_INSTALLED, Again, Call, Done, Outcome, find
from hasim.sim.refusals import agent_file
from hasim.sim.stack import Executor, Flight, Recurring, Request, change
from hasim.sim.stage import Stage, on
from hasim.sim.stock.commands import AGENTS
from hasim.sim.world import Event

COMPLETE, CANCELLED, TIMED_OUT, MISSING = 0, 1, 2, 7
"""Execution statuses as the history writes them (op-status)."""
INSUFFICIENT_PRIVILEGES = 4
"""The exit status of what may not be executed."""
REAPED = 3
"""Ms from an operation's timeout until its agent is killed and gone."""
REGISTRATION = 3
"""Call ids that the first operation of a resource uses up before its own."""


@dataclass(frozen=True, slots=True)
class Result:
    """How an operation ended. It began at ``begun`` and took ``exec_ms``; ``repeat`` marks a later run."""

    request: Request
    rc: int
    status: int
    reason: str
    begun: int
    exec_ms: int
    repeat: bool = False


def executor_of(stage: Stage, node: str) -> Executor | None:
    """The executor of a node, None where none runs."""
    return stage.stacks[node].executor


def submit(stage: Stage, node: str, request: Request, *, known: bool = True) -> int:
    """Take an operation on; returns its call id. ``known`` is False for the first operation of a resource."""
    executor = executor_of(stage, node)
    if executor is None:
        return -1
    call = executor.next_call + (0 if known else REGISTRATION)
    request = replace(request, call=call)
    executor = replace(executor, next_call=call + 1)
    if request.resource in executor.flights:
        change(stage, node, executor=replace(executor, queue=(*executor.queue, request)))
    else:
        change(stage, node, executor=executor)
        _begin(stage, node, request)
    return call


def cancel(stage: Stage, node: str, resource: str, name: str = "") -> list[Request]:
    """Stop repeating a resource's recurring operation (all of them, without ``name``). Each costs a call id."""
    executor = executor_of(stage, node)
    if executor is None:
        return []
    chosen = [r for r in executor.recurring.values() if r.request.resource == resource and name in ("", r.request.name)]
    for one in chosen:
        stage.cancel(one.event)
    names = {one.request.name for one in chosen}
    kept = {key: one for key, one in executor.recurring.items() if key not in names}
    call = executor.next_call + len(chosen)
    change(stage, node, executor=replace(executor, recurring=kept, next_call=call))
    _drop_flight(stage, node, resource, names)
    return [one.request for one in chosen]


def _drop_flight(stage: Stage, node: str, resource: str, names: set[str]) -> None:
    """A run of a cancelled recurring operation that is under way is given up."""
    executor = executor_of(stage, node)
    flight = executor.flights.get(resource) if executor else None
    if executor and flight and flight.request.name in names:
        stage.cancel(flight.event)
        rest = {key: one for key, one in executor.flights.items() if key != resource}
        change(stage, node, executor=replace(executor, flights=rest))
        _next(stage, node, resource)


def forget(stage: Stage, node: str, resource: str) -> None:
    """The resource is unregistered: nothing of it is repeated or waits any more."""
    cancel(stage, node, resource)
    executor = executor_of(stage, node)
    if executor:
        rest = tuple(one for one in executor.queue if one.resource != resource)
        change(stage, node, executor=replace(executor, queue=rest))


def _begin(stage: Stage, node: str, request: Request, *, repeat: bool = False) -> None:
    _advance(stage, node, Flight(request, stage.time, 0, "", repeat))


def _advance(stage: Stage, node: str, flight: Flight) -> None:
    """Call the agent once, and put on the agenda what it asks for, at most up to the operation's timeout."""
    request = flight.request
    outcome = _unusable(stage, node, flight) or _act(stage, node, flight)
    left = flight.begun + request.timeout - stage.time
    if request.timeout and outcome.after > left:
        number = stage.after(left + REAPED, "operation-timeout", node, resource=request.resource)
        _fly(stage, node, replace(flight, event=number))
    elif isinstance(outcome, Again):
        number = stage.after(outcome.after, "operation-step", node, resource=request.resource)
        _fly(stage, node, replace(flight, event=number, phase=outcome.phase))
    else:
        told = {"rc": outcome.rc, "reason": outcome.reason, "status": outcome.status}
        number = stage.after(outcome.after, "operation-done", node, resource=request.resource, **told)
        _fly(stage, node, replace(flight, event=number))


def _act(stage: Stage, node: str, flight: Flight) -> Outcome:
    request = flight.request
    agent = find(request.agent_class, request.provider, request.type, stage.stand_ins)
    if agent is None:
        return _missing(stage, request.type)
    return agent.act(Call(stage, node, request, flight.phase, flight.begun))


def _missing(stage: Stage, name: str) -> Done:
    reason = "" if stage.dialect is Dialect.V1_1 else f"{name}: No such file or directory"
    return Done(NOT_INSTALLED, reason, 1, MISSING)


def _unusable(stage: Stage, node: str, flight: Flight) -> Done | None:
    """What comes of an agent that somebody removed or made unexecutable. Agents without a file of their own are fine.

    The words are those of 2.1.5; a recurring operation that is run again knows the whole path.
    """
    request = flight.request
    if request.agent_class != "ocf" or request.type not in AGENTS.get(request.provider, ()):
        return None
    path = agent_file(request.agent_class, request.provider, request.type) or ""
    file = stage.machines[node].file(path)
    if file is None:
        return _missing(stage, path if flight.repeat else request.type)
    if file.mode & 0o111:
        return None
    reason = "" if stage.dialect is Dialect.V1_1 else "Child process was unable to execute file"
    return Done(INSUFFICIENT_PRIVILEGES, reason, 10)


def _fly(stage: Stage, node: str, flight: Flight) -> None:
    executor = executor_of(stage, node)
    if executor:
        flights = {**executor.flights, flight.request.resource: flight}
        change(stage, node, executor=replace(executor, flights=flights))


def _flight(stage: Stage, event: Event) -> Flight | None:
    """The operation that an event is about, if it is still the one under way."""
    executor = executor_of(stage, event.node)
    flight = executor.flights.get(event.data["resource"]) if executor else None
    return flight if flight and flight.event == event.number else None


@on("operation-step")
def step(stage: Stage, event: Event) -> None:
    """The agent asked to be called again."""
    flight = _flight(stage, event)
    if flight:
        _advance(stage, event.node, flight)


@on("operation-done")
def done(stage: Stage, event: Event) -> None:
    """The agent has ended."""
    flight = _flight(stage, event)
    if flight:
        _land(stage, event.node, flight, event.data["rc"], event.data["status"], event.data["reason"])


@on("operation-timeout")
def timed_out(stage: Stage, event: Event) -> None:
    """The agent took too long and is killed."""
    flight = _flight(stage, event)
    if flight:
        seconds = flight.request.timeout // 1000
        reason = f"Resource agent did not complete within {seconds}s"
        _land(stage, event.node, flight, 1, TIMED_OUT, reason)


def _land(stage: Stage, node: str, flight: Flight, rc: int, status: int, reason: str) -> None:
    executor = executor_of(stage, node)
    if executor is None:
        return
    request = flight.request
    rest = {key: one for key, one in executor.flights.items() if key != request.resource}
    change(stage, node, executor=replace(executor, flights=rest))
    result = Result(request, rc, status, reason, flight.begun, stage.time - flight.begun, flight.repeat)
    news = _keep_repeating(stage, node, flight, result) if request.interval else True
    if news:
        stage.tell("operation-result", node, result=result)
    _next(stage, node, request.resource)


def _keep_repeating(stage: Stage, node: str, flight: Flight, result: Result) -> bool:
    """Remember a recurring operation's result and plan its next run; returns whether the result is new."""
    executor = executor_of(stage, node)
    if executor is None:
        return False
    request = result.request
    old = executor.recurring.get(request.name)
    if flight.repeat and old is None:
        return False
    same = old is not None and flight.repeat and (old.rc, old.status) == (result.rc, result.status)
    number = _doze(stage, node, request, result.exec_ms)
    kept = Recurring(request, number, result.rc, result.status, result.reason, flight.begun)
    change(stage, node, executor=replace(executor, recurring={**executor.recurring, request.name: kept}))
    return not same


def _doze(stage: Stage, node: str, request: Request, exec_ms: int) -> int:
    """The next run is an interval after the end of this one, and so on as long as nothing changes."""
    agent = find(request.agent_class, request.provider, request.type, stage.stand_ins)
    wide = agent is not None and agent.wide
    period = request.interval + exec_ms
    return stage.doze(period, "monitor-due", node, first=request.interval, wide=wide, name=request.name)


@on("monitor-due")
def due(stage: Stage, event: Event) -> None:
    """A recurring operation's turn, if it is still registered and its resource is not busy."""
    executor = executor_of(stage, event.node)
    recurring = executor.recurring.get(event.data["name"]) if executor else None
    if executor is None or recurring is None or recurring.event != event.number:
        return
    if recurring.request.resource in executor.flights:
        number = stage.after(recurring.request.interval, "monitor-due", event.node, name=event.data["name"])
        changed = {**executor.recurring, event.data["name"]: replace(recurring, event=number)}
        change(stage, event.node, executor=replace(executor, recurring=changed))
        return
    _begin(stage, event.node, recurring.request, repeat=True)


def _next(stage: Stage, node: str, resource: str) -> None:
    """Begin the operation of this resource that waited longest."""
    executor = executor_of(stage, node)
    waiting = next((one for one in executor.queue if one.resource == resource), None) if executor else None
    if executor and waiting and resource not in executor.flights:
        rest = tuple(one for one in executor.queue if one is not waiting)
        change(stage, node, executor=replace(executor, queue=rest))
        _begin(stage, node, waiting)
