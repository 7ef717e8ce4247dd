"""Receipts: what a score is made of, down to the failure behind it."""

from __future__ import annotations

from itertools import product

import pytest

from hasim import Session
from hasim.explain import receipt, score_rows
from hasim.scheduler.scores import CauseKind, sum_of
from hasim.text import LANGUAGES, say

FAILED_OVER = 3


@pytest.fixture(scope="module")
def session() -> Session:
    session = Session("tutorial")
    for _ in range(FAILED_OVER):
        session.run("node1", "kill -9 $(cat /etc/httpd/run/httpd.pid)")
        session.settle()
    return session


@pytest.mark.parametrize(("resource", "node"), list(product(["vip", "httpd", "ping:0", "ping:1"], ["node1", "node2"])))
def test_every_receipt_adds_up_to_the_scheduler_s_score(session: Session, resource: str, node: str) -> None:
    bill = session.why(resource, node)
    decisive = [row[3] for row in score_rows(session.cib(), int(session.clock())) if row[1:3] == (resource, node)]  # type: ignore[arg-type]
    assert decisive[-1:] == [bill.score]
    assert bill.score == sum_of(bill.causes)


def test_the_failure_of_a_follower_is_named(session: Session) -> None:
    text = str(session.why("vip", "node1"))
    assert text.startswith("vip on node1: -INFINITY")
    assert "httpd" in text
    assert "3" in text.partition("\n")[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_cause_has_its_words(lang: str) -> None:
    assert all(say(f"cause.{kind}", lang, id="", resource="") for kind in CauseKind)


def test_unknown_names(session: Session) -> None:
    cib = session.cib()
    assert cib is not None
    with pytest.raises(KeyError, match="no such resource"):
        receipt(cib, 0, "nothing", "node1")
    with pytest.raises(KeyError, match="no such node"):
        receipt(cib, 0, "vip", "nowhere")
