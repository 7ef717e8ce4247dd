"""The Board answers "why?": bills that add up, the statement behind each line, and what stops a resource."""

import re
from html import unescape

import pytest

from hasim.explain import fact_text
from hasim.lab import Board
from hasim.lab.origins import Origins
from hasim.lab.panels.why import answer
from hasim.reasons import phrase
from hasim.scheduler import schedule
from hasim.scheduler.scores import Fact
from hasim.session import Session
from hasim.text import LANGUAGES
from hasim.why import explanation, resources
from tests.japanese import english_in
from tests.receipts.corpus import corpus
from tests.scheduler.clusters import NOW

KILL = "kill -9 $(cat /etc/httpd/run/httpd.pid)"


class Quiet:
    """A sink that shows nothing."""

    def show(self, html: str) -> None:
        pass

    def update(self, html: str) -> None:
        pass


@pytest.fixture(scope="module")
def failed_over(start: Session) -> Session:
    session = start.fork("failed over")
    for _ in range(3):
        session.run("node1", KILL)
        session.settle()
    return session


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "\n", html))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_failure_behind_a_move_is_on_the_bill_with_its_statement(failed_over: Session, lang: str) -> None:
    text = plain(answer(failed_over, "vip", lang))
    assert fact_text(Fact.of("threshold", count=3, threshold=3), lang) in text
    assert "rsc_defaults rsc-options: resource-stickiness=INFINITY migration-threshold=3" in text
    assert "node2" in text.splitlines()[2]
    assert text.count("group web vip httpd") >= 1


def test_an_open_panel_follows_and_a_closed_one_costs_nothing(start: Session) -> None:
    board = Board(start.fork("test"), sink=Quiet())
    asked: list[str] = []
    board.why("httpd")
    panel = board.drawer.panel("why")
    assert "httpd runs on node1" in panel._answer.value
    board.standby("node1")
    assert "httpd runs on node2" in panel._answer.value
    assert "node1 is in standby" in panel._answer.value
    board.drawer.open("")
    panel.refresh = lambda: asked.append("refresh")
    board.undo()
    assert asked == []
    board.drawer.open("why")
    assert asked == ["refresh"]


def test_a_panel_that_fails_says_so(start: Session) -> None:
    board = Board(start.fork("test"), sink=Quiet())
    board.why("httpd")

    def broken() -> None:
        raise RuntimeError("the bill is torn")

    board.drawer.panel("why").refresh = broken
    board.refresh()
    assert "RuntimeError: the bill is torn" in board.drawer._error.value
    del board.drawer.panel("why").refresh
    board.refresh()
    assert board.drawer._error.value == ""


@pytest.mark.parametrize(
    ("line", "said", "statement"),
    [
        ("crm resource stop vip", "vip is to be stopped (target-role)", "meta target-role=Stopped"),
        (
            "crm configure property stop-all-resources=true",
            "all resources are to be stopped",
            "stop-all-resources=true",
        ),
    ],
)
def test_what_stops_a_resource_is_named_with_its_statement(
    start: Session, line: str, said: str, statement: str
) -> None:
    session = start.fork("test")
    session.run("node1", line)
    session.settle()
    text = plain(answer(session, "vip", "en"))
    stopped = text.partition("What stops it")[2]
    assert said in stopped
    assert statement in stopped


def test_without_a_gateway_the_rule_is_named(start: Session) -> None:
    session = start.fork("test")
    session.fault("host-down", host="192.168.0.1")
    session.settle()
    assert session.running()["vip"] == []
    text = plain(answer(session, "httpd", "en")).partition("What stops it")[2]
    assert "location web_location web rule -inf: not_defined default_ping_set" in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_cluster_there_is_nothing_to_ask(lang: str) -> None:
    session = Session("bare", dialect="1.1")
    assert answer(session, None, lang)
    board = Board(session, lang=lang, sink=Quiet())
    board.drawer.open("why")
    assert board.drawer._error.value == ""


def test_options_are_found_where_they_are_set(start: Session) -> None:
    origins = Origins(start.cib())  # type: ignore[arg-type]
    assert origins.of_option("migration-threshold", "ping:0").startswith("rsc_defaults")
    assert origins.of_option("no-such-option", "vip") == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_leads_to_its_statement_in_the_configuration_around_it(failed_over: Session, lang: str) -> None:
    html = answer(failed_over, "vip", lang)
    assert "<b>migration-threshold=3</b>" in html
    before, _, after = html.partition("<b>migration-threshold=3</b>")
    context = before.rpartition("<pre")[2] + after.partition("</pre>")[0]
    assert "<mark" in context
    assert "property" in context


def test_the_chosen_node_comes_first(failed_over: Session) -> None:
    heads = re.findall(r'hasim-bill"[^>]*><b>(.*?)</b>', answer(failed_over, "vip", "en"))
    assert [head.split(":")[0] for head in heads] == ["vip on node2", "vip on node1"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_it_would_take_is_carried_out_here_or_on_a_branch(failed_over: Session, lang: str) -> None:
    board = Board(failed_over.fork("test"), lang=lang, sink=Quiet(), autosave=False)
    board.why("httpd")
    view = board.drawer.panel("why")._ways
    assert view._page.value == ""
    view._node.value = "node1"
    assert "crm resource cleanup httpd node1" in unescape(view._page.value)
    assert "crm_resource --cleanup --resource httpd --node node1" in unescape(view._page.value)
    first = board.branches.name
    view.try_out()
    assert board.session.running()["httpd"] == ["node1"]
    assert board.branches.name != first
    board.switch(first)
    assert board.session.running()["httpd"] == ["node2"]
    before = len(board.session.history)
    view.carry_out()
    assert board.session.running()["httpd"] == ["node1"]
    assert len(board.session.history) > before + 2
    board.undo()
    assert len(board.session.history) == before
    assert board.outcome.error == ""


def test_a_machine_that_is_off_is_switched_on(start: Session) -> None:
    board = Board(start.fork("test"), sink=Quiet(), autosave=False)
    board.power("node2", on=False)
    board.why("httpd")
    view = board.drawer.panel("why")._ways
    view._node.value = "node2"
    view.carry_out()
    assert board.session.running()["httpd"] == ["node2"]
    assert "httpd is on node2, or will be" in plain(view._page.value)


def test_in_japanese_nothing_is_left_in_english() -> None:
    """What stands in the brackets ［］ are the scheduler's own words, as in its logs."""
    for name, cib in corpus().items():
        for resource in resources(cib, NOW):
            found = explanation(cib, NOW, resource)
            texts = [found.sentence("ja"), *(each.text("ja") for each in (*found.stoppers, *found.deeds))]
            texts += [line for receipt in found.receipts for line in receipt.lines("ja")]
            for text in texts:
                assert english_in(re.sub("［.*?］", "", text)) == [], (name, text)


def test_every_reason_of_the_scheduler_is_known() -> None:
    for cib in corpus().values():
        for action in schedule(cib, NOW).actions:
            assert not action.reason or phrase(action.reason), action.reason
