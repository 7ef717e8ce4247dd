"""Quorum by votequorum's options, checked against what three real nodes showed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hasim.cib import Dialect
from hasim.sim.corosync_conf import understand
from hasim.sim.stack import Corosync, Seen
from hasim.sim.votequorum import counted, flags, may_shrink, shrunk


def daemon(options: str, count: int = 3) -> Corosync:
    nodes = "".join(f"node {{\n name: n{i}\n nodeid: {i}\n ring0_addr: 10.0.0.{i}\n}}\n" for i in range(1, count + 1))
    text = (
        f"totem {{\nversion: 2\n}}\nnodelist {{\n{nodes}}}\nquorum {{\nprovider: corosync_votequorum\n{options}\n}}\n"
    )
    conf = understand(text, Dialect.V2_1)
    seen = {f"n{i}": Seen(f"n{i}", i, True) for i in range(1, count + 1)}
    return Corosync(1, conf, 1, waiting=conf.wait_for_all, seen=seen)


def members(corosync: Corosync, *numbers: int) -> Corosync:
    return counted(corosync, tuple(f"n{i}" for i in numbers), list(numbers))


def test_majority() -> None:
    full = members(daemon(""), 1, 2, 3)
    assert (full.expected, full.quorum, full.quorate) == (3, 2, True)
    assert members(full, 1, 2).quorate
    assert not members(full, 1).quorate


def test_two_node_survivor_stays_quorate() -> None:
    both = members(daemon("two_node: 1", 2), 1, 2)
    alone = members(both, 2)
    assert (alone.quorum, alone.quorate) == (1, True)
    assert flags(alone) == ["2Node", "Quorate", "WaitForAll"]


def test_wait_for_all_holds_until_all_were_there_once() -> None:
    alone = members(daemon("two_node: 1", 2), 1)
    assert (alone.quorum, alone.quorate, alone.waiting) == (1, False, True)
    assert flags(alone) == ["2Node", "WaitForAll"]
    assert members(members(alone, 1, 2), 1).quorate


def test_a_third_node_never_started() -> None:
    two = members(daemon("wait_for_all: 1"), 1, 2)
    assert (two.total, two.quorum, two.quorate) == (2, 2, False)


def test_last_man_standing_stops_at_two() -> None:
    two = members(members(daemon("wait_for_all: 1\nlast_man_standing: 1"), 1, 2, 3), 1, 2)
    assert may_shrink(two)
    two = shrunk(two)
    assert (two.expected, two.highest, two.quorum) == (2, 2, 2)
    one = members(two, 1)
    assert (one.expected, one.quorum, one.quorate) == (2, 2, False)


def test_last_man_standing_with_a_tie_breaker_goes_down_to_one() -> None:
    options = "wait_for_all: 1\nlast_man_standing: 1\nauto_tie_breaker: 1"
    two = shrunk(members(members(daemon(options), 1, 2, 3), 1, 2))
    one = members(two, 1)
    assert one.quorate
    assert not members(two, 2).quorate
    one = shrunk(one)
    assert (one.expected, one.quorum) == (1, 1)


@pytest.mark.parametrize(("half", "wins"), [((1, 2), True), ((3, 4), False)])
def test_only_the_half_with_the_lowest_id_wins_a_tie(half: tuple[int, int], wins: bool) -> None:
    assert members(members(daemon("auto_tie_breaker: 1", 4), 1, 2, 3, 4), *half).quorate is wins


def test_expected_votes_are_raised_when_more_nodes_come() -> None:
    corosync = daemon("expected_votes: 2")
    assert members(corosync, 1, 2, 3).expected == 3


def test_without_a_provider_there_is_no_quorum() -> None:
    corosync = daemon("")
    corosync = replace(corosync, conf=replace(corosync.conf, provider=""))
    assert not members(corosync, 1, 2, 3).quorate
