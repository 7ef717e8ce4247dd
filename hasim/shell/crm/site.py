"""``crm site``: tickets of a cluster of clusters."""

from __future__ import annotations

from hasim.cib import Unsupported
from hasim.shell.crm.names import sane
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Level
from hasim.shell.registry import lookup

LEVEL = Level("site", "tickets of a cluster of clusters")

_OPTIONS = {
    "grant": ("-g",),
    "revoke": ("-r",),
    "delete": ("-D", "granted"),
    "standby": ("-s",),
    "activate": ("-a",),
    "show": ("-G", "granted"),
    "time": ("-G", "last-granted"),
}


@LEVEL.command("ticket", "subcmd ticket")
def ticket(shell: Shell, arguments: list[str]) -> bool:
    """manage a ticket: ticket {grant|revoke|standby|activate|show|time|delete} TICKET"""
    action, name = arguments
    if action not in _OPTIONS:
        raise CommandError(f"Expected one of {'|'.join(_OPTIONS)}")
    if not sane(shell, name):
        return False
    if lookup("crm_ticket") is None:
        raise Unsupported("crm site ticket")
    options = (*(["--force"] if shell.preferences.force else []), "-t", name, *_OPTIONS[action])
    if action not in ("show", "time"):
        return shell.program("crm_ticket", *options) == 0
    _, text, error = shell.quietly("crm_ticket", *options)
    shell.context.err(error)
    if not text.strip():
        raise CommandError(f"apparently nothing to show for ticket {name}")
    value = text.split("\n", 1)[0]
    if action == "show":
        _show(shell, name, value)
    else:
        _time(shell, name, value)
    return True


def _show(shell: Shell, name: str, value: str) -> None:
    words = {"false": "revoked", "true": "granted"}
    if value not in words:
        raise CommandError(f"unexpected value for ticket {name}: {value}")
    shell.console.out(f"ticket {name} is {words[value]}")


def _time(shell: Shell, name: str, value: str) -> None:
    if value == "-1":
        raise CommandError(f"{name}: no such ticket")
    if not value.isdecimal():
        raise CommandError(f"unexpected value for ticket {name}: {value}")
    shell.console.out(f"ticket {name} last time granted on {shell.context.calendar_time(int(value))}")
