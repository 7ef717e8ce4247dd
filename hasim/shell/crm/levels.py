"""The root of crm and the smaller levels: status, verify, cluster, corosync, ra, options, help."""

from __future__ import annotations

from collections.abc import Callable

from hasim.cib import Unsupported
from hasim.crmsh.agents import Agent, agent, agent_names, providers
from hasim.shell.crm import configure, node, resource, trace
from hasim.shell.crm.shell import Quit, Shell
from hasim.shell.crm.tree import CommandError, Level

ROOT = Level("root")
CLUSTER = Level("cluster", "the cluster's services on the nodes")
COROSYNC = Level("corosync", "the messaging layer")
AGENTS = Level("ra", "resource agents")
OPTIONS = Level("options", "preferences of crm itself")

_STATUS_OPTIONS = {
    "bynode": "-n",
    "inactive": "-r",
    "ops": "-o",
    "timing": "-t",
    "failcounts": "-f",
    "verbose": "-V",
    "quiet": "-Q",
    "html": "--as-html",
    "xml": "--as-xml",
    "simple": "-s",
    "tickets": "-c",
    "noheaders": "-D",
    "detail": "-R",
    "brief": "-b",
    "full": "-ncrft",
}


@ROOT.command("status", "[args ...]")
def status(shell: Shell, arguments: list[str]) -> bool:
    """show the cluster's state, with options of crm_mon or their names: bynode, inactive, ops, timing, failcounts"""
    options = [_STATUS_OPTIONS.get(each, each) for each in arguments] or ([] if shell.old else ["-r"])
    code, text, error = shell.quietly("crm_mon", "-1", *options)
    if code != 0:
        shell.context.err(error)
        raise CommandError(f"crm_mon (rc={code}): {text.strip()}")
    shell.console.out(text.strip() + "\n")
    return True


@ROOT.command("verify", "[args ...]")
def verify(shell: Shell, arguments: list[str]) -> bool:
    """check the configuration and the state of the cluster"""
    code, text, error = shell.quietly("crm_verify", "-LVVV")
    _, simulated, _ = shell.quietly("crm_simulate", "-L", *(["-s"] if "scores" in arguments else []))
    shell.console.out("\n".join(each for each in (text + simulated.strip(), error.strip()) if each))
    return code == 0 and not error


def _not_modelled(level: Level, *names: str) -> None:
    for name in names:

        def run(shell: Shell, arguments: list[str], name: str = name) -> bool:
            raise Unsupported(f"crm {level.name} {name}".replace("root ", ""))

        run.__doc__ = "known, not modelled here"
        level.command(name, "[args ...]")(run)


@CLUSTER.command("status")
def cluster_status(shell: Shell, arguments: list[str]) -> None:
    """show the services and the links"""
    cib = shell.cib()
    pairs = [each for each in cib.crm_config.walk() if each.get("name") == "cluster-name"] if cib is not None else []
    shell.console.out(f"Name: {pairs[0].get('value') if pairs else ''}\n\nServices:")
    for service in ("corosync", "pacemaker"):
        _, active, _ = shell.quietly("systemctl", "is-active", service)
        _, enabled, _ = shell.quietly("systemctl", "is-enabled", service)
        shell.console.out(f"{service:<16} {active.strip()}/{enabled.strip()}")
    code, text, _ = shell.quietly("corosync-cfgtool", "-s")
    shell.console.out(f"\n{text.rstrip()}" if code == 0 else "Failed to get corosync status")


def _service(action: str, done: str) -> Callable[[Shell, list[str]], bool]:
    def run(shell: Shell, arguments: list[str]) -> bool:
        if [each for each in arguments if each != shell.context.node]:
            raise Unsupported(f"crm cluster {action} on other nodes")
        active = shell.quietly("systemctl", "is-active", "pacemaker")[0] == 0
        if (action == "start") == active and action in ("start", "stop"):
            shell.console.info(f"Cluster services already {done} on {shell.context.node}")
            return True
        units = ("pacemaker", "corosync") if action == "stop" else ("pacemaker",)
        for unit in units:
            if shell.program("systemctl", action, unit) != 0:
                return False
        shell.console.info(f"Cluster services {done} on {shell.context.node}")
        return True

    run.__doc__ = f"{action} the cluster's services on this node"
    return run


for _action, _done in (("start", "started"), ("stop", "stopped"), ("enable", "enabled"), ("disable", "disabled")):
    CLUSTER.command(_action, "[args ...]")(_service(_action, _done))


@COROSYNC.command("show")
def corosync_show(shell: Shell, arguments: list[str]) -> None:
    """show Corosync's configuration"""
    try:
        text = shell.context.files.read("/etc/corosync/corosync.conf")
    except OSError:
        raise CommandError("No corosync configuration found on this node.") from None
    shell.console.out(text)


@COROSYNC.command("status", "[status_type]")
def corosync_status(shell: Shell, arguments: list[str]) -> bool:
    """show the state of the links (ring) or of the quorum (quorum)"""
    kind = arguments[0] if arguments else "ring"
    if kind not in ("ring", "quorum"):
        shell.console.error(f'Wrong type "{kind}" to query status')
        return False
    if kind == "ring":
        return shell.program("corosync-cfgtool", "-s") == 0
    return shell.program("corosync-quorumtool", "-s") in (0, 2)


@COROSYNC.command("reload")
def corosync_reload(shell: Shell, arguments: list[str]) -> bool:
    """have Corosync read its configuration again"""
    return shell.program("corosync-cfgtool", "-R") == 0


@AGENTS.command("classes")
def classes(shell: Shell, arguments: list[str]) -> None:
    """show the classes of agents"""
    ocf = sorted({name.split(":")[1] for name in agent_names() if name.startswith("ocf:")})
    for name in ("lsb", f"ocf / {' '.join(ocf)}", "service", "stonith", "systemd"):
        shell.console.out(name)


@AGENTS.command("list", "class_ [provider_]")
def list_agents(shell: Shell, arguments: list[str]) -> None:
    """show the agents of a class, or of a provider in it"""
    prefix = ":".join(arguments) + ":"
    found = sorted({name.split(":")[-1] for name in agent_names() if name.startswith(prefix)})
    if not found:
        raise CommandError(f"class {arguments[0]} does not exist")
    width = max(map(len, found)) + 2
    columns = max(1, 80 // width)
    rows = -(-len(found) // columns)
    for row in range(rows):
        shell.console.out("".join(f"{each:<{width}}" for each in found[row::rows]).rstrip())


@AGENTS.command("providers", "ra_type [ra_class]")
def list_providers(shell: Shell, arguments: list[str]) -> None:
    """show who provides an agent"""
    shell.console.out(" ".join(providers(arguments[0])))


@AGENTS.command("info", "[args ...]", aliases=("meta",))
def info(shell: Shell, arguments: list[str]) -> bool:
    """show an agent's parameters and the timeouts that it advises"""
    if not arguments:
        raise CommandError("Expected [<class>:[<provider>:]]<type>")
    parts = arguments[0].split(":")
    if len(parts) == 1:
        parts = ["ocf", (providers(parts[0]) or ["heartbeat"])[0], parts[0]]
    found = agent(":".join(parts))
    if found is None:
        shell.console.error(f"{':'.join(parts)}: got no meta-data, does this RA exist?")
        return False
    shell.console.out(_described(found))
    return True


def _described(found: Agent) -> str:
    lines = [found.name, "", "Parameters (*: required):", ""]
    lines += [f"{each.name}{'*' if each.required else ''}" for each in found.parameters.values()]
    lines += ["", "Operations' defaults (advisory minimum):", ""]
    for action in found.actions:
        lines.append(f"    {action.name:<13} " + " ".join(f"{name}={value}" for name, value in action.advised.items()))
    return "\n".join(lines)


@OPTIONS.command("show", "[option]", aliases=("list",))
def show_options(shell: Shell, arguments: list[str]) -> None:
    """show the preferences"""
    values = {"core.force": shell.preferences.force, "core.wait": shell.preferences.wait}
    for name, value in values.items():
        if not arguments or arguments[0] in (name, name.split(".")[1]):
            shell.console.out(f"{name} = {'yes' if value else 'no'}")


@OPTIONS.command("wait", "opt")
def set_wait(shell: Shell, arguments: list[str]) -> None:
    """wait after each command until the cluster is idle: wait {yes|no}"""
    shell.preferences.wait = arguments[0].lower() in ("yes", "true", "on", "1")


_not_modelled(ROOT, "report")
_not_modelled(
    CLUSTER, "init", "join", "remove", "health", "copy", "diff", "run", "restart", "rename", "wait_for_startup"
)
_not_modelled(COROSYNC, "edit", "log", "get", "set", "push", "pull", "diff", "add-node", "del-node")
_not_modelled(AGENTS, "validate")
_not_modelled(OPTIONS, "set", "save", "reset", "editor", "pager", "user", "output", "colorscheme", "check-mode")
_not_modelled(configure.LEVEL, "rsctest", "validate-all")
for _name in ("cib", "cibstatus", "history", "maintenance", "script", "site"):
    _level = Level(_name, "known, not modelled here")
    ROOT.levels[_name] = _level
_not_modelled(ROOT.levels["cib"], "new", "use", "commit", "delete", "diff", "import", "list", "reset")
_not_modelled(ROOT.levels["cibstatus"], "load", "save", "show", "node", "op", "quorum", "run", "simulate", "ticket")
_not_modelled(
    ROOT.levels["history"], "info", "latest", "log", "node", "resource", "transition", "show", "graph", "events"
)
_not_modelled(ROOT.levels["maintenance"], "on", "off", "action")
_not_modelled(ROOT.levels["script"], "list", "show", "run", "verify")
_not_modelled(ROOT.levels["site"], "ticket")

ROOT.levels |= {
    each.name: each for each in (configure.LEVEL, resource.LEVEL, node.LEVEL, CLUSTER, COROSYNC, AGENTS, OPTIONS)
}
configure.LEVEL.levels |= {"ra": AGENTS, "cib": ROOT.levels["cib"], "history": ROOT.levels["history"]}


def _common(level: Level) -> None:
    """What every level has: help, ls, cd, up, quit."""
    level.command("help", "[subject] [subtopic]", aliases=("?", "-h", "--help"))(_help)
    level.command("ls")(_list)
    level.command("quit", aliases=("bye", "exit"))(_quit)
    level.command("cd", "[optarg]")(_change)
    if level is not ROOT:
        level.command("up", aliases=("end", "back"))(_up)


def _help(shell: Shell, arguments: list[str]) -> bool:
    """show this help"""
    level = shell.level
    if arguments:
        found = level.find(arguments[0], old=True)
        if found is None:
            shell.console.error(f"No help found for '{arguments[0]}'.")
            return False
        if not isinstance(found, Level):
            shell.console.out(f"{found.name} {found.usage}".rstrip() + f"\n    {found.help}")
            return True
        level = found
    rows = {each.name: each.help for each in level.levels.values()}
    rows |= {each.name: each.help for each in level.commands.values()}
    for name in sorted(rows):
        shell.console.out(f"    {name:<18} {rows[name].split(chr(10))[0]}")
    return True


def _list(shell: Shell, arguments: list[str]) -> None:
    """list levels and commands"""
    names = sorted([*shell.level.levels, *shell.level.commands])
    rows = -(-len(names) // 3)
    for row in range(rows):
        shell.console.out("".join(f"{each:<20}" for each in names[row::rows]).rstrip())


def _quit(shell: Shell, arguments: list[str]) -> None:
    """leave crm; what was changed is committed"""
    raise Quit(shell.leave())


def _up(shell: Shell, arguments: list[str]) -> bool:
    """go to the level above"""
    return shell.climb()


def _change(shell: Shell, arguments: list[str]) -> bool:
    """go to another level: cd .., cd LEVEL, cd ../LEVEL"""
    for step in (arguments[0] if arguments else "..").split("/"):
        if step == "..":
            if not shell.climb():
                return False
        elif step not in ("", "."):
            found = shell.level.levels.get(step)
            if found is None:
                raise CommandError(f"{step} not found in {shell.level.name}")
            shell.enter(found)
    return True


for _each in {id(level): level for level in (ROOT, *ROOT.levels.values(), *configure.LEVEL.levels.values())}.values():
    _common(_each)

__all__ = ["ROOT", "trace"]
