"""What exercises ask of a session: short names for what is true of a cluster now, and of what became of it.

Each reads the state of the model. None reads what was typed: there is more than one way to do a thing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hasim.cib import INFINITY, Cib, Element
from hasim.course.exercise import NoCluster
from hasim.session import Session
from hasim.sim.clients import outages
from hasim.sim.view import View

__all__ = [
    "attribute",
    "configured",
    "constraints",
    "count",
    "crashed",
    "downtime",
    "gone",
    "happened",
    "infinite",
    "meta",
    "move_leftovers",
    "option",
    "place",
    "places",
    "returned",
    "roles",
    "score_between",
    "state",
    "tried",
    "view",
]


def view(session: Session) -> View:
    """The cluster as the first node sees it that can. NoCluster where none can."""
    found = session.view()
    if found is None:
        raise NoCluster
    return found


def cib(session: Session) -> Cib:
    """The configuration and status. NoCluster where no node has one."""
    found = session.cib()
    if found is None:
        raise NoCluster
    return found


def places(session: Session, resource: str) -> list[str]:
    """Where the resource truly runs, in order. KeyError for one that is not configured."""
    return sorted(session.running()[resource])


def place(session: Session, resource: str) -> str:
    """The nodes where it truly runs, joined by commas, or "nowhere"."""
    return ",".join(places(session, resource)) or "nowhere"


def roles(session: Session, resource: str) -> dict[str, str]:
    """What the cluster believes the resource to be on each node: Started, Promoted, Unpromoted, ..."""
    return dict(view(session).resources[resource])


def count(session: Session, resource: str, node: str) -> int:
    """Its fail count on the node; INFINITY is 1000000."""
    return view(session).failcounts.get(resource, {}).get(node, 0)


def state(session: Session, node: str) -> str:
    """The node's state: online, standby, maintenance, offline, unclean, pending."""
    return view(session).nodes.get(node, "offline")


def attribute(session: Session, node: str, name: str) -> str:
    """A transient attribute of a node, "" where it has none of that name."""
    return view(session).attributes.get(node, {}).get(name, "")


def configured(session: Session, name: str) -> Element | None:
    """The object of the configuration with that id: a resource, a constraint, a fencing level, ..."""
    return next((each for each in cib(session).configuration.walk() if each.get("id") == name), None)


def option(session: Session, name: str) -> str:
    """A cluster option (property), "" where it is not set."""
    return _pair(cib(session).configuration.all("crm_config"), name)


def meta(session: Session, resource: str, name: str) -> str:
    """A meta attribute, its own or by rsc_defaults, "" where neither says; KeyError for an unknown resource."""
    found = configured(session, resource)
    if found is None:
        raise KeyError(resource)
    own = _pair(found.all("meta_attributes"), name)
    return own or _pair(cib(session).rsc_defaults.all("meta_attributes"), name)


def _pair(places: Iterable[Element], name: str) -> str:
    pairs = (pair for each in places for pair in each.walk() if pair.tag == "nvpair" and pair.get("name") == name)
    return next((pair.get("value") or "" for pair in pairs), "")


def constraints(session: Session, tag: str = "", *about: str) -> list[Element]:
    """The constraints of a kind (``rsc_location``, ``rsc_colocation``, ``rsc_order``) that name all of `about`."""
    found = [each for each in cib(session).constraints.children if tag in ("", each.tag)]
    return [each for each in found if set(about) <= _named(each)]


def _named(constraint: Element) -> set[str]:
    keys = ("rsc", "with-rsc", "first", "then", "node", "id")
    own = {value for key in keys if (value := constraint.get(key))}
    return own | {each.get("id") or "" for each in constraint.walk() if each.tag == "resource_ref"}


def move_leftovers(session: Session) -> list[str]:
    """The ids of the constraints that a move or a ban has left behind."""
    return [each.id for each in constraints(session, "rsc_location") if each.id.startswith("cli-")]


def score_between(session: Session, resource: str, node: str, low: int, high: int) -> bool:
    """Whether the scheduler's score of the resource on the node lies in [low, high]."""
    found = session.why(resource, node).score
    return found is not None and low <= found <= high


def downtime(session: Session) -> float:
    """Seconds for which a client of the floating address missed the page, since the session began."""
    return sum((session.time if each.end is None else each.end) - each.start for each in outages(session.records()))


def happened(session: Session, kind: str, *, since: int = 0, **details: object) -> bool:
    """Whether an event of that kind with those details was seen during the inputs from number `since` on."""
    records = [record for step in session.history[since:] for record in step.records]
    return any(
        record.kind == kind and all(record.details.get(name) == value for name, value in details.items())
        for record in records
    )


def tried(session: Session, *inputs: Mapping[str, Any]) -> Session:
    """What would come of these inputs and of letting the cluster settle after each, on a branch.

    So a goal can be a promise for the future ("when node1 dies, ...") and still be judged by the model.
    """
    branch = session.fork("tried")
    for each in inputs:
        branch.input(each)
        branch.settle()
    return branch


def crashed(session: Session, node: str) -> Session:
    """What would come of a crash of the node."""
    return tried(session, {"fault": "power-off", "node": node})


def returned(session: Session, node: str) -> Session:
    """What would come of a crash of the node and its return."""
    return tried(session, {"fault": "power-off", "node": node}, {"fault": "power-on", "node": node})


def gone(session: Session) -> bool:
    """Whether the cluster runs on no node."""
    return session.view() is None


def infinite(value: int) -> bool:
    """Whether a score or a count is INFINITY."""
    return abs(value) >= INFINITY
