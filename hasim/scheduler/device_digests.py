"""Digests of the definitions of fence devices, by which a node finds out that it has to be unfenced anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.scheduler.digest import parameter_digest
from hasim.scheduler.parameters import parameters

if TYPE_CHECKING:
    from hasim.scheduler.cluster import Cluster
    from hasim.scheduler.node import Node

_NODE_ALL, _NODE_SECURE = "#digests-all", "#digests-secure"


@dataclass(frozen=True, slots=True)
class DeviceDigests:
    """The digests of all devices that unfence, as one text each (``device:agent:digest,`` ...)."""

    everything: str
    public: str
    """Without parameters that only the fencer itself understands."""
    changed: bool
    """The node was unfenced with another definition."""


def device_digests(cluster: Cluster, node: Node) -> DeviceDigests:
    """The digests of the unfencing devices for a node, and whether they differ from those it was unfenced with."""
    everything, public = [], []
    changed = False
    known = node.attributes.get(_NODE_ALL)
    known_public = node.attributes.get(_NODE_SECURE) or ""
    devices = [leaf for leaf in cluster.leaves() if leaf.is_fence_device and leaf.meta.get("provides") == "unfencing"]
    for device in reversed(devices):
        values = parameters(device, node)
        hidden = [name for name in values if name.startswith("pcmk_")]
        head = f"{device.id}:{device.type}:"
        everything.append(f"{head}{parameter_digest(values)},")
        public.append(f"{head}{parameter_digest(values, without=hidden)},")
        if known is not None and everything[-1] not in known and public[-1] not in known_public:
            changed = True
    return DeviceDigests("".join(everything), "".join(public), changed)
