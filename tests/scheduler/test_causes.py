"""Every score is the sum of its causes, explaining changes nothing, and it costs little."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings

from hasim.cib import Cib
from hasim.scheduler import schedule
from hasim.scheduler.scores import sum_of
from tests.strategies import NOW, Features, clusters, often


@often(150)
@given(clusters())
def test_the_causes_of_every_score_add_up(cib: Cib) -> None:
    for record in schedule(cib, NOW, explain=True).scores:
        assert sum_of(record.causes) == record.score, (record, cib.text())


@often(150)
@given(clusters())
def test_explaining_changes_nothing(cib: Cib) -> None:
    plain, explained = schedule(cib, NOW), schedule(cib, NOW, explain=True)
    assert [record.text() for record in plain.scores] == [record.text() for record in explained.scores]
    assert plain.graph == explained.graph
    assert plain.summary == explained.summary


@often(150)
@given(clusters(Features(max_resources=2)))
def test_who_does_not_ask_gets_no_causes(cib: Cib) -> None:
    assert not any(record.causes for record in schedule(cib, NOW).scores)


@pytest.mark.slow
def test_explaining_costs_little() -> None:
    """At most three times the time of a plain decision, however unlucky the machine: it is about 1.1 times."""
    cibs: list[Cib] = []

    @settings(often(60), derandomize=True)
    @given(clusters())
    def collect(cib: Cib) -> None:
        cibs.append(cib)

    collect()
    plain = explained = float("inf")
    for _ in range(5):
        plain = min(plain, _seconds(cibs, explain=False))
        explained = min(explained, _seconds(cibs, explain=True))
    assert explained < 3 * plain


def _seconds(cibs: list[Cib], *, explain: bool) -> float:
    begun = time.perf_counter()
    for cib in cibs:
        schedule(cib, NOW, explain=explain)
    return time.perf_counter() - begun
