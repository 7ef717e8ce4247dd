"""`pcs quorum`."""

from __future__ import annotations

from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.corosync import conf
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.run import Run
from hasim.shell.pcs.text import indented

__all__ = ["quorum_lines", "status"]

_OPTIONS = ("auto_tie_breaker", "last_man_standing", "last_man_standing_window", "wait_for_all")


@command("quorum status", "")
def status(run: Run, words: list[str]) -> None:
    """Show votes and quorum."""
    if words:
        raise UsageFault
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")
    code, text = run.program("corosync-quorumtool", "-p")
    if code not in (0, 2):
        raise Failure(f"Unable to get quorum status: {text.strip()}")
    run.out(text.rstrip("\n"))


def quorum_lines(run: Run) -> list[str]:
    """The options of quorum, and the quorum device."""
    found = conf(run)
    if found is None:
        raise Failure("Unable to read Corosync configuration '/etc/corosync/corosync.conf': No such file or directory")
    quorum = found.first("quorum")
    options = {name: value for name, value in sorted(quorum.keys.items()) if name in _OPTIONS}
    lines = ["Options:", *indented(f"{name}: {value}" for name, value in options.items())]
    for device in quorum.all("device"):
        generic = {name: value for name, value in sorted(device.keys.items()) if name not in ("model", "votes")}
        model = device.keys.get("model", "")
        inner = dict(sorted(device.first(model).keys.items()))
        lines += ["Device:", *indented(f"{name}: {value}" for name, value in generic.items())]
        lines += [f"  Model: {model}", *indented((f"{name}: {value}" for name, value in inner.items()), 4)]
    return lines


@command("quorum config", "", options="--corosync_conf", default_of="quorum")
def config(run: Run, words: list[str]) -> None:
    """Show how quorum is configured."""
    if words:
        raise UsageFault
    run.out("\n".join(quorum_lines(run)))


@command("quorum expected-votes", "<votes>")
def expected_votes(run: Run, words: list[str]) -> None:
    """Set the number of expected votes, until the next restart."""
    if len(words) != 1:
        raise UsageFault
    code, text = run.program("corosync-quorumtool", "-e", words[0])
    if code:
        raise Failure(f"Unable to set expected votes: {text.strip()}")


refused("quorum update|unblock|device", "change the options of quorum, or the quorum device")
