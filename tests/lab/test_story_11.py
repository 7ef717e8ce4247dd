"""Lesson 11: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "11-clones.ipynb", tmp_path)
    first, second = printed(notebook, "clone-max").split("crm_mon -1r\n")[1:]
    assert "Started: [ node1 node2 node3 ]" in first
    assert "Started: [ node2 node3 ]" in second  # the DC's entry came last, so its instance has the highest number
    pair = printed(notebook, "pair-screen")
    assert "Promoted: [ node1 ]" in pair
    assert "Unpromoted: [ node2 ]" in pair
    assert "STREAMING|SYNC" in pair
    crash = printed(notebook, "crash-screen")
    assert "Stopped: [ node1 ]" in crash
    assert "fail-count=1000000" in crash
    assert "data may be inconsistent" in crash
    assert "PGSQL.lock" in printed(notebook, "cleanup-alone")
    assert "1000000" in printed(notebook, "cleanup-alone")
    assert "Unpromoted: [ node1 ]" in printed(notebook, "rejoin-screen")
