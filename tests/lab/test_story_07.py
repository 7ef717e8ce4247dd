"""Lesson 7: the screens tell what its text tells."""

from pathlib import Path

import pytest

from tests.lab.lesson_runs import printed, run


@pytest.mark.slow
def test_the_screens_tell_what_the_text_tells(tmp_path: Path) -> None:
    notebook = run("en", "07-network.ipynb", tmp_path)
    assert printed(notebook, "attribute").count(": 1000") == 2
    lost = printed(notebook, "lost-screen")
    assert "Connectivity is lost" in lost
    assert "fail-count" not in lost
    assert lost.count("Started node2") == 2
    assert printed(notebook, "gateway-why").count("-INFINITY") >= 4
    assert "httpd\t(ocf:heartbeat:apache):\t Started" in printed(notebook, "score-rule")
    assert "1000  location constraint web_location" in printed(notebook, "score-why")
    missing = printed(notebook, "missing-screen")
    assert missing.count("Started node2") == 2
    assert "MIXED-VERSION" in missing
    assert missing.count("default_ping_set                \t: 1000") == 1
    assert 'host="node1" value="1000"' in missing
    assert printed(notebook, "refresh").count("default_ping_set                \t: 1000") == 2
    assert printed(notebook, "refresh").count("Started node2") == 2
    assert "MIXED-VERSION" not in printed(notebook, "refresh")
