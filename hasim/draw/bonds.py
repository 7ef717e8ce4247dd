"""The constraints of a configuration as a plain value for their figure: things, and the bonds between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from hasim.cib import Cib, Element
from hasim.cib.score import score_text
from hasim.crmsh.phrases import Setting, rule
from hasim.draw.decided import Decidable, moment
from hasim.draw.orders import order_bonds
from hasim.draw.things import Bond, Thing, things
from hasim.scheduler import Decision
from hasim.scheduler.constraints import Colocation, Location
from hasim.scheduler.roles import Role
from hasim.scheduler.scores import CauseKind


@dataclass(frozen=True)
class Web:
    """Everything that the figure of the constraints can show. `things` are in the order of the configuration."""

    things: tuple[Thing, ...]
    bonds: tuple[Bond, ...]
    seen_by: str = ""

    def bound(self) -> set[str]:
        """The ids of the things that bonds join."""
        return {name for bond in self.bonds for name in (*bond.sources, *bond.targets)}


def read_web(source: Decidable) -> Web | None:
    """The constraints as the scheduler reads them now; None where no cluster is running."""
    found = moment(source)
    return web(found.cib, found.decision, found.node) if found is not None else None


def web(cib: Cib, decision: Decision, seen_by: str = "") -> Web:
    """The constraints of a CIB, in their order. Rules are told in the words of ``crm configure``."""
    known = things(cib, decision.cluster)
    owners = {name: thing.id for thing in known for name in (thing.id, *thing.parts)}
    bonds: list[Bond] = []
    for element in cib.constraints.children:
        bonds += _bonds(element, decision)
    placed = [_placed(bond, owners) for bond in bonds]
    missing = dict.fromkeys(name for bond in placed for name in bond.targets if name not in owners)
    return Web((*known, *(Thing(name, "node") for name in missing)), tuple(placed), seen_by)


def _placed(bond: Bond, owners: dict[str, str]) -> Bond:
    """The bond between what is drawn as a box of its own; the parts that are meant are told in its label."""
    inner = [name for name in (*bond.sources, *bond.targets) if owners.get(name, name) != name]
    sides = (tuple(dict.fromkeys(owners.get(name, name) for name in side)) for side in (bond.sources, bond.targets))
    sources, targets = sides
    notes = (", ".join(inner), *bond.notes) if inner else bond.notes
    return replace(bond, sources=sources, targets=targets, notes=notes, meant=(bond.sources, bond.targets))


def _bonds(element: Element, decision: Decision) -> Iterator[Bond]:
    match element.tag:
        case "rsc_location":
            yield from _location_bonds(element, decision)
        case "rsc_colocation":
            names = {element.id, *(each.id for each in element.all("resource_set"))}
            own = [each for each in decision.cluster.colocations if each.explicit and each.id in names]
            yield from _colocation_bonds(element.id, own)
        case "rsc_order":
            yield from order_bonds(element, decision.cluster)
        case "rsc_ticket":
            tied = [each for each in decision.cluster.ticket_constraints if each.id == element.id]
            ticket = element.get("ticket") or ""
            sources = tuple(dict.fromkeys(each.resource.configured_id for each in tied))
            roles = tuple(dict.fromkeys(each.role.text for each in tied if each.role is not Role.UNKNOWN))
            policies = tuple(dict.fromkeys(f"loss-policy={each.loss_policy}" for each in tied))
            if sources:
                yield Bond(element.id, "ticket", ticket, sources, (f"ticket:{ticket}",), (*roles, *policies))


def _location_bonds(element: Element, decision: Decision) -> Iterator[Bond]:
    """One bond a rule; without rules, one a score."""
    own = [each for each in decision.cluster.locations if each.id == element.id and each.kind is CauseKind.LOCATION]
    sources = tuple(dict.fromkeys(each.resource.configured_id for each in own))
    notes = _notes(element, own)
    rules = [found for each in element.all("rule") if (found := decision.cluster.rules.references.resolve(each))]
    if rules and element.get("node") is None:
        for each in rules:
            nodes = {entry.node.name: None for location in own for entry in location.entries if entry.rule == each.id}
            if sources:
                yield Bond(element.id, "rule", _rule_text(each), sources, tuple(nodes), notes)
        return
    node = element.get("node") or ""
    by_score: dict[str, list[str]] = {}
    for location in own:
        for entry in location.entries:
            by_score.setdefault(score_text(entry.score), []).append(location.resource.configured_id)
    for score, names in by_score.items():
        target = next(entry.node.name for location in own for entry in location.entries)
        yield Bond(element.id, "location", score, tuple(dict.fromkeys(names)), (target,), notes)
    if not own and node and element.get("rsc"):
        score = element.get("score") or ""
        yield Bond(element.id, "location", score, (element.get("rsc") or "",), (node,), notes)


def _notes(element: Element, own: Iterable[Location]) -> tuple[str, ...]:
    roles = dict.fromkeys(each.role.text for each in own if each.role is not Role.UNKNOWN)
    discovery = element.get("resource-discovery")
    return (*roles, *([f"resource-discovery={discovery}"] if discovery else []))


def _rule_text(element: Element) -> str:
    """A rule in the words of ``crm configure``, its score first in any case."""
    text = rule(element.with_attributes({"role": None}), Setting())
    return f"inf: {text}" if element.get("score") == "INFINITY" else text


def _colocation_bonds(id: str, own: Sequence[Colocation]) -> Iterator[Bond]:
    """The pairs that the scheduler made of one constraint, those with the same primary and score in one bond."""
    groups: dict[tuple[str, int, Role, Role, str], list[str]] = {}
    for each in own:
        key = each.primary.configured_id, each.score, each.dependent_role, each.primary_role, each.node_attribute
        groups.setdefault(key, []).append(each.dependent.configured_id)
    for (primary, score, role, other, attribute), dependents in groups.items():
        sides = [each.text if each is not Role.UNKNOWN else "" for each in (role, other)]
        notes = [" → ".join(sides).strip()] if any(sides) else []
        notes += [f"node-attribute={attribute}"] if attribute != "#uname" else []
        yield Bond(id, "colocation", score_text(score), tuple(dict.fromkeys(dependents)), (primary,), tuple(notes))
