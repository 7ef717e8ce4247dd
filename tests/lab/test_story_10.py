"""Lesson 10: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "10-maintenance.ipynb", tmp_path)
    assert "Node node1: standby" in printed(notebook, "online")
    assert "httpd\t(ocf:heartbeat:apache):\t Started node2 (unmanaged)" in printed(notebook, "maintenance-screen")
    assert "DISABLED" in printed(notebook, "maintenance-screen")
    screen = printed(notebook, "unmanaged-screen")
    assert "fail-count=1 " in screen
    assert "Stopped (unmanaged)" in screen
    assert "'vip': ['node1', 'node2']" in printed(notebook, "twice")
    table = next(cell for cell in notebook.cells if cell.id == "twice").outputs[-1].data["text/plain"]
    assert "double address" in table
