"""Bundles as the text that `pcs resource config` shows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from hasim.cib import Element
from hasim.cib.values import is_true

__all__ = ["bundle_lines", "container_of", "container_pairs", "network_pairs", "port_pairs", "storage_pairs"]

_CONTAINERS = ("docker", "podman", "rkt")
_CONTAINER = ("image", "replicas", "replicas-per-host", "promoted-max", "run-command", "network", "options")
_NETWORK = ("ip-range-start", "control-port", "host-interface", "host-netmask", "add-host")
_PORT = ("port", "internal-port", "range")
_STORAGE = ("source-dir", "source-dir-root", "target-dir", "options")

Pairs = list[tuple[str, str]]
Texts = Callable[[Iterable[tuple[str, str]]], list[str]]


def container_of(bundle: Element) -> Element | None:
    """What the bundle's containers are made of."""
    return next(iter(bundle.all(*_CONTAINERS)), None)


def _pairs(element: Element, names: Sequence[str]) -> Pairs:
    found: Pairs = []
    for name in names:
        value = element.get(name)
        if name == "promoted-max" and value is None:
            value = element.get("masters")
        if name == "add-host" and value is not None:
            value = "1" if is_true(value) else "0"
        found += [(name, value)] if value else []
    return found


def container_pairs(element: Element) -> Pairs:
    """The options of the container."""
    return _pairs(element, _CONTAINER)


def network_pairs(element: Element) -> Pairs:
    """The options of the network."""
    return _pairs(element, _NETWORK)


def port_pairs(element: Element) -> Pairs:
    """The options of a mapping of ports."""
    return _pairs(element, _PORT)


def storage_pairs(element: Element) -> Pairs:
    """The options of a mapping of storage."""
    return _pairs(element, _STORAGE)


def bundle_lines(element: Element, texts: Texts) -> list[str]:
    """The container, network, ports and storage of a bundle; `texts` writes names with values."""
    lines: list[str] = []
    container = container_of(element)
    if container is not None:
        lines.append(" ".join([f"{container.tag.capitalize()}:", *texts(container_pairs(container))]))
    network, storage = element.first("network"), element.first("storage")
    if network is not None:
        pairs = network_pairs(network)
        lines += [" ".join(["Network:", *texts(pairs)])] if pairs else []
        lines += _mappings("Port Mapping:", network.all("port-mapping"), port_pairs, texts)
    if storage is not None:
        lines += _mappings("Storage Mapping:", storage.all("storage-mapping"), storage_pairs, texts)
    return lines


def _mappings(title: str, elements: Sequence[Element], pairs: Callable[[Element], Pairs], texts: Texts) -> list[str]:
    lines = [f"  {' '.join([*texts(pairs(each)), f'({each.id})'])}" for each in elements]
    return [title, *lines] if lines else []
