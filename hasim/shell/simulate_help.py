"""The help of ``crm_simulate``."""

HELP = """\
Usage:
  crm_simulate [OPTION?]

Operations:
  -R, --run                     show what the cluster would do
  -S, --simulate                also execute it, and show the status afterwards
  -X, --in-place                also store the result in the input file
  -A, --show-attrs              show node attributes
  -c, --show-failcounts         show fail counts and failed operations
  -s, --show-scores             show assignment scores
  -U, --show-utilization        show utilization
  -P, --profile=DIR             decide on every XML file of a directory

Synthetic Cluster Events:
  -u, --node-up=NODE            -d, --node-down=NODE          -f, --node-fail=NODE
  -i, --op-inject=OPSPEC        an operation had this result
  -F, --op-fail=OPSPEC          an operation of the transition will have this result
  -t, --set-datetime=DATETIME   -q, --quorum=QUORUM           -w, --watchdog=DEVICE
  -g, --ticket-grant=TICKET     -r, --ticket-revoke=TICKET
  -b, --ticket-standby=TICKET   -e, --ticket-activate=TICKET

Artifacts:
  -I, --save-input=FILE         -O, --save-output=FILE
  -G, --save-graph=FILE         -D, --save-dotfile=FILE       -a, --all-actions

Data Source:
  -L, --live-check              -x, --xml-file=FILE           -p, --xml-pipe

  -$, --version                 -V, --verbose                 -Q, --quiet

An OPSPEC is RESOURCE_TASK_INTERVAL@NODE=RC, such as web_monitor_10000@node1=7.
"""
