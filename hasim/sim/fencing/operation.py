"""A fencing operation from its request to its result.

The fencer that was asked has all fencers of its partition say which devices they have, then has one of them use a
device; if that fails, the device is tried again, then another one, then the topology's next level. Every fencer that
is in reach knows of it. The end is told as "fencing-ended".
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from hasim.sim.chronicle import pacemaker_log
from hasim.sim.fencing.agents import PAUSE
from hasim.sim.fencing.choice import steps_for
from hasim.sim.fencing.devices import configured, device_on, use_of
from hasim.sim.fencing.state import FenceOperation, Phase, Try, fencers, keep, operation_of
from hasim.sim.pacemakerd import daemon_name
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event

QUERY, LIST, REPLY, BUSY = 5, 100, 5, 100
"""Ms until the fencers have answered; more where a device must be asked whom it can fence; until a result is known;
before an agent that failed is run again."""
PATIENCE = 1.2
"""An operation may take so many times what its actions may take."""
NO_DEVICE = "No fence device"
HUMAN = "a human"
"""The delegate of a manual confirmation."""
GAVE_UP = "No data available"
NO_DEVICE_STATUS, FAILED_STATUS = 105, 1
"""Exit statuses of a tool that waited for the operation."""


def log(stage: Stage, node: str, function: str, text: str, severity: str = "notice") -> None:
    """A line of the fencer's."""
    fencer = stage.stacks[node].fencer
    name = daemon_name(stage.dialect, "fenced")
    pacemaker_log(stage, node, name, fencer.pid if fencer else 0, function, text, severity)


def request(
    stage: Stage, node: str, target: str, action: str, client: str, *, timeout: int, delay: int = 0, tolerance: int = 0
) -> FenceOperation:
    """Ask the fencer on ``node`` to fence a target; the operation is under way (or ended) when this returns.

    ``timeout``, ``delay`` and ``tolerance`` are in ms. An equal request that succeeded no longer than the tolerance
    ago is its answer; one that is under way is joined.
    """
    log(
        stage,
        node,
        "handle_fence_request",
        f"Client {client} wants to fence ({action}) {target} using any device",
    )
    same = _same(stage, node, target, action, tolerance)
    if same is not None:
        return same
    owner = _relay(stage, node, target)
    number = _identity(stage, target, action, client)
    operation = FenceOperation(number, target, action, client, node, timeout, stage.time, owner, delay)
    text = f"Requesting peer fencing ({action}) targeting {target}"
    log(
        stage,
        owner,
        "initiate_remote_stonith_op",
        f"{text} | id={number[:8]} state=querying base_timeout={timeout // 1000}",
    )
    keep(stage, owner, operation)
    stage.record(
        "fencing",
        target,
        f"{node} asks for {action} of {target}",
        target=target,
        action=action,
        client=client,
        asker=node,
    )
    asks = any(device.check in ("dynamic-list", "status") for device in configured(stage, owner))
    stage.after(QUERY + (LIST if asks else 0), "fence-queried", owner, id=number)
    return operation


def _same(stage: Stage, node: str, target: str, action: str, tolerance: int) -> FenceOperation | None:
    fencer = stage.stacks[node].fencer
    for one in fencer.history(target) if fencer else ():
        if one.action != action:
            continue
        if not one.ended or (one.phase is Phase.DONE and stage.time - one.completed < tolerance):
            return one
    return None


def _relay(stage: Stage, node: str, target: str) -> str:
    """A node that is to be fenced itself has another one see to it, if there is one."""
    if node != target:
        return node
    return next((name for name in fencers(stage, node) if name != target), node)


def _identity(stage: Stage, target: str, action: str, client: str) -> str:
    text = f"{stage.time} {target} {action} {client} {len(stage.records)}"
    seed = hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
    return f"{seed[:8]}-{seed[8:12]}-4{seed[13:16]}-a{seed[17:20]}-{seed[20:]}"


def current(stage: Stage, event: Event) -> FenceOperation | None:
    """The operation that an event is about, if it is still under way there."""
    operation = operation_of(stage, event.node, event.data["id"])
    return operation if operation is not None and not operation.ended else None


@on("fence-queried")
def queried(stage: Stage, event: Event) -> None:
    """All fencers have said what they have."""
    operation = current(stage, event)
    if operation is None:
        return
    level, steps = steps_for(stage, operation)
    if not steps:
        text = f"Couldn't find anyone to fence ({operation.action}) {operation.target} using any device"
        log(stage, operation.owner, "stonith_choose_peer", text)
        finish(stage, operation, NO_DEVICE, NO_DEVICE_STATUS)
        return
    _try(stage, replace(operation, phase=Phase.EXECUTING, level=level, steps=steps))


def _try(stage: Stage, operation: FenceOperation) -> None:
    """Have the first way of the first step tried, after its delay."""
    way = operation.steps[0][0]
    device = device_on(stage, way.peer, way.device)
    if device is None:
        _failed(stage, operation, "No such device")
        return
    pause = PAUSE if operation.attempt else 0
    if not operation.attempt and not operation.delayed and way.action != "on" and operation.delay >= 0:
        pause = operation.delay + device.delay(operation.target, operation.id)
    operation = replace(operation, attempt=operation.attempt + 1, delegate=way.peer, delayed=True)
    keep(stage, operation.owner, operation)
    if operation.attempt == 1:
        limit = round(operation.timeout * PATIENCE) // 1000
        text = f"Requesting that {way.peer} perform '{way.action}' action targeting {operation.target}"
        client = f"for client {operation.client} ({limit}s, {max(0, operation.delay) // 1000}s)"
        log(stage, operation.owner, "request_peer_fencing", f"{text} | {client}")
    if pause and operation.attempt == 1:
        text = f"Delaying '{way.action}' action targeting {operation.target} using {way.device} for {pause // 1000}s"
        log(stage, way.peer, "schedule_stonith_command", text)
    stage.after(pause, "fence-act", operation.owner, id=operation.id, attempt=operation.attempt)


@on("fence-act")
def act(stage: Stage, event: Event) -> None:
    """The agent is started, once the device has time: it serves one at a time, or as many as its limit allows.

    A reboot first takes the power away and then gives it back.
    """
    operation = current(stage, event)
    if operation is None or operation.attempt != event.data["attempt"]:
        return
    way = operation.steps[0][0]
    device = device_on(stage, way.peer, way.device)
    if device is None or device.agent is None:
        _failed(stage, operation, "No such device")
        return
    if _busy(stage, way, device.limit):
        stage.after(BUSY, "fence-act", event.node, **event.data)
        return
    action = device.action(way.action)
    effect = device.agent.power(use_of(stage, way.peer, device, operation.target), action)
    limit = device.timeout(way.action, operation.timeout)
    data = {"id": operation.id, "device": way.device, "peer": way.peer}
    if effect.after > limit:
        reason = f"Timer expired: agent did not complete within {limit // 1000}s"
        stage.after(limit, "fence-acted", event.node, **data, reason=reason, action="")
    elif effect.reason or action != "reboot" or not device.agent.in_two_steps:
        stage.after(effect.after, "fence-acted", event.node, **data, reason=effect.reason, action=action)
    else:
        stage.after(effect.after // 2, "fence-cut", event.node, **data, rest=effect.after - effect.after // 2)


def _busy(stage: Stage, way: Try, limit: int) -> bool:
    events = stage.pending("fence-cut", "fence-acted")
    return 0 < limit <= sum((one.data["device"], one.data["peer"]) == (way.device, way.peer) for one in events)


@on("fence-cut")
def cut(stage: Stage, event: Event) -> None:
    """The first half of a reboot: whether the power went is what counts, not whether it comes back."""
    operation = current(stage, event)
    if operation is None:
        return
    reason = _switch(stage, operation, "off")
    data = {key: event.data[key] for key in ("id", "device", "peer")}
    after = 0 if reason else event.data["rest"]
    stage.after(after, "fence-acted", event.node, **data, reason=reason, action="" if reason else "on", cut=True)


def _switch(stage: Stage, operation: FenceOperation, action: str) -> str:
    """Have the hardware do it; returns why it failed, "" if it did not."""
    way = operation.steps[0][0]
    device = device_on(stage, way.peer, way.device)
    if device is None or device.agent is None:
        return "No such device"
    return device.agent.switch(use_of(stage, way.peer, device, operation.target), action)


@on("fence-acted")
def acted(stage: Stage, event: Event) -> None:
    """The agent has ended: what it was to do last happens now, unless it failed before."""
    operation = current(stage, event)
    if operation is None:
        return
    way = operation.steps[0][0]
    reason: str = event.data["reason"]
    if not reason and event.data["action"]:
        found = _switch(stage, operation, event.data["action"])
        reason = "" if event.data.get("cut") else found
    _log_try(stage, operation, way, reason)
    device = device_on(stage, way.peer, way.device)
    if not reason:
        _succeeded(stage, operation)
    elif device and operation.attempt < device.tries(way.action) and not _out_of_time(stage, operation):
        _try(stage, operation)
    else:
        _failed(stage, operation, reason)


def _log_try(stage: Stage, operation: FenceOperation, way: Try, reason: str) -> None:
    status = f"returned 1 ({reason})" if reason else "returned 0"
    text = f"Operation '{way.action}' [{operation.attempt}] targeting {operation.target} using {way.device} {status}"
    log(
        stage, way.peer, "log_async_result", f"{text} | call 2 from {operation.client}", "error" if reason else "notice"
    )
    if reason:
        said = f"{way.device} on {way.peer} fails to {way.action} {operation.target}: {reason}"
        details = {"target": operation.target, "device": way.device, "peer": way.peer, "action": way.action}
        stage.record("fence-failed", operation.target, said, **details, reason=reason)


def _out_of_time(stage: Stage, operation: FenceOperation) -> bool:
    return stage.time - operation.begun >= operation.timeout * PATIENCE


def _succeeded(stage: Stage, operation: FenceOperation) -> None:
    used = (*operation.used, operation.steps[0][0].device)
    operation = replace(operation, steps=operation.steps[1:], attempt=0, used=used)
    if operation.steps:
        _try(stage, operation)
    else:
        finish(stage, operation)


def _failed(stage: Stage, operation: FenceOperation, reason: str) -> None:
    """The next way of this step, else the next level of the topology, else it has failed."""
    first, *rest = operation.steps
    ways = first[1:]
    if not _out_of_time(stage, operation):
        if ways:
            _try(stage, replace(operation, steps=(ways, *rest), attempt=0))
            return
        level, steps = steps_for(stage, operation, operation.level) if operation.level else (0, ())
        if steps:
            _try(stage, replace(operation, level=level, steps=steps, attempt=0))
            return
    finish(stage, operation, reason, FAILED_STATUS)


def finish(
    stage: Stage, operation: FenceOperation, reason: str = "", errno: int = 0, *, at: str = ""
) -> FenceOperation:
    """Note an operation's end with every fencer in reach of its owner (or of ``at``), and tell "fencing-ended"."""
    at = at or operation.owner
    phase = Phase.FAILED if reason else Phase.DONE
    ended = replace(operation, phase=phase, completed=stage.time, reason=reason, errno=errno, steps=())
    keep(stage, at, ended)
    said = f"Error occurred ({reason})" if reason else "OK (complete)"
    by = f"{ended.delegate}" if ended.delegate else "unknown node"
    text = f"Operation '{ended.action}' targeting {ended.target} by {by} for {ended.client}@{ended.origin}: {said}"
    log(stage, at, "finalize_op", f"{text} | id={ended.id[:8]}", "error" if reason else "notice")
    kind, verb = ("fencing-failed", "fails") if reason else ("fenced", "has succeeded")
    words = f"{ended.action} of {ended.target} {verb}" + (f": {reason}" if reason else f" (by {by})")
    details = {"target": ended.target, "action": ended.action, "delegate": ended.delegate, "devices": list(ended.used)}
    stage.record(kind, ended.target, words, **details, client=ended.client, reason=reason)
    stage.after(REPLY, "fencing-ended", at, operation=ended)
    return ended


def confirm_manually(stage: Stage, node: str, target: str, client: str) -> FenceOperation:
    """A person says that the target is down: the cluster believes it, and what is under way against it has succeeded.

    This is not checked: a person who is wrong starts the same resources twice.
    """
    log(stage, node, "fenced_handle_manual_confirmation", f"Received manual confirmation that {target} has been fenced")
    number = _identity(stage, target, "off", client)
    operation = FenceOperation(number, target, "off", client, node, 0, stage.time, node, delegate=HUMAN)
    return finish(stage, operation)
