"""`crm_ticket`: the tickets that a site was granted, and their attributes."""

from __future__ import annotations

from hasim.cib import Cib, Element, write_xml
from hasim.scheduler.model import Ticket
from hasim.shell.context import Context, NotConnected
from hasim.shell.hash_order import hash_order
from hasim.shell.listing.bans import in_table_order
from hasim.shell.options import Option, Parsed, Takes
from hasim.shell.tool import HELP, VERBOSE, VERSION, Tool, tool_program
from hasim.shell.working_set import add_constraints, working_set

__all__ = ["TOOL", "crm_ticket"]

_VALUE = Takes.VALUE
TOOL = Tool(
    "crm_ticket",
    "Asks about cluster tickets and changes them.",
    (
        Option("info", "l", "info", help="show tickets"),
        Option("details", "L", "details", help="show tickets with all that is known of them"),
        Option("raw", "w", "raw", help="show the ids of tickets"),
        Option("query-xml", "q", "query-xml", help="show tickets as XML"),
        Option("constraints", "c", "constraints", help="show the constraints that depend on tickets"),
        Option("grant", "g", "grant", help="grant a ticket to this site (with -f)"),
        Option("revoke", "r", "revoke", help="take a ticket from this site (with -f)"),
        Option("standby", "s", "standby", help="treat a granted ticket as not granted, but gently"),
        Option("activate", "a", "activate", help="end the standby of a ticket"),
        Option("get-attr", "G", "get-attr", _VALUE, help="show an attribute"),
        Option("set-attr", "S", "set-attr", _VALUE, help="set an attribute (with -v)"),
        Option("delete-attr", "D", "delete-attr", _VALUE, help="delete an attribute"),
        Option("cleanup", "C", "cleanup", help="forget all that is known of a ticket"),
        Option("attr-value", "v", "attr-value", _VALUE, help="value for -S"),
        Option("default", "d", "default", _VALUE, help="value to show for an attribute that is not set"),
        Option("force", "f", "force", help="do it nevertheless"),
        Option("ticket", "t", "ticket", _VALUE, help="ticket id"),
        Option("set-name", "n", "set-name", _VALUE, help="has no effect any more", idle=True),
        Option("nvpair", "i", "nvpair", _VALUE, help="has no effect any more", idle=True),
        Option("quiet", "Q", "quiet", help="has no effect any more", idle=True),
        *(VERSION, VERBOSE, HELP),
    ),
)
_QUERIES = ("info", "details", "raw", "query-xml", "constraints", "get-attr", "cleanup")
_CHANGES = ("grant", "revoke", "standby", "activate", "set-attr", "delete-attr")
_TIMES = ("last-granted", "expires")
_FORBIDDEN, _MISSING, _USAGE = 4, 105, 64


@tool_program(TOOL)
def crm_ticket(context: Context, parsed: Parsed) -> int:
    """show tickets, or change one."""
    given = [name for name, _ in parsed.given]
    command = next((name for name in reversed(given) if name in (*_QUERIES, *_CHANGES)), "")
    if not command:
        return context.fail("crm_ticket: Must supply a command", _USAGE)
    if not parsed.value("ticket") and command in ("get-attr", "cleanup", *_CHANGES):
        status = _MISSING if command == "get-attr" else _USAGE
        return context.fail("crm_ticket: Must supply ticket ID with -t", status)
    try:
        return _run(context, parsed, command)
    except NotConnected as error:
        return context.fail(f"crm_ticket: Could not connect to the CIB: {error.reason}", 102)


def _run(context: Context, parsed: Parsed, command: str) -> int:
    cib = context.cluster.query()
    if command in ("info", "details", "raw"):
        return _list(context, cib, parsed, command)
    if command in ("query-xml", "constraints"):
        return _xml(context, cib, parsed, command)
    if command == "get-attr":
        return _get(context, cib, parsed)
    if command == "cleanup":
        return _clean_up(context, cib, parsed)
    return _change(context, cib, parsed)


def _tickets(context: Context, cib: Cib) -> list[Ticket]:
    """All tickets that the status section or a constraint names."""
    cluster = working_set(cib, int(context.now), context.dialect)
    add_constraints(cluster)
    return in_table_order(cluster)


def _list(context: Context, cib: Cib, parsed: Parsed, command: str) -> int:
    tickets, wanted = _tickets(context, cib), parsed.value("ticket")
    chosen = [ticket for ticket in tickets if wanted in ("", ticket.id)]
    if wanted and not chosen:
        return context.fail(f"crm_ticket: No such ticket '{wanted}'", _MISSING)
    for ticket in chosen:
        context.out(f"{ticket.id}\n" if command == "raw" else _line(context, ticket, command == "details") + "\n")
    return 0


def _line(context: Context, ticket: Ticket, details: bool) -> str:
    text = f"{ticket.id}\t{'granted' if ticket.granted else 'revoked'}{'[standby]' if ticket.standby else '':>10}"
    facts = _facts(ticket)
    if details:
        listed = ", ".join(f"{name}={_shown(context, name, value)}" for name, value in facts)
        return f"{text} ({listed})" if listed else text
    granted = dict(facts).get("last-granted")
    return text if granted is None else f"{text} last-granted={_shown(context, 'last-granted', granted)}"


def _facts(ticket: Ticket) -> list[tuple[str, str]]:
    return hash_order([each for each in ticket.attributes.items() if each[0] != "id"], lambda pair: pair[0])


def _shown(context: Context, name: str, value: str) -> str:
    """A value as it is shown: a point in time in words."""
    if name not in _TIMES:
        return value
    try:
        return f"'{context.calendar_time(int(value))}'"
    except ValueError:
        return "'(null)'" if not value else f"'{context.calendar_time(0)}'"


def _state(cib: Cib, ticket: str) -> Element | None:
    tickets = cib.status.first("tickets")
    return next((each for each in tickets.all("ticket_state") if each.id == ticket), None) if tickets else None


def _xml(context: Context, cib: Cib, parsed: Parsed, command: str) -> int:
    wanted = parsed.value("ticket")
    if command == "constraints":
        found = [each for each in cib.constraints.all("rsc_ticket") if wanted in ("", each.get("ticket"))]
        title, doing = "Constraints XML", "show ticket constraints"
    else:
        whole = _state(cib, wanted) if wanted else cib.status.first("tickets")
        found = [whole] if whole is not None else []
        title, doing = "State XML", "query ticket XML"
    if not found:
        return context.fail(f"crm_ticket: Could not {doing}: No such device or address", _MISSING)
    shown = found[0] if len(found) == 1 else Element("xpath-query", {}, tuple(found))
    context.out(f"{title}:\n\n{write_xml(shown)}")
    return 0


def _get(context: Context, cib: Cib, parsed: Parsed) -> int:
    ticket = next((each for each in _tickets(context, cib) if each.id == parsed.value("ticket")), None)
    value = ticket.attributes.get(parsed.value("get-attr")) if ticket is not None else None
    if value is None and "default" in parsed:
        value = parsed.value("default")
    if value is None:
        return _MISSING
    context.out(value + "\n")
    return 0


def _clean_up(context: Context, cib: Cib, parsed: Parsed) -> int:
    wanted, force = parsed.value("ticket"), "force" in parsed
    ticket = next((each for each in _tickets(context, cib) if each.id == wanted), None)
    if ticket is None and not force:
        return context.fail(f"crm_ticket: No such ticket '{wanted}'", _MISSING)
    if ticket is not None and ticket.granted and not force:
        context.out(_revoke_warning(wanted))
        return _FORBIDDEN
    state = _state(cib, wanted)
    if state is not None:
        context.cluster.replace(cib.edit(state, None), client="crm_ticket", user=context.user)
        context.out(f"Cleaned up {wanted}\n")
    return 0


def _change(context: Context, cib: Cib, parsed: Parsed) -> int:
    wanted, changes = parsed.value("ticket"), _changes(parsed)
    missing = next((name for name, value in changes.items() if value == ""), None)
    if missing is not None:
        return context.fail(f"crm_ticket: Must supply value with -v for -S {missing}", _USAGE)
    known = _state(cib, wanted)
    if "granted" in changes and "force" not in parsed:
        if changes["granted"] == "true" or (changes["granted"] is None and not _granted(known)):
            context.out(_grant_warning(wanted))
        else:
            context.out(_revoke_warning(wanted))
        return context.fail("crm_ticket: Ticket modification not allowed", _FORBIDDEN)
    if changes.get("granted") == "true" and not _granted(known):
        changes["last-granted"] = str(int(context.now))
    changed = _changed(cib, wanted, changes)
    if changed is not cib:
        context.cluster.replace(changed, client="crm_ticket", user=context.user)
    return 0


def _changes(parsed: Parsed) -> dict[str, str | None]:
    """The attributes to be changed: None for one to be deleted, "" for one whose value is missing."""
    fixed = {"grant": ("granted", "true"), "revoke": ("granted", "false")}
    fixed |= {"standby": ("standby", "true"), "activate": ("standby", "false")}
    changes: dict[str, str | None] = {}
    for name, value in parsed.given:
        if name in fixed:
            attribute, wanted = fixed[name]
            changes[attribute] = wanted
        elif name == "set-attr":
            changes[value or ""] = parsed.value("attr-value")
        elif name == "delete-attr":
            changes[value or ""] = None
    return changes


def _granted(state: Element | None) -> bool:
    return state is not None and state.get("granted") == "true"


def _changed(cib: Cib, ticket: str, changes: dict[str, str | None]) -> Cib:
    state = _state(cib, ticket)
    if state is not None:
        return cib.edit(state, state.with_attributes(changes))
    kept = {name: value for name, value in changes.items() if value is not None}
    if not kept:
        return cib
    fresh = Element("ticket_state", {"id": ticket, **kept})
    tickets = cib.status.first("tickets")
    if tickets is None:
        return cib.with_section(cib.status.with_child(Element("tickets", {}, (fresh,))))
    return cib.edit(tickets, tickets.with_child(fresh))


def _grant_warning(ticket: str) -> str:
    return (
        f"This command cannot help you verify whether '{ticket}' has been already granted elsewhere.\n"
        f"If you really want to grant '{ticket}' to this site now, and you know what you are doing,\n"
        "please specify --force.\n"
    )


def _revoke_warning(ticket: str) -> str:
    return (
        f"Revoking '{ticket}' can trigger the specified 'loss-policy'(s) relating to '{ticket}'.\n\n"
        f"You can check that with:\ncrm_ticket --ticket {ticket} --constraints\n\n"
        f"Otherwise before revoking '{ticket}', you may want to make '{ticket}' standby with:\n"
        f"crm_ticket --ticket {ticket} --standby\n\n"
        f"If you really want to revoke '{ticket}' from this site now, and you know what you are doing,\n"
        "please specify --force.\n"
    )
