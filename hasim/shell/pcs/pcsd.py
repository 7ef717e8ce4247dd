"""`pcs pcsd`: the daemon through which a real pcs reaches other nodes. Here it is up where a node can be reached."""

from __future__ import annotations

from hasim.shell.pcs.cluster import need_machine
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.corosync import corosync_nodes
from hasim.shell.pcs.faults import Stop
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.status import reachable


@command("pcsd status", "[<node>...]", options="--request-timeout")
def status(run: Run, words: list[str]) -> None:
    """Say on which nodes pcsd answers."""
    need_machine(run)
    nodes = words or corosync_nodes(run)
    if not nodes:
        run.error("No nodes found in corosync.conf")
        run.check()
    lines = reachable(run, nodes)
    run.out("\n".join(lines))
    if any(line.endswith("Offline") for line in lines):
        raise Stop(2)


command("status pcsd", "[<node>...]", options="--request-timeout")(status)
refused("status booth|qdevice", "the state of booth, or of the host of a quorum device")
refused("pcsd certkey|deauth|sync-certificates", "change what pcsd uses to know hosts and users")
