"""crm_mon's one line for monitoring systems (-s)."""

from __future__ import annotations

from hasim.scheduler.model import Cluster, Node
from hasim.shell.listing.counts import count

__all__ = ["simple_line"]

_STATES = ("online", "standby", "maintenance")


def simple_line(cluster: Cluster) -> tuple[str, bool]:
    """The line, and whether it is a warning."""
    offline = " ".join(f"offline node: {node.name}" for node in cluster.nodes if not node.online)
    warnings = [] if any(node.is_dc for node in cluster.nodes) else ["No DC"]
    warnings += [offline] if offline else []
    if warnings:
        return f"CLUSTER WARN: {', '.join(warnings)}", True
    return f"CLUSTER OK: {', '.join(_nodes(cluster))}, {_resources(cluster)}", False


def _nodes(cluster: Cluster) -> list[str]:
    numbers = {state: sum(_state(node) == state for node in cluster.nodes) for state in _STATES}
    found = [f"{numbers['online']} node{_plural(numbers['online'])} online"]
    return found + [f"{n} {state} node{_plural(n)}" for state, n in numbers.items() if n and state != "online"]


def _resources(cluster: Cluster) -> str:
    instances = count(cluster).instances
    return f"{instances} resource instance{_plural(instances)} configured"


def _state(node: Node) -> str:
    if node.standby:
        return "standby"
    return "maintenance" if node.maintenance else "online"


def _plural(number: int) -> str:
    return "" if number == 1 else "s"
