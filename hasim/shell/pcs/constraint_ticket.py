"""`pcs constraint ticket`."""

from __future__ import annotations

from hasim.cib import Element
from hasim.shell.pcs.command import command
from hasim.shell.pcs.constraint import tickets
from hasim.shell.pcs.constraint_checks import add as with_constraint
from hasim.shell.pcs.constraint_sets import add_sets, resource_problem
from hasim.shell.pcs.constraint_text import ticket_text
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.ids import free_id, id_problem, safe_id, used_ids
from hasim.shell.pcs.messages import invalid_options, invalid_value
from hasim.shell.pcs.roles import ROLES, newer_role, stored_role
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.words import assignments

_POLICIES = ("demote", "fence", "freeze", "stop")


@command("constraint ticket add", "<ticket> [<role>] <resource> [loss-policy=<policy>] [id=<id>]", options="--force -f")
def ticket_add(run: Run, words: list[str]) -> None:
    """Let a resource run only where a ticket is."""
    if len(words) < 2:
        raise UsageFault
    ticket, rest = words[0], words[1:]
    plain = [word for word in rest if "=" not in word]
    if len(plain) not in (1, 2) or rest[: len(plain)] != plain:
        raise UsageFault
    role, resource = plain if len(plain) == 2 else ("", plain[0])
    options = assignments(rest[len(plain) :])
    if "rsc-role" in options:
        raise UsageFault("Resource role must not be specified among options, specify it before resource id")
    _add(run, ticket, role, resource, options)


def _add(run: Run, ticket: str, role: str, resource: str, options: dict[str, str]) -> None:
    cib = run.cib
    problem = resource_problem(run, cib, resource)
    if problem:
        raise Failure(problem)
    unknown = [name for name in options if name not in ("id", "loss-policy")]
    if unknown:
        run.error(invalid_options(unknown, ("id", "loss-policy")))
    policy = options.get("loss-policy")
    if policy is not None and policy not in _POLICIES:
        run.error(invalid_value("loss-policy", policy, quoted_list(_POLICIES)))
    normal = newer_role(role.capitalize())
    if role and role.capitalize() not in ROLES:
        run.error(invalid_value("rsc-role", role, quoted_list(ROLES)))
    if role and normal != role.capitalize():
        run.deprecated(
            f"Value '{role}' of option role is deprecated and should not be used, use '{normal}' value instead"
        )
    run.check()
    stored = stored_role(cib, normal)
    part = f"-{stored}" if role else ""
    id = options.get("id") or free_id(safe_id(f"ticket-{ticket}-{resource}{part}"), used_ids(cib))
    if "id" in options and (id_problem(id, "constraint id") or id in used_ids(cib)):
        run.plain_error(id_problem(id, "constraint id") or f"'{id}' already exists")
    attributes = {**({"loss-policy": policy} if policy else {}), **({"rsc-role": stored} if role else {})}
    element = Element("rsc_ticket", {**attributes, "rsc": resource, "ticket": ticket, "id": id})
    same = [each for each in cib.constraints.all("rsc_ticket") if _said(each) == _said(element)]
    if same:
        run.say("\n".join(["Duplicate constraints:", *(f"  {ticket_text(each, with_ids=True)}" for each in same)]))
        run.forceable("duplicate constraint already exists")
        run.check()
    run.store(with_constraint(cib, element))


def _said(element: Element) -> tuple[str | None, ...]:
    return element.get("ticket"), element.get("rsc"), newer_role(element.get("rsc-role") or "")


def _options(run: Run, options: dict[str, str]) -> dict[str, str]:
    if "ticket" not in options:
        raise Failure("required option 'ticket' is missing")
    policy = options.get("loss-policy")
    if policy is not None and policy not in _POLICIES:
        raise Failure(invalid_value("loss-policy", policy, quoted_list(_POLICIES)))
    return options


@command(
    "constraint ticket set",
    "<resource>... [<option>=<value>...] [set <resource>...]... setoptions ticket=<ticket> [<option>=<value>...]",
    options="--force -f",
)
def ticket_set(run: Run, words: list[str]) -> None:
    """Let sets of resources run only where a ticket is."""
    add_sets(run, words, "rsc_ticket", ("loss-policy", "ticket"), _options)


@command("constraint ticket delete|remove", "<ticket> <resource>", options="-f")
def ticket_delete(run: Run, words: list[str]) -> None:
    """Let a resource run without a ticket."""
    if len(words) != 2:
        raise UsageFault
    cib = run.cib
    found = [each for each in cib.constraints.all("rsc_ticket") if each.get("ticket") == words[0]]
    gone = [each for each in found if each.get("rsc") == words[1]]
    if not gone:
        raise Failure("no matching ticket constraint found")
    for each in gone:
        cib = cib.edit(each, None)
    run.store(cib)


@command("constraint ticket config", "", options="-f --full", default_of="constraint ticket")
def ticket_config(run: Run, words: list[str]) -> None:
    """Show constraints on tickets."""
    if words:
        raise UsageFault
    run.out("\n".join(tickets(run.cib, with_ids="--full" in run.options)))
