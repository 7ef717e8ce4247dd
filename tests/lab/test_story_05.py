"""Lesson 5: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_order_and_colocation_do_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "05-together.ipynb", tmp_path)
    assert len({line.split()[-1] for line in printed(notebook, "order").splitlines() if "Started" in line}) == 3
    crash = next(cell for cell in notebook.cells if cell.id == "crash-db").outputs[0].data["text/plain"]
    order = [crash.index(text) for text in ("stop of app", "stop of db", "start of db", "start of app")]
    assert order == sorted(order)
    assert "Stopped (disabled)" in printed(notebook, "stop-db")
    assert "app, which depends on it, counts here" in printed(notebook, "ban-app")
    member = printed(notebook, "stop-member")
    assert "ip\t(ocf:pacemaker:Dummy):\t Started" in member
    assert "app\t(ocf:pacemaker:Dummy):\t Stopped" in member
    whole, members = printed(notebook, "stop-group"), printed(notebook, "own-words")
    assert members.count("meta target-role=Started") == 3
    assert "Resource Group: site (disabled):" in whole
    assert whole.count("Started node") == 3
    assert printed(notebook, "stop-group-whole").count("Stopped (disabled)") == 3
