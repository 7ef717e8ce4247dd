"""`pcs cluster`: starting, stopping, watching and destroying the cluster.

A real pcs asks the daemon pcsd of another node to do something there. Here the other node is reached as ssh reaches it,
and every host counts as authenticated.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from hasim.cib import Unsupported
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.corosync import PATH, conf, corosync_nodes
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.run import FORCE, Run, quoted_list
from hasim.shell.pcs.status import cluster_summary

__all__ = ["destroy_on", "loses_quorum", "need_machine", "need_stopped", "on_node", "start_nodes"]

_OFF = "Cannot initialize CMAP service"
_KEY = "/etc/corosync/authkey"
_STATE = (
    PATH,
    _KEY,
    "/etc/pacemaker/authkey",
)


def need_machine(run: Run) -> None:
    """Commands about services make no sense on a file."""
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")


def on_node(run: Run, node: str, *words: str) -> tuple[int, str]:
    """Run a command on a node of the cluster, this one or another: (exit status, what it said)."""
    if node == run.context.node:
        return run.program(*words)
    return run.program("ssh", node, " ".join(words))


def _nodes(run: Run, words: list[str]) -> list[str]:
    """The nodes that are meant: those named, or all of the cluster's with --all."""
    if words and "--all" in run.options:
        raise UsageFault("Cannot specify both --all and a list of nodes.")
    if "--all" not in run.options:
        return list(dict.fromkeys(words))
    found = corosync_nodes(run)
    if not found:
        raise Failure("No nodes found in corosync.conf")
    return found


def need_stopped(run: Run, what: str, nodes: Sequence[str]) -> None:
    """Refuse what a running Corosync would have to take over: here it reads its file only when it starts."""
    if "--corosync_conf" in run.options:
        return
    running = [name for name in nodes if on_node(run, name, "systemctl", "is-active", "corosync")[0] == 0]
    if running:
        raise Unsupported(f"pcs {what} while Corosync runs (on {', '.join(running)}); stop the cluster first")


@command("cluster start", "[--all | <node>...]", options="--wait --request-timeout --all")
def start(run: Run, words: list[str]) -> None:
    """Start the cluster on this node, on the nodes named, or on all."""
    need_machine(run)
    nodes = _nodes(run, words)
    if nodes:
        start_nodes(run, nodes)
    else:
        if conf(run) is None:
            raise Failure("cluster is not currently configured on this node")
        run.say("Starting Cluster...")
        for service in ("corosync", "pacemaker"):
            code, text = run.program("systemctl", "start", service)
            if code:
                raise Failure(f"Unable to start {service}: {text.strip()}")
    if "--wait" in run.options:
        limit = run.options["--wait"]
        run.program("crm_resource", "--wait", *([f"--timeout={limit}"] if limit else []))


def start_nodes(run: Run, nodes: list[str]) -> None:
    """Start the cluster on several nodes."""
    failed: list[str] = []
    for node in nodes:
        code, text = on_node(run, node, "systemctl", "start", "corosync", "pacemaker")
        if code:
            failed.append(f"{node}: {text.strip()}")
        else:
            run.say(f"{node}: Starting Cluster...")
    if failed:
        raise Failure("unable to start all nodes\n" + "\n".join(failed))


@command("cluster stop", "[--all | <node>...]", options="--wait --force --request-timeout --all --pacemaker --corosync")
def stop(run: Run, words: list[str]) -> None:
    """Stop the cluster on this node, on the nodes named, or on all. Loss of quorum needs --force."""
    need_machine(run)
    nodes = _nodes(run, words)
    if nodes:
        return _stop_nodes(run, nodes)
    if not run.force:
        _check_quorum(run, [run.context.node], "Stopping the node will cause a loss of the quorum")
    only = {"--pacemaker", "--corosync"} & set(run.options)
    if not only or "--pacemaker" in only:
        run.say("Stopping Cluster (pacemaker)...")
        _stop_here(run, "pacemaker")
    if not only or "--corosync" in only:
        run.say("Stopping Cluster (corosync)...")
        _stop_here(run, "corosync")
    return None


def _stop_here(run: Run, service: str) -> None:
    code, text = run.program("systemctl", "stop", service)
    if code:
        raise Failure(f"Unable to stop {service}: {text.strip()}")


def _stop_nodes(run: Run, nodes: list[str]) -> None:
    everyone = corosync_nodes(run)
    unknown = sorted(set(nodes) - set(everyone))
    if unknown:
        listed = "', '".join(unknown)
        raise Failure(f"nodes '{listed}' do not appear to exist in configuration")
    if not run.force and set(nodes) < set(everyone):
        _check_quorum(run, nodes, "Stopping the node(s) will cause a loss of the quorum")
    for service in ("pacemaker", "corosync"):
        failed: list[str] = []
        for node in nodes:
            code, text = on_node(run, node, "systemctl", "stop", service)
            if code:
                failed.append(f"{node}: {text.strip()}")
            else:
                run.say(f"{node}: Stopping Cluster ({service})...")
        if failed:
            raise Failure("unable to stop all nodes\n" + "\n".join(failed))


def _check_quorum(run: Run, nodes: list[str], problem: str) -> None:
    """Refuse to take so many votes away that the others are left without quorum."""
    lost = loses_quorum(run, nodes)
    if lost is None:
        raise Failure(f"Unable to determine whether stopping the node will cause a loss of the quorum{FORCE}")
    if lost:
        raise Failure(problem + FORCE)


def loses_quorum(run: Run, nodes: list[str]) -> bool | None:
    """Whether the others are left without quorum when these stop; None where that cannot be told."""
    _, text = run.program("corosync-quorumtool", "-p", "-s")
    if _OFF in text or re.search(r"^Quorate:\s+No", text, re.M):
        return False
    present, needed = re.search(r"^Total votes:\s+(\d+)", text, re.M), re.search(r"^Quorum:\s+(\d+)", text, re.M)
    if present is None or needed is None:
        return None
    lost = sum(_votes(text, node, run.context.node) for node in nodes)
    return int(present[1]) - lost < int(needed[1])


def _votes(text: str, node: str, local: str) -> int:
    """The votes of a node in the list of members; 0 for one that is not there."""
    for line in text.split("\n"):
        fields = line.split()
        if len(fields) >= 3 and fields[0].isdigit() and fields[1].isdigit():
            if node in fields or (node == local and fields[-1] == "(local)"):
                return int(fields[1])
    return 0


@command("cluster kill", "")
def kill(run: Run, words: list[str]) -> None:
    """Kill the cluster's daemons on this node."""
    if words:
        raise UsageFault
    need_machine(run)
    run.program(
        "killall",
        "-9",
        "pacemaker-attrd",
        "pacemaker-based",
        "pacemaker-controld",
        "pacemaker-execd",
        "pacemaker-fenced",
        "pacemaker-schedulerd",
        "pacemakerd",
        "corosync",
    )


@command("cluster enable", "[--all | <node>...]", options="--all --request-timeout")
def enable(run: Run, words: list[str]) -> None:
    """Let the cluster start at boot."""
    _at_boot(run, words, "enable", "Enabled")


@command("cluster disable", "[--all | <node>...]", options="--all --request-timeout")
def disable(run: Run, words: list[str]) -> None:
    """Let the cluster not start at boot."""
    _at_boot(run, words, "disable", "Disabled")


def _at_boot(run: Run, words: list[str], verb: str, done: str) -> None:
    need_machine(run)
    nodes = _nodes(run, words)
    failed: list[str] = []
    for node in nodes or [run.context.node]:
        code, text = on_node(run, node, "systemctl", verb, "corosync", "pacemaker")
        if code:
            failed.append(f"{node}: {text.strip()}")
        elif nodes:
            run.say(f"{node}: Cluster {done}")
    if failed:
        raise Failure(f"unable to {verb} all nodes\n" + "\n".join(failed))


@command("cluster status", "", options="-f")
def cluster_status(run: Run, words: list[str]) -> None:
    """Show the summary and the nodes."""
    cluster_summary(run, words)


@command("cluster verify", "[--full]", options="-f --full")
def verify(run: Run, words: list[str]) -> None:
    """Check the configuration, in the file that -f names or in use."""
    if words:
        raise UsageFault
    full = "--full" in run.options
    code, text = run.program("crm_verify", *(["-V", "-V"] if full else []), "--xml-text", run.cib.text())
    if code:
        text = text.replace("-V may provide more details", "").rstrip("\n")
        run.error(f"invalid cib:\n{text}\n" + ("" if full else "\n\nUse --full for more details."))
    run.check()


@command("cluster corosync", "[<node>]", options="--request-timeout")
def show_conf(run: Run, words: list[str]) -> None:
    """Show Corosync's configuration file."""
    if len(words) > 1:
        raise UsageFault
    need_machine(run)
    code, text = on_node(run, words[0] if words else run.context.node, "cat", PATH)
    if code:
        raise Failure(f"Unable to read {PATH}: No such file or directory")
    run.out(text.rstrip())


@command("cluster auth", "[-u <user>] [-p <password>]", options="-u -p --request-timeout")
def auth(run: Run, words: list[str]) -> None:
    """Make this host known to the nodes of the cluster. User and password are not checked."""
    if words:
        raise UsageFault
    need_machine(run)
    nodes = corosync_nodes(run)
    if not nodes:
        raise Failure(f"Unable to read Corosync configuration '{PATH}': No such file or directory: '{PATH}'")
    strange = [name for name in nodes if on_node(run, name, "true")[0]]
    if strange:
        raise Failure(f"Unable to communicate with {', '.join(strange)}")
    run.say("Sending cluster config files to the nodes...")


@command("cluster authkey corosync", "[<file>]", options="--force --skip-offline --request-timeout")
def authkey(run: Run, words: list[str]) -> None:
    """Give all nodes another key of Corosync, one from a file or a new one. The cluster has to be stopped for it."""
    if len(words) > 1:
        raise UsageFault
    need_machine(run)
    nodes = corosync_nodes(run)
    if words and not run.context.files.exists(run.context.path(words[0])):
        raise Failure(f"Unable to read file '{words[0]}': No such file or directory: '{words[0]}'")
    need_stopped(run, "cluster authkey corosync", nodes)
    source = words[0] if words else _KEY
    if not words:
        run.program("corosync-keygen", "-l")
    run.say(f"Sending 'corosync authkey' to {quoted_list(nodes)}")
    for node in nodes:
        if node != run.context.node or words:
            run.program("scp", source, f"{node}:{_KEY}")
        run.say(f"{node}: successful distribution of the file 'corosync authkey'")


@command("cluster reload corosync", "")
def reload(run: Run, words: list[str]) -> None:
    """Have Corosync read its configuration file again, on all nodes."""
    if words:
        raise UsageFault
    need_machine(run)
    code, text = run.program("corosync-cfgtool", "-R")
    if code:
        raise Failure(text.rstrip())
    run.say("Corosync reloaded")


@command("cluster sync", "[corosync]", options="--request-timeout --skip-offline")
def sync(run: Run, words: list[str]) -> None:
    """Copy Corosync's configuration file to all nodes."""
    if words not in ([], ["corosync"]):
        raise UsageFault
    need_machine(run)
    for node in corosync_nodes(run):
        if node != run.context.node:
            code, text = run.program("scp", PATH, f"{node}:{PATH}")
            if code:
                raise Failure(f"{node}: {text.strip()}")
        run.say(f"{node}: Succeeded")


@command("cluster destroy", "[--all]", options="--all --request-timeout --force")
def destroy(run: Run, words: list[str]) -> None:
    """Stop the cluster and remove its configuration, on this node or on all of its nodes."""
    if words:
        raise UsageFault
    need_machine(run)
    if "--all" not in run.options:
        run.say("Shutting down pacemaker/corosync services...")
        run.say("Killing any remaining services...")
        run.say("Removing all cluster configuration files...")
        destroy_on(run, run.context.node)
        return
    nodes = corosync_nodes(run)
    if not nodes:
        raise Failure("No nodes found in corosync.conf")
    for node in nodes:
        on_node(run, node, "systemctl", "stop", "pacemaker")
        run.say(f"{node}: Stopping Cluster (pacemaker)...")
    for node in nodes:
        destroy_on(run, node)
        run.say(f"{node}: Successfully destroyed cluster")


def destroy_on(run: Run, node: str) -> None:
    """Take everything of a cluster from a node."""
    on_node(run, node, "systemctl", "stop", "pacemaker", "corosync")
    on_node(run, node, "systemctl", "disable", "pacemaker", "corosync")
    on_node(run, node, "rm", "-f", *_STATE)
    on_node(run, node, "rm", "-f", "/var/lib/pacemaker/cib/cib.xml", "/var/lib/pacemaker/cib/cib.xml.sig")


refused("cluster config uuid generate", "give the cluster an id", "--corosync_conf --force")
refused("cluster report", "collect everything that helps to find out what happened")
refused("cluster uidgid", "say which users may talk to Corosync")
