"""Bundles: one line for each replica, under the name of the guest node inside."""

from __future__ import annotations

from hasim.cib import Dialect
from hasim.scheduler.model import Bundle, Replica
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.primitive import primitive_line
from hasim.shell.listing.style import Style

__all__ = ["bundle_entry"]


def bundle_entry(bundle: Bundle, style: Style) -> Entry:
    """A bundle with its replicas."""
    below = tuple(Entry(_replica_line(replica, style)) for replica in bundle.replicas)
    return Entry(_heading(bundle, style), below, heading=True)


def _heading(bundle: Bundle, style: Style) -> str:
    kind = f"{bundle.agent.capitalize() if style.old else 'Container'} {'container' if style.old else 'bundle'}"
    several = " set" if len(bundle.replicas) > 1 else ""
    flags = " (unique)" if bundle.unique else ""
    if bundle.maintenance and style.dialect is Dialect.V3_0:
        flags += " (maintenance)"
    elif not bundle.managed:
        flags += " (unmanaged)"
    return f"{kind}{several}: {bundle.id} [{bundle.image}]{flags}"


def _replica_line(replica: Replica, style: Style) -> str:
    """What runs in the container, where the container is."""
    shown = replica.child or replica.container
    name = (replica.connection or replica.container).name
    if replica.address:
        name += f" ({replica.address})"
    return primitive_line(shown, style, name, replica.container.current_node, whole=False)
