"""Levels of crm that are known by name only: each of their commands is refused by its name."""

from __future__ import annotations

from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import Level

SCRIPT = Level("script", "cluster scripts")
TEMPLATE = Level("template", "configurations made from templates")

_SCRIPT = {
    "list": ("[args ...]", "list the scripts"),
    "show": ("name [show_all]", "describe a script"),
    "verify": ("name [args ...]", "check a script"),
    "run": ("name [args ...]", "run a script"),
    "json": ("command", "run a command given as JSON"),
}
_TEMPLATE = {
    "new": ("name [args ...]", "begin a configuration from templates"),
    "load": ("[name]", "take up a configuration"),
    "edit": ("[name]", "edit a configuration"),
    "show": ("[name]", "show a configuration"),
    "apply": ("[args ...]", "make a configuration part of the cluster's"),
    "list": ("[templates]", "list configurations and templates"),
    "delete": ("name [force]", "delete a configuration"),
}
_ALIASES = {("script", "show"): ("info", "describe")}


def _nothing(shell: Shell, arguments: list[str]) -> None:
    """Not modelled: see the command's definition."""


for _level, _commands in ((SCRIPT, _SCRIPT), (TEMPLATE, _TEMPLATE)):
    for _name, (_usage, _help) in _commands.items():
        _aliases = _ALIASES.get((_level.name, _name), ())
        _level.command(_name, _usage, aliases=_aliases, help=_help, modelled=False)(_nothing)
