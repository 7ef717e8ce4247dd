"""``crm resource``: parameters, meta-attributes, utilization, fail counts and secrets of resources."""

from __future__ import annotations

import re

from hasim.cib import Unsupported
from hasim.crmsh.vocabulary import RESOURCE_TAGS
from hasim.shell.crm.attributes import attribute_problem, bad_usage, manage_attribute
from hasim.shell.crm.names import node_id_of
from hasim.shell.crm.resource import LEVEL
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError


def _parameters(name: str, what: str, *flags: str) -> None:
    base = [*flags, "--resource", "{0}"]
    options = {
        "set": [*base, "--set-parameter", "{1}", "--parameter-value", "{2}"],
        "delete": [*base, "--delete-parameter", "{1}"],
        "show": [*base, "--get-parameter", "{1}"],
        "get": [*base, "--get-parameter", "{1}"],
    }

    def run(shell: Shell, arguments: list[str]) -> bool:
        return manage_attribute(shell, name, arguments, options)

    usage = "rsc cmd param [value]" if name == "param" else "rsc cmd attr [value]"
    LEVEL.command(name, usage, waits=True, help=f"{what}: {name} RSC {{set|delete|show}} NAME [VALUE]")(run)


_parameters("param", "set, delete or show a parameter of a resource's agent")
_parameters("meta", "set, delete or show a meta-attribute of a resource", "--meta")
_parameters("utilization", "set, delete or show what a resource needs of a node", "--utilization")


@LEVEL.command("failcount", "rsc cmd node [value] [operation] [interval]", waits=True)
def failcount(shell: Shell, arguments: list[str]) -> bool | None:
    """show, set or delete a resource's fail count on a node: failcount RSC {show|set|delete} NODE [VALUE]"""
    resource, action, node, *values = arguments
    cib = shell.cib()
    if cib is None:
        return False
    if not any(each.id == resource and each.tag in RESOURCE_TAGS for each in cib.resources.walk()):
        shell.console.warning(f"{shell.qualified_name}: Resource {resource} not exists in this cluster")
        return None
    if action not in ("set", "delete", "show"):
        raise CommandError(f"{action} is not valid command(should be one of ['set', 'delete', 'show'])")
    node_id = node_id_of(shell, node)
    if node_id is None:
        raise CommandError(f"Node {node} not in this cluster")
    if action == "set":
        return _set_failcount(shell, resource, node, values)
    flag = {"show": "-G", "delete": "-D"}[action]
    return manage_attribute(
        shell,
        "failcount",
        [resource, action, node, *values],
        {action: [flag, "-r", "{0}", "-N", "{1}"]},
        program="crm_failcount",
    )


def _set_failcount(shell: Shell, resource: str, node: str, values: list[str]) -> bool:
    cib = shell.cib()
    if cib is None or not values:
        return False
    state = next((each for each in cib.status.all("node_state") if each.get("uname") == node), None)
    pattern = re.compile(rf"fail-count-{re.escape(resource)}#(.*)_([0-9]+)")
    pairs = (each.get("name") or "" for each in state.walk() if each.tag == "nvpair") if state is not None else ()
    found = [match for match in map(pattern.fullmatch, pairs) if match]
    if not found:
        return values[0] == "0"
    if len(found) > 1 and len(values) < 3:
        operations = [(match[1], match[2][:-3]) for match in found]
        raise CommandError(f"Should specify (operation, interval) between {operations}")
    chosen = found[0] if len(found) == 1 else _chosen(found, values)
    options = ["-t", "status", "-n", chosen[0], "-N", node, "-v", values[0]]
    return shell.program("crm_attribute", *options) == 0


def _chosen(found: list[re.Match[str]], values: list[str]) -> re.Match[str]:
    for match in found:
        if match[1] == values[1] and match[2] == f"{values[2]}000":
            return match
    raise CommandError(
        "Usage: failcount <rsc> set <node> <value> [operation] [interval]\n"
        f"Should specify (operation, interval) between {[(match[1], match[2][:-3]) for match in found]}"
    )


@LEVEL.command("secret", "rsc cmd param [value]")
def secret(shell: Shell, arguments: list[str]) -> bool:
    """keep a parameter out of the configuration: secret RESOURCE {set|stash|unstash|delete|show|check} PARAMETER"""
    problem = attribute_problem(arguments, ("set", "delete", "show", "stash", "unstash", "check"))
    if problem:
        return bad_usage(shell, "secret", arguments, problem)
    if shell.context.cluster.live:
        raise Unsupported("crm resource secret")
    shell.console.out("ERROR: pacemaker not running? cibsecret needs pacemaker")
    return False
