"""What Corosync makes of its files and of the machine when it starts, and what it gives up with."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import AddressValueError, IPv4Address, ip_interface

from hasim.cib import Dialect, Unsupported
from hasim.sim.corosync_conf import LOOPBACK, PATH, ConfError, CorosyncConf, NodeEntry, node_id_of, parse, understand
from hasim.sim.corosync_keys import unmodelled
from hasim.sim.machine import Address, Machine
from hasim.sim.reach import resolve
from hasim.sim.stack import Corosync
from hasim.sim.stage import Stage
from hasim.sim.totem import means

__all__ = ["StartError", "read_files", "refuse_unmodelled"]

_KNET_ONLY = "parse error in config: crypto_cipher & crypto_hash are only valid for the Knet transport."
_NO_LOCAL_NAME = "parse error in config: No valid name found for local host"


class StartError(Exception):
    """Why corosync does not come up, in its words."""


def read_files(stage: Stage, node: str, pid: int) -> Corosync:
    """The Corosync that a machine's files make. Raises ConfError and StartError."""
    conf = _configuration(stage, node)
    for what in _unmodelled(stage, node, conf):
        raise StartError(str(what))
    if stage.dialect is not Dialect.V1_1:
        _check_nodelist(stage, node, conf)
    key = _key(stage, node, conf) if conf.encrypted else ""
    if key and stage.dialect is not Dialect.V1_1 and conf.transport != "knet":
        raise StartError(_KNET_ONLY)
    bound = _bound(stage, node, conf)
    return Corosync(
        *(pid, conf, _node_id(stage, node, conf, bound), key, bound),
        waiting=conf.wait_for_all,
        expected=conf.votes,
        watchdog=_has_watchdog(stage, node, conf),
    )


def refuse_unmodelled(stage: Stage, node: str) -> None:
    """Raise Unsupported where the file asks for what no simulated Corosync does; a broken file is its own business."""
    try:
        conf = _configuration(stage, node)
    except (ConfError, StartError):
        return
    for what in _unmodelled(stage, node, conf):
        raise what


def _unmodelled(stage: Stage, node: str, conf: CorosyncConf) -> Iterable[Unsupported]:
    for what in unmodelled(conf.tree, stage.dialect):
        yield Unsupported(f"the setting {what} in corosync.conf")
    if _by_interface(stage, conf) and _bound(stage, node, conf) not in (LOOPBACK, stage.network.addresses[node]):
        yield Unsupported(f"a bindnetaddr of another network than the cluster's ({conf.network}) in corosync.conf")
    versions = [_version(machine) for machine in stage.machines.values()]
    if len(set(versions) - {None}) > 1:
        yield Unsupported("different values of totem.config_version in corosync.conf")


def _version(machine: Machine) -> str | None:
    """The config_version in a machine's file, None without a file that can be read."""
    file = machine.file(PATH)
    try:
        return None if file is None else parse(str(file.content)).first("totem").keys.get("config_version", "0")
    except ConfError:
        return None


def _configuration(stage: Stage, node: str) -> CorosyncConf:
    file = stage.machines[node].file(PATH)
    if file is None:
        raise StartError(f"Can't read file {PATH}: No such file or directory")
    return understand(str(file.content), stage.dialect)


def _check_nodelist(stage: Stage, node: str, conf: CorosyncConf) -> None:
    """Corosync 3 finds itself in the nodelist, or does not start."""
    if not conf.nodes:
        raise StartError("parse error in config: No interfaces defined")
    for entry in conf.nodes:
        if entry.address not in stage.machines and resolve(stage, node, entry.address) is None:
            raise StartError(f"failed to parse node address '{entry.address}'")
    own = _entry(stage, node, conf)
    if conf.transport == "knet":
        _check_ids(conf, own)
    if own is None:
        raise StartError(_NO_LOCAL_NAME)


def _check_ids(conf: CorosyncConf, own: NodeEntry | None) -> None:
    if own is not None and not own.node_id:
        raise StartError("Knet requires an explicit nodeid for the local node")
    for entry in conf.nodes:
        if not entry.node_id:
            raise StartError(f"Knet requires an explicit nodeid to be specified for address '{entry.address}'.")


def _key(stage: Stage, node: str, conf: CorosyncConf) -> str:
    file = stage.machines[node].file(conf.keyfile)
    if file is None:
        raise StartError(f"Could not open {conf.keyfile}: No such file or directory")
    return str(file.content)


def _entry(stage: Stage, node: str, conf: CorosyncConf) -> NodeEntry | None:
    return next((one for one in conf.nodes if means(stage, node, one, node)), None)


def _node_id(stage: Stage, node: str, conf: CorosyncConf, bound: str) -> int:
    entry = _entry(stage, node, conf)
    return entry.node_id if entry and entry.node_id else node_id_of(bound)


def _by_interface(stage: Stage, conf: CorosyncConf) -> bool:
    """Corosync 2 without a nodelist looks for an interface; otherwise the nodelist tells the address."""
    return stage.dialect is Dialect.V1_1 and not conf.nodes


def _bound(stage: Stage, node: str, conf: CorosyncConf) -> str:
    """The own address that is used: of an interface in the network of bindnetaddr, else the loopback's."""
    own = stage.network.addresses[node]
    if not _by_interface(stage, conf):
        return own
    machine = stage.machines[node]
    held = [address for one in machine.interfaces if one.name != "lo" for address in one.addresses]
    fitting = [address.ip for address in held if _within(address, conf.network)]
    return own if own in fitting else (fitting[0] if fitting else LOOPBACK)


def _within(address: Address, network: str) -> bool:
    try:
        return IPv4Address(network) in ip_interface(f"{address.ip}/{address.prefix}").network
    except AddressValueError:
        return False


def _has_watchdog(stage: Stage, node: str, conf: CorosyncConf) -> bool:
    """Corosync 2 opens a watchdog by itself, 3 only one that its configuration names."""
    wanted = stage.dialect is Dialect.V1_1 or bool(conf.watchdog_device)
    return wanted and conf.watchdog_device != "off" and "softdog" in stage.machines[node].modules
