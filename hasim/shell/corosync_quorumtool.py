"""corosync-quorumtool: votes and quorum as the local Corosync counts them."""

from __future__ import annotations

from dataclasses import replace
from getopt import GetoptError, getopt

from hasim.cib import Dialect, Unsupported
from hasim.shell.context import Context
from hasim.shell.machine_context import MachineContext, on_machine
from hasim.shell.registry import program
from hasim.sim.stack import Corosync, change
from hasim.sim.votequorum import counted, flags, may_expect, votes_of

USAGE = """\
usage: 
corosync-quorumtool <options>

  options:

  -s             show quorum status
  -m             constantly monitor quorum status
  -l             list nodes
  -a             show all names or addresses for each node
  -p             when used with -s or -l, generates machine parsable output
  -v <votes>     change the number of votes for a node (*)
  -n <nodeid>    optional nodeid of node for -v
  -e <expected>  change expected votes for the cluster (*)
  -H             show nodeids in hexadecimal rather than decimal
  -i             show node IP addresses instead of the resolved name
  -o <a|n|i>     order by [a] IP address (default), [n] name, [i] nodeid
  -f             forcefully unregister a quorum device *DANGEROUS* (*)
  -h             show this help text
  -V             show version and exit

  (*) Starred items only work if votequorum is the quorum provider for corosync

"""  # noqa: W291
NOT_QUORATE = 2


@program("corosync-quorumtool")
def corosync_quorumtool(context: Context, arguments: list[str]) -> int:
    """Status (the default), the members alone (``-l``), or new expected votes (``-e``)."""
    return _run(on_machine(context), arguments)


def _run(context: MachineContext, arguments: list[str]) -> int:
    corosync = context.stage.stacks[context.node].corosync
    try:
        given, _ = getopt(arguments, "amspliHfhVv:e:n:o:")
    except GetoptError as error:
        context.err(f"corosync-quorumtool: {error.msg}\n")
        context.out(USAGE)
        return 1
    options = dict(given)
    if "-h" in options:
        context.out(USAGE)
        return 0
    if options.get("-o", "a") not in ("a", "n", "i"):
        return context.fail("Invalid ordering option. valid orders are a(address), i(node ID) or n(name)")
    if "-e" in options and not (options["-e"].isdecimal() and int(options["-e"]) > 0):
        return context.fail("New expected votes value was not valid, try a positive number")
    if corosync is None or not corosync.ring[1]:
        old = context.dialect is Dialect.V1_1
        return context.fail("Cannot initialize QUORUM service" if old else "Cannot initialize CMAP service")
    if not corosync.conf.provider or not corosync.conf.votes:
        return context.fail("Unable to start votequorum status tracking: CS_ERR_BAD_HANDLE")
    for option, what in _UNMODELLED.items():
        if option in options:
            raise Unsupported(f"corosync-quorumtool {option} ({what})", "quorum", "")
    return _show(context, corosync, options)


_UNMODELLED = {
    "-v": "changing a node's votes while it runs",
    "-f": "removing a quorum device while it runs",
    "-a": "all names of a node",
    "-V": "its version",
}


def _show(context: MachineContext, corosync: Corosync, options: dict[str, str]) -> int:
    if "-e" in options:
        return _expect(context, corosync, int(options["-e"]))
    listed = _members(context, corosync, options)
    if "-l" in options:
        context.out("\n" + listed)
        return 0
    context.out(_status(context, corosync) + listed)
    return 0 if corosync.quorate else NOT_QUORATE


def _expect(context: MachineContext, corosync: Corosync, votes: int) -> int:
    """Set the expected votes while it runs, on every member."""
    if not may_expect(corosync, votes):
        return context.fail("Unable to set expected votes: CS_ERR_INVALID_PARAM")
    for name in corosync.members:
        old = context.stage.stacks[name].corosync
        if old is not None:
            ids = [old.seen[one].node_id for one in old.members]
            new = counted(replace(old, expected=votes), old.members, ids)
            change(context.stage, name, corosync=new)
            turned = new.quorate != old.quorate
            context.stage.tell("membership", name, joined=(), left=(), quorum_changed=turned)
    return 0


def _status(context: MachineContext, corosync: Corosync) -> str:
    blocked = "" if corosync.quorate else "Activity blocked"
    ring = ring_id(context.dialect, corosync)
    rows = [
        "Quorum information",
        "------------------",
        f"Date:             {context.calendar_time(context.now)}",
        "Quorum provider:  corosync_votequorum",
        f"Nodes:            {len(corosync.members)}",
        f"Node ID:          {corosync.node_id}",
        f"Ring ID:          {ring}",
        f"Quorate:          {'Yes' if corosync.quorate else 'No'}",
        "",
        "Votequorum information",
        "----------------------",
        f"Expected votes:   {corosync.expected}",
        f"Highest expected: {corosync.highest}",
        f"Total votes:      {corosync.total}",
        f"Quorum:           {corosync.quorum} {blocked or ' '}",
        f"Flags:            {''.join(word + ' ' for word in flags(corosync))}",
        "",
    ]
    return "\n".join(rows) + "\n"


def ring_id(dialect: Dialect, corosync: Corosync) -> str:
    """The ring's id as the tools print it: hexadecimal with a dot, in Corosync 2 decimal with a slash."""
    lowest, sequence = corosync.ring
    return f"{lowest}/{sequence}" if dialect is Dialect.V1_1 else f"{lowest:x}.{sequence:x}"


def _address(context: MachineContext, name: str) -> str:
    """What a member sends from, as far as this machine knows."""
    corosync = context.stage.stacks[name].corosync
    return corosync.bound if corosync is not None else context.stage.network.addresses[name]


def _members(context: MachineContext, corosync: Corosync, options: dict[str, str]) -> str:
    device = corosync.conf.device
    wide = device is not None or "-p" in options
    head = "    Nodeid      Votes    Qdevice Name" if wide else "    Nodeid      Votes Name"
    lines = ["Membership information", "----------------------", head]
    rows = []
    for name in corosync.members:
        number = corosync.seen[name].node_id
        votes = votes_of(corosync, (name,), (number,))
        shown = _address(context, name) if "-i" in options else name
        local = " (local)" if name == context.node else ""
        column = f" {_device_state(context, name):>10}" if wide else ""
        text = f"0x{number:08x}" if "-H" in options else f"{number:>10}"
        rows.append((number, name, f"{text} {votes:>10}{column} {shown}{local}"))
    rows.sort(key=lambda row: row[1] if options.get("-o") == "n" else f"{row[0]:>10}")
    lines += [text for _, _, text in rows]
    if device is not None:
        given = device.votes if corosync.cast else 0
        note = "" if corosync.cast else f" (votes {device.votes})"
        lines.append(f"{0:>10} {given:>10}            Qdevice{note}")
    return "\n".join(lines) + "\n"


def _device_state(context: MachineContext, node: str) -> str:
    """Alive or not, vote or no vote, and that the side with the vote does not win by itself; NR: not registered."""
    corosync = context.stage.stacks[node].corosync
    if corosync is None or corosync.conf.device is None:
        return "NR"
    return "A,V,NMW" if corosync.cast else "A,NV,NMW"
