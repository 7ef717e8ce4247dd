"""Fencing: making sure that a node which cannot be trusted is off, before anything of its starts elsewhere.

* :mod:`~hasim.sim.fencing.hardware`: power switch, hypervisor and the boards of the servers, as hosts on the network
* :mod:`~hasim.sim.fencing.agents`: what fence agents do with them
* :mod:`~hasim.sim.fencing.devices`: the devices that the configuration defines, and whom they can fence
* :mod:`~hasim.sim.fencing.state`: what the fencer of a node holds in memory
* :mod:`~hasim.sim.fencing.choice`: which node uses which device, level by level
* :mod:`~hasim.sim.fencing.operation`: a request from its query to its result
* :mod:`~hasim.sim.fencing.transition`: the DC asks for a fencing, and what it makes of the result
* :mod:`~hasim.sim.fencing.daemon`: the fencer as a process
"""
