"""What a figure is drawn from: a session, or a world that is asked like one."""

from dataclasses import dataclass
from typing import Protocol

from hasim.cib import Cib
from hasim.sim import World
from hasim.sim.view import View, cib, running, view, views


class Source(Protocol):
    """What is asked of a session."""

    @property
    def world(self) -> World:
        """The present world."""

    def view(self, node: str | None = None) -> View | None:
        """The cluster as a node sees it."""

    def cib(self, node: str | None = None) -> Cib | None:
        """The configuration and status as a node holds them."""

    def running(self) -> dict[str, list[str]]:
        """Where each primitive truly runs."""


@dataclass(frozen=True, slots=True)
class Glance:
    """A world, asked like a session."""

    world: World

    def view(self, node: str | None = None) -> View | None:
        """The cluster as a node sees it, or the first one that can."""
        return view(self.world, node) if node else next(iter(views(self.world).values()), None)

    def cib(self, node: str | None = None) -> Cib | None:
        """The CIB of a node, or of the first one that has one."""
        name = node or next(iter(views(self.world)), "")
        return cib(self.world, name) if name else None

    def running(self) -> dict[str, list[str]]:
        """Where each primitive truly runs."""
        return running(self.world)


def language_of(source: object) -> str:
    """The language of a session; "en" for what has none."""
    return str(getattr(source, "lang", "en"))
