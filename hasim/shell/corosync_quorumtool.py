"""corosync-quorumtool: votes and quorum as the local Corosync counts them."""

from __future__ import annotations

from dataclasses import replace

from hasim.cib import Dialect
from hasim.shell.context import Context
from hasim.shell.machine_context import MachineContext, on_machine
from hasim.shell.registry import program
from hasim.sim.stack import Corosync, change
from hasim.sim.votequorum import flags, votes_of

USAGE = "usage: corosync-quorumtool [-s] [-l] [-i] [-p] [-m] [-e expected] [-h]\n"
NOT_QUORATE = 2


@program("corosync-quorumtool")
def corosync_quorumtool(context: Context, arguments: list[str]) -> int:
    """Status (the default), the members alone (``-l``), or new expected votes (``-e``)."""
    return _run(on_machine(context), arguments)


def _run(context: MachineContext, arguments: list[str]) -> int:
    corosync = context.stage.stacks[context.node].corosync
    if "-h" in arguments or "--help" in arguments:
        context.out(USAGE)
        return 0
    if corosync is None or not corosync.ring[1]:
        return context.fail("Cannot initialize QUORUM service")
    if not corosync.conf.provider or not corosync.conf.votes:
        return context.fail("Unable to start votequorum status tracking: CS_ERR_BAD_HANDLE")
    unknown = [word for word in arguments if word not in ("-s", "-l", "-i", "-p", "-m", "-e") and not word.isdecimal()]
    if unknown:
        context.err(f"corosync-quorumtool: invalid option -- '{unknown[0].lstrip('-')}'\n{USAGE}")
        return 1
    if "-e" in arguments:
        return _expect(context, corosync, arguments)
    if "-l" in arguments:
        context.out("\n" + _members(context, corosync, "-i" in arguments))
        return 0
    context.out(_status(context, corosync, "-i" in arguments))
    return 0 if corosync.quorate else NOT_QUORATE


def _expect(context: MachineContext, corosync: Corosync, arguments: list[str]) -> int:
    """Set the expected votes while it runs, on every member."""
    numbers = [int(word) for word in arguments if word.isdecimal()]
    if not numbers or numbers[0] < corosync.total:
        return context.fail("Unable to set expected votes: CS_ERR_INVALID_PARAM")
    for name in corosync.members:
        old = context.stage.stacks[name].corosync
        if old is not None:
            quorum = 1 if old.two_node else numbers[0] // 2 + 1
            quorate = old.total >= quorum and not old.waiting
            new = replace(old, expected=numbers[0], highest=numbers[0], quorum=quorum, quorate=quorate)
            change(context.stage, name, corosync=new)
            turned = quorate != old.quorate
            context.stage.tell("membership", name, joined=(), left=(), quorum_changed=turned)
    return 0


def _status(context: MachineContext, corosync: Corosync, addresses: bool) -> str:
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
    return "\n".join(rows) + "\n" + _members(context, corosync, addresses)


def ring_id(dialect: Dialect, corosync: Corosync) -> str:
    """The ring's id as the tools print it: hexadecimal with a dot, in Corosync 2 decimal with a slash."""
    lowest, sequence = corosync.ring
    return f"{lowest}/{sequence}" if dialect is Dialect.V1_1 else f"{lowest:x}.{sequence:x}"


def _members(context: MachineContext, corosync: Corosync, addresses: bool) -> str:
    lines = ["Membership information", "----------------------", "    Nodeid      Votes Name"]
    for name in corosync.members:
        seen = corosync.seen[name]
        votes = votes_of(corosync, (name,), (seen.node_id,))
        shown = context.stage.network.addresses[name] if addresses else name
        local = " (local)" if name == context.node else ""
        lines.append(f"{seen.node_id:>10} {votes:>10} {shown}{local}")
    return "\n".join(lines) + "\n"
