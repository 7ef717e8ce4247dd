"""Every agent there is: importing this registers them."""

from hasim.sim.agents import apache, dummy, ipaddr2, ping, stateful, systemd

__all__ = ["apache", "dummy", "ipaddr2", "ping", "stateful", "systemd"]
