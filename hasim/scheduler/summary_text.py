"""The summary of a transition in words, as crm_simulate and the scheduler's log show it."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.scheduler.roles import Role
from hasim.scheduler.summary import ResourceRow, Summary


def column_widths(summary: Summary, known: tuple[int, int] = (5, 5)) -> tuple[int, int]:
    """The widths of the columns of names and places, at least those that are ``known`` from before."""
    id_width, detail_width = known
    for row in summary.resources:
        if len(row.resource) > id_width:
            id_width = len(row.resource) + 2
        detail_width = max(detail_width, len(_details(row)))
    return id_width, detail_width


def summary_lines(summary: Summary, known: tuple[int, int] = (5, 5)) -> Iterator[str]:
    """The items of the transition summary, in columns."""
    for fence in summary.fencing:
        launcher = f" (resource: {fence.launcher})" if fence.launcher else ""
        yield f"Fence ({fence.operation}) {fence.node}{launcher} '{fence.reason}'"
    id_width, detail_width = column_widths(summary, known)
    for row in summary.resources:
        why = _why(row)
        line = f"{row.verb:<8}   {row.resource:<{id_width}}   ( {_details(row):>{detail_width}} )"
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
