"""What the scheduler does not model: refused by name, before anything is decided."""

from __future__ import annotations

from hasim.cib.document import Cib
from hasim.cib.errors import Unsupported


def refuse_unmodelled(cib: Cib) -> None:
    """Raise Unsupported for the first thing in the configuration that is not modelled."""
    for element in cib.resources.walk():
        if element.tag == "bundle":
            raise Unsupported("bundles", "bundle", element.id)
