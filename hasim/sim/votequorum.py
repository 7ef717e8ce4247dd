"""Votes and quorum of one partition, as votequorum(5) has them.

Pure functions on a :class:`~hasim.sim.stack.Corosync`: given its new members, what are its counts, and is it quorate?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hasim.sim.corosync_conf import CorosyncConf
from hasim.sim.stack import Corosync


def votes_of(corosync: Corosync, members: Sequence[str], ids: Sequence[int]) -> int:
    """The votes that these members bring, by this node's nodelist; a node that is not in it has one."""
    votes: dict[str | int, int] = {}
    for entry in corosync.conf.nodes:
        votes[entry.name or entry.address] = entry.votes
        votes[entry.node_id] = entry.votes
    return sum(votes.get(number, votes.get(name, 1)) for name, number in zip(members, ids, strict=True))


def counted(corosync: Corosync, members: tuple[str, ...], ids: Sequence[int], *, orderly: bool = False) -> Corosync:
    """The same Corosync with new members, its votes counted and its quorum decided.

    ``orderly`` says that whoever is missing now has said that it would leave (allow_downscale then expects less).
    """
    conf = corosync.conf
    total = votes_of(corosync, members, ids) + (device_votes(corosync) if corosync.cast else 0)
    if not conf.provider or not conf.votes:
        return replace(corosync, members=members, total=total, quorate=False)
    expected = max(corosync.expected or conf.votes, total)
    if conf.allow_downscale and orderly and corosync.quorate and len(members) < len(corosync.members):
        expected = max(total, expected - (corosync.total - total))
    quorum = 1 if conf.two_node and len(members) <= 2 else max(expected // 2 + 1, (total + 2) // 2)
    waiting = corosync.waiting and total != expected
    by_votes = total >= quorum and not waiting
    quorate = by_votes or (breaks_ties(conf) and not waiting and _holds_tie(corosync, ids, total, expected))
    return replace(
        corosync,
        members=members,
        total=total,
        expected=expected,
        highest=expected,
        quorum=quorum,
        two_node=conf.two_node,
        waiting=conf.wait_for_all and not quorate,
        quorate=quorate,
        majority=tuple(ids) if by_votes else corosync.majority,
    )


def adopted(corosync: Corosync, quorate: Corosync) -> Corosync:
    """What a newcomer takes over from a member of a quorate partition: what is expected, and that nobody waits."""
    if corosync.quorate or not corosync.conf.votes:
        return corosync
    return replace(corosync, expected=quorate.expected, waiting=False)


def device_votes(corosync: Corosync) -> int:
    """The votes that a quorum device has to give."""
    return corosync.conf.device.votes if corosync.conf.device else 0


def breaks_ties(conf: CorosyncConf) -> bool:
    """Does auto_tie_breaker count? With an odd number of votes only together with wait_for_all; never with two_node."""
    return conf.auto_tie_breaker and (conf.wait_for_all or conf.votes % 2 == 0)


def _holds_tie(corosync: Corosync, ids: Sequence[int], total: int, expected: int) -> bool:
    """Is this a clean half, and in it the node that breaks the tie among those who last had quorum together?

    A list of nodes names them by preference: the first one that was there decides.
    """
    if 2 * total != expected or not corosync.majority:
        return False
    wanted = corosync.conf.auto_tie_breaker_node
    if wanted == "highest":
        return max(corosync.majority) in ids
    if wanted == "lowest":
        return min(corosync.majority) in ids
    listed = (int(one) for one in wanted.split() if one.isdecimal())
    return next((one for one in listed if one in corosync.majority), 0) in ids


def may_shrink(corosync: Corosync) -> bool:
    """May last_man_standing lower the expected votes to the present ones? (From 2 to 1 only with a tie breaker.)

    It needs nodes of one vote each.
    """
    conf = corosync.conf
    smaller = corosync.total < corosync.expected
    alike = all(node.votes == 1 for node in conf.nodes)
    enough = corosync.total > 1 or conf.auto_tie_breaker
    return conf.last_man_standing and alike and corosync.quorate and smaller and enough


def shrunk(corosync: Corosync) -> Corosync:
    """After last_man_standing's window: who is there now is all that is expected."""
    ids = [corosync.seen[name].node_id for name in corosync.members]
    lowered = replace(corosync, expected=corosync.total, highest=corosync.total, majority=tuple(ids))
    return counted(lowered, corosync.members, ids)


def may_expect(corosync: Corosync, votes: int) -> bool:
    """May an administrator set the expected votes to that many: not below those present, nor so that quorum is lost?"""
    return votes >= corosync.total >= votes // 2 + 1


def flags(corosync: Corosync) -> list[str]:
    """The words of corosync-quorumtool's Flags line, in its order."""
    conf = corosync.conf
    choice = {
        "2Node": corosync.two_node,
        "Quorate": corosync.quorate,
        "WaitForAll": conf.wait_for_all,
        "LastManStanding": conf.last_man_standing,
        "AutoTieBreaker": breaks_ties(conf),
        "AllowDownscale": conf.allow_downscale,
        "Qdevice": conf.device is not None,
    }
    return [word for word, is_set in choice.items() if is_set]
