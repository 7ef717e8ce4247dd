"""`pcs cluster node`: take a machine into the cluster, or out of it."""

from __future__ import annotations

import re
from dataclasses import replace

from hasim.cib import Unsupported
from hasim.shell.pcs.cluster import destroy_on, need_machine, need_stopped, on_node, start_nodes
from hasim.shell.pcs.cluster_config import push, read_conf
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.corosync import PATH
from hasim.shell.pcs.corosync_file import node_name, nodes_of, used_links, with_two_node, without_empty
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.run import Run, quoted_list
from hasim.sim.corosync_conf import Section

_CIB = "/var/lib/pacemaker/cib/cib.xml"
_KEYS = ("/etc/corosync/authkey", "/etc/pacemaker/authkey")


@command(
    "cluster node add",
    "<node> [addr=<address>]... [--start] [--enable]",
    options="--wait --start --enable --force --skip-offline --no-watchdog-validation --request-timeout",
)
def add(run: Run, words: list[str]) -> None:
    """Take a machine that is in no cluster into this one."""
    if not words:
        raise UsageFault
    need_machine(run)
    name, options = words[0], words[1:]
    if any(each.startswith(("watchdog=", "device=")) for each in options):
        raise Unsupported("pcs cluster node add: watchdogs and devices of SBD")
    strange = [each for each in options if not each.startswith("addr=")]
    if strange:
        raise UsageFault(f"Unknown option{'s' * (len(strange) > 1)} {quoted_list(strange)} for node '{name}'")
    tree = read_conf(run)
    addresses = [each.removeprefix("addr=") for each in options]
    if on_node(run, name, "true")[0]:
        run.error(
            f"Host '{name}' is not known to pcs, try to authenticate the host using 'pcs host auth {name}' command"
        )
        run.check()
    if not addresses:
        run.say(f"No addresses specified for host '{name}', using '{name}'")
        addresses = [name]
    _check_new(run, tree, name, addresses)
    run.check()
    everyone = [node_name(each) for each in nodes_of(tree)]
    need_stopped(run, "cluster node add", everyone)
    _prepare(run, name)
    changed = _with_node(tree, name, addresses)
    if "--enable" in run.options:
        run.say(f"Enabling cluster on hosts: '{name}'...")
        on_node(run, name, "systemctl", "enable", "corosync", "pacemaker")
        run.say(f"{name}: Cluster enabled")
    push(run, changed, nodes=[*everyone, name])
    if "--start" in run.options:
        run.say(f"Starting cluster on hosts: '{name}'...")
        start_nodes(run, [name])


def _check_new(run: Run, tree: Section, name: str, addresses: list[str]) -> None:
    nodes = nodes_of(tree)
    taken = {value for each in nodes for key, value in each.keys.items() if key.startswith("ring")}
    if name in {node_name(each) for each in nodes}:
        run.error(f"Node name '{name}' is already used by existing nodes; please, use other name")
    again = taken & set(addresses)
    if again:
        plural = len(again) > 1
        run.error(
            f"Node address{'es' * plural} {quoted_list(again)} {'are' if plural else 'is'} already used by existing "
            f"nodes; please, use other address{'es' * plural}"
        )
    links = len(used_links(tree))
    if len(addresses) != links:
        run.error(
            f"{links} address{'es' * (links != 1)} must be specified for a node, {len(addresses)} "
            f"address{'es' * (len(addresses) != 1)} specified for node '{name}'"
        )
    if on_node(run, name, "test", "-e", PATH)[0] == 0:
        run.forceable(
            f"{name}: The host seems to be in a cluster already as cluster configuration files have been found on the "
            "host"
        )


def _prepare(run: Run, name: str) -> None:
    """What a new node needs before it is in the file."""
    if run.force:
        destroy_on(run, name)
    run.say(f"Requesting remove 'pcsd settings' from '{name}'")
    run.say(f"{name}: successful removal of the file 'pcsd settings'")
    run.say(f"Sending 'corosync authkey', 'pacemaker authkey' to '{name}'")
    for path in _KEYS:
        if run.context.files.exists(path):
            run.program("scp", path, f"{name}:{path}")
    for each in ("corosync authkey", "pacemaker authkey"):
        run.say(f"{name}: successful distribution of the file '{each}'")


def _with_node(tree: Section, name: str, addresses: list[str]) -> Section:
    ids = {each.keys.get("nodeid", "") for each in nodes_of(tree)}
    number = next(str(each) for each in range(1, len(ids) + 2) if str(each) not in ids)
    rings = {f"ring{link}_addr": address for link, address in zip(used_links(tree), addresses, strict=False)}
    node = Section("node", {**rings, "name": name, "nodeid": number})
    lists = tree.all("nodelist")
    last = replace(lists[-1], sections=(*lists[-1].sections, node))
    return with_two_node(replace(tree, sections=tuple(last if each is lists[-1] else each for each in tree.sections)))


@command("cluster node delete|remove", "<node>...", options="--force --skip-offline --request-timeout")
def remove(run: Run, words: list[str]) -> None:
    """Take nodes out of the cluster: it is stopped and destroyed on them, and the others forget them."""
    if not words:
        raise UsageFault
    need_machine(run)
    tree = read_conf(run)
    everyone = [node_name(each) for each in nodes_of(tree)]
    for name in sorted(set(words) - set(everyone)):
        run.error(f"Node '{name}' does not appear to exist in configuration")
    staying = [each for each in everyone if each not in words]
    if not staying:
        run.error("No nodes would be left in the cluster")
    run.check()
    need_stopped(run, "cluster node remove", everyone)
    listed = quoted_list(words)
    run.say(f"Destroying cluster on hosts: {listed}...")
    for name in sorted(set(words)):
        if on_node(run, name, "true")[0]:
            run.warn(f"Unable to connect to {name}")
            continue
        destroy_on(run, name)
        run.say(f"{name}: Successfully destroyed cluster")
    push(run, _without_nodes(tree, words), nodes=staying)
    for each in staying:
        _forget(run, each, sorted(set(words)))


def _forget(run: Run, node: str, names: list[str]) -> None:
    """Take nodes out of the CIB that a node, on which nothing runs, has on its disk."""
    for name in names:
        path = f"/cib/configuration/nodes/node[@uname='{name}']"
        run.program("ssh", node, f'CIB_file={_CIB} cibadmin --delete-all --force --xpath="{path}"')


def _without_nodes(tree: Section, names: list[str]) -> Section:
    def kept(each: Section) -> Section:
        if each.name != "nodelist":
            return each
        return replace(each, sections=tuple(one for one in each.sections if node_name(one) not in names))

    return with_two_node(without_empty(replace(tree, sections=tuple(kept(each) for each in tree.sections))))


@command("cluster node clear", "<node>", options="--force")
def clear(run: Run, words: list[str]) -> None:
    """Have the cluster forget a node that is not in it any more."""
    if len(words) != 1:
        raise UsageFault
    need_machine(run)
    name = words[0]
    if name in {node_name(each) for each in nodes_of(read_conf(run))}:
        run.forceable(
            f"node '{name}' seems to be still in the cluster; this command should be used only with nodes that have "
            "been removed from the cluster"
        )
        run.check()
    code, text = run.program("crm_node", "-R", name, "--force")
    if code:
        raise Failure(re.sub(r"\n+", "\n", text).strip())


_REMOTE = "-f --force --wait --skip-offline"
refused("cluster node add-guest|add-remote", "make Pacemaker Remote nodes", _REMOTE)
refused(
    "cluster node delete-guest|delete-remote|remove-guest|remove-remote", "take Pacemaker Remote nodes away", _REMOTE
)
refused("cluster node add-outside", "write files for a node of another cluster")
