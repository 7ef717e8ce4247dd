"""The event log on the Board: filters, and the way from an event to its moment."""

import pytest

from hasim.lab import Board
from hasim.lab.panels.events import EventsPanel, happenings
from hasim.session import Session
from hasim.text import LANGUAGES
from tests.lab.quiet import Quiet


@pytest.fixture(scope="module")
def start() -> Session:
    session = Session("tutorial")
    board = Board(session, sink=Quiet())
    for _ in range(3):
        board.kill("httpd", "node1")
    return session


@pytest.fixture
def panel(board: Board) -> EventsPanel:
    board.drawer.open("events")
    found: EventsPanel = board.drawer.panel("events")
    return found


def shown(panel: EventsPanel) -> int:
    """How many rows there are."""
    return int(panel._table.html.count("data-pick"))


@pytest.mark.parametrize(
    ("filters", "passes"),
    [
        ({}, lambda record: True),
        ({"kind": "fail-count"}, lambda record: record.kind == "fail-count"),
        ({"node": "node2"}, lambda record: record.node == "node2"),
        ({"resource": "vip"}, lambda record: record.details.get("resource") == "vip"),
        ({"text": "START of"}, lambda record: "start of" in record.text),
        ({"start": "10", "end": "20.5"}, lambda record: 10_000 <= record.time <= 20_500),
        ({"start": "ten"}, lambda record: True),
        ({"kind": "operation", "node": "node2", "resource": "httpd"}, None),
        ({"text": "no such words"}, lambda record: False),
    ],
)
def test_events_pass_all_filters(board: Board, panel: EventsPanel, filters: dict[str, str], passes: object) -> None:
    for name, value in filters.items():
        panel._filters[name].value = value
    records = board.session.records()
    if passes is None:
        chosen = [r for r in records if (r.kind, r.node, r.details.get("resource")) == ("operation", "node2", "httpd")]
    else:
        chosen = [record for record in records if passes(record)]  # type: ignore[operator]
    assert shown(panel) == len(chosen)
    assert f"{len(chosen)} of {len(records)} events" in panel._table.html


def test_an_event_leads_to_its_moment_and_later_ones_stay(board: Board, panel: EventsPanel) -> None:
    every = list(happenings(board.session))
    first = next(each for each in every if each.record.kind == "fail-count")
    panel._table.hear({"pick": str(first.moment)})
    assert len(board.session.history) == first.moment
    view = board.session.view()
    assert view is not None
    assert view.failcounts == {"httpd": {"node1": 1}}
    assert shown(panel) == len(every)
    assert "(taken back)" in panel._table.html
    panel._table.hear({"pick": str(every[-1].moment)})
    assert "(taken back)" not in panel._table.html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_events_are_told_in_the_learners_language(start: Session, lang: str) -> None:
    board = Board(start.fork(""), lang=lang, sink=Quiet())
    board.drawer.open("events")
    assert {"en": "fail count of httpd", "ja": "フェイルカウント"}[lang] in board.drawer.panel("events")._table.html
