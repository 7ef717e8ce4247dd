"""The state of a cluster as lines of text, in the form of each dialect.

========== ==============================================================
entry      `Entry`, a line with lines below it, and how it is indented
style      `Style`: dialect and what is to be shown
words      agents, roles, return codes, times as the tools word them
nodes      the state of nodes: a line each, or lists by state
primitive  one resource's line
collective groups and clones
resources  the list of all resources, by resource or by node, or in brief
counts     how many nodes and resources there are
attributes node attributes, with the remark on lost connectivity
history    operations, and the summary of failures by node
failures   failed resource actions
bans       negative location constraints, and tickets
========== ==============================================================
"""

from hasim.shell.listing.entry import Entry, render
from hasim.shell.listing.nodes import node_entries
from hasim.shell.listing.resources import resource_entries
from hasim.shell.listing.style import Style

__all__ = ["Entry", "Style", "node_entries", "render", "resource_entries"]
