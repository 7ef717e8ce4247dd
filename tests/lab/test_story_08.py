"""Lesson 8: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "08-quorum.ipynb", tmp_path)
    assert "Quorum:           2" in printed(notebook, "quorumtool")
    sides = printed(notebook, "both-sides")
    assert "partition with quorum" in sides
    assert "partition WITHOUT quorum" in sides
    assert "Flags:            2Node Quorate WaitForAll" in printed(notebook, "pair-quorum")
    assert printed(notebook, "cut-result").count("partition with quorum") == 2
    outages = next(cell for cell in notebook.cells if cell.id == "cut-result").outputs[-1].data["text/plain"]
    assert "double address" in outages
    assert "Activity blocked" in printed(notebook, "alone-quorum")
    assert "Expected votes:   3" in printed(notebook, "device")
    assert "Qdevice" in printed(notebook, "device")
    judged = printed(notebook, "device-result")
    assert judged.count("partition with quorum") == judged.count("partition WITHOUT quorum") == 1
    assert judged.splitlines()[0] in ("['node1']", "['node2']")
    edits = printed(notebook, "two-edits")
    assert edits.splitlines()[0] == "['node2']"
    one, two = (int(line.split('"')[1]) for line in edits.splitlines() if "epoch" in line)
    assert one + 1 == two
    assert "target-role" not in printed(notebook, "merged")
    assert "cluster-recheck-interval=5min" in printed(notebook, "merged")
