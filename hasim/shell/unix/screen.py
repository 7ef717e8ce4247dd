"""What would need a screen of its own: clear, the editors, the manual."""

from __future__ import annotations

from hasim.shell.machine_context import MachineContext
from hasim.shell.registry import lookup
from hasim.shell.unix.command import command


@command("clear")
def clear(context: MachineContext, arguments: list[str]) -> int:
    """clear: there is no screen to clear"""
    return 0


@command("vi", "vim", "nano")
def editor(context: MachineContext, arguments: list[str]) -> int:
    """An editor needs a screen of its own; the file is saved from a cell or by the shell instead."""
    name = next((each for each in arguments if not each.startswith(("-", "+"))), "FILE")
    return context.fail(
        f"There is no full-screen editor here. Save the whole file with an input that writes it (%%file {name} in a"
        " notebook), or change it with sed -i, echo TEXT >> FILE or cat > FILE <<EOF.",
        3,
    )


@command("man")
def man(context: MachineContext, arguments: list[str]) -> int:
    """man PAGE: the help of one of the cluster's tools; other manual pages are not installed"""
    if not arguments:
        return context.fail("What manual page do you want?")
    page = arguments[-1]
    if page.startswith(("crm", "cib", "attrd", "stonith_", "corosync-", "pcs")) and lookup(page) is not None:
        return context.execute([page, "--help"], "")
    return context.fail(f"No manual entry for {page}", 16)
