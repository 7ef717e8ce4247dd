"""The bits of actions and of the edges between them.

Plain integers rather than an enumeration: propagation tests them some hundred times for each action.
"""

from __future__ import annotations

from typing import Final

# What is true of an action.
OPTIONAL: Final = 1 << 0
"""Not needed as things are; becomes required when an ordering pulls it in."""
RUNNABLE: Final = 1 << 1
PSEUDO: Final = 1 << 2
"""A mere milestone, nothing is executed."""
FORCED: Final = 1 << 3
"""Goes into the graph even if optional."""
MIGRATABLE: Final = 1 << 4
"""Part of a live migration as long as this is set."""
ON_DC: Final = 1 << 5
"""Done by the DC: the state of its node does not matter."""
RESCHEDULE: Final = 1 << 6
"""A recurring operation whose parameters changed."""
ABORTS_MIGRATION: Final = 1 << 7
IN_GRAPH: Final = 1 << 8

# What an edge "first, then" means.
NONE: Final = 0
ORDER: Final = 1 << 0
"""Plain sequence, nothing is passed on."""
IF_FIRST_NOMIG: Final = 1 << 1
"""Void while first is part of a live migration."""
THEN_PULLS_FIRST: Final = 1 << 2
FIRST_PULLS_THEN: Final = 1 << 3
PROM_THEN_PULLS_FIRST: Final = 1 << 4
"""Then pulls first, if then's resource is promoted now."""
THEN_GATES_FIRST: Final = 1 << 5
"""First is runnable only while then is runnable and migratable."""
FIRST_GATES_THEN: Final = 1 << 6
"""Then is runnable only while first is."""
FIRST_ELSE_THEN: Final = 1 << 7
"""If first cannot run, then becomes a real action instead of a milestone."""
SAME_NODE_PULL: Final = 1 << 8
"""First pulls those instances of then that are on its node."""
NESTED_PROBE: Final = 1 << 9
RESTART: Final = 1 << 10
"""Stop and start of one resource: one needs the other."""
SERIAL: Final = 1 << 11
SAME_NODE_ONLY: Final = 1 << 12
THEN_SHOWS_FIRST: Final = 1 << 13
"""A required then brings first into the graph."""
FIRST_SHOWS_THEN: Final = 1 << 14
ASYMMETRIC: Final = 1 << 15
SAME_NODE_OR_TARGET: Final = 1 << 16
COUNT_RUNNABLE: Final = 1 << 17
"""Then is runnable once enough such firsts are."""
REQUIRED_SAME_NODE: Final = 1 << 18
"""Only if first is required and on the same node."""
GUEST_OK: Final = 1 << 19
"""Legal although first runs on the guest that then's resource creates."""
THEN_CANCELS_FIRST: Final = 1 << 20
"""A required then makes first optional."""
