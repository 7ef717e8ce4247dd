"""``crm maintenance``: leave resources alone while something is done to them by hand."""

from __future__ import annotations

from hasim.crmsh.create import create
from hasim.shell.crm.commit import store
from hasim.shell.crm.shell import Shell
from hasim.shell.crm.tree import CommandError, Function, Level

LEVEL = Level("maintenance", "leave resources alone, and act on them by hand", needs_cib=True)


def _switch(value: str) -> Function:
    def run(shell: Shell, arguments: list[str]) -> bool:
        if arguments:
            return shell.program("crm_resource", "-r", arguments[0], "--meta", "-p", "maintenance", "-v", value) == 0
        draft = shell.draft()
        if draft is None:
            return False
        create(draft, ["property", f"maintenance-mode={value}"])
        shell.tell(draft.messages)
        return store(shell, draft)

    return run


LEVEL.command("on", "[resource]", help="leave a resource alone, or all of them: on [RESOURCE]")(_switch("true"))
LEVEL.command("off", "[resource]", help="look after a resource again, or after all: off [RESOURCE]")(_switch("false"))


@LEVEL.command("action", "resource action [ssh]")
def action(shell: Shell, arguments: list[str]) -> bool:
    """run an agent's action by hand while its resource is in maintenance: action RESOURCE ACTION [ssh]"""
    from hasim.cib import Unsupported
    from hasim.crmsh.vocabulary import RESOURCE_TAGS

    draft = shell.draft()
    item = draft.inventory.find(arguments[0]) if draft is not None else None
    if draft is None or item is None:
        raise CommandError(f"Resource not found: {arguments[0]}")
    if item.element.tag not in RESOURCE_TAGS:
        raise CommandError(f"Not a resource: {arguments[0]}")
    pairs = [pair for each in item.element.all("meta_attributes") for pair in each.all("nvpair")]
    values = [pair.get("value") for pair in pairs if pair.get("name") == "maintenance"]
    everything = draft.inventory.property("maintenance-mode") == "true"
    if not shell.preferences.force and not everything and (not values or any(each != "true" for each in values)):
        raise CommandError("Not in maintenance mode.")
    if len(arguments) > 2 and arguments[2] != "ssh":
        raise CommandError(f"Unknown argument: {arguments[2]}")
    raise Unsupported("crm maintenance action")
