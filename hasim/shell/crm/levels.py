"""The root of crm and the tree of its levels."""

from __future__ import annotations

from collections.abc import Iterator

from hasim.shell.crm import (
    agents,
    assist,
    cib,
    cibstatus,
    cluster,
    configure,
    configure_edits,
    configure_whole,
    corosync,
    history,
    history_transitions,
    maintenance,
    node,
    options,
    refused,
    resource,
    resource_attributes,
    site,
    trace,
)
from hasim.shell.crm.everywhere import add_common_commands
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Level

ROOT = Level("root", "the cluster's shell")

STATUS_OPTIONS = {
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
"""Words of ``crm status`` and the options of crm_mon that they stand for."""


@ROOT.command("status", "[args ...]")
def status(shell: Shell, arguments: list[str]) -> bool:
    """show the cluster's state, with options of crm_mon or their names: bynode, inactive, ops, timing, failcounts"""
    chosen = [STATUS_OPTIONS.get(each, each) for each in arguments] or ([] if shell.old else ["-r"])
    pending = [] if shell.old else ["-j"]
    code, text, error = shell.quietly("crm_mon", "-1", *pending, *chosen)
    if code != 0:
        shell.context.err(error)
        raise CommandError(f"crm_mon (rc={code}): {text.strip()}")
    shell.console.out(text.strip() + "\n")
    return True


@ROOT.command("verify", "[args ...]")
def verify(shell: Shell, arguments: list[str]) -> bool:
    """check the configuration and the state of the cluster: verify [scores]"""
    code, text, error = shell.quietly("crm_verify", "-LVVV")
    _, simulated, _ = shell.quietly("crm_simulate", "-L", *(["-s"] if "scores" in arguments else []))
    shell.console.out("\n".join(each for each in (text + simulated.strip(), error.strip()) if each))
    return code == 0 and not error


@ROOT.command("report", "[args ...]", modelled=False)
def report(shell: Shell, arguments: list[str]) -> None:
    """collect logs and settings of all nodes"""


_BELOW_ROOT = (
    cib.LEVEL,
    cibstatus.LEVEL,
    cluster.LEVEL,
    configure.LEVEL,
    corosync.LEVEL,
    history.LEVEL,
    maintenance.LEVEL,
    node.LEVEL,
    options.LEVEL,
    agents.LEVEL,
    resource.LEVEL,
    refused.SCRIPT,
    site.LEVEL,
)
_BELOW_CONFIGURE = (
    assist.LEVEL,
    cib.LEVEL,
    cibstatus.LEVEL,
    history.LEVEL,
    agents.LEVEL,
    refused.TEMPLATE,
)
ROOT.levels = {each.name: each for each in _BELOW_ROOT}
configure.LEVEL.levels = {each.name: each for each in _BELOW_CONFIGURE}
cib.LEVEL.levels = {cibstatus.LEVEL.name: cibstatus.LEVEL}


def all_levels() -> Iterator[tuple[tuple[str, ...], Level]]:
    """Every level with the words that lead to it, the root first; one that can be reached in two ways comes once."""
    seen: list[Level] = []
    waiting: list[tuple[tuple[str, ...], Level]] = [((), ROOT)]
    while waiting:
        path, level = waiting.pop(0)
        if not any(level is each for each in seen):
            seen.append(level)
            yield path, level
            waiting += [((*path, name), below) for name, below in level.levels.items()]


for _path, _level in all_levels():
    add_common_commands(_level, is_root=not _path)

__all__ = [
    "ROOT",
    "all_levels",
    "configure_edits",
    "configure_whole",
    "history_transitions",
    "resource_attributes",
    "trace",
]
