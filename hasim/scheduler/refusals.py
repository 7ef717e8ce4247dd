"""What the scheduler does not model: refused by name, before anything is decided."""

from __future__ import annotations

from hasim.cib.document import Cib


def refuse_unmodelled(cib: Cib) -> None:
    """Raise Unsupported for the first thing in the configuration that is not modelled."""
