"""``crm cluster``: the cluster's services, and what concerns all nodes."""

from __future__ import annotations

from hasim.cib import Unsupported
from hasim.shell.context import NotConnected
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Function, Level

LEVEL = Level("cluster", "the cluster's services on the nodes")

_DONE = {"start": "started", "stop": "stopped", "enable": "enabled", "disable": "disabled", "restart": "restarted"}
_WAYS = {
    "init": "make a cluster of this node",
    "join": "join this node to a cluster",
    "copy": "copy a file to other nodes",
    "diff": "compare a file between nodes",
    "run": "run a command on other nodes",
    "rename": "give the cluster another name",
    "crash_test": "kill or cut off this node on purpose",
    "geo_init": "make a cluster of clusters",
    "geo_init_arbitrator": "set up the arbitrator of a cluster of clusters",
    "geo_join": "join a cluster of clusters",
}
_USAGES = {"copy": "local_file [nodes ...]", "diff": "filename [nodes ...]", "run": "cmd [nodes ...]"}


@LEVEL.command("status")
def status(shell: Shell, arguments: list[str]) -> None:
    """show the services and the links"""
    found = shell.cib()
    names = [each for each in found.crm_config.walk() if each.get("name") == "cluster-name"] if found else []
    shell.console.out(f"Name: {names[0].get('value') if names else ''}\n\nServices:")
    for service in ("corosync", "pacemaker"):
        _, active, _ = shell.quietly("systemctl", "is-active", service)
        _, enabled, _ = shell.quietly("systemctl", "is-enabled", service)
        shell.console.out(f"{service:<16} {active.strip()}/{enabled.strip()}")
    code, text, _ = shell.quietly("corosync-cfgtool", "-s")
    shell.console.out(f"\n{text.rstrip()}" if code == 0 else "Failed to get corosync status")


def _only_here(shell: Shell, action: str, arguments: list[str]) -> None:
    if [each for each in arguments if each != shell.context.node]:
        raise Unsupported(f"crm cluster {action} on other nodes")


def _is_active(shell: Shell, unit: str) -> bool:
    return shell.quietly("systemctl", "is-active", unit)[0] == 0


def _start(shell: Shell) -> bool:
    return shell.program("systemctl", "start", "pacemaker") == 0


def _stop(shell: Shell) -> bool:
    try:
        controller = shell.context.cluster.designated_controller()
    except NotConnected:
        controller = ""
    if not controller and _is_active(shell, "pacemaker"):
        shell.console.error("No DC found currently, please wait if the cluster is still starting")
        return False
    return all(shell.program("systemctl", "stop", unit) == 0 for unit in ("pacemaker", "corosync"))


def _service(action: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> bool:
        _only_here(shell, action, arguments)
        node, done = shell.context.node, _DONE[action]
        running = {"start": _is_active(shell, "pacemaker"), "stop": not _is_active(shell, "corosync")}
        if running.get(action):
            shell.console.info(f"Cluster services already {done} on {node}")
            return True
        if action == "restart":
            whole = _stop(shell) and _start(shell)
        elif action in ("start", "stop"):
            whole = _start(shell) if action == "start" else _stop(shell)
        else:
            whole = shell.program("systemctl", action, "pacemaker") == 0
        if whole:
            shell.console.info(f"Cluster services {done} on {node}")
        return whole

    return run


for _action in _DONE:
    LEVEL.command(_action, "[args ...]", help=f"{_action} the cluster's services on this node")(_service(_action))


@LEVEL.command("wait_for_startup", "[timeout]")
def wait_for_startup(shell: Shell, arguments: list[str]) -> None:
    """wait until the cluster answers, 10 seconds or as many as are said"""
    text = arguments[0] if arguments else "10"
    if not text.isdecimal():
        raise CommandError(f"{text}: invalid timeout")
    for _ in range(int(text) + 1):
        try:
            if shell.context.cluster.designated_controller():
                return
        except NotConnected:
            pass
        shell.context.wait(1)
    raise CommandError("Timed out waiting for cluster (rc = 1)")


def _nothing(shell: Shell, arguments: list[str]) -> None:
    """Not modelled: see the command's definition."""


for _action, _help in _WAYS.items():
    _usage = "new_name" if _action == "rename" else _USAGES.get(_action, "[args ...]")
    _aliases = (_action.replace("_", "-"),) if _action.startswith("geo") else ()
    LEVEL.command(_action, _usage, aliases=_aliases, help=_help, modelled=False)(_nothing)
LEVEL.command("remove", "[args ...]", aliases=("delete",), help="take nodes out of the cluster", modelled=False)(
    _nothing
)
LEVEL.command("health", "[args ...]", help="check the nodes' memory, disks and settings", modelled=False)(_nothing)
