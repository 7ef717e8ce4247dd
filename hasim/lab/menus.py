"""What can be done with a session's machines, resources and paths now, for the menu beside what was chosen."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from hasim.cib import Cib
from hasim.draw.configured import layout
from hasim.draw.picks import Pick
from hasim.lab.offers import killable, movable
from hasim.text import say

if TYPE_CHECKING:
    from hasim.lab.board import Board


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done: `key` names it among the offers of a pick, `label` is what the learner reads."""

    key: str
    label: str
    act: Callable[[], None]


def offers(board: "Board", pick: Pick) -> list[Offer]:
    """What can be done now with what was chosen; nothing where it is not there any more."""
    made: dict[str, Callable[..., Iterator[Offer]]]
    made = {"node": _node, "resource": _resource, "host": _host, "link": _link}
    return list(made[pick.kind](board, *pick.names))


def title(board: "Board", pick: Pick) -> str:
    """What was chosen, in words."""
    if pick.kind == "link":
        return say("pick.link", board.lang, one=pick.names[0], other=pick.names[1])
    if pick.kind == "resource" and len(pick.names) == 2:
        return say("pick.resource", board.lang, resource=pick.names[0], node=pick.names[1])
    return pick.names[0]


def _node(board: "Board", node: str) -> Iterator[Offer]:
    session, lang = board.session, board.lang
    if node not in session.nodes:
        return
    if session.world.machines[node].power == "off":
        yield Offer("power-on", say("board.power_on", lang), lambda: board.power(node, True))
        return
    for resource in killable(session, node):
        yield _kill(board, resource, node)
    view = session.view()
    if view is not None and view.nodes.get(node) == "standby":
        yield Offer("online", say("board.online", lang), lambda: board.online(node))
    elif view is not None:
        yield Offer("standby", say("board.standby", lang), lambda: board.standby(node))
    yield Offer("power-off", say("board.power_off", lang), lambda: board.power(node, False))
    cable = "plug" if node in session.world.network.unplugged else "unplug"
    yield _fault(board, cable, node=node)


def _resource(board: "Board", resource: str, node: str = "") -> Iterator[Offer]:
    session, lang = board.session, board.lang
    cib = session.cib()
    if cib is None or resource not in movable(session):
        return
    yield Offer("why", say("panel.why", lang), lambda: board.why(resource))
    if node and resource in killable(session, node):
        yield _kill(board, resource, node)
    yield Offer("cleanup", say("board.cleanup", lang), lambda: board.cleanup(resource))
    whole = outermost(cib, resource)
    for target in session.nodes:
        if target != node:
            yield from _moves(board, whole, target)
    if any(each.id.startswith("cli-") and each.get("rsc") == whole for each in cib.constraints.children):
        yield Offer("unmove", say("board.unmove", lang), lambda: board.unmove(whole))


def _moves(board: "Board", resource: str, node: str) -> Iterator[Offer]:
    for key, force in (("move", False), ("force", True)):
        label = say(f"offer.{key}", board.lang, resource=resource, node=node)
        yield Offer(f"{key}:{node}", label, partial(board.move, resource, node, force))


def _host(board: "Board", host: str) -> Iterator[Offer]:
    network = board.session.world.network
    if host in network.hosts:
        yield _fault(board, "host-up" if host in network.down else "host-down", host=host)
        for node in board.session.nodes:
            yield _reach(board, node, host)


def _link(board: "Board", one: str, other: str) -> Iterator[Offer]:
    session = board.session
    if other in session.world.network.hosts:
        yield _reach(board, one, other)
        return
    cut = frozenset((one, other)) in session.world.network.cuts
    yield _fault(board, "heal" if cut else "cut", between=[one, other])


def _kill(board: "Board", resource: str, node: str) -> Offer:
    label = say("board.kill", board.lang, resource=resource)
    return Offer(f"kill:{resource}", label, lambda: board.kill(resource, node))


def _reach(board: "Board", node: str, host: str) -> Offer:
    lost = (node, host) in board.session.world.network.unreachable
    kind = "reachable" if lost else "unreachable"
    label = say(f"offer.{kind}", board.lang, node=node)
    return Offer(f"{kind}:{node}", label, lambda: board.fault(kind, node=node, host=host))


def _fault(board: "Board", kind: str, **where: object) -> Offer:
    return Offer(kind, say(f"panel.faults.{kind}", board.lang), lambda: board.fault(kind, **where))


def outermost(cib: Cib, resource: str) -> str:
    """What a resource is moved with: its group or clone, or itself."""
    for each in layout(cib).primitives:
        if resource in (element.id for element in each.lineage):
            return each.lineage[-1].id
    return resource
