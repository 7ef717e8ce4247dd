"""What would it take to have a resource on a node?

`ways(cib, now, resource, node)` gives the smallest sets of changes that bring it there, each tried by the scheduler
before it is offered, with the command lines that make them and with what else would move.

============ ==============================================================
edits        what a change does to a CIB
change       a change: its words, its command lines, its edit
candidates   the changes that the causes of a placement suggest
search       trying them, alone and together
============ ==============================================================
"""

from hasim.whatif.change import Change
from hasim.whatif.search import Effect, Offer, Ways, ways

__all__ = ["Change", "Effect", "Offer", "Ways", "ways"]
