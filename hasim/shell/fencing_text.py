"""Fencing operations in words, as crm_mon and stonith_admin show them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from hasim.cib import Element
from hasim.shell.context import Context, NotConnected
from hasim.sim.fencing.access import FencingAccess
from hasim.sim.fencing.state import FenceOperation, Phase

__all__ = [
    "FencingHistory",
    "action_text",
    "event_line",
    "fencing_element",
    "fencing_elements",
    "fencing_history",
    "old_lines",
    "summary_line",
]

_WORDS = {"on": "unfencing", "off": "turning off"}


@dataclass(frozen=True, slots=True)
class FencingHistory:
    """The operations that a fencer knows of, newest first, and how to write their times.

    ``full`` shows every one; else only the last of those that are alike.
    """

    operations: Sequence[FenceOperation] = ()
    date: Callable[[FenceOperation], str] = lambda operation: ""
    full: bool = False

    def shown(self, *phases: Phase) -> list[FenceOperation]:
        """The operations that are shown, of these phases."""
        chosen = self.operations if self.full else _reduced(self.operations)
        return [one for one in chosen if one.phase in phases]


def _reduced(operations: Sequence[FenceOperation]) -> list[FenceOperation]:
    kept: list[FenceOperation] = []
    for one in operations:
        if not one.ended or not any(_alike(one, other) for other in kept):
            kept.append(one)
    return kept


def _alike(one: FenceOperation, other: FenceOperation) -> bool:
    if (one.target, one.action, one.phase) != (other.target, other.action, other.phase):
        return False
    return one.phase is Phase.DONE or one.delegate == other.delegate


def fencing_history(context: Context, *, full: bool, calendar: bool = False) -> FencingHistory:
    """What the local fencer knows; nothing where there is none. ``calendar`` asks for the older form of times."""
    cluster = context.cluster
    if not isinstance(cluster, FencingAccess):
        return FencingHistory()
    try:
        operations = cluster.fence_history()
    except NotConnected:
        return FencingHistory()
    start = cluster.stage.start

    def date(operation: FenceOperation) -> str:
        moment = start + operation.completed / 1000
        return context.calendar_time(moment) if calendar else context.date_text(moment)

    return FencingHistory(operations, date, full)


def action_text(action: str) -> str:
    """An action in words.

    >>> action_text("off"), action_text("reboot")
    ('turning off', 'reboot')
    """
    return _WORDS.get(action, action)


def summary_line(history: FencingHistory, one: FenceOperation) -> str:
    """An operation as crm_mon lists it."""
    by = f" by {one.delegate}" if one.delegate and one.ended else ""
    last = "" if history.full else "last "
    text = f"{action_text(one.action)} of {one.target}{by} for {one.client}@{one.origin} {last}"
    if not one.ended:
        return text + "pending"
    text += f"{'successful' if one.phase is Phase.DONE else 'failed'} at {history.date(one)}"
    return text + _later(history, one)


def _later(history: FencingHistory, one: FenceOperation) -> str:
    """Whether a later attempt of the same succeeded."""
    if one.phase is not Phase.FAILED:
        return ""
    for other in history.operations:
        if other is one:
            break
        if (other.phase, other.target, other.action) == (Phase.DONE, one.target, one.action):
            return (
                " (a later attempt"
                + (f" from {other.delegate}" if other.delegate != one.delegate else "")
                + " succeeded)"
            )
    return ""


def event_line(one: FenceOperation, date: str, *, last: bool = False) -> str:
    """An operation as stonith_admin --history lists it; ``last`` where only the last success is shown."""
    head = f"{action_text(one.action)} of {one.target}"
    if not one.ended:
        return f"{head} pending: client={one.client}, origin={one.origin}"
    said = "successful" if one.phase is Phase.DONE else "failed"
    delegate = f"delegate={one.delegate}, " if one.delegate else ""
    when = "last-successful" if last else "completed"
    return f"{head} {said}: {delegate}client={one.client}, origin={one.origin}, {when}='{date}'"


_PHASES = {Phase.DONE: "success", Phase.FAILED: "failed"}
_EXECUTING = "1"
"""The number of the state of an operation under way."""


def fencing_elements(history: FencingHistory) -> list[Element]:
    """The operations in formatted output, with all that is known of each."""
    return [fencing_element(history, one) for one in history.shown(*Phase)]


def fencing_element(history: FencingHistory, one: FenceOperation) -> Element:
    """One operation in formatted output."""
    attributes = {"action": one.action, "target": one.target, "client": one.client, "origin": one.origin}
    attributes["status"] = _PHASES.get(one.phase, "pending")
    if not one.ended:
        attributes["extended-status"] = _EXECUTING
    if one.delegate:
        attributes["delegate"] = one.delegate
    if one.ended:
        attributes["completed"] = history.date(one)
    return Element("fence_event", attributes)


def old_lines(history: FencingHistory, one: FenceOperation) -> list[str]:
    """An operation as crm_mon 1.1 lists it."""
    head = f"* {action_text(one.action)} of {one.target}"
    if not one.ended:
        return [f"{head} pending: client={one.client}, origin={one.origin}"]
    said = "successful" if one.phase is Phase.DONE else "failed"
    word = "completed" if history.full else f"last-{said}"
    text = f"{head} {said}: delegate={one.delegate}, client={one.client}, origin={one.origin},"
    return [text, f"    {word}='{history.date(one)}'"]
