"""What a listing shows, and in which dialect."""

from __future__ import annotations

from dataclasses import dataclass

from hasim.cib import Dialect

__all__ = ["Style"]


@dataclass(frozen=True, slots=True)
class Style:
    """The choices that the options of crm_mon and its like make."""

    dialect: Dialect = Dialect.V2_1
    inactive: bool = False
    """Also resources that run nowhere (-r)."""
    by_node: bool = False
    """Resources below the node they run on (-n)."""
    brief: bool = False
    """Count resources of the same agent and node (-b)."""
    detail: bool = False
    """Every clone instance, node ids (-R)."""
    timing: bool = False
    """Times of operations (-t)."""
    pending: bool = True
    """Operations under way; 1.1 shows them only with -j."""
    node_names: bool = True
    """Say where each resource runs."""
    nodes: frozenset[str] | None = None
    """Only what concerns these nodes; None: all."""
    resources: frozenset[str] | None = None
    """Only these resources; None: all."""

    @property
    def old(self) -> bool:
        """Whether this is the form of 1.1."""
        return self.dialect is Dialect.V1_1

    def shows_node(self, name: str) -> bool:
        """Whether this node is to be shown."""
        return self.nodes is None or name in self.nodes

    def shows_resource(self, *names: str) -> bool:
        """Whether a resource that goes by these names is to be shown."""
        return self.resources is None or not self.resources.isdisjoint(names)
