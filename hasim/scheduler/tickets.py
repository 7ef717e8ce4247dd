"""Tickets: resources that may only run where (and while) a site was granted a ticket."""

from __future__ import annotations

from hasim.cib.element import Element
from hasim.scheduler.banning import ban_everywhere
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.constraints import Ticket, TicketConstraint
from hasim.scheduler.fence_marks import mark
from hasim.scheduler.names import resolve, resource_sets, set_members
from hasim.scheduler.resource import Primitive, Resource
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind, Fact


def unpack_ticket(cluster: Cluster, element: Element) -> None:
    """Read one ``rsc_ticket`` and ban what has lost, or never had, its ticket."""
    name = element.get("ticket")
    if not name:
        return
    cluster.tickets.setdefault(name, Ticket(name))
    sets = list(resource_sets(cluster, element))
    role = element.get("rsc-role")
    for each in sets:
        for resource in set_members(cluster, each):
            _constrain(cluster, element, resource, each.get("role"))
    if not sets:
        for resource in resolve(cluster, element.get("rsc") or ""):
            _constrain(cluster, element, resource, role)


def _constrain(cluster: Cluster, element: Element, resource: Resource, role_text: str | None) -> None:
    role = Role.parse(role_text)
    if role is Role.STARTED:
        role = Role.UNKNOWN
    policy = _loss_policy(cluster, element.get("loss-policy"), role)
    constraint = TicketConstraint(element.id, resource, element.get("ticket") or "", policy, role)
    resource.tickets.append(constraint)
    cluster.ticket_constraints.append(constraint)
    ticket = cluster.tickets[constraint.ticket]
    if not ticket.granted or ticket.standby:
        for leaf in resource.leaves():
            _without_ticket(cluster, leaf, constraint, ticket)


def _loss_policy(cluster: Cluster, text: str | None, role: Role) -> str:
    policy = text or ""
    if policy == "fence" and not cluster.options.fencing_enabled:
        return "stop"
    if policy in ("stop", "demote", "freeze", "fence"):
        return policy
    return "demote" if role is Role.PROMOTED else "stop"


def _without_ticket(cluster: Cluster, leaf: Primitive, constraint: TicketConstraint, ticket: Ticket) -> None:
    policy, role = constraint.loss_policy, constraint.role
    if ticket.granted or not leaf.active_on:
        if role is not Role.PROMOTED or policy == "stop":
            _ban(leaf, constraint)
        return
    concerned = role in (Role.UNKNOWN, leaf.role)
    match policy:
        case "stop":
            _ban(leaf, constraint)
        case "demote" if role is not Role.PROMOTED:
            _ban(leaf, constraint)
        case "fence" if concerned:
            _ban(leaf, constraint)
            for node in leaf.active_on:
                request = mark(cluster, node, "deadman ticket was lost")
                if request is not None:
                    cluster.constraint_log.append(cluster.early.pop())
        case "freeze" if concerned:
            leaf.managed = False
            leaf.blocked = True


def _ban(leaf: Primitive, constraint: TicketConstraint) -> None:
    ban_everywhere(leaf, CauseKind.TICKET, id=constraint.id, detail=Fact.of("ticket", ticket=constraint.ticket))
