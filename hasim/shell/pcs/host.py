"""`pcs host`: which hosts may be commanded. Here they all may, once they answer."""

from __future__ import annotations

from hasim.shell.pcs.cluster import need_machine, on_node
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.faults import UsageFault
from hasim.shell.pcs.run import Run


@command(
    "host auth", "(<host> [addr=<address>])... [-u <user>] [-p <password>]", options="-u -p --token --request-timeout"
)
def auth(run: Run, words: list[str]) -> None:
    """Make hosts known to pcs. User and password are not checked."""
    need_machine(run)
    if not words:
        raise UsageFault("No host specified")
    hosts = [word for word in words if not word.startswith("addr=")]
    for host in hosts:
        code, _ = on_node(run, host, "true")
        if code:
            run.error(f"Unable to communicate with {host}")
            continue
        run.say(f"{host}: Authorized")
    run.end_if_failed()


refused("host deauth", "forget hosts")
