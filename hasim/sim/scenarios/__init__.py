"""Where a session begins: servers, installed software, a configuration. Each is computed by the simulation itself.

A scenario is a function from a :class:`Plan` to a :class:`~hasim.sim.world.World`, registered by name with
:func:`scenario`.
"""

from hasim.sim.scenarios import bare, own, servers
from hasim.sim.scenarios.plan import Plan, scenario, start_world

_BUILDERS = (bare, own, servers)
"""Modules that must be there because they register scenarios."""

__all__ = ["Plan", "scenario", "start_world"]
