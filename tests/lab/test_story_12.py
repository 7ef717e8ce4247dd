"""Lesson 12: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "12-moving.ipynb", tmp_path)
    assert "cli-prefer-web" in printed(notebook, "move")
    assert "['node1']" in printed(notebook, "three-kills")
    assert "Removed migration constraints" in printed(notebook, "clear")
    assert "last node in the cluster" in printed(notebook, "ban")
    lifetime = printed(notebook, "lifetime")
    assert lifetime.count("location cli-prefer-web") == 2
    assert "id=cli-prefer-web" not in lifetime
    assert "Removing constraint: cli-prefer-web" in printed(notebook, "expired")
    assert "has been removed" in printed(notebook, "pcs-move")
    assert "cli-" not in printed(notebook, "pcs-move").partition("pcs constraint")[2]
    assert "Error: Unable to move resource" in printed(notebook, "pcs-refuses")
    assert printed(notebook, "standby").split()[-1] == "0"
