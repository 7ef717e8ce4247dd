"""The world under the cluster: machines, network, Corosync, Pacemaker, and time.

The ground:

* :mod:`~hasim.sim.world`, :mod:`~hasim.sim.stage`: the frozen value, and the workbench of one input
* :mod:`~hasim.sim.network`, :mod:`~hasim.sim.machine`, :mod:`~hasim.sim.stack`: cables, servers, cluster software

Corosync: :mod:`~hasim.sim.corosync_conf`, :mod:`~hasim.sim.corosync`, :mod:`~hasim.sim.totem` (membership),
:mod:`~hasim.sim.votequorum`.

Pacemaker: :mod:`~hasim.sim.pacemakerd`, :mod:`~hasim.sim.cibstore`, :mod:`~hasim.sim.attributes`,
:mod:`~hasim.sim.executor` with :mod:`~hasim.sim.agents`, and the controller: :mod:`~hasim.sim.controller` (life on a
node), :mod:`~hasim.sim.election` (the DC and who joins it), :mod:`~hasim.sim.engine` (transitions),
:mod:`~hasim.sim.dispatch` (operations), :mod:`~hasim.sim.results` (what becomes of them), :mod:`~hasim.sim.cleanup`;
:mod:`~hasim.sim.fencing` is the fencer and all that belongs to it.

From outside: :mod:`~hasim.sim.scenarios`, :mod:`~hasim.sim.faults`, :mod:`~hasim.sim.settle`, :mod:`~hasim.sim.view`,
:mod:`~hasim.sim.access`.
"""

from hasim.sim import arbiter, cleanup, corosync, dispatch, election, firewall, pacemakerd, power, results
from hasim.sim.faults import apply_fault
from hasim.sim.fencing import daemon as fencer
from hasim.sim.fencing import transition as fencing
from hasim.sim.network import Network
from hasim.sim.scenarios import start_world
from hasim.sim.settle import settle
from hasim.sim.stage import Stage, on
from hasim.sim.view import View, running, views
from hasim.sim.world import Event, Record, World

_HANDLERS = (arbiter, cleanup, corosync, dispatch, election, fencer, fencing, firewall, pacemakerd, power, results)
"""Modules that must be there because they listen to events."""

__all__ = [
    "Event",
    "Network",
    "Record",
    "Stage",
    "View",
    "World",
    "apply_fault",
    "on",
    "running",
    "settle",
    "start_world",
    "views",
]
