"""Lesson 3: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "03-screens.ipynb", tmp_path)
    for part in ("Node Attributes:", "Migration Summary:", "Last change:", "partition with quorum"):
        assert part in printed(notebook, "screen")
    brief, full = printed(notebook, "stop-httpd").split("crm_mon -1r\n")
    assert "member inactive" in brief
    assert "Stopped (disabled)" not in brief
    assert "Stopped (disabled)" in full
    assert "httpd\t(ocf:heartbeat:apache):\t Started node1" in printed(notebook, "kill-now")
    log = printed(notebook, "log")
    assert "expected 'ok' but got 'not running'" in log
    steps = (
        "Result of monitor",
        "Setting fail-count",
        "S_POLICY_ENGINE",
        "Actions: Recover",
        "Calculated",
        "S_IDLE | input",
    )
    places = [log.rindex(step) for step in steps]
    assert places[-1] == max(places)
    assert [log.index(step) for step in steps[1:5]] == sorted(log.index(step) for step in steps[1:5])
    counts = [line for line in printed(notebook, "two-logs").splitlines() if line.isdecimal()]
    assert int(counts[0]) > 0 == int(counts[1])
