"""Votequorum's counts as three and four real nodes (Corosync 3.1.7) showed them, death by death."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hasim.sim.corosync_conf import ConfError
from hasim.sim.stack import Corosync
from hasim.sim.votequorum import adopted, counted, flags, may_expect, may_shrink, shrunk
from tests.sim.test_votequorum import daemon, members

Counts = tuple[int, int, int, bool]
"""Expected votes, total votes, quorum, quorate."""


def counts(corosync: Corosync) -> Counts:
    return corosync.expected, corosync.total, corosync.quorum, corosync.quorate


def course(corosync: Corosync, *steps: tuple[int, ...]) -> list[Counts]:
    """The counts after each membership, once last_man_standing's window is over."""
    seen = []
    for step in steps:
        corosync = members(corosync, *step)
        corosync = shrunk(corosync) if may_shrink(corosync) else corosync
        seen.append(counts(corosync))
    return seen


ALL4 = (1, 2, 3, 4)


@pytest.mark.parametrize(
    ("options", "count", "steps", "recorded"),
    [
        ("", 3, [(1, 2, 3), (1, 2), (1,)], [(3, 3, 2, True), (3, 2, 2, True), (3, 1, 2, False)]),
        (
            "wait_for_all: 1",
            3,
            [(1, 2), (1, 2, 3), (1, 2), (1,), (1, 2)],
            [(3, 2, 2, False), (3, 3, 2, True), (3, 2, 2, True), (3, 1, 2, False), (3, 2, 2, False)],
        ),
        (
            "last_man_standing: 1",
            3,
            [(1, 2, 3), (1, 2), (1,), (1, 3), (1, 2, 3)],
            [(3, 3, 2, True), (2, 2, 2, True), (2, 1, 2, False), (2, 2, 2, True), (3, 3, 2, True)],
        ),
        (
            "last_man_standing: 1\nwait_for_all: 1",
            4,
            [ALL4, (1, 2, 3), (1, 2), (1,), (1, 2)],
            [(4, 4, 3, True), (3, 3, 2, True), (2, 2, 2, True), (2, 1, 2, False), (2, 2, 2, True)],
        ),
        ("last_man_standing: 1\nwait_for_all: 1", 4, [ALL4, (1, 2)], [(4, 4, 3, True), (4, 2, 3, False)]),
        (
            "last_man_standing: 1\nwait_for_all: 1\nauto_tie_breaker: 1",
            4,
            [ALL4, (1, 2), (2,)],
            [(4, 4, 3, True), (2, 2, 2, True), (2, 1, 2, False)],
        ),
        (
            "auto_tie_breaker: 1",
            4,
            [ALL4, (1, 2), (1,)],
            [(4, 4, 3, True), (4, 2, 3, True), (4, 1, 3, False)],
        ),
        ("auto_tie_breaker: 1", 3, [(1, 2, 3), (1,)], [(3, 3, 2, True), (3, 1, 2, False)]),
        ("auto_tie_breaker: 1", 4, [(3, 4), (1, 3, 4), (3, 4)], [(4, 2, 3, False), (4, 3, 3, True), (4, 2, 3, False)]),
        ("auto_tie_breaker: 1\nauto_tie_breaker_node: highest", 4, [ALL4, (3, 4)], [(4, 4, 3, True), (4, 2, 3, True)]),
        ("auto_tie_breaker: 1\nauto_tie_breaker_node: 3 4", 4, [ALL4, (3, 4)], [(4, 4, 3, True), (4, 2, 3, True)]),
        ("auto_tie_breaker: 1\nauto_tie_breaker_node: 3 4", 4, [ALL4, (1, 4)], [(4, 4, 3, True), (4, 2, 3, False)]),
        ("two_node: 1", 3, [(1, 2), (1, 2, 3), (1,)], [(3, 2, 1, False), (3, 3, 2, True), (3, 1, 1, True)]),
        ("two_node: 1\nwait_for_all: 0", 2, [(1,), (1, 2), (1,)], [(2, 1, 1, True), (2, 2, 1, True), (2, 1, 1, True)]),
        ("expected_votes: 5", 3, [(1, 2, 3), (1, 2)], [(5, 3, 3, True), (5, 2, 3, False)]),
    ],
)
def test_counts_as_recorded(options: str, count: int, steps: list[tuple[int, ...]], recorded: list[Counts]) -> None:
    assert recorded == course(daemon(options, count), *steps)


def test_an_orderly_leave_lowers_the_expectation_with_allow_downscale() -> None:
    three = members(daemon("allow_downscale: 1"), 1, 2, 3)
    two = counted(three, ("n1", "n2"), [1, 2], orderly=True)
    assert counts(two) == (2, 2, 2, True)
    assert flags(two) == ["Quorate", "AllowDownscale"]
    assert counts(members(two, 1)) == (2, 1, 2, False)
    assert counts(members(two, 1, 2, 3)) == (3, 3, 2, True)


def test_a_tie_breaker_needs_an_even_number_or_wait_for_all() -> None:
    assert flags(members(daemon("auto_tie_breaker: 1"), 1, 2, 3)) == ["Quorate"]
    assert "AutoTieBreaker" in flags(members(daemon("auto_tie_breaker: 1\nwait_for_all: 1"), 1, 2, 3))


def test_a_newcomer_takes_over_what_a_quorate_partition_expects() -> None:
    quorate = replace(members(daemon("wait_for_all: 1", 5), 1, 2, 3, 4, 5), expected=4)
    newcomer = adopted(daemon("wait_for_all: 1", 5), quorate)
    assert (newcomer.expected, newcomer.waiting) == (4, False)


@pytest.mark.parametrize(("votes", "accepted"), [(1, False), (2, True), (3, True), (4, False), (9, False)])
def test_expected_votes_that_two_of_four_accept(votes: int, accepted: bool) -> None:
    assert may_expect(members(daemon("", 4), 1, 2), votes) is accepted


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("two_node: 1", "two_node and quorum device cannot be configured at the same time!"),
        ("last_man_standing: 1", "quorum.device is not compatible with last_man_standing"),
        ("auto_tie_breaker: 1", "quorum.device is not compatible with auto_tie_breaker"),
        ("expected_votes: 3", "quorum.device.votes is too high or expected_votes is too low"),
    ],
)
def test_what_does_not_go_with_a_device(option: str, words: str) -> None:
    with pytest.raises(ConfError) as caught:
        daemon(f"{option}\ndevice {{\nmodel: net\nvotes: 1\nnet {{\nhost: 10.0.0.9\n}}\n}}")
    assert words in str(caught.value)
    assert caught.value.status == 20
