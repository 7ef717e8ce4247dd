"""``crm resource``: what is done to resources from day to day."""

from __future__ import annotations

import re

from hasim.crmsh.vocabulary import is_promotable
from hasim.shell.crm.meta import set_meta
from hasim.shell.crm.names import is_our_node, sane
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Function, Level

LEVEL = Level("resource", "resources: start, stop, move, clean up")

_LIFETIME = re.compile(r"PT?[0-9].*|[0-9]+.*[:-].*")


@LEVEL.command("status", "[resources ...]", aliases=("show", "list"))
def status(shell: Shell, arguments: list[str]) -> bool:
    """show where resources run"""
    if not arguments:
        return shell.program("crm_resource", "--list") == 0
    return all(
        sane(shell, each) and shell.program("crm_resource", "--locate", "--resource", each) == 0 for each in arguments
    )


@LEVEL.command("locate", "[resources ...]")
def locate(shell: Shell, arguments: list[str]) -> None:
    """show on which nodes resources run"""
    _some(arguments)
    for each in arguments:
        shell.program("crm_resource", "--resource", each, "--locate")


def _some(arguments: list[str]) -> None:
    if not arguments:
        raise CommandError("Expected at least one resource as argument")


def _set_role(shell: Shell, arguments: list[str], role: str) -> bool:
    return sane(shell, *arguments) and set_meta(shell, arguments, "target-role", role)


@LEVEL.command("start", "[resources ...]", waits=True)
def start(shell: Shell, arguments: list[str]) -> bool:
    """start resources"""
    _some(arguments)
    return _set_role(shell, arguments, "Started")


@LEVEL.command("stop", "[resources ...]", waits=True)
def stop(shell: Shell, arguments: list[str]) -> bool:
    """stop resources"""
    _some(arguments)
    return _set_role(shell, arguments, "Stopped")


@LEVEL.command("restart", "[resources ...]", waits=True)
def restart(shell: Shell, arguments: list[str]) -> bool:
    """stop resources, wait, start them again"""
    shell.console.info(f"ordering {', '.join(arguments)} to stop")
    if not _set_role(shell, arguments, "Stopped") or not shell.wait_for_idle():
        return False
    shell.console.info(f"ordering {', '.join(arguments)} to start")
    return _set_role(shell, arguments, "Started")


def _promotion(role: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> bool:
        resource = arguments[0]
        if not sane(shell, resource):
            return False
        cib = shell.cib()
        found = cib.by_id(resource) if cib is not None else None
        if found is None or not is_promotable(found):
            shell.console.error(f"{resource} is not a promotable resource")
            return False
        options = ["--meta", "--resource", resource, "--set-parameter", "target-role", "--parameter-value", role]
        return shell.program("crm_resource", *options) == 0

    return run


LEVEL.command("promote", "rsc", waits=True, help="let a promotable clone have promoted instances")(_promotion("Master"))
LEVEL.command("demote", "rsc", waits=True, help="let a promotable clone have no promoted instances")(
    _promotion("Slave")
)


def _switch(name: str, value: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> bool:
        return sane(shell, *arguments) and set_meta(shell, arguments, name, value)

    return run


LEVEL.command("manage", "rsc", help="let the cluster look after a resource again")(_switch("is-managed", "true"))
LEVEL.command("unmanage", "rsc", help="let the cluster start and stop a resource no more")(
    _switch("is-managed", "false")
)


@LEVEL.command("maintenance", "resource [on_off]", waits=True)
def maintenance(shell: Shell, arguments: list[str]) -> bool:
    """leave a resource alone (on, the default) or look after it again (off)"""
    state = arguments[1].lower() if len(arguments) > 1 else "true"
    if state not in ("on", "true", "off", "false"):
        raise CommandError("Expected <resource> [on|off|true|false]")
    value = "true" if state in ("on", "true") else "false"
    return sane(shell, arguments[0]) and set_meta(shell, arguments[:1], "maintenance", value)


@LEVEL.command("move", "rsc [args ...]", aliases=("migrate",), waits=True)
def move(shell: Shell, arguments: list[str]) -> bool:
    """move a resource: move RSC [NODE] [LIFETIME] [force]"""
    return _move_old(shell, arguments) if shell.old else _constrain(shell, "move", arguments)


@LEVEL.command("ban", "rsc [args ...]", waits=True)
def ban(shell: Shell, arguments: list[str]) -> bool:
    """keep a resource off a node: ban RSC [NODE] [LIFETIME] [force]"""
    return _constrain(shell, "ban", arguments)


def _constrain(shell: Shell, action: str, arguments: list[str]) -> bool:
    resource = arguments[0]
    if not sane(shell, resource):
        return False
    node, lifetime, force = _target(shell, action, arguments[1:])
    if action == "move" and not node and not force:
        raise CommandError(f"No target node: {action.capitalize()} requires either a target node or 'force'")
    options = ["--quiet", "--move"] if action == "move" else ["--ban"]
    options += ["--resource", resource]
    options += (["--node", node] if node else []) + (["--lifetime", lifetime] if lifetime else [])
    if shell.program("crm_resource", *options, *(["--force"] if force else [])) != 0:
        return False
    if not shell.old:
        where = f" to {node}" if node else ""
        shell.console.info(f"{action.capitalize()} constraint created for {resource}{where}")
        shell.console.info(f"Use `crm resource clear {resource}` to remove this constraint")
    return True


def _target(shell: Shell, action: str, words: list[str]) -> tuple[str, str, bool]:
    """Node, lifetime and whether by force, of which each may be missing."""
    rest = list(words)
    force = shell.preferences.force
    while rest and rest[-1] == "force":
        rest.pop()
        force = True
    if len(rest) >= 3:
        raise CommandError(f"usage: {action} <rsc> [<node>] [<lifetime>] [force]")
    node = lifetime = ""
    if len(rest) == 2:
        node = rest[0]
        if not is_our_node(shell, node):
            raise CommandError(f"Not our node: {node}")
        lifetime = _lifetime(rest[1])
    elif rest and is_our_node(shell, rest[0]):
        node = rest[0]
    elif rest:
        lifetime = _lifetime(rest[0])
    return node, lifetime, force


def _lifetime(word: str) -> str:
    return word if word in ("reboot", "forever") or _LIFETIME.fullmatch(word) else ""


def _move_old(shell: Shell, arguments: list[str]) -> bool:
    """As crmsh did it in the 1.1 generation: the tool's own words are seen, a target is not demanded."""
    rest = arguments[1:]
    options = ["-M", "-r", arguments[0]]
    force = shell.preferences.force
    if rest and rest[-1] == "force":
        rest, force = rest[:-1], True
    if rest and _lifetime(rest[-1]):
        options.append(f"--lifetime={rest[-1]}")
        rest = rest[:-1]
    if len(rest) > 1:
        raise CommandError("usage: move <rsc> [<node>] [<lifetime>] [force]")
    if rest:
        if not is_our_node(shell, rest[0]):
            raise CommandError(f"Not our node: {rest[0]}")
        options.append(f"--node={rest[0]}")
    return shell.program("crm_resource", *options, *(["--force"] if force else [])) == 0


@LEVEL.command("clear", "rsc", aliases=("unmove", "unban", "unmigrate"), waits=True, newer=("clear", "unban"))
def clear(shell: Shell, arguments: list[str]) -> bool:
    """remove the constraints that move and ban made"""
    resource = arguments[0]
    if not sane(shell, resource):
        return False
    if shell.old:
        return shell.program("crm_resource", "-U", "-r", resource) == 0
    if shell.program("crm_resource", "--quiet", "--clear", "--resource", resource) != 0:
        return False
    shell.console.info(f"Removed migration constraints for {resource}")
    return True


def _forget(action: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> bool:
        words = list(arguments)
        force = "force" in words
        words = [word for word in words if word != "force"]
        if not sane(shell, *words):
            return False
        if shell.old and action == "cleanup" and not words:
            raise CommandError("Expected (rsc [node]), takes at least 1 arguments (0 given)")
        options = [f"--{action}"]
        options += [each for pair in zip(("--resource", "--node"), words, strict=False) for each in pair]
        return shell.program("crm_resource", *options, *(["--force"] if force else [])) == 0

    return run


LEVEL.command("cleanup", "[rsc] [node] [force]", waits=True, help="forget failures: cleanup [RSC] [NODE] [force]")(
    _forget("cleanup")
)
LEVEL.command(
    "refresh",
    "[rsc] [node] [force]",
    aliases=("reprobe",),
    help="look anew where resources run: refresh [RSC] [NODE] [force]",
)(_forget("refresh"))


@LEVEL.command("operations", "[resource] [node]", waits=True)
def operations(shell: Shell, arguments: list[str]) -> None:
    """show what was done with resources: operations [RESOURCE] [NODE]"""
    options = [each for pair in zip(("-r", "-N"), arguments, strict=False) for each in pair]
    shell.program("crm_resource", "-O", *options)


@LEVEL.command("constraints", "resource", waits=True)
def constraints(shell: Shell, arguments: list[str]) -> None:
    """show the constraints on a resource"""
    shell.program("crm_resource", "-a", "-r", arguments[0])


@LEVEL.command("scores")
def scores(shell: Shell, arguments: list[str]) -> None:
    """show the scores of all resources on all nodes"""
    shell.program("crm_simulate", "-sUL")
