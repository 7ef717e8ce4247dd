"""The lanes cover the recorded history: at the end of every input, what is drawn as running is what truly runs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest

from hasim.draw import lanes, lanes_sentence
from hasim.draw.clockface import Clockface
from hasim.draw.lanes import event_words
from hasim.draw.past import Mark, Past, Span, read_past, rows
from hasim.session import Session
from hasim.sim.faults import FAULTS
from hasim.text import LANGUAGES
from tests import support
from tests.draw.looks import faults, texts
from tests.draw.stories import KILL, STORIES, story

SESSIONS = support.recordings("real-cluster", "*.session.jsonl")


def running_at(past: Past, time: float) -> dict[str, list[str]]:
    """What the lanes show as running at the end of a moment."""
    found: dict[str, list[str]] = {}
    for span in past.spans:
        if span.start <= time and (span.end is None or time < span.end):
            found.setdefault(span.resource, []).append(span.node)
    return {name: sorted(nodes) for name, nodes in found.items()}


def truth(running: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: sorted(nodes) for name, nodes in running.items() if nodes}


def check(session: Session) -> None:
    """Every moment at the end of an input, and every span for itself."""
    past = read_past(session)
    played = session.fork("again")
    while played.can_undo:
        later = [step.world.time for step in session.history[len(played.history) :]]
        if played.world.time not in later:  # several inputs may end in the same moment: the last one counts
            assert running_at(past, played.time) == truth(played.running())
        played.undo()
    for span in past.spans:
        assert 0 <= span.start < (past.now if span.end is None else span.end) or span.start == past.now
    by_place: dict[tuple[str, str], list[Span]] = {}
    for span in past.spans:
        by_place.setdefault((span.resource, span.node), []).append(span)
    for own in by_place.values():
        assert all(one.end is not None and one.end <= other.start for one, other in pairwise(own))


@pytest.mark.parametrize("name", STORIES)
def test_the_lanes_show_what_truly_ran(name: str) -> None:
    check(story(name))


@pytest.mark.slow
@pytest.mark.parametrize("path", SESSIONS, ids=lambda path: path.name.partition(".")[0])
def test_the_lanes_of_a_recorded_session(path: object) -> None:
    session = Session.loads(getattr(path, "read_text")(encoding="utf-8"))  # noqa: B009
    check(session)
    for lang in LANGUAGES:
        for by in ("resource", "node"):
            assert faults(lanes(session, lang, by=by)) == []


def test_reading_on_gives_the_same_as_reading_anew() -> None:
    session = Session("tutorial")
    for _ in range(3):
        session.run("node1", KILL)
        read_past(session)
        session.settle()
        read_past(session)
    session.undo()
    session.undo()
    session.run("node1", "crm node standby node1")
    session.settle()
    assert read_past(session) == read_past(session.fork("fresh"))


def test_each_span_stands_in_one_row() -> None:
    for name in STORIES:
        past = read_past(story(name))
        for by in ("resource", "node"):
            shown = []
            for lane, inner, spans in rows(past, by):
                for each in inner:
                    place = (lane, each) if by == "resource" else (each, lane)
                    shown += [(*place, span.start, span.end, span.role) for span in spans]
            assert sorted(map(str, shown)) == sorted(
                str((span.resource, span.node, span.start, span.end, span.role)) for span in past.spans
            )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_names_every_resource_that_ran(lang: str) -> None:
    for name in STORIES:
        past = read_past(story(name))
        said = lanes_sentence(past, lang)
        assert all(span.resource in said and span.node in said for span in past.spans)


def test_outages_of_the_client_are_those_of_the_session() -> None:
    session = story("outage")
    past = read_past(session)
    assert [round(each.start) for each in past.outages] == [round(start) for start in session.downtime()["start"]]
    shown = " ".join(texts(lanes(session, "en")))
    assert "down 15 s" in shown
    assert "power off node2" in shown


def test_lanes_are_by_resource_or_by_node() -> None:
    with pytest.raises(ValueError, match="by resource or by node"):
        lanes(story("settled"), by="colour")


@pytest.mark.parametrize("moments", [[0.0], [5, 5, 5], [0, 10, 700, 705, 9000], [3, 40_000, 90_000]])
def test_time_goes_on_and_long_pauses_are_cut(moments: Sequence[float]) -> None:
    end = max(moments) + 20
    face = Clockface(moments, end)
    places = [face(moment) for moment in sorted({*moments, end})]
    assert places == sorted(set(places))
    assert all(0 <= place <= 1 for place in places)
    assert all(0 <= face(mark) <= 1 for mark in face.marks(0.05))
    assert all(not start < mark < stop for mark in face.marks(0.05) for start, stop in face.cuts)
    assert len(face.cuts) == sum(1 for a, b in zip(sorted(moments), sorted(moments)[1:], strict=False) if b - a > 45)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_fault_has_words(lang: str) -> None:
    for fault in (*FAULTS, "killed", "fenced", "panic"):
        assert "node1" in event_words(Mark(fault, 0.0, "node1", what="httpd"), lang)


def test_a_fault_of_two_nodes_names_both() -> None:
    assert [mark.node for mark in read_past(story("split")).marks if mark.kind == "cut"] == ["node1 node2"]
