"""Lesson 4: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_scores_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "04-scores.ipynb", tmp_path)
    assert printed(notebook, "zero").count("score on node") == printed(notebook, "zero").count(": 0\n") == 9
    assert "db\t(ocf:pacemaker:Dummy):\t Started node3" in printed(notebook, "after-location")
    assert "app on node2: 200" in printed(notebook, "bill")
    assert "100  location constraint app-wish" in printed(notebook, "bill")
    assert "db on node3: -INFINITY" in printed(notebook, "bill-ban")
    assert printed(notebook, "move").startswith("INFO: Move constraint created")
    assert printed(notebook, "move").count(": INFINITY\n") == 2
    assert "score on node2: 0" in printed(notebook, "clear")
