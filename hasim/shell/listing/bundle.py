"""Bundles: one line for each replica, under the name of the guest node inside."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.cib import Dialect
from hasim.scheduler.model import Bundle, Primitive, Replica
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.primitive import css_class, primitive_entry, primitive_line
from hasim.shell.listing.style import Style

__all__ = ["bundle_entry", "replica_parts", "shown_replicas"]


def bundle_entry(bundle: Bundle, style: Style, *, chosen: bool = True) -> Entry | None:
    """A bundle with its replicas, unless none is to be shown.

    That is a line each, or every part of them; if not the bundle is `chosen`, its parts are.
    """
    if not shown_replicas(bundle, style):
        return None
    if (style.detail or not chosen) and not style.old:
        return Entry(_heading(bundle, style), tuple(_in_detail(bundle, style, chosen)), heading=True)
    below = tuple(_replica_entry(replica, style) for replica in shown_replicas(bundle, style))
    return Entry(_heading(bundle, style), below, heading=True)


def _in_detail(bundle: Bundle, style: Style, chosen: bool) -> Iterator[Entry]:
    """All that belongs to each replica, of several under its number."""
    for replica in shown_replicas(bundle, style):
        shown = (part for part in replica_parts(replica) if chosen or style.shows_resource(part.id, part.configured_id))
        parts = tuple(primitive_entry(part, style) for part in shown)
        if parts:
            yield Entry(f"Replica[{replica.number}]" if len(bundle.replicas) > 1 else "", parts)


def shown_replicas(bundle: Bundle, style: Style) -> list[Replica]:
    """The replicas whose container is on a node that is to be shown, or nowhere."""
    if style.nodes is None:
        return bundle.replicas
    return [each for each in bundle.replicas if not each.container.is_active() or _on_shown(each, style)]


def _on_shown(replica: Replica, style: Style) -> bool:
    return any(style.shows_node(node.name) for node in replica.container.active_on)


def replica_parts(replica: Replica) -> Iterator[Primitive]:
    """What belongs to a container, in the order in which the tools list it."""
    yield from (each for each in (replica.ip, replica.child, replica.container, replica.connection) if each is not None)


def _heading(bundle: Bundle, style: Style) -> str:
    kind = f"{bundle.agent.capitalize() if style.old else 'Container'} {'container' if style.old else 'bundle'}"
    several = " set" if len(bundle.replicas) > 1 else ""
    flags = " (unique)" if bundle.unique else ""
    if bundle.maintenance and style.dialect is Dialect.V3_0:
        flags += " (maintenance)"
    elif not bundle.managed:
        flags += " (unmanaged)"
    return f"{kind}{several}: {bundle.id} [{bundle.image}]{flags}"


def _replica_entry(replica: Replica, style: Style) -> Entry:
    """What runs in the container, where the container is."""
    shown = replica.child or replica.container
    name = (replica.connection or replica.container).name
    if replica.address:
        name += f" ({replica.address})"
    text = primitive_line(shown, style, name, replica.container.current_node, whole=False)
    return Entry(text, css=css_class(shown))
