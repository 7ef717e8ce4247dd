"""Every agent there is: importing this registers them."""

from hasim.sim.agents import (
    apache,
    drbd,
    dummy,
    fence,
    filesystem,
    ipaddr2,
    lsb,
    pgsql,
    ping,
    simple,
    stand_in,
    stateful,
    systemd,
)

__all__ = [
    "apache",
    "drbd",
    "dummy",
    "fence",
    "filesystem",
    "ipaddr2",
    "lsb",
    "pgsql",
    "ping",
    "simple",
    "stand_in",
    "stateful",
    "systemd",
]
