"""Session files: what they say, what is carried along, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hasim.inputs import Fault, Run, SessionError, Settle, Wait, Write, read_input, read_lines, write_lines

NODES = ("node1", "node2")


@pytest.mark.parametrize(
    ("data", "action"),
    [
        ({"at": "node1", "run": "crm_mon -1"}, Run("node1", "crm_mon -1")),
        ({"at": "node2", "write": "/etc/motd", "text": "x"}, Write("node2", "/etc/motd", "x")),
        ({"wait": 1.5}, Wait(1.5)),
        ({"settle": True}, Settle()),
        ({"fault": "power-off", "node": "node1"}, Fault("power-off", {"node": "node1"})),
        ({"fault": "cut", "between": ["node1", "node2"]}, Fault("cut", {"between": ["node1", "node2"]})),
        (
            {"fault": "unreachable", "node": "node1", "host": "192.168.0.1"},
            Fault("unreachable", {"node": "node1", "host": "192.168.0.1"}),
        ),
        ({"fault": "host-down", "host": "192.168.0.1"}, Fault("host-down", {"host": "192.168.0.1"})),
    ],
)
def test_every_kind_is_read_and_written_back(data: dict[str, Any], action: object) -> None:
    remarked = {**data, "note": "why"}
    given_input = read_input(remarked, NODES)
    assert action == given_input.action
    assert remarked == given_input.to_json()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ([], "an input is an object"),
        ({}, "one of the keys"),
        ({"settle": False}, "one of the keys"),
        ({"at": "node9", "run": "x"}, "not one of the nodes node1, node2"),
        ({"at": "node1", "run": 5}, "needs a text"),
        ({"at": "node1", "write": "/x"}, "needs a text"),
        ({"wait": -1}, "expected a number of seconds"),
        ({"wait": True}, "expected a number of seconds"),
        ({"wait": float("nan")}, "expected a number of seconds"),
        ({"fault": "fire", "node": "node1"}, "unknown fault 'fire'; known are power-off"),
        ({"fault": "cut", "between": ["node1"]}, "two of the nodes"),
        ({"fault": "cut", "between": [{}, {}]}, "two of the nodes"),
        ({"fault": ["cut"]}, "unknown fault"),
    ],
)
def test_nonsense_is_named(data: Any, reason: str) -> None:
    with pytest.raises(SessionError, match=reason):
        read_input(data, NODES)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not a session file"),
        ("{}", "not a session file"),
        ("[1]", "not a session file"),
        ('{"hasim": 2}', "format 2"),
        ('{"hasim": 1}\n{', "line 2 is not JSON"),
        ('{"hasim": 1}\n' + "[" * 100_000, "line 2"),
    ],
)
def test_a_broken_file_is_named(text: str, reason: str) -> None:
    with pytest.raises(SessionError, match=reason):
        read_lines(text)


@given(st.lists(st.builds(lambda node, line: {"at": node, "run": line}, st.sampled_from(NODES), st.text())))
def test_a_file_gives_back_its_inputs(rows: list[dict[str, str]]) -> None:
    head = {"hasim": 1, "scenario": "bare", "lang": "ja"}
    read_head, read_rows = read_lines(write_lines(head, (read_input(row, NODES) for row in rows)))
    assert head == read_head
    assert rows == [row for _, row in read_rows]
