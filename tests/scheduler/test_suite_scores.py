"""Pacemaker's own regression suite: every score line of every case that is modelled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hasim.cib import Cib
from hasim.cib.dates import parse_date
from hasim.scheduler.assignment import assign_all, prepare
from hasim.scheduler.cluster import Cluster
from hasim.scheduler.scores import sum_of
from hasim.scheduler.unpack import unpack_cluster
from tests.scheduler.clusters import NOW
from tests.support import recordings, shared

CASES = recordings("pacemaker-cts/xml", "*.xml")


def decided(case: Path) -> Cluster:
    """The working set of a case, after everything was placed."""
    cib = Cib.parse(case.read_bytes())
    arguments = json.loads(shared("pacemaker-cts", "args.json").read_text()).get(case.stem, [])
    moment = parse_date(arguments[1]) if arguments else None
    now = int(moment.timestamp()) if moment else int(cib.root.get("execution-date") or NOW)
    cluster = unpack_cluster(cib, now, explain=True)
    prepare(cluster)
    assign_all(cluster)
    return cluster


def test_the_suite_is_there() -> None:
    assert shared("pacemaker-cts", "xml").is_dir()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_score_lines_and_their_causes(case: Path) -> None:
    cluster = decided(case)
    recorded = shared("pacemaker-cts", "scores", f"{case.stem}.scores").read_text().splitlines()
    expected = sorted(" ".join(line.split()) for line in recorded if line.strip())
    assert sorted(record.text() for record in cluster.records) == expected
    assert [sum_of(record.causes) for record in cluster.records] == [record.score for record in cluster.records]
