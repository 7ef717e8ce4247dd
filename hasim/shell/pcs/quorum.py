"""`pcs quorum`."""

from __future__ import annotations

from hasim.cib import Unsupported
from hasim.shell.pcs.cluster_config import push, read_conf
from hasim.shell.pcs.command import command, refused
from hasim.shell.pcs.corosync import conf
from hasim.shell.pcs.corosync_checks import check_options, check_window
from hasim.shell.pcs.corosync_file import with_section_options, with_two_node, without_empty
from hasim.shell.pcs.faults import Failure, UsageFault
from hasim.shell.pcs.run import Run, quoted_list
from hasim.shell.pcs.text import indented
from hasim.shell.pcs.words import assignments

__all__ = ["quorum_lines", "status"]

_STANDING = "last_man_standing"
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


@command("quorum update", "<option>=<value>...", options="--corosync_conf --force --skip-offline --request-timeout")
def update(run: Run, words: list[str]) -> None:
    """Change the options of quorum; an empty value takes one away. The cluster has to be stopped for it."""
    given = assignments(words)
    if not given:
        raise UsageFault
    tree = read_conf(run)
    check_options(run, "quorum", given, empty=True)
    quorum = tree.all("quorum")
    device = any(each.all("device") for each in quorum)
    strange = [name for name in given if device and name != "wait_for_all"]
    if strange:
        run.error(f"These options cannot be set when the cluster uses a quorum device: {quoted_list(strange)}")
    check_window(run, given, next((each.keys[_STANDING] for each in quorum if _STANDING in each.keys), "0"))
    run.check()
    push(run, without_empty(with_two_node(with_section_options(tree, "quorum", given))), stopped=True)


@command("quorum unblock", "", options="--force")
def unblock(run: Run, words: list[str]) -> None:
    """Let the cluster go on without waiting for nodes that are off for sure."""
    if words:
        raise UsageFault
    if run.on_file:
        raise Failure("Specified option '-f' is not supported in this command")
    code, text = run.program("corosync-cmapctl", "-g", "runtime.votequorum.wait_for_all_status")
    if "CS_ERR_NOT_EXIST" in text or (code == 0 and text.rsplit("=", 1)[-1].strip() != "1"):
        raise Failure("cluster is not waiting for nodes to establish quorum")
    if code:
        raise Failure("unable to check quorum status")
    raise Unsupported("pcs quorum unblock: cancelling the wait for all nodes")


refused("quorum device add|delete|remove|status|update", "the quorum device")
refused("quorum device heuristics delete|remove", "what a node tries before it asks the quorum device")
