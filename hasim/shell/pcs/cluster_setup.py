"""`pcs cluster setup`: Corosync's configuration for new nodes."""

from __future__ import annotations

from dataclasses import dataclass

from hasim.cib import Unsupported
from hasim.shell.pcs.cluster import destroy_on, on_node, start_nodes
from hasim.shell.pcs.command import command
from hasim.shell.pcs.corosync import PATH
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.words import assignments

_TRANSPORTS = ("knet", "udp", "udpu")
_KEYWORDS = ("transport", "totem", "quorum")
_LOG = "/var/log/cluster/corosync.log"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be set up: the name, nodes with their addresses, transport, and options by section."""

    name: str
    nodes: tuple[tuple[str, tuple[str, ...]], ...]
    transport: str
    totem: dict[str, str]
    quorum: dict[str, str]

    def text(self) -> str:
        """Corosync's configuration file."""
        totem = {"version": "2", "cluster_name": self.name, "transport": self.transport}
        totem |= self.totem
        if self.transport == "knet":
            totem |= {"crypto_cipher": "aes256", "crypto_hash": "sha256"}
        blocks = [_block("totem", totem), self._nodelist()]
        quorum = {"provider": "corosync_votequorum", **self.quorum}
        if len(self.nodes) == 2 and self.quorum.get("auto_tie_breaker") != "1":
            quorum["two_node"] = "1"
        log = {"to_logfile": "yes", "logfile": _LOG, "to_syslog": "yes", "timestamp": "on"}
        return "\n".join([*blocks, _block("quorum", quorum), _block("logging", log)])

    def _nodelist(self) -> str:
        parts = []
        for number, (name, addresses) in enumerate(self.nodes, 1):
            rings = {f"ring{index}_addr": address for index, address in enumerate(addresses)}
            parts.append(_block("node", {**rings, "name": name, "nodeid": str(number)}, 4))
        return "nodelist {\n" + "\n".join(parts) + "}\n"


def _block(name: str, keys: dict[str, str], depth: int = 0) -> str:
    lead = " " * depth
    lines = [f"{lead}{name} {{", *(f"{lead}    {key}: {value}" for key, value in keys.items()), f"{lead}}}"]
    return "\n".join(lines) + "\n"


@command(
    "cluster setup",
    "<cluster name> (<node> [addr=<address>]...)... [transport knet|udp|udpu] [totem <option>=<value>...] "
    "[quorum <option>=<value>...] [--start] [--enable]",
    options="--wait --start --enable --force --overwrite --corosync_conf --no-keys-sync --no-cluster-uuid",
)
def setup(run: Run, words: list[str]) -> None:
    """Make a cluster of nodes that have none: write Corosync's configuration and keys on them."""
    if len(words) < 2:
        raise UsageFault
    plan = _plan(run, words[0], words[1:])
    text = plan.text()
    if "--corosync_conf" in run.options:
        run.context.files.write(run.context.path(run.options["--corosync_conf"]), text)
        return
    names = [name for name, _ in plan.nodes]
    _check_hosts(run, names)
    listed = quoted_list(names)
    run.say(f"Destroying cluster on hosts: {listed}...")
    for name in names:
        destroy_on(run, name)
        run.say(f"{name}: Successfully destroyed cluster")
    run.say(f"Requesting remove 'pcsd settings' from {listed}")
    for name in names:
        run.say(f"{name}: successful removal of the file 'pcsd settings'")
    run.say(f"Sending 'corosync authkey', 'pacemaker authkey' to {listed}")
    _keys(run, names, encrypted=plan.transport == "knet")
    run.say(f"Sending 'corosync.conf' to {listed}")
    _spread(run, names, PATH, text, "corosync.conf")
    run.say("Cluster has been successfully set up.")
    if "--enable" in run.options:
        for name in names:
            on_node(run, name, "systemctl", "enable", "corosync", "pacemaker")
        run.say(f"Enabling cluster on hosts: {listed}...")
        for name in names:
            run.say(f"{name}: Cluster enabled")
    if "--start" in run.options:
        run.say(f"Starting cluster on hosts: {listed}...")
        start_nodes(run, names)


def _plan(run: Run, name: str, words: list[str]) -> Plan:
    at = next((index for index, word in enumerate(words) if word in _KEYWORDS), len(words))
    nodes: list[tuple[str, tuple[str, ...]]] = []
    for word in words[:at]:
        if not word.startswith("addr="):
            nodes.append((word, ()))
        elif nodes:
            nodes[-1] = (nodes[-1][0], (*nodes[-1][1], word.removeprefix("addr=")))
        else:
            raise UsageFault("Hostname with address, such as 'addr=', must be preceded by a host name")
    names = [each for each, _ in nodes]
    doubled = sorted({each for each in names if names.count(each) > 1})
    if doubled:
        raise UsageFault(f"Node name '{doubled[0]}' defined multiple times")
    for index, (each, addresses) in enumerate(nodes):
        if not addresses:
            run.say(f"No addresses specified for host '{each}', using '{each}'")
            nodes[index] = (each, (each,))
    transport, totem, quorum = _options(words[at:])
    return Plan(name, tuple(nodes), transport, totem, quorum)


def _options(words: list[str]) -> tuple[str, dict[str, str], dict[str, str]]:
    found: dict[str, list[str]] = {}
    current = ""
    for word in words:
        if word in _KEYWORDS:
            current = word
            found[current] = []
        else:
            found[current].append(word)
    transport = "knet"
    given = found.get("transport", [])
    if given:
        transport = given[0]
        if transport not in _TRANSPORTS or len(given) > 1:
            raise Unsupported("pcs cluster setup: options of the transport", "transport", " ".join(given))
    return transport, assignments(found.get("totem", [])), assignments(found.get("quorum", []))


def _check_hosts(run: Run, names: list[str]) -> None:
    for name in names:
        code, text = on_node(run, name, "true")
        if code:
            run.error(f"Unable to connect to {name} ({text.strip()})")
    if "--force" not in run.options and "--overwrite" not in run.options:
        for name in names:
            if on_node(run, name, "test", "-e", PATH)[0] == 0:
                run.say(
                    f"Error: {name}: The host seems to be in a cluster already as cluster configuration files have "
                    "been found on the host, use --force to override"
                )
                run.failed = True
    run.check()


def _keys(run: Run, names: list[str], *, encrypted: bool) -> None:
    if encrypted:
        run.program("corosync-keygen", "-l")
        for name in names:
            if name != run.context.node:
                run.program("scp", "/etc/corosync/authkey", f"{name}:/etc/corosync/authkey")
    for name in names:
        for each in ("corosync authkey", "pacemaker authkey"):
            run.say(f"{name}: successful distribution of the file '{each}'")


def _spread(run: Run, names: list[str], path: str, text: str, what: str) -> None:
    """Write a file on several nodes."""
    here = run.context.node
    temporary = path if here in names else "/tmp/pcs-corosync.conf"
    run.context.files.write(temporary, text)
    for name in names:
        if name != here:
            run.program("scp", temporary, f"{name}:{path}")
        run.say(f"{name}: successful distribution of the file '{what}'")
    if temporary != path:
        run.context.files.remove(temporary)
