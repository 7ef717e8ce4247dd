"""`pcs`, the tool that Red Hat's distributions bring along: the same cluster in other words.

=================== ====================================================================================
program             the program: options, `-f`, and which command is meant
options             all options; each command names those that it takes
command             commands as definitions that serve parsing, help and completion
run                 one run: the CIB, what is said, what is wrong
faults              what ends a run
words               name=value words and keywords of a command line
ids                 ids that are free, and ids that are none
edit, lookup        changing sets of values; finding resources
text, rule_text...  how things are shown
metadata            what pcs knows of an agent
primitive           the making of a primitive
resource_...        `pcs resource`, by what is done: create, update, group, clone, delete, move, state, show
bundle_...          the options of bundles: what is wrong with them, and how they are shown
rehearsal           what the cluster would do with a configuration
defaults, set_rule  `pcs resource defaults` and `pcs resource op defaults`, and their rules
constraint_...      `pcs constraint`: locations, colocations and orders, sets, tickets, and how they are shown
stonith             `pcs stonith`, with stonith_level for the fencing topology
node, property, tag `pcs node`, `pcs property`, `pcs tag`
acl, alert          `pcs acl`, `pcs alert`
status, cluster     `pcs status`, `pcs cluster`; quorum, host and pcsd beside them
cluster_...         `pcs cluster`: setup, options, links and nodes; the configuration as a file
corosync_...        Corosync's configuration file: changes, and what is wrong with options
config              `pcs config`
=================== ====================================================================================

Facts are those of pcs 0.11.5, which Debian 12 carries; the dialect 1.1, whose systems have pcs 0.9, gets the same.
"""

from hasim.shell.pcs.program import pcs

__all__ = ["pcs"]
