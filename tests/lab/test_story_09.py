"""Lesson 9: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "09-fencing.ipynb", tmp_path)
    assert "'vip': ['node1', 'node2']" in printed(notebook, "cut")
    assert "no STONITH resources have been defined" in printed(notebook, "wrong-order")
    assert "switch\t(stonith:fence_apc):\t Started" in printed(notebook, "device")
    assert "1 fence device found" in printed(notebook, "device")
    assert "reboot of node2 successful" in printed(notebook, "fence-history")
    assert printed(notebook, "cut-events").splitlines()[1] == "False"
    assert "UNCLEAN (offline)" in printed(notebook, "dead-screen")
    assert "Failed Fencing Actions" in printed(notebook, "dead-screen")
