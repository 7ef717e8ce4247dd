"""What constraints are about: resources with their parts, nodes, tickets; and the bonds between them."""

from collections.abc import Iterator
from dataclasses import dataclass

from hasim.cib import Cib, Element
from hasim.cib.values import is_true
from hasim.scheduler.cluster import Cluster

KINDS = ("primitive", "group", "clone", "master", "bundle")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that constraints join. `kind` is primitive, group, clone, promotable, bundle, node or ticket.

    `parts` are the ids of what is in it, outermost first; `members` those of a group, in order. `state` is what there
    is to say of a ticket: "granted", "standby" or "revoked".
    """

    id: str
    kind: str
    parts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    state: str = ""

    @property
    def name(self) -> str:
        """What it is called."""
        return self.id.removeprefix("ticket:") if self.kind == "ticket" else self.id


@dataclass(frozen=True, slots=True)
class Bond:
    """A constraint, or one step of it. `kind` is location, rule, colocation, order or ticket; `label` its score, rule,
    kind or ticket. It leads from `sources` to `targets`: from resources to nodes or a ticket, from dependents to what
    they must be with, from what is first to what is next. `meant` are both sides before parts were replaced by the
    boxes that they are drawn in.
    """

    id: str
    kind: str
    label: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    notes: tuple[str, ...] = ()
    meant: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def things(cib: Cib, cluster: Cluster) -> tuple[Thing, ...]:
    """The resources of a configuration, its nodes, and its tickets."""
    resources = [_thing(each) for each in cib.resources.all(*KINDS)]
    nodes = [Thing(node.name, "node") for node in cluster.nodes]
    tickets = []
    for name, ticket in cluster.tickets.items():
        state = "standby" if ticket.granted and ticket.standby else "granted" if ticket.granted else "revoked"
        tickets.append(Thing(f"ticket:{name}", "ticket", state=state))
    return (*resources, *nodes, *tickets)


def _thing(element: Element) -> Thing:
    inner = list(_inside(element))
    group = element if element.tag == "group" else next((each for each in inner if each.tag == "group"), None)
    members = tuple(child.id for child in group.all("primitive")) if group is not None else ()
    return Thing(element.id, _kind(element), tuple(each.id for each in inner), members)


def _inside(element: Element) -> Iterator[Element]:
    for child in element.all(*KINDS):
        yield child
        yield from _inside(child)


def _kind(element: Element) -> str:
    pairs = (pair for nvset in element.all("meta_attributes") for pair in nvset.all("nvpair"))
    promotable = any(pair.get("name") == "promotable" and is_true(pair.get("value")) for pair in pairs)
    return "promotable" if element.tag == "master" or promotable else element.tag
