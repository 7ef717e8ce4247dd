"""Every way of showing a cluster: the real crm_mon's screen and hasim's are the same, for all of the project's CIBs."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from tests.shell.crm_mon_real import WAYS, named, screen_difference
from tests.shell.screen_sweep import differences
from tests.support import ROOT, real_program, recordings

CIBS = sorted((ROOT / "tests" / "corpus").glob("*.xml"))
PEERS = recordings("peer", "xml/*.xml")


def _compare(path: Path, way: str, turn: int) -> str:
    """What differs, empty for nothing."""
    line = named(way, path.read_text(), turn)
    found = screen_difference(path, line)
    return f"crm_mon {line} on {path.name}\n{found}" if found else ""


@pytest.mark.parametrize("way", WAYS)
def test_the_projects_own_clusters(way: str) -> None:
    """Each way of showing is tried on six clusters of the corpus, another six each."""
    first = WAYS.index(way) % len(CIBS)
    chosen = islice([*CIBS, *CIBS][first::7], 6)
    assert [found for turn, path in enumerate(chosen) if (found := _compare(path, way, turn))] == []


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_changed_clusters(first: int, tmp_path: Path) -> None:
    """Clusters changed by chance; `python -m tests.shell.screen_sweep` goes on with as many as one likes."""
    real_program("crm")
    real_program("crm_mon")
    found = [each for seed in range(first, first + 10) for each in differences(seed, tmp_path)]
    assert "\n".join(map(str, found)) == ""


@pytest.mark.slow
@pytest.mark.skipif(not PEERS, reason="reference recordings are absent")
def test_recorded_clusters() -> None:
    """Large and strange clusters."""
    tries = [(path, way) for number, way in enumerate(WAYS) for path in PEERS[number % 20 :: 20]]
    assert [found for turn, (path, way) in enumerate(tries) if (found := _compare(path, way, turn))] == []
