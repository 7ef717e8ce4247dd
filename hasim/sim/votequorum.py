"""Votes and quorum of one partition, as votequorum(5) has them.

Pure functions on a :class:`~hasim.sim.stack.Corosync`: given its new members, what are its counts, and is it quorate?
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hasim.sim.stack import Corosync


def votes_of(corosync: Corosync, members: Sequence[str], ids: Sequence[int]) -> int:
    """The votes that these members bring, by this node's nodelist; a node that is not in it has one."""
    votes: dict[str | int, int] = {}
    for entry in corosync.conf.nodes:
        votes[entry.name or entry.address] = entry.votes
        votes[entry.node_id] = entry.votes
    return sum(votes.get(number, votes.get(name, 1)) for name, number in zip(members, ids, strict=True))


def counted(corosync: Corosync, members: tuple[str, ...], ids: Sequence[int]) -> Corosync:
    """The same Corosync with new members, its votes counted and its quorum decided."""
    conf = corosync.conf
    total = votes_of(corosync, members, ids)
    if not conf.provider or not conf.votes:
        return replace(corosync, members=members, total=total, quorate=False)
    expected = max(corosync.expected or conf.votes, total)
    two_node = conf.two_node and expected == 2
    waiting = corosync.waiting and total < expected
    quorum = 1 if two_node else expected // 2 + 1
    enough = total >= quorum or (conf.auto_tie_breaker and _holds_tie(corosync, ids, total, expected))
    return replace(
        corosync,
        members=members,
        total=total,
        expected=expected,
        highest=max(corosync.highest, expected),
        quorum=quorum,
        two_node=two_node,
        waiting=waiting,
        quorate=enough and not waiting,
    )


def _holds_tie(corosync: Corosync, ids: Sequence[int], total: int, expected: int) -> bool:
    """Is this a clean half that contains the node which breaks the tie?"""
    if 2 * total != expected:
        return False
    everyone = {seen.node_id for seen in corosync.seen.values()} | set(ids)
    wanted = corosync.conf.auto_tie_breaker_node
    if wanted == "highest":
        return max(everyone) in ids
    if wanted == "lowest":
        return min(everyone) in ids
    present = next((int(one) for one in wanted.split() if one.isdecimal() and int(one) in everyone), 0)
    return present in ids


def may_shrink(corosync: Corosync) -> bool:
    """May last_man_standing lower the expected votes to the present ones? (From 2 to 1 only with a tie breaker.)"""
    conf = corosync.conf
    smaller = corosync.total < corosync.expected
    return conf.last_man_standing and corosync.quorate and smaller and (corosync.total > 1 or conf.auto_tie_breaker)


def shrunk(corosync: Corosync) -> Corosync:
    """After last_man_standing's window: who is there now is all that is expected."""
    total = corosync.total
    return replace(corosync, expected=total, highest=total, quorum=total // 2 + 1)


def flags(corosync: Corosync) -> list[str]:
    """The words of corosync-quorumtool's Flags line, in its order."""
    conf = corosync.conf
    choice = {
        "2Node": corosync.two_node,
        "Quorate": corosync.quorate,
        "WaitForAll": conf.wait_for_all,
        "LastManStanding": conf.last_man_standing,
        "AutoTieBreaker": conf.auto_tie_breaker,
    }
    return [word for word, is_set in choice.items() if is_set]
