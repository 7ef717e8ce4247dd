"""Levels of crm that are known by name only: each of their commands is refused by its name."""

from __future__ import annotations

from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import Level

HISTORY = Level("history", "what happened: events, logs, transitions")
SCRIPT = Level("script", "cluster scripts")
TEMPLATE = Level("template", "configurations made from templates")

_HISTORY = {
    "info": ("", "tell what the report is about"),
    "latest": ("", "show the latest events"),
    "limit": ("[from_time] [to_time]", "look at a span of time only"),
    "source": ("[src]", "name where the report comes from"),
    "refresh": ("[force]", "read the report again"),
    "detail": ("detail_lvl", "tell more or less"),
    "setnodes": ("[args ...]", "look at some nodes only"),
    "resource": ("[args ...]", "show events of resources"),
    "node": ("[args ...]", "show events of nodes"),
    "events": ("", "show events of all kinds"),
    "log": ("[args ...]", "show logs"),
    "exclude": ("[arg]", "leave out what matches"),
    "peinputs": ("[args ...]", "list the scheduler's inputs"),
    "transition": ("[args ...]", "show a transition"),
    "transitions": ("", "list transitions"),
    "show": ("t [args ...]", "show the configuration or the status at a transition"),
    "graph": ("t [args ...]", "draw the configuration at a transition"),
    "diff": ("t1 t2 [args ...]", "compare two transitions"),
    "wdiff": ("t1 t2 [args ...]", "compare two transitions word by word"),
    "session": ("[subcmd] [name]", "keep what is being looked at"),
}
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
_ALIASES = {("history", "limit"): ("timeframe",), ("script", "show"): ("info", "describe")}


def _nothing(shell: Shell, arguments: list[str]) -> None:
    """Not modelled: see the command's definition."""


for _level, _commands in ((HISTORY, _HISTORY), (SCRIPT, _SCRIPT), (TEMPLATE, _TEMPLATE)):
    for _name, (_usage, _help) in _commands.items():
        _aliases = _ALIASES.get((_level.name, _name), ())
        _level.command(_name, _usage, aliases=_aliases, help=_help, modelled=False)(_nothing)
