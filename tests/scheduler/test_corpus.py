"""Small clusters of our own, one rule each, with what the real ``crm_simulate -S`` (2.1.5) printed for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from hasim.cib import Cib
from hasim.scheduler import schedule
from tests.oracle import ours, parse, real
from tests.scheduler.clusters import NOW
from tests.support import ROOT, real_program

CORPUS = sorted((ROOT / "tests" / "corpus").glob("*.xml"))


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.stem)
def test_decides_what_was_recorded(case: Path) -> None:
    recorded = parse(case.with_suffix(".txt").read_text(), "")
    run = ours(["crm_simulate", "-S", "-x", str(case)])
    assert run.exit == 0, run.stderr
    assert parse(run.stdout, "").differences(recorded) == {}


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.stem)
def test_the_record_is_what_the_real_program_says(case: Path) -> None:
    run = real(real_program("crm_simulate"), ["-S", "-x", str(case)])
    assert parse(run.stdout, "").differences(parse(case.with_suffix(".txt").read_text(), "")) == {}


def test_the_corpus_is_not_empty() -> None:
    assert len(CORPUS) > 40


def test_a_settled_cluster_has_nothing_to_do() -> None:
    cib = Cib.parse((ROOT / "tests" / "corpus" / "settled.xml").read_text())
    decision = schedule(cib, NOW)
    assert decision.graph.synapses == ()
    assert decision.summary.resources == ()
