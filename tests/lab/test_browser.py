"""A learner's journey in a real browser: break the cluster by clicking, see it fail over, take it back."""

import json
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def panels(journey: Any) -> None:
    """Ask why, predict, type a command, look at the events, travel back: each panel answers in its place."""
    page, lang = journey.page, journey.lang
    page.click(".hasim-open-why")
    journey.shows(".hasim-why", {"en": "vip runs on node1", "ja": "vip は node1 で動いています"}[lang])
    journey.photograph("why")
    page.click(".hasim-open-predict")
    page.select_option(".hasim-predict-where select", index=3)
    journey.shows(".hasim-predictions", "node2")
    page.click(".hasim-open-terminal")
    page.fill(".hasim-terminal-input", "crm node standby node1")
    page.press(".hasim-terminal-input", "Enter")
    journey.shows(".hasim-terminal", "[root@node1 ~]# crm node standby node1")
    journey.photograph("terminal")
    page.click(".hasim-open-predict")
    page.click(".hasim-predict-reveal")
    journey.shows(".hasim-predictions", {"en": "1 of 1 right", "ja": "1 問中 1 問正解"}[lang])
    journey.photograph("predict")
    page.click(".hasim-open-events")
    journey.shows(".hasim-events", {"en": "start of httpd on node2: ok", "ja": "node2 で httpd の start: ok"}[lang])
    journey.photograph("events")
    page.click(".hasim-open-faults")
    page.wait_for_selector(".hasim-fault-host")
    journey.photograph("faults")
    page.click(".hasim-open-travel")
    page.focus(".hasim-moment .noUi-handle")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    journey.says({"en": "httpd runs on node1", "ja": "httpd は node1 で動作中"}[lang])
    journey.shows(".hasim-inputs [aria-current]", "0.")
    journey.photograph("travel")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_three_kills_fail_over_and_undo_brings_it_back(lang: str, journey: Any) -> None:
    journey.lab(lang=lang)
    journey.board()
    runs = {"en": "httpd runs on {}", "ja": "httpd は {} で動作中"}[lang]
    assert runs.format("node1") in journey.sentence()
    for _ in range(3):
        assert journey.click(".hasim-kill-node1")["blank"] == 0
    assert runs.format("node2") in journey.sentence()
    assert "Started node2" in journey.page.inner_text(".hasim-screen")
    assert "kill -9" in journey.page.inner_text(".hasim-log")
    for _ in range(3):
        journey.click(".hasim-undo")
    assert runs.format("node1") in journey.sentence()
    assert "fail-count" not in journey.page.inner_text(".hasim-screen")
    panels(journey)
    saved = json.loads(journey.save())
    assert "hasim-placement" in json.dumps(saved["cells"][0]["outputs"])


def test_notebook_7_shows_the_same(journey: Any) -> None:
    journey.notebook_7()
    journey.board()
    for _ in range(3):
        journey.click(".hasim-kill-node1")
    assert "httpd runs on node2" in journey.sentence()
    journey.photograph("notebook-7")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_voila_shows_the_same_as_a_dashboard(lang: str, journey: Any) -> None:
    journey.voila(lang=lang)
    journey.board()
    for _ in range(3):
        assert journey.click(".hasim-kill-node1")["blank"] == 0
    assert {"en": "httpd runs on node2", "ja": "httpd は node2 で動作中"}[lang] in journey.sentence()
    journey.photograph("voila")


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_why_leads_to_the_statement_and_to_what_it_would_take(lang: str, journey: Any) -> None:
    """Open the statement behind a line, choose a node, and carry the first offer out."""
    journey.lab(lang=lang)
    journey.board()
    for _ in range(3):
        journey.click(".hasim-kill-node1")
    page = journey.page
    page.click(".hasim-open-why")
    journey.shows(".hasim-why", "migration-threshold=3")
    page.click(".hasim-origin summary >> nth=0")
    page.wait_for_selector(".hasim-origin[open] mark")
    page.select_option(".hasim-ways-node select", label="node1")
    journey.shows(".hasim-ways", "crm resource cleanup")
    journey.photograph("ways")
    page.click(".hasim-ways-do")
    journey.says({"en": "httpd runs on node1", "ja": "httpd は node1 で動作中"}[lang])
