"""A lesson can be played as a session file."""

import json
from pathlib import Path

from hasim.lab.lessons import lessons_folder
from hasim.lab.script import inputs, lesson_session, session_head


def test_cells_become_inputs() -> None:
    assert list(inputs("%%on node1 node2\nls\n# note\ndate\n")) == [
        {"at": "node1", "run": "ls"},
        {"at": "node1", "run": "date"},
        {"at": "node2", "run": "ls"},
        {"at": "node2", "run": "date"},
        {"settle": True},
    ]
    assert list(inputs("%%write node1 /etc/a\none\ntwo\n")) == [
        {"at": "node1", "write": "/etc/a", "text": "one\ntwo\n"},
        {"settle": True},
    ]
    assert list(inputs("check.where('httpd')")) == []


def test_the_head_comes_from_the_cell_that_makes_the_session() -> None:
    source = 'session = Session("bare", dialect="1.1", lang=language())'
    assert session_head(source) == {"scenario": "bare", "dialect": "1.1"}
    assert session_head("board") is None


def test_the_lesson_is_a_session_of_the_bare_servers(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in lesson_session(lessons_folder() / "en" / "01-failover.ipynb").splitlines()]
    assert rows[0]["scenario"] == "bare"
    assert {"at": "node1", "run": "crm resource unmove web"} in rows
    assert sum("kill -9" in row.get("run", "") for row in rows) == 9
