"""Constraints as text."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from hasim.cib import Cib, Element
from hasim.cib.dates import add_period, parse_date
from hasim.cib.values import is_true
from hasim.shell.pcs.roles import newer_role, shown
from hasim.shell.pcs.rule_text import detailed

__all__ = ["colocation_text", "location_lines", "order_text", "plain_lines", "set_text", "ticket_text"]

_ORDER_OWN = ("first", "then", "first-action", "then-action", "id", "score", "kind", "symmetrical")


def _id(element: Element, with_ids: bool) -> list[str]:
    return [f"(id:{element.id})"] if with_ids else []


def colocation_text(element: Element, *, with_ids: bool) -> str:
    """A colocation of two resources."""
    given = element.attributes
    words = [given.get("rsc", ""), "with", given.get("with-rsc", ""), f"(score:{given.get('score', '')})"]
    own = ("rsc", "with-rsc", "id", "score")
    words += [f"({name}:{shown(name, value)})" for name, value in sorted(given.items()) if name not in own]
    return " ".join([*words, *_id(element, with_ids)])


def order_text(element: Element, *, with_ids: bool) -> str:
    """An order of two resources."""
    given = element.attributes
    kind, score = given.get("kind", ""), given.get("score", "")
    strength = f"(kind:{kind})" if kind else f"(score:{score})" if score else "(kind:Mandatory)"
    words = [given.get("first-action", ""), given.get("first", ""), "then", given.get("then-action", "")]
    words += [given.get("then", ""), strength]
    if "symmetrical" in given and not is_true(given["symmetrical"]):
        words.append("(non-symmetrical)")
    more = " ".join(f"{name}={value}" for name, value in given.items() if name not in _ORDER_OWN)
    words += [f"(Options: {more})"] if more else []
    return " ".join(word for word in [*words, *_id(element, with_ids)] if word)


def ticket_text(element: Element, *, with_ids: bool) -> str:
    """A resource that needs a ticket."""
    given = element.attributes
    role = f"{newer_role(given['rsc-role'])} " if given.get("rsc-role") else ""
    own = ("rsc-role", "rsc", "id")
    options = [f"{name}={value}" for name, value in sorted(given.items()) if name not in own]
    return role + " ".join([given.get("rsc", ""), *options, *_id(element, with_ids)])


def set_text(element: Element, *, with_ids: bool) -> str:
    """A constraint with sets of resources."""
    words: list[str] = []
    for each in element.all("resource_set"):
        words += ["set", *(member.id for member in each.all("resource_ref")), *_options(each), *_id(each, with_ids)]
    options = _options(element)
    words += ["setoptions", *options] if options else []
    return " ".join([*words, *_id(element, with_ids)])


def _options(element: Element) -> list[str]:
    return [f"{name}={shown(name, value)}" for name, value in sorted(element.attributes.items()) if name != "id"]


def plain_lines(title: str, elements: Iterable[Element], text: Callable[..., str], *, with_ids: bool) -> list[str]:
    """Constraints of one kind under their title; those with sets last."""
    found = list(elements)
    lines = [title]
    lines += [f"  {text(each, with_ids=with_ids)}" for each in found if each.first("resource_set") is None]
    sets = [each for each in found if each.first("resource_set") is not None]
    if sets:
        lines.append("  Resource Sets:")
        lines += [f"    {set_text(each, with_ids=with_ids)}" for each in sets]
    return lines


class Locations:
    """Location constraints by resource, as they are listed."""

    def __init__(self, cib: Cib, now: float, *, with_ids: bool, expired: bool, check: bool) -> None:
        self.cib, self.with_ids, self.expired, self.check = cib, with_ids, expired, check
        self.now = now
        self.constraints = cib.constraints.all("rsc_location")

    def key(self, element: Element) -> tuple[int, str]:
        """Patterns first, then by name."""
        pattern = element.get("rsc-pattern")
        return (0, pattern) if pattern is not None else (1, element.get("rsc") or "")

    def title(self, key: tuple[int, str]) -> str:
        """The line above the constraints of a resource."""
        return f"  Resource pattern: {key[1]}" if key[0] == 0 else f"  Resource: {key[1]}"

    def by_resource(self, chosen: set[tuple[str, str]]) -> list[str]:
        """The constraints resource by resource; `chosen` limits to some, unless it is empty."""
        lines: list[str] = []
        for key in sorted({self.key(each) for each in self.constraints}):
            kind = "regexp" if key[0] == 0 else "resource"
            mine = [each for each in self.constraints if self.key(each) == key]
            if chosen and (kind, key[1]) not in chosen:
                continue
            inner = [*self._groups(mine, "Enabled on:", "Disabled on:", by_node=False), *self._rules(mine)]
            if len(inner) > 1:
                lines += [self.title(key), *inner]
        return lines

    def by_node(self, chosen: set[str]) -> list[str]:
        """The constraints node by node, then those with rules."""
        lines: list[str] = []
        for node in sorted({each.get("node") or "" for each in self.constraints}):
            if not chosen or node in chosen:
                mine = [each for each in self.constraints if (each.get("node") or "") == node]
                lines.append(f"  Node: {node}")
                lines += self._groups(mine, "Allowed to run:", "Not allowed to run:", by_node=True)
        for key in sorted({self.key(each) for each in self.constraints if each.first("rule")}):
            lines.append(self.title(key))
            lines += self._rules([each for each in self.constraints if self.key(each) == key])
        return lines

    def _groups(self, mine: list[Element], good: str, bad: str, *, by_node: bool) -> list[str]:
        lines: list[str] = []
        for label, positive in ((good, True), (bad, False)):
            texts = [
                self._text(each, by_node)
                for each in mine
                if (not (each.get("score") or "0").startswith("-")) == positive and (by_node or each.get("node"))
            ]
            lines += [f"    {label}", *texts] if texts else []
        return lines

    def _text(self, element: Element, by_node: bool) -> str:
        what = self.title(self.key(element)).strip() if by_node else f"Node: {element.get('node')}"
        words = [f"      {what}", f"(score:{element.get('score') or '0'})"]
        role = newer_role((element.get("role") or "").capitalize())
        words += [f"(role:{role})"] if role else []
        discovery = element.get("resource-discovery")
        words += [f"(resource-discovery={discovery})"] if discovery else []
        return " ".join([*words, *_id(element, self.with_ids)])

    def _rules(self, mine: list[Element]) -> list[str]:
        lines: list[str] = []
        for element in sorted(mine, key=lambda each: each.id):
            rules = element.all("rule")
            if not rules:
                continue
            gone = [self.check and _expired(rule, self.now) for rule in rules]
            if all(gone) and not self.expired:
                continue
            discovery = element.get("resource-discovery")
            more = f" (resource-discovery={discovery})" if discovery else ""
            lines.append(f"    Constraint{' (expired)' if all(gone) else ''}: {element.id}{more}")
            for rule, over in zip(rules, gone, strict=True):
                text = detailed(rule, with_ids=self.with_ids, expired=over and self.expired)
                lines += [f"      {line}" for line in text]
        return lines


def _expired(rule: Element, now: float) -> bool:
    """Whether a rule with a single date expression can never hold again."""
    dates = [each for each in rule.walk() if each.tag == "date_expression"]
    if len(dates) != 1 or rule.all("rule"):
        return False
    start, duration = parse_date(dates[0].get("start")), dates[0].first("duration")
    end = parse_date(dates[0].get("end"))
    if end is None and start is not None and duration is not None:
        end = add_period(start, duration)
    return end is not None and end.timestamp() <= now


def location_lines(
    cib: Cib,
    now: float,
    *,
    with_ids: bool,
    expired: bool,
    check: bool = True,
    nodes: bool = False,
    chosen: set[tuple[str, str]] | None = None,
) -> list[str]:
    """All location constraints; by resource, or by `nodes`."""
    locations = Locations(cib, now, with_ids=with_ids, expired=expired, check=check)
    if nodes:
        return ["Location Constraints:", *locations.by_node({name for _, name in chosen or set()})]
    return ["Location Constraints:", *locations.by_resource(chosen or set())]
