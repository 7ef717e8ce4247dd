"""``crm corosync``: the messaging layer and its configuration."""

from __future__ import annotations

from hasim.cib import Unsupported
from hasim.shell.context import NotConnected
from hasim.shell.crm.corosync_conf import ConfigurationError, CorosyncConf, Piece
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Level

LEVEL = Level("corosync", "the messaging layer and its configuration")

PATH = "/etc/corosync/corosync.conf"


def _path(shell: Shell) -> str:
    return shell.context.environment.get("COROSYNC_MAIN_CONFIG_FILE") or PATH


def _text(shell: Shell) -> str:
    try:
        return shell.context.files.read(_path(shell))
    except OSError:
        raise CommandError(f"[Errno 2] No such file or directory: '{_path(shell)}'") from None


def _conf(shell: Shell) -> CorosyncConf:
    try:
        return CorosyncConf(_text(shell))
    except ConfigurationError as error:
        raise CommandError(str(error)) from None


def _write(shell: Shell, conf: CorosyncConf) -> None:
    shell.context.files.write(_path(shell), conf.text())


@LEVEL.command("show")
def show(shell: Shell, arguments: list[str]) -> None:
    """show Corosync's configuration"""
    if not shell.context.files.exists(_path(shell)):
        raise CommandError("No corosync configuration found on this node.")
    shell.console.page(_text(shell))


@LEVEL.command("status", "[status_type]")
def status(shell: Shell, arguments: list[str]) -> bool:
    """show the state of the links (ring), of the quorum (quorum), or of the quorum device (qdevice, qnetd)"""
    if shell.quietly("systemctl", "is-active", "corosync.service")[0] != 0:
        shell.console.error("corosync.service is not running!")
        return False
    kind = arguments[0] if arguments else "ring"
    if kind not in ("ring", "quorum", "qdevice", "qnetd"):
        shell.console.error(f'Wrong type "{kind}" to query status')
        return False
    if kind in ("qdevice", "qnetd"):
        return _device_status(shell, kind)
    if kind == "quorum":
        _print_nodes(shell)
    program = ("corosync-cfgtool", "-s") if kind == "ring" else ("corosync-quorumtool", "-s")
    code, text, error = shell.quietly(*program)
    if code != 0 and error:
        shell.console.error(error)
        return False
    if text and code in ((0, 2) if kind == "quorum" else (0,)):
        shell.console.out(text)
    return True


def _device_status(shell: Shell, kind: str) -> bool:
    if "device" not in {each.path.split(".")[-1] for each in _conf(shell).pieces}:
        shell.console.error("QDevice/QNetd not configured!")
        return False
    raise Unsupported(f"crm corosync status {kind}")


def _print_nodes(shell: Shell) -> None:
    _, text, _ = shell.quietly("crm_node", "-l")
    if text:
        shell.console.out(text)


@LEVEL.command("reload")
def reload(shell: Shell, arguments: list[str]) -> bool:
    """have Corosync read its configuration again, on all nodes"""
    return shell.program("corosync-cfgtool", "-R") == 0


@LEVEL.command("get", "path")
def get(shell: Shell, arguments: list[str]) -> None:
    """tell the values of a setting: get totem.token"""
    for value in _conf(shell).values(arguments[0]):
        shell.console.out(value)


@LEVEL.command("set", "path value")
def set_value(shell: Shell, arguments: list[str]) -> None:
    """change a setting in this node's file: set totem.token 3000"""
    conf = _conf(shell)
    try:
        conf.set(*arguments)
    except ConfigurationError as error:
        raise CommandError(str(error)) from None
    _write(shell, conf)


@LEVEL.command("add-node", "addr [name]", aliases=("add_node",))
def add_node(shell: Shell, arguments: list[str]) -> None:
    """add a node to this node's file: add-node ADDRESS [NAME]"""
    conf = _conf(shell)
    address, name = arguments[0], arguments[1] if len(arguments) > 1 else ""
    written = conf.values("nodelist.node.ring0_addr") + conf.values("nodelist.node.name")
    for each in filter(None, (address, name)):
        if each in written:
            shell.console.warning(f"{each} already in corosync.conf")
            return
    for each in filter(None, (address, name)):
        if each in _members(shell):
            shell.console.warning(f"{each} already in configuration")
            return
    path = "nodelist.node"
    values = {"ring0_addr": address, "nodeid": str(_free_id(conf))} | ({"name": name} if name else {})
    pieces = [Piece("value", f"{path}.{key}", key, value) for key, value in values.items()]
    conf.add("nodelist", [Piece("begin", path, "node"), *pieces, Piece("end")])
    _count_nodes(conf)
    _write(shell, conf)


def _members(shell: Shell) -> list[str]:
    try:
        return [node.get("uname") or "" for node in shell.context.cluster.query().nodes.all("node")]
    except NotConnected:
        return []


def _free_id(conf: CorosyncConf) -> int:
    used = {int(each) for each in conf.values("nodelist.node.nodeid") if each.isdecimal()}
    return next(number for number in range(1, len(used) + 2) if number not in used)


def _count_nodes(conf: CorosyncConf) -> None:
    """Two nodes have a rule of their own, unless a device arbitrates."""
    both = conf.count("nodelist.node") == 2 and conf.values("quorum.device.model") != ["net"]
    conf.set("quorum.two_node", "1" if both else "0")


@LEVEL.command("del-node", "name", aliases=("del_node",))
def delete_node(shell: Shell, arguments: list[str]) -> None:
    """take a node out of this node's file: del-node ADDRESS (with the transport udpu only)"""
    conf = _conf(shell)
    if conf.values("totem.transport")[:1] != ["udpu"]:
        raise CommandError("Only support udpu transport now")
    if conf.remove_section("nodelist.node", "ring0_addr", arguments[0]):
        _count_nodes(conf)
        _write(shell, conf)


@LEVEL.command("log")
def log(shell: Shell, arguments: list[str]) -> None:
    """show Corosync's log file"""
    files = _conf(shell).values("logging.logfile")
    if not files:
        raise CommandError("No corosync log file configured")
    try:
        shell.console.page(shell.context.files.read(files[0]))
    except OSError:
        raise CommandError(f"[Errno 2] No such file or directory: '{files[0]}'") from None


@LEVEL.command("diff", "[nodes ...]", modelled=False)
def diff(shell: Shell, arguments: list[str]) -> None:
    """compare the nodes' files"""


@LEVEL.command("push", "[nodes ...]", modelled=False)
def push(shell: Shell, arguments: list[str]) -> None:
    """copy this node's file to other nodes"""


@LEVEL.command("pull", "node", modelled=False)
def pull(shell: Shell, arguments: list[str]) -> None:
    """copy another node's file to this node"""


@LEVEL.command("edit", modelled=False)
def edit(shell: Shell, arguments: list[str]) -> None:
    """edit the file in an editor, which needs a terminal"""
