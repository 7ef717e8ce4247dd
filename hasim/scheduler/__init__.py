"""Where resources go and what has to be done about it: ``schedule(cib, now) -> Decision``.

The working set (see `model`) is unpacked from a CIB (`unpack`), every resource gets its nodes (`assignment`), and
what differs from the present becomes actions:

==================== ==================================================================================
decide               `schedule`: all phases in their order; `Decision`
early                what unpacking has already decided
config_changes       definitions that changed since operations were run: cancel, clean up, reload, restart
probes               looking where nothing is known
primitive_actions    from the role a primitive has to the one it shall have
recurring            recurring operations
migration            live migration
collective_actions   milestones of groups and clones
notify               telling instances about their siblings
fencing, unfencing   fencing and shutting down nodes
ordering_internal    the orderings that come with every resource
ordering_constraints the configured ones
ordering_apply       relations become edges
update, propagation  what an edge does to its ends, until nothing changes
interleave           clones that are ordered instance by instance
plan, action, flags  actions and how they come into being
operation_meta       the options of an operation
inputs, graph        which actions and edges the transition has; `transition` holds its types
summary              rows of the transition summary
==================== ==================================================================================
"""

from hasim.scheduler.decide import Decision, schedule
from hasim.scheduler.transition import GraphAction, PrimitiveReference, Synapse, Transition
from hasim.scheduler.unpack import unpack_cluster

__all__ = [
    "Decision",
    "GraphAction",
    "PrimitiveReference",
    "Synapse",
    "Transition",
    "schedule",
    "unpack_cluster",
]
