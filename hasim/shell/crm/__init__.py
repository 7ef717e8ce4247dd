"""The program `crm`: one shot, from a file (``-f``), or lines from standard input.

=============== ======================================================
program         the command line and where lines come from
shell           one run: levels, the configuration being edited
tree            levels and commands, as data
levels          the root, and the tree of all levels
everywhere      help, ls, cd, up and quit, which every level has
configure       the configuration as statements; with configure_edits, configure_whole, selection, commit,
                timeouts, assist
resource        resources; with resource_attributes, meta, trace
node            nodes; with names and attributes also for resources
cluster         services; with corosync, corosync_conf
cib             shadow configurations; with cibstatus
agents          resource agents
options         preferences
maintenance     acting by hand; site: tickets
refused         levels that are known by name only
=============== ======================================================
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
