"""A transition in words: its summary, and the steps of its execution."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hasim.scheduler.roles import Role
from hasim.scheduler.summary import ResourceRow, Summary
from hasim.sim.rehearsal import Step

__all__ = ["step_lines", "summary_lines"]


def summary_lines(summary: Summary) -> Iterator[str]:
    """The items of the transition summary, in columns."""
    for fence in summary.fencing:
        launcher = f" (resource: {fence.launcher})" if fence.launcher else ""
        yield f"Fence ({fence.operation}) {fence.node}{launcher} '{fence.reason}'"
    details = [_details(row) for row in summary.resources]
    id_width = detail_width = 5
    for row, detail in zip(summary.resources, details, strict=True):
        if len(row.resource) > id_width:
            id_width = len(row.resource) + 2
        detail_width = max(detail_width, len(detail))
    for row, detail in zip(summary.resources, details, strict=True):
        why = _why(row)
        line = f"{row.verb:<8}   {row.resource:<{id_width}}   ( {detail:>{detail_width}} )"
        yield f"{line}  {why}" if why else line


def _details(row: ResourceRow) -> str:
    """From where and which role to where and which role."""
    before, after = row.role.text, row.next_role.text
    origin, destination = row.origin, row.destination
    with_roles = row.role > Role.STARTED or row.next_role > Role.UNPROMOTED
    same_role, same_host = row.role is row.next_role, origin == destination
    if not origin:
        return f"{before} -> {after} {destination}" if with_roles else destination
    if not destination:
        return f"{before} {origin}" if with_roles else origin
    if same_role and same_host:
        return f"{before} {origin}" if with_roles else origin
    if same_role:
        return f"{origin} -> {destination} {before}" if with_roles else f"{origin} -> {destination}"
    if same_host:
        return f"{before} -> {after} {origin}"
    return f"{before} {origin} -> {after} {destination}"


def _why(row: ResourceRow) -> str:
    if row.reason:
        return f"due to {row.reason}" + ("" if row.runnable else " (blocked)")
    return "" if row.runnable else "blocked"


def step_lines(steps: Iterable[Step]) -> Iterator[tuple[str, bool]]:
    """What was executed, a line a step: (text, whether it is an item of the list rather than a remark)."""
    for step in steps:
        yield _step(step), True
        if step.failed is not None:
            yield f"Pretending action {step.action.id} failed with rc={step.failed.rc}", False
            for attribute, value, id in step.notes:
                yield f"Injecting attribute {attribute}={value} into /node_state '{id}'", True


def _step(step: Step) -> str:
    action = step.action
    if action.kind == "pseudo_event":
        where = f" on {action.node}" if action.node else ""
        return f"Pseudo action:   {action.operation_key}{where}"
    if action.operation == "stonith":
        return f"Fencing {action.node} ({action.attributes.get('CRM_meta_stonith_action', '')})"
    if action.kind == "crm_event":
        what = f"for {action.primitive.id} " if action.primitive else ""
        return f"Cluster action:  {action.operation} {what}on {action.node}"
    interval = f"={action.interval_ms}" if action.interval_ms and action.operation != "delete" else ""
    return f"Resource action: {step.resource:<15} {action.operation}{interval} on {action.node}"
