"""The time that an input let pass can be gone through event by event, in a branch of its own."""

from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hasim.lab.unfold import unfold, unfoldable
from hasim.lab.verbs import Verbs
from hasim.session import Session
from hasim.text import LANGUAGES

KILL = {"at": "node1", "run": "kill -9 $(cat /var/run/httpd/httpd.pid)"}
DEEDS: list[dict[str, Any]] = [
    KILL,
    {"at": "node2", "run": "crm node standby node1"},
    {"fault": "power-off", "node": "node1"},
    {"fault": "power-on", "node": "node1"},
    {"fault": "cut", "between": ["node1", "node2"]},
    {"fault": "heal", "between": ["node1", "node2"]},
    {"wait": 7.5},
]
UNSEEN = {"records", "agenda", "dormant", "number", "stacks"}
"""Of a world, how its events are numbered and which monitors sleep: that depends on where inputs begin."""


def seen(session: Session) -> dict[str, Any]:
    world = session.world
    return {each.name: getattr(world, each.name) for each in fields(world) if each.name not in UNSEEN}


@settings(deadline=None, max_examples=15)
@given(st.lists(st.sampled_from(DEEDS), min_size=1, max_size=3), st.sampled_from([{"settle": True}, {"wait": 45}]))
def test_the_same_is_seen_however_the_time_is_divided(deeds: list[dict[str, Any]], last: dict[str, Any]) -> None:
    session = Session("tutorial")
    for deed in (*deeds, last):
        session.input(deed)
    if not unfoldable(session):
        return
    branch, moment = session.fork("events"), len(session.history) - 1
    unfold(branch)
    assert len(branch.history) == moment
    times = {record.time for record in session.history[-1].records}
    assert len(times) <= len(branch.future) <= len(times) + 1
    branch.travel(moment + len(branch.future))
    assert branch.records() == session.records()
    assert seen(branch) == seen(session)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_branch_waits_at_its_beginning_and_the_first_one_stays(lang: str) -> None:
    verbs = Verbs(Session("tutorial", lang=lang), lang)
    verbs.kill("httpd", "node1")
    main, moment = verbs.session, len(verbs.session.history)
    verbs.unfold()
    assert verbs.session is not main
    assert len(verbs.session.history) == moment - 1
    assert len(verbs.session.future) > 2
    assert len(main.history) == moment
    assert verbs.branches.name in "\n".join(verbs.outcome.lines)
    name = verbs.branches.name
    verbs.hop(1)
    verbs.switch(verbs.branches.names[0])
    verbs.unfold()
    assert name in verbs.outcome.error  # there is that branch already


def test_where_no_time_passed_nothing_is_begun() -> None:
    verbs = Verbs(Session("tutorial"), "en")
    verbs.unfold()
    verbs.session.input(KILL)
    verbs.unfold()
    assert len(verbs.branches.names) == 1
    assert verbs.outcome.lines == ["The last input let no time pass, or nothing happened meanwhile."]
