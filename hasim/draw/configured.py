"""What a placement figure needs to know of the configuration: parents, thresholds, bans."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from hasim.cib import INFINITY, Cib, Element

CONTAINERS: Final = ("group", "clone", "master", "bundle")


@dataclass(frozen=True, slots=True)
class Configured:
    """A primitive as it is configured. `parents` are the elements around it, outermost first."""

    element: Element
    parents: tuple[Element, ...] = ()

    @property
    def id(self) -> str:
        """The primitive's id."""
        return self.element.id

    @property
    def lineage(self) -> tuple[Element, ...]:
        """The primitive and what it belongs to, innermost first."""
        return (self.element, *reversed(self.parents))


@dataclass(frozen=True, slots=True)
class Ban:
    """A location constraint that forbids a resource on a node."""

    constraint: str
    resource: str
    node: str


@dataclass(slots=True)
class Layout:
    """The primitives of a CIB in their order, and the explicit bans."""

    primitives: list[Configured] = field(default_factory=list)
    bans: list[Ban] = field(default_factory=list)


def layout(cib: Cib) -> Layout:
    """Read from the CIB what a placement figure shows of the configuration."""
    return Layout(list(primitives(cib.resources)), list(bans(cib.constraints)))


def primitives(container: Element, parents: tuple[Element, ...] = ()) -> Iterator[Configured]:
    """The primitives in a container, in the order of the configuration."""
    for child in container.children:
        if child.tag == "primitive":
            yield Configured(child, parents)
        elif child.tag in CONTAINERS:
            yield from primitives(child, (*parents, child))


def bans(constraints: Element) -> Iterator[Ban]:
    """The location constraints of score -INFINITY that name a node, as `move --force` and `ban` leave them behind."""
    for location in constraints.all("rsc_location"):
        node, resource, score = (location.get(name) for name in ("node", "rsc", "score"))
        if node and resource and score is not None and score.upper() == "-INFINITY":
            yield Ban(location.id, resource, node)


def threshold(primitive: Configured, cib: Cib) -> int | None:
    """The primitive's migration-threshold: its own, its group's or the default; None for none (0, INFINITY)."""
    sets = [element.all("meta_attributes") for element in primitive.lineage]
    for group in (*sets, cib.rsc_defaults.all("meta_attributes")):
        for pair in (pair for nvset in group for pair in nvset.all("nvpair")):
            if pair.get("name") == "migration-threshold":
                return _limit(pair.get("value") or "")
    return None


def _limit(text: str) -> int | None:
    number = int(text) if text.strip().lstrip("+").isdecimal() else 0
    return number if 0 < number < INFINITY else None
