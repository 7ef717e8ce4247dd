"""`pcs status`."""

from __future__ import annotations

from collections.abc import Sequence

from hasim.cib.values import parse_boolean
from hasim.scheduler.model import Node
from hasim.shell.context import NotConnected
from hasim.shell.pcs.command import command
from hasim.shell.pcs.corosync import cluster_name, corosync_nodes
from hasim.shell.pcs.edit import value_of
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.working_set import working_set

_LOOK_AT_MOVES = (
    "Run 'pcs constraint location' or 'pcs resource clear <resource id>' to view or remove the constraints, "
    "respectively"
)
_SERVICES = ("corosync", "pacemaker", "pcsd")


@command("status status", "[--full] [--hide-inactive]", options="--hide-inactive --full -f", default_of="status")
def status(run: Run, words: list[str]) -> None:
    """Show the state of the cluster, its resources and its services."""
    if words:
        raise UsageFault
    if "-f" in run.options and "--corosync_conf" not in run.options:
        raise Failure("When '-f' is specified, '--corosync_conf' must be specified as well")
    full = "--full" in run.options
    options = ["--one-shot"] + ([] if "--hide-inactive" in run.options else ["--inactive"])
    if full:
        options += ["--show-detail", "--show-node-attributes", "--failcounts"]
    code, text = run.program("crm_mon", *options)
    if code:
        raise Failure(f"error running crm_mon, is pacemaker running?\n{_indented(text)}".rstrip())
    lines = [f"Cluster name: {cluster_name(run)}"]
    warnings = _warnings(run)
    lines += ["", "WARNINGS:", *warnings, ""] if warnings else []
    lines.append(text.strip("\n"))
    if full:
        lines += ["", "Tickets:", *_tickets(run)]
    if not run.on_file:
        lines += ["", "PCSD Status:", *reachable(run, corosync_nodes(run))] if full else []
        lines += ["", "Daemon Status:", *_services(run)]
    run.out("\n".join(lines))


def _tickets(run: Run) -> list[str]:
    code, text = run.program("crm_ticket", "--details")
    if code:
        return ["  WARNING: Unable to get information about tickets", *(f"    {line}" for line in text.splitlines())]
    return [f"  {line}" for line in text.strip().splitlines()]


def _indented(text: str) -> str:
    return "\n".join(f"  {line}" for line in text.strip().split("\n"))


def _warnings(run: Run) -> list[str]:
    cib = run.cib
    devices = [each for each in cib.resources.walk() if each.get("class") == "stonith"]
    enabled = parse_boolean(value_of(cib.crm_config, "cluster_property_set", "stonith-enabled") or "true")
    said: list[str] = []
    if enabled is not False and not devices:
        said.append("No stonith devices and stonith-enabled is not false")
    with_action = [each.id for each in devices if value_of(each, "instance_attributes", "action")]
    if with_action:
        instead = "'pcmk_off_action', 'pcmk_reboot_action'"
        said.append(
            f"Following stonith devices have the 'action' option set, it is recommended to set {instead} instead: "
            + quoted_list(with_action)
        )
    cycling = [each.id for each in devices if value_of(each, "instance_attributes", "method") == "cycle"]
    if cycling:
        said.append(
            "Following stonith devices have the 'method' option set to 'cycle' which is potentially dangerous, please "
            f"consider using 'onoff': {quoted_list(cycling)}"
        )
    moved = {each.get("rsc") or "" for each in cib.constraints.all("rsc_location") if each.id.startswith("cli-")}
    if moved - {""}:
        said += [
            "Following resources have been moved and their move constraints are still in place: "
            + quoted_list(moved - {""}),
            _LOOK_AT_MOVES,
        ]
    return said


def _services(run: Run) -> list[str]:
    """The services of this node; pcsd, which is not modelled, counts as running and enabled."""
    lines = []
    for name in _SERVICES:
        if name == "pcsd":
            lines.append("  pcsd: active/enabled")
            continue
        active = run.program("systemctl", "is-active", name)[0] == 0
        enabled = run.program("systemctl", "is-enabled", name)[0] == 0
        lines.append(f"  {name}: {'active' if active else 'inactive'}/{'enabled' if enabled else 'disabled'}")
    return lines


def reachable(run: Run, nodes: Sequence[str]) -> list[str]:
    """Whether the nodes' pcsd answers: it does where a shell on that node can be had."""
    lines = []
    for name in sorted(nodes):
        there = name == run.context.node or run.program("ssh", name, "true")[0] == 0
        lines.append(f"  {name}: {'Online' if there else 'Offline'}")
    return lines


@command("status cluster", "", options="-f")
def status_cluster(run: Run, words: list[str]) -> None:
    """Show the summary and the nodes."""
    cluster_summary(run, words)


def cluster_summary(run: Run, words: list[str]) -> None:
    """What `pcs status cluster` and `pcs cluster status` show."""
    if words:
        raise UsageFault
    code, text = run.program("crm_mon", "-1", "-r")
    if code:
        raise Failure("cluster is not currently running on this node")
    lines, gap = ["Cluster Status:"], False
    for line in text.rstrip("\n").split("\n"):
        if not line:
            if gap:
                break
            gap = True
            continue
        lines.append(f" {line}")
    run.out("\n".join(lines))
    if not run.on_file and corosync_nodes(run):
        run.out("\n".join(["", "PCSD Status:", *reachable(run, corosync_nodes(run))]))


@command("status resources", "[<resource or tag id>] [node=<node>]", options="-f --hide-inactive")
def status_resources(run: Run, words: list[str]) -> None:
    """Show where resources run."""
    from hasim.shell.pcs.resource_show import show_status

    show_status(run, words, stonith=False)


@command("status quorum", "")
def status_quorum(run: Run, words: list[str]) -> None:
    """Show votes and quorum."""
    from hasim.shell.pcs.quorum import status as quorum_status

    quorum_status(run, words)


@command("status corosync", "")
def status_corosync(run: Run, words: list[str]) -> None:
    """Show the members that Corosync sees."""
    if words:
        raise UsageFault
    code, text = run.program("corosync-quorumtool", "-l")
    if code:
        raise Failure("corosync not running")
    run.out(text.rstrip())


@command("status xml", "", options="-f")
def status_xml(run: Run, words: list[str]) -> None:
    """Show the state of the cluster as XML."""
    if words:
        raise UsageFault
    code, text = run.program("crm_mon", "--one-shot", "--inactive", "--output-as", "xml")
    if code:
        raise Failure(text.rstrip())
    run.out(text.strip().replace('request="crm_mon', 'request="/usr/sbin/crm_mon'))


@command("status nodes", "[corosync | both | config]", options="-f --corosync_conf")
def status_nodes(run: Run, words: list[str]) -> None:
    """Show the state of the nodes, as Pacemaker or Corosync sees it."""
    kind = words[0] if words else ""
    if len(words) > 1:
        raise UsageFault
    if kind == "config":
        return show_configured_nodes(run)
    if kind in ("corosync", "both"):
        names = corosync_nodes(run)
        online = [name for name in names if name in _members(run)]
        run.out(
            "\n".join(
                [
                    "Corosync Nodes:",
                    " ".join([" Online:", *sorted(online)]),
                    " ".join([" Offline:", *sorted(set(names) - set(online))]),
                ]
            )
        )
        if kind == "corosync":
            return None
    return _pacemaker_nodes(run)


def show_configured_nodes(run: Run) -> None:
    """The nodes of the configuration files."""
    corosync = corosync_nodes(run)
    names = sorted(each.get("uname") or "" for each in run.cib.nodes.all("node") if each.get("type") != "remote")
    lines = ["Corosync Nodes:", *([" " + " ".join(corosync)] if corosync else [])]
    run.out("\n".join([*lines, "Pacemaker Nodes:", *([" " + " ".join(names)] if names else [])]))


def _members(run: Run) -> set[str]:
    try:
        return {each.name for each in run.context.cluster.members() if each.state == "member"}
    except NotConnected:
        return set()


def _pacemaker_nodes(run: Run) -> None:
    cluster = working_set(run.cib, int(run.context.now), run.dialect)
    busy = {node.name for each in cluster.resources for leaf in each.leaves() for node in leaf.current_nodes}
    lines: list[str] = []
    for title, remote in (("Pacemaker Nodes:", False), ("Pacemaker Remote Nodes:", True)):
        groups: dict[str, list[str]] = {name: [] for name in _GROUPS}
        for node in cluster.nodes:
            for name in _groups(node, busy) if node.is_remote == remote else ():
                groups[name].append(node.name)
        lines += [title, *(" ".join([f" {name}:", *names]) for name, names in groups.items())]
    run.out("\n".join(lines))


_GROUPS = ("Online", "Standby", "Standby with resource(s) running", "Maintenance", "Offline")


def _groups(node: Node, busy: set[str]) -> list[str]:
    if not node.online:
        return ["Offline"]
    found = []
    if node.standby:
        found.append("Standby with resource(s) running" if node.name in busy else "Standby")
    return found + (["Maintenance"] if node.maintenance else []) or ["Online"]


@command("status wait", "[<seconds>]")
def status_wait(run: Run, words: list[str]) -> None:
    """Wait until nothing is under way."""
    if len(words) > 1:
        raise UsageFault
    code, text = run.program("crm_resource", "--wait", *([f"--timeout={words[0]}"] if words else []))
    if code:
        raise Failure(f"waiting timeout\n\n{text}".rstrip() if code == 124 else text.rstrip())
