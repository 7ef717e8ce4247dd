"""The definitions of all tools, by name: what help, completion and the table of commands are made from."""

from __future__ import annotations

from functools import cache
from importlib import import_module

from hasim.shell.tool import Tool

__all__ = ["TOOL_MODULES", "tool", "tools"]

TOOL_MODULES = {
    **{name: name for name in ("crm_resource", "crm_attribute", "crm_failcount", "crm_standby", "crm_master")},
    **{name: name for name in ("crm_node", "crmadmin", "cibadmin", "stonith_admin", "crm_verify", "crm_error")},
    **{name: name for name in ("crm_ticket", "crm_rule", "crm_diff", "crm_shadow", "attrd_updater")},
    "crm_mon": "crm_mon_options",
    "crm_simulate": "simulate_options",
}
"""In which module of `hasim.shell` a tool's definition lies."""


@cache
def tool(name: str) -> Tool | None:
    """The definition of a tool; None for a program that has none."""
    if name not in TOOL_MODULES:
        return None
    found = import_module(f"hasim.shell.{TOOL_MODULES[name]}").TOOL
    assert isinstance(found, Tool)
    return found


def tools() -> list[Tool]:
    """All definitions, by name."""
    found = (tool(name) for name in sorted(TOOL_MODULES))
    return [each for each in found if each is not None]
