"""The score map shows the scores that decided, and where each resource goes."""

from __future__ import annotations

import pytest

from hasim.cib import INFINITY
from hasim.draw import score_map, score_sentence
from hasim.draw.decided import moment
from hasim.draw.scores import MOST
from hasim.draw.worth import Worth, Worths, read_worths
from hasim.text import LANGUAGES
from tests.draw.looks import faults, texts
from tests.draw.stories import RECORDED, decidable, large, recorded, story


@pytest.mark.parametrize("case", RECORDED)
def test_each_score_is_the_last_that_was_computed(case: str) -> None:
    cib = recorded(case)
    if not decidable(cib):
        pytest.skip("hasim does not decide on it")
    decided, found = moment(cib), read_worths(cib)
    assert decided is not None
    assert found is not None
    last = {(each.resource, each.node): each.score for each in decided.decision.scores if each.function}
    for row in found.rows:
        assert dict(row.scores) == {node: score for (name, node), score in last.items() if name == row.resource}
    assigned = {leaf.id: leaf.assigned.name if leaf.assigned else "" for leaf in decided.decision.cluster.leaves()}
    assert {row.resource: row.chosen for row in found.rows}.items() <= assigned.items()


def test_the_scores_of_the_session_are_shown() -> None:
    session = story("failover")
    found = read_worths(session)
    assert found is not None
    httpd = next(row for row in found.rows if row.resource == "httpd")
    assert (dict(httpd.scores), httpd.chosen) == ({"node1": -INFINITY, "node2": INFINITY}, "node2")
    for row in found.rows:
        for node, score in row.scores.items():
            assert session.why(row.resource, node).score == score


MADE_UP = Worths(
    ("n1", "n2", "n3"),
    (Worth("a", {"n1": INFINITY, "n2": -INFINITY}, "n1"), Worth("b", {"n1": -5, "n2": 0, "n3": 200})),
)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_infinite_forbidden_and_not_considered_differ_in_their_text(lang: str) -> None:
    figure = score_map(MADE_UP, lang)
    assert faults(figure) == []
    shown = texts(figure)
    for text in ("∞", "−∞", "·", "−5", "0", "200", "✓"):
        assert text in shown
    assert any(artist.get_hatch() for artist in figure.artists if hasattr(artist, "get_hatch"))


def test_the_sentence_says_all_of_it() -> None:
    assert score_sentence(MADE_UP, "en") == (
        "a: INFINITY on n1, -INFINITY on n2 and n3 is not considered; it goes to n1;"
        " b: -5 on n1, 0 on n2 and 200 on n3; it goes nowhere."
    )


def test_what_is_left_out_is_counted() -> None:
    found = read_worths(large())
    assert found is not None
    shown = texts(score_map(found, "en"))
    assert f"{len(found.rows) - MOST[0]} more resources are not drawn." in shown
    assert f"{len(found.nodes) - MOST[1]} more nodes are not drawn." in shown
