"""Every agent there is: importing this registers them."""

from hasim.sim.agents import apache, dummy, ipaddr2, ping, stateful

__all__ = ["apache", "dummy", "ipaddr2", "ping", "stateful"]
