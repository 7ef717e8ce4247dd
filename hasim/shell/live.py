"""The cluster of a simulated node, as programs reach it."""

from __future__ import annotations

from hasim.shell.context import Launcher, Member, NotConnected
from hasim.sim.access import LiveCluster


class LiveAccess(LiveCluster):
    """`hasim.shell.context.ClusterAccess` for a node of a live stage."""

    error = NotConnected

    def launcher(self) -> Launcher:
        """What the local pacemakerd says of itself."""
        return Launcher(self.launcher_state(), self.stage.now)

    def members(self) -> list[Member]:
        """All nodes that the local membership layer has ever seen, by id."""
        return [Member(number, name, "member" if there else "lost") for number, name, there in self.seen()]
