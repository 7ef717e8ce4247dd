"""Bundles as the text that `pcs resource config` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hasim.cib import Element
from hasim.cib.values import is_true

__all__ = ["bundle_lines"]

_CONTAINERS = ("docker", "podman", "rkt")
_CONTAINER = ("image", "replicas", "replicas-per-host", "promoted-max", "run-command", "network", "options")
_NETWORK = ("ip-range-start", "control-port", "host-interface", "host-netmask", "add-host")
_PORT = ("port", "internal-port", "range")
_STORAGE = ("source-dir", "source-dir-root", "target-dir", "options")

Texts = Callable[[Iterable[tuple[str, str]]], list[str]]


def _pairs(element: Element, names: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name in names:
        value = element.get(name)
        if name == "promoted-max" and value is None:
            value = element.get("masters")
        if name == "add-host" and value is not None:
            value = "1" if is_true(value) else "0"
        found += [(name, value)] if value else []
    return found


def bundle_lines(element: Element, texts: Texts) -> list[str]:
    """The container, network, ports and storage of a bundle; `texts` writes names with values."""
    lines: list[str] = []
    for container in element.all(*_CONTAINERS)[:1]:
        lines.append(" ".join([f"{container.tag.capitalize()}:", *texts(_pairs(container, _CONTAINER))]))
    network, storage = element.first("network"), element.first("storage")
    if network is not None:
        pairs = _pairs(network, _NETWORK)
        lines += [" ".join(["Network:", *texts(pairs)])] if pairs else []
        lines += _mappings("Port Mapping:", network.all("port-mapping"), _PORT, texts)
    if storage is not None:
        lines += _mappings("Storage Mapping:", storage.all("storage-mapping"), _STORAGE, texts)
    return lines


def _mappings(title: str, elements: Sequence[Element], names: Sequence[str], texts: Texts) -> list[str]:
    lines = [f"  {' '.join([*texts(_pairs(each, names)), f'({each.id})'])}" for each in elements]
    return [title, *lines] if lines else []
