"""What the scheduler makes of a source: the configuration that counts, and the decision on it, kept for a while."""

from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from hasim.cib import Cib
from hasim.cib.values import parse_integer
from hasim.draw.source import Glance, Source
from hasim.scheduler import Decision, schedule
from hasim.sim import World
from hasim.sim.clock import zone

Decidable: TypeAlias = Source | World | Cib
"""A session, a world, or a bare configuration with its status."""


@dataclass(frozen=True, eq=False)
class Moment:
    """A CIB at a time (epoch seconds), as `node` has it ("" for a bare CIB). Compared by identity of the CIB."""

    cib: Cib
    now: int
    node: str = ""
    timezone: str = "UTC"

    def __hash__(self) -> int:
        return hash((id(self.cib), self.now))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Moment) and self.cib is other.cib and self.now == other.now

    @property
    def decision(self) -> Decision:
        """What the scheduler decides. Raises Unsupported where it does not model something in the CIB."""
        return _decision(self)


def moment(source: Decidable) -> Moment | None:
    """The moment to draw: that of the DC, one whose partition has quorum first; None where no cluster is running."""
    if isinstance(source, Cib):
        return Moment(source, moment_of(source))
    session = Glance(source) if isinstance(source, World) else source
    world = session.world
    seen = {name: found for name in world.nodes if (found := session.view(name)) is not None}
    ranked = sorted(seen, key=lambda name: (seen[name].dc != name, not seen[name].quorate))
    cib = session.cib(ranked[0]) if ranked else None
    return Moment(cib, int(world.now), ranked[0], world.timezone) if cib is not None else None


def moment_of(cib: Cib) -> int:
    """When a bare CIB is taken to be: its execution-date, else the newest moment that its status names (0: none)."""
    recorded = parse_integer(cib.root.get("execution-date"))
    if recorded is not None:
        return recorded
    names = ("last-rc-change", "last-run")
    times = [
        parse_integer(each.get(name)) or 0 for each in cib.status.walk() if each.tag == "lrm_rsc_op" for name in names
    ]
    return max(times, default=0)


@lru_cache(maxsize=4)
def _decision(which: Moment) -> Decision:
    return schedule(which.cib, which.now, zone=zone(which.timezone))
