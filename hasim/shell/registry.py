"""Which programs a node has: a name, and the function that is the program.

A program is a function `(context, arguments) -> exit status`, marked with `@program("name")` in a module below this
package. The table below says in which module each name lives, so that a module is imported only when its program is
first run: `import hasim` stays fast.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hasim.shell.context import Context

__all__ = ["Program", "lookup", "names", "program", "provide", "run_program"]

Program = Callable[["Context", list[str]], int]

_modules: dict[str, str] = {}
_programs: dict[str, Program] = {}


def program(*program_names: str) -> Callable[[Program], Program]:
    """Mark a function as the program of these names."""

    def register(function: Program) -> Program:
        for name in program_names:
            _programs[name] = function
        return function

    return register


def provide(module: str, program_names: Iterable[str]) -> None:
    """Say that `module` (a full dotted name) holds these programs; it is imported when one of them is looked up."""
    for name in program_names:
        _modules[name] = module


def lookup(name: str) -> Program | None:
    """The program of that name, or None: there is no such command."""
    if name not in _programs and name in _modules:
        import_module(_modules[name])
    return _programs.get(name)


def run_program(context: Context, name: str, arguments: list[str]) -> int:
    """Run a program in a context and return its exit status; 127 if there is no such program."""
    found = lookup(name)
    if found is None:
        return context.fail(f"{name}: command not found", 127)
    return found(context, arguments)


def names() -> list[str]:
    """All known program names, sorted."""
    return sorted(_modules.keys() | _programs.keys())


provide("hasim.shell.crm_mon", ["crm_mon"])
provide("hasim.shell.crm_resource", ["crm_resource"])
provide("hasim.shell.crm_attribute", ["crm_attribute"])
provide("hasim.shell.crm_standby", ["crm_standby"])
provide("hasim.shell.crm_master", ["crm_master"])
provide("hasim.shell.crm_failcount", ["crm_failcount"])
provide("hasim.shell.attrd_updater", ["attrd_updater"])
provide("hasim.shell.crm_node", ["crm_node"])
provide("hasim.shell.crmadmin", ["crmadmin"])
provide("hasim.shell.cibadmin", ["cibadmin"])
provide("hasim.shell.stonith_admin", ["stonith_admin"])
provide("hasim.shell.crm_verify", ["crm_verify"])
provide("hasim.shell.crm_simulate", ["crm_simulate"])
provide("hasim.shell.crm_error", ["crm_error"])
provide("hasim.shell.crm_ticket", ["crm_ticket"])
provide("hasim.shell.crm_rule", ["crm_rule"])
provide("hasim.shell.crm_diff", ["crm_diff"])
provide("hasim.shell.crm_shadow", ["crm_shadow"])
provide("hasim.shell.crm", ["crm"])
provide("hasim.shell.pcs", ["pcs"])
provide("hasim.shell.corosync_keygen", ["corosync-keygen"])
provide("hasim.shell.corosync_quorumtool", ["corosync-quorumtool"])
provide("hasim.shell.corosync_cfgtool", ["corosync-cfgtool"])
provide("hasim.shell.corosync_cmapctl", ["corosync-cmapctl"])
