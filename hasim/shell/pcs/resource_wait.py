"""`--wait`: until the cluster has done what was asked for."""

from __future__ import annotations

from hasim.shell.pcs.faults import Failure
from hasim.shell.pcs.run import Run

__all__ = ["wait_for", "wait_until_idle"]


def wait_until_idle(run: Run) -> None:
    """Wait until nothing is under way; Failure where that takes longer than --wait says."""
    if "--wait" not in run.options:
        return
    if run.on_file:
        raise Failure("Cannot use '-f' together with '--wait'")
    limit = run.options["--wait"]
    status, text = run.program("crm_resource", "--wait", *([f"--timeout={limit}"] if limit else []))
    if status == 124:
        raise Failure(f"waiting timeout\n\n{text}".rstrip())
    if status:
        raise Failure(text.rstrip() or "unable to wait")


def wait_for(run: Run, resource: str, *, running: bool = True) -> None:
    """Wait, and say where a resource runs then."""
    if "--wait" not in run.options:
        return
    wait_until_idle(run)
    nodes = where(run, resource)
    listed = ", ".join(f"'{node}'" for node in nodes)
    text = f"resource '{resource}' is running on node{'s' * (len(nodes) > 1)} {listed}"
    if not nodes:
        text = f"resource '{resource}' is not running on any node"
    if running == bool(nodes):
        run.say(text)
    else:
        run.error(text)
        run.check()


def where(run: Run, resource: str) -> list[str]:
    """The nodes where a resource runs, by name."""
    from hasim.shell.crm_resource import running_on

    return sorted(running_on(run.cib, resource, int(run.context.now), run.dialect))
