"""The program `crm`: one shot, from a file (``-f``), or lines from standard input.

========= ====================================================
shell     one run: levels, the configuration being edited
tree      levels and commands
levels    the root and the smaller levels
configure the configuration
selection objects chosen by words
commit    checks, and changes that reach the cluster
resource  resources; with meta, trace
node      nodes
========= ====================================================
"""

from __future__ import annotations

from hasim.shell.context import Context
from hasim.shell.crm.levels import ROOT
from hasim.shell.crm.program import run
from hasim.shell.registry import program


@program("crm")
def crm(context: Context, arguments: list[str]) -> int:
    """Run crm; the exit status is 0, or 1 where anything failed."""
    return run(context, arguments, ROOT)
