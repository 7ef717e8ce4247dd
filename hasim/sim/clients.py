"""A client in the same network that asks the floating address for the web page, once a second.

It asks again only where something has changed since (see :meth:`hasim.sim.stage.Stage.doze`), so an idle cluster costs
nothing. What it notices is a record of kind ``client`` whenever the answer differs from the one before; downtime is
measured from these.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.sim.http_answers import request
from hasim.sim.references import primitives
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event, Record

if TYPE_CHECKING:
    from hasim.sim.world import World

INTERVAL = 1000
"""Ms between two questions."""
ADDRESS = "192.168.0.10"
"""The client's own address."""
PORT, PATH = 80, "/"
OK, REFUSED, TIMEOUT, ERROR, DOUBLE = "ok", "connection refused", "timeout", "error page", "double address"
AGENTS = ("IPaddr2", "IPaddr")


@dataclass(frozen=True, slots=True)
class Answer:
    """What the client gets from an address: ``seen`` is one of the words above, ``servers`` who holds the address."""

    address: str
    seen: str
    servers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outage:
    """A time (s since the start) in which the page was not served as it should be; ``end`` is None if it lasts."""

    start: float
    end: float | None
    seen: str
    address: str


def begin(world: World) -> World:
    """The world with a client in it."""
    stage = Stage(world)
    address = floating_address(stage)
    first = asked(stage, address) if address else None
    served = first if first is not None and first.seen == OK else None
    stage.doze(INTERVAL, "client", "", first=INTERVAL, wide=True, last=served)
    return stage.freeze()


@on("client")
def ask(stage: Stage, event: Event) -> None:
    """One question; what differs from the last answer is noted."""
    last: Answer | None = event.data["last"]
    address = floating_address(stage)
    answer = asked(stage, address) if address else None
    # An address that has never answered is not yet in service: nobody misses it.
    new = answer if answer is not None and (last is not None or answer.seen == OK) else last
    if new is not None and new != last:
        _note(stage, new)
    stage.doze(INTERVAL, "client", "", first=INTERVAL, wide=True, last=new)


def _note(stage: Stage, answer: Answer) -> None:
    who = " and ".join(answer.servers) or "nobody"
    text = f"the client asks {answer.address} for the page: {answer.seen} ({who})"
    details = {"address": answer.address, "seen": answer.seen, "servers": list(answer.servers)}
    stage.record("client", "", text, **details)


def floating_address(stage: Stage) -> str:
    """The first floating address that a configuration of the cluster knows, "" where there is none."""
    for node in stage.nodes:
        cib = stage.stacks[node].cib
        for primitive in primitives(cib) if cib is not None else ():
            if primitive.get("type") in AGENTS:
                found = (p.get("value") for g in primitive.all("instance_attributes") for p in g.all("nvpair")
                         if p.get("name") == "ip")  # fmt: skip
                return next(found, None) or ""
    return ""


def asked(stage: Stage, address: str) -> Answer:
    """What a GET of the page at an address brings now.

    Two machines with the address: the client gets now one, now the other, which is never right. None: no answer.
    """
    servers = tuple(name for name in stage.nodes if _holds(stage, name, address))
    if len(servers) > 1:
        return Answer(address, DOUBLE, servers)
    if not servers:
        return Answer(address, TIMEOUT)
    if stage.machines[servers[0]].blocks("http", f"{PORT}/tcp"):
        return Answer(address, TIMEOUT, servers)
    response = request(stage, servers[0], address, PORT, PATH, ADDRESS)
    if response is None:
        return Answer(address, REFUSED, servers)
    if response.status == 0:
        return Answer(address, TIMEOUT, servers)
    return Answer(address, OK if response.status == 200 else ERROR, servers)


def _holds(stage: Stage, name: str, address: str) -> bool:
    machine = stage.machines[name]
    return machine.on and name not in stage.network.unplugged and address in machine.addresses


def outages(records: Iterable[Record]) -> list[Outage]:
    """The outages that the records of a session tell of; what the client saw during one is joined by ", "."""
    found: list[Outage] = []
    for record in records:
        if record.kind != "client":
            continue
        now, seen, address = record.time / 1000, record.details["seen"], record.details["address"]
        lasting = found[-1] if found and found[-1].end is None else None
        if lasting is not None:
            words = lasting.seen.split(", ")
            joined = lasting.seen if seen == OK or seen in words else f"{lasting.seen}, {seen}"
            found[-1] = Outage(lasting.start, now if seen == OK else None, joined, lasting.address)
        elif seen != OK:
            found.append(Outage(now, None, seen, address))
    return found
