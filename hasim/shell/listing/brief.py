"""Resources counted by agent and node (-b)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from hasim.scheduler.model import Node, Primitive
from hasim.shell.listing.entry import Entry
from hasim.shell.listing.style import Style
from hasim.shell.listing.words import agent_text

__all__ = ["brief_entries"]


def brief_entries(resources: Iterable[Primitive], style: Style, *, totals: bool = False) -> list[Entry]:
    """One line for each agent and node: how many resources of that agent are active there; `totals` adds of how many.

    Below a node, a resource that is active also elsewhere gives a line for each place, as in the real tool.
    """
    configured: Counter[str] = Counter()
    active: dict[str, Counter[Node]] = {}
    for resource in resources:
        agent = agent_text(resource, style.dialect)
        configured[agent] += 1
        for place in resource.active_on:
            if resource.managed and not place.online and not place.unclean:
                continue
            active.setdefault(agent, Counter())[place] += 1
    totals = totals or (style.inactive and not style.by_node)
    return [
        entry for agent in sorted(configured) for entry in _agent(agent, configured, active.get(agent), style, totals)
    ]


def _agent(
    agent: str, configured: Counter[str], active: Counter[Node] | None, style: Style, totals: bool
) -> list[Entry]:
    of_all = f"/{configured[agent]}" if totals else ""
    if not active:
        return [Entry(f"0{of_all}\t{agent}:\tActive")] if totals else []
    ordered = sorted(active, key=lambda node: node.position)
    names = {node: node.name if style.node_names else "" for node in ordered}
    return [Entry(f"{active[node]}{of_all}\t{agent}:\tActive {names[node]}") for node in ordered]
