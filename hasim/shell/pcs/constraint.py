"""`pcs constraint`: all kinds of constraints together."""

from __future__ import annotations

from hasim.cib import Cib
from hasim.shell.pcs.command import command, older_name
from hasim.shell.pcs.constraint_text import colocation_text, location_lines, order_text, plain_lines, ticket_text
from hasim.shell.pcs.faults import Stop, UsageFault
from hasim.shell.pcs.references import about
from hasim.shell.pcs.run import Run

__all__ = ["colocations", "orders", "tickets"]


def orders(cib: Cib, *, with_ids: bool) -> list[str]:
    """The orders."""
    return plain_lines("Ordering Constraints:", cib.constraints.all("rsc_order"), order_text, with_ids=with_ids)


def colocations(cib: Cib, *, with_ids: bool) -> list[str]:
    """The colocations."""
    found = cib.constraints.all("rsc_colocation")
    return plain_lines("Colocation Constraints:", found, colocation_text, with_ids=with_ids)


def tickets(cib: Cib, *, with_ids: bool) -> list[str]:
    """The constraints on tickets."""
    return plain_lines("Ticket Constraints:", cib.constraints.all("rsc_ticket"), ticket_text, with_ids=with_ids)


@command("constraint config", "[--full] [--all]", options="--all -f --full", default_of="constraint")
def config(run: Run, words: list[str]) -> None:
    """Show all constraints."""
    ids, cib = "--full" in run.options, run.cib
    lines = location_lines(cib, run.context.now, with_ids=ids, expired="--all" in run.options)
    run.out(
        "\n".join([*lines, *orders(cib, with_ids=ids), *colocations(cib, with_ids=ids), *tickets(cib, with_ids=ids)])
    )


older_name("constraint list|show", "constraint config")


@command("constraint delete|remove", "<constraint or rule id>...", options="-f")
def delete(run: Run, words: list[str]) -> None:
    """Remove constraints, or rules of constraints, by their ids."""
    if not words:
        raise UsageFault
    missing = False
    for id in words:
        cib = _without(run.cib, id)
        if cib is None:
            run.say(f"Error: Unable to find constraint - '{id}'")
            missing = True
        else:
            run.store(cib)
    if missing:
        raise Stop


def _without(cib: Cib, id: str) -> Cib | None:
    found = next((each for each in cib.constraints.children if each.id == id and each.tag != "#comment"), None)
    if found is not None:
        return cib.edit(found, None)
    for each in cib.constraints.children:
        for rule in each.all("rule"):
            if rule.id == id:
                return cib.edit(each if len(each.all("rule")) == 1 else rule, None)
    return None


@command("constraint ref", "<resource id>...", options="-f")
def ref(run: Run, words: list[str]) -> None:
    """Say which constraints are about resources."""
    if not words:
        raise UsageFault
    for id in words:
        plain, sets = about(run.cib, id)
        run.out("\n".join([f"Resource: {id}", *(f"  {each}" for each in [*plain, *sorted(sets)] or ["No Matches."])]))
