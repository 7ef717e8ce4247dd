"""Lesson 6: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "06-failures.ipynb", tmp_path)
    assert "fail-count=1 " in printed(notebook, "three-ways")
    forgotten = next(cell for cell in notebook.cells if cell.id == "forgotten").outputs[0].data["text/plain"]
    assert "expired" in forgotten
    assert "BrokenDirective" in printed(notebook, "break-config")
    assert "fail-count=1000000 " in printed(notebook, "after-broken")
    assert printed(notebook, "after-broken").count("Started node2") >= 2
    assert "Syntax OK" in printed(notebook, "repair")
    assert ["value=INFINITY", "value=0"] == [
        line.split()[-1] for line in printed(notebook, "repair").splitlines() if "value=" in line
    ]
    assert "(blocked)" in printed(notebook, "blocked")
    assert "blocked" not in printed(notebook, "more-time")
