"""Negative location constraints, and tickets."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import INFINITY
from hasim.scheduler.model import Cluster, Role
from hasim.shell.listing.style import Style

__all__ = ["ban_lines", "ticket_lines"]


def ban_lines(cluster: Cluster, style: Style, prefix: str = "") -> list[str]:
    """One line for each node that a location constraint (whose id begins with `prefix`) keeps a resource from.

    The newest constraint comes first. The constraints must have been unpacked.
    """
    found = []
    for location in reversed(cluster.locations):
        resource = location.resource
        if not style.shows_resource(resource.id, resource.top.id):
            continue
        name = (resource.in_clone or resource).id
        role = "as promoted role " if location.role is Role.PROMOTED else ""
        for entry in reversed(location.entries):
            id = entry.rule or location.id
            if entry.score < 0 and id.startswith(prefix) and style.shows_node(entry.node.name):
                found.append(f"{id}\tprevents {name} from running {role}on {entry.node.name}")
    return found


def ticket_lines(cluster: Cluster, calendar: Callable[[float], str], style: Style) -> list[str]:
    """One line a ticket: granted or revoked, and when it was last granted."""
    found = []
    for ticket in cluster.tickets.values():
        text = f"{ticket.id}{':' if not style.old else ''}"
        text += f"{' ' if not style.old else chr(9)}{'granted' if ticket.granted else 'revoked'}"
        text += " [standby]" if ticket.standby else ""
        granted = _granted_at(ticket.attributes)
        text += f' last-granted="{calendar(granted)}"' if granted >= 0 else ""
        found.append(text)
    return found


def _granted_at(attributes: dict[str, str]) -> int:
    try:
        return min(int(attributes.get("last-granted", "-1")), INFINITY**2)
    except ValueError:
        return -1
