"""firewalld: which services its public zone lets in, now and after the next start."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hasim.sim.files import FileSystem
from hasim.sim.stage import on

if TYPE_CHECKING:
    from hasim.sim.stage import Stage
    from hasim.sim.world import Event

ZONE = "/etc/firewalld/zones/public.xml"
STOCK = frozenset({"ssh", "dhcpv6-client"})
SERVICES = frozenset(
    {*STOCK, "high-availability", "http", "https", "dns", "nfs", "ntp", "mysql", "postgresql", "samba"}
)
"""The services that firewalld knows by name, as far as they matter here."""


def permanent(files: FileSystem) -> frozenset[str]:
    """The services and ports (as ``80/tcp``) that the zone's file opens; the stock ones without a file."""
    if not files.is_file(ZONE):
        return STOCK
    text = files.read(ZONE)
    ports = {f"{port}/{protocol}" for protocol, port in re.findall(r'<port protocol="(\w+)" port="([\d-]+)"', text)}
    return frozenset(re.findall(r'<service name="([\w-]+)"', text)) | ports


def permanent_text(opened: frozenset[str]) -> str:
    """The zone's file."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<zone>", "  <short>Public</short>"]
    for each in sorted(opened):
        port, slash, protocol = each.partition("/")
        lines.append(f'  <port protocol="{protocol}" port="{port}"/>' if slash else f'  <service name="{each}"/>')
    return "\n".join([*lines, "</zone>", ""])


@on("unit-changed")
def _started_or_stopped(stage: Stage, event: Event) -> None:
    """A firewalld that starts opens what its file says; either way the network has changed."""
    if event.data["unit"] == "firewalld.service":
        machine = stage.machines[event.node]
        stage.machines[event.node] = replace(machine, opened=permanent(machine.files))
        stage.tell("network-changed", event.node)
