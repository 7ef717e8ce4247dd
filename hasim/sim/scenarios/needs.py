"""What somebody's own configuration needs of its servers, read from the configuration alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address, IPv4Network
from typing import Final

from hasim.cib import Cib, Element
from hasim.sim.agents import full_name
from hasim.sim.references import primitives

MODELLED: Final = frozenset(
    {
        "ocf:pacemaker:Dummy", "ocf:heartbeat:Dummy", "ocf:pacemaker:Stateful", "ocf:pacemaker:ping",
        "ocf:heartbeat:IPaddr2", "ocf:heartbeat:IPaddr", "ocf:heartbeat:Delay", "ocf:heartbeat:MailTo",
        "stonith:null", "stonith:fence_dummy", "stonith:ssh", "stonith:external/ssh",
    }
)  # fmt: skip
"""Agents that behave here as the real ones do, because a server can be made to have all that they need."""

APACHE: Final = "ocf:heartbeat:apache"
APACHE_FILE: Final = "/etc/httpd/conf/httpd.conf"
APACHE_STATUS: Final = re.compile(r"(http://(localhost|127\.0\.0\.1)(:80)?/server-status)?")
ADDRESS_AGENTS: Final = frozenset({"ocf:heartbeat:IPaddr2", "ocf:heartbeat:IPaddr"})
PING: Final = "ocf:pacemaker:ping"
UNIT: Final = re.compile(r"[\w@:-]+(\.[\w-]+)*")
OTHER_UNITS: Final = (".socket", ".mount", ".automount", ".timer", ".path", ".slice", ".scope", ".swap", ".target")
USUAL_PREFIX: Final = 24


@dataclass(frozen=True, slots=True)
class Floating:
    """An address that moves between the nodes: its network, and the interface that it is to be on ("" for any)."""

    ip: IPv4Address
    network: IPv4Network
    nic: str


def agent_of(primitive: Element) -> str:
    """The full name of a primitive's agent."""
    return full_name(primitive.get("class") or "", primitive.get("provider") or "", primitive.get("type") or "")


def values(primitive: Element, *names: str) -> list[str]:
    """All values that a primitive's parameters of these names can have (several, where rules choose)."""
    pairs = [pair for block in primitive.all("instance_attributes") for pair in block.all("nvpair")]
    return [(pair.get("value") or "").strip() for pair in pairs if pair.get("name") in names]


class Needs:
    """The needs of one configuration."""

    def __init__(self, cib: Cib) -> None:
        self.primitives = [one for one in primitives(cib) if one.get("class") and one.get("type")]

    @cached_property
    def stand_ins(self) -> frozenset[str]:
        """The agents that a stand-in has to act for."""
        return frozenset(agent_of(one) for one in self.primitives if not self._modelled(agent_of(one)))

    def _modelled(self, agent: str) -> bool:
        kind, _, name = agent.partition(":")
        if kind in ("systemd", "service"):
            return UNIT.fullmatch(name) is not None and not name.endswith(OTHER_UNITS)
        if kind == "lsb":
            return UNIT.fullmatch(name) is not None
        if agent in ADDRESS_AGENTS:
            return all(_floating(one) is not None for one in self._of(agent))
        if agent == APACHE:
            return all(_usual_apache(one) for one in self._of(agent))
        return agent in MODELLED

    def _of(self, *agents: str) -> Iterator[Element]:
        return (one for one in self.primitives if agent_of(one) in agents)

    def names(self, *classes: str) -> list[str]:
        """The names of the units or init scripts that are resources, of those that are no stand-ins."""
        chosen = (one for one in self.primitives if one.get("class") in classes)
        return sorted({one.get("type") or "" for one in chosen if agent_of(one) not in self.stand_ins})

    @cached_property
    def floating(self) -> list[Floating]:
        """The addresses that move."""
        agents = ADDRESS_AGENTS - self.stand_ins
        return [found for one in self._of(*agents) for found in _floating(one) or ()]

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Other hosts on the network: those that are pinged, and the fence devices with an address."""
        pinged = (word for one in self._of(PING) for text in values(one, "host_list") for word in text.split())
        fences = (one for one in self.primitives if one.get("class") == "stonith")
        devices = (text for one in fences for text in values(one, "ip", "ipaddr"))
        return frozenset({*pinged, *devices} - {""})


def _floating(primitive: Element) -> list[Floating] | None:
    """The addresses of an IPaddr2; None where one of them cannot be had here (one of IPv6, or a name)."""
    nic = next(iter(values(primitive, "nic")), "")
    mask = next(iter(values(primitive, "cidr_netmask", "netmask")), "")
    found = []
    for text in values(primitive, "ip"):
        try:
            ip = IPv4Address(text)
            network = IPv4Network(f"{text}/{mask or USUAL_PREFIX}", strict=False)
        except ValueError:
            return None
        found.append(Floating(ip, network, nic))
    return found


def _usual_apache(primitive: Element) -> bool:
    """Whether it is configured as the servers here have it."""
    files = values(primitive, "configfile")
    urls = values(primitive, "statusurl")
    own = values(primitive, "httpd", "envfiles", "options", "port", "testurl", "testregex", "use_ipv6")
    return all(each == APACHE_FILE for each in files) and all(map(APACHE_STATUS.fullmatch, urls)) and not own


def addresses_in(cib: Cib) -> frozenset[str]:
    """All IPv4 addresses that a configuration mentions."""
    pairs = (element.get("value") or "" for element in cib.configuration.walk() if element.tag == "nvpair")
    return frozenset(word for text in pairs for word in re.findall(r"\d+\.\d+\.\d+\.\d+", text))


def cluster_name_in(cib: Cib) -> str:
    """The name of the cluster as its properties have it, "" for none (or for one that no corosync.conf can have)."""
    pairs = (pair for block in cib.crm_config.all("cluster_property_set") for pair in block.all("nvpair"))
    name = next((pair.get("value") or "" for pair in pairs if pair.get("name") == "cluster-name"), "")
    return name if re.fullmatch(r"[\w.-]+", name) else ""
