"""Negative location constraints, and tickets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from hasim.cib import INFINITY
from hasim.cib.values import parse_integer
from hasim.scheduler.model import Cluster, Location, Node, NodeScore, Role, Ticket
from hasim.shell.hash_order import hash_order
from hasim.shell.listing.nodes import display_name
from hasim.shell.listing.style import Style

__all__ = ["Ban", "ban_lines", "bans", "granted_at", "in_table_order", "ticket_lines"]


@dataclass(frozen=True, slots=True)
class Ban:
    """A location constraint (or one of its rules) that keeps a resource off a node."""

    id: str
    resource: str
    node: Node
    score: int
    promoted: bool
    """Whether only the promoted role is kept off."""


def bans(cluster: Cluster, style: Style, prefix: str = "") -> Iterator[Ban]:
    """Every node that a location constraint (whose id begins with `prefix`) keeps a resource from.

    The newest constraint comes first. The constraints must have been unpacked.
    """
    for location in reversed(cluster.locations):
        resource = location.resource
        if not style.shows_resource(resource.id, resource.top.id):
            continue
        name = (resource.in_clone or resource).id
        for entry in _in_order(location, cluster):
            id = entry.rule or location.id
            if entry.score < 0 and id.startswith(prefix):
                yield Ban(id, name, entry.node, entry.score, location.role is Role.PROMOTED)


def _in_order(location: Location, cluster: Cluster) -> list[NodeScore]:
    """The last node first; but those of a rule whose conditions are alternatives in their own order."""
    rule = cluster.cib.by_id(next((entry.rule for entry in location.entries if entry.rule), ""))
    alternatives = rule is not None and rule.get("boolean-op") == "or"
    return list(location.entries) if alternatives else list(reversed(location.entries))


def ban_lines(cluster: Cluster, style: Style, prefix: str = "") -> list[str]:
    """One line a ban; see `bans`."""
    role = "as master " if style.old else "in Promoted role "
    return [
        f"{ban.id}\tprevents {ban.resource} from running {role * ban.promoted}on {display_name(ban.node, style)}"
        for ban in bans(cluster, style, prefix)
    ]


def in_table_order(cluster: Cluster) -> list[Ticket]:
    """The tickets in the order in which the real tools come upon them."""
    return hash_order(cluster.tickets.values(), lambda ticket: ticket.id)


def ticket_lines(cluster: Cluster, calendar: Callable[[float], str], style: Style, *, gap: str = " ") -> list[str]:
    """One line a ticket: granted or revoked, and when it was last granted."""
    found = []
    for ticket in in_table_order(cluster):
        text = f"{ticket.id}{':' if not style.old else ''}"
        text += f"{gap if not style.old else chr(9)}{'granted' if ticket.granted else 'revoked'}"
        text += " [standby]" if ticket.standby else ""
        granted = granted_at(ticket.attributes)
        text += f' last-granted="{calendar(granted)}"' if granted >= 0 else ""
        found.append(text)
    return found


def granted_at(attributes: dict[str, str]) -> int:
    """When a ticket was last granted, epoch seconds; -1 for never. What is no number counts as 0."""
    text = attributes.get("last-granted")
    return -1 if text is None else min(parse_integer(text) or 0, INFINITY**2)
