"""The world under the cluster: machines, network, Corosync, Pacemaker, and time.

* :mod:`~hasim.sim.world`, :mod:`~hasim.sim.stage`: the frozen value and the workbench of one input
* :mod:`~hasim.sim.network`: who reaches whom
"""

from hasim.sim.network import Network
from hasim.sim.stage import Stage, on
from hasim.sim.world import Event, Record, World

__all__ = ["Event", "Network", "Record", "Stage", "World", "on"]
