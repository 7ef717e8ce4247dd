"""What depends on what, as a tree."""

from __future__ import annotations

from hasim.cib import Unsupported
from hasim.shell.pcs.run import Run

__all__ = ["lines"]


def lines(run: Run, id: str) -> list[str]:
    """The tree of a resource."""
    raise Unsupported("pcs resource relations", "resource", id)
