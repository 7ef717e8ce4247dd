"""Lesson 1: the screens tell what its text tells."""

from pathlib import Path

import pytest

from hasim.text import LANGUAGES
from tests.lab.lesson_runs import check_text, printed, run


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_lesson_tells_the_story_that_its_text_tells(lang: str, tmp_path: Path) -> None:
    notebook = run(lang, "01-failover.ipynb", tmp_path)
    assert "command not found" in printed(notebook, "not-there")
    assert printed(notebook, "install").count("Complete!") == 4
    assert "Online: [ node1 node2 ]" in printed(notebook, "online")
    assert "Started node2" in printed(notebook, "look-first")
    assert "This is node1." in printed(notebook, "healthy")
    assert printed(notebook, "healthy").count("Started node1") == 2
    assert "fail-count" not in printed(notebook, "healthy")
    assert "fail-count=1 " in printed(notebook, "mon-1")
    assert printed(notebook, "mon-1").count("Started node1") == 2
    assert printed(notebook, "mon-3").count("Started node2") == 2
    assert "This is node2." in printed(notebook, "curl-node2")
    assert "Stopped" in printed(notebook, "mon-both")
    assert "1 received" in printed(notebook, "treacherous")
    assert "Connection refused" in printed(notebook, "treacherous")
    assert "Started node1" in printed(notebook, "mon-force")
    assert "cli-ban-web-on-node2 web role=Started -inf: node2" in printed(notebook, "show")
    assert "Stopped" in printed(notebook, "show")
    assert printed(notebook, "aftermath").count("Started node2") == 2
    assert "can't delete it" in printed(notebook, "erase-refused")
    assert "0 resources configured" in printed(notebook, "erase")
    assert {"en": "No prediction yet", "ja": "まだ予想していません"}[lang] in check_text(notebook, "check-first")
