"""A teacher's hour in a real browser: scenes, hide and reveal, large type; and a journey by keyboard only."""

import json
from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = [
    {"note": {"en": "One web server, two machines.", "ja": "Web サーバが 1 つ、マシンが 2 台。"}},
    {
        "note": {"en": "node1 loses power. Where does httpd go?", "ja": "node1 の電源が落ちます。httpd はどこへ？"},
        "hide": True,
        "fault": "power-off",
        "node": "node1",
    },
    {"settle": True},
]
CELL = f"""\
import json
from hasim import Session
from hasim.lab import Board, language

board = Board(Session("tutorial", lang=language()), script=json.loads('''{json.dumps(SCRIPT)}'''))
board
"""


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_script_is_shown_hidden_revealed_and_taken_back(lang: str, journey: Any) -> None:
    page = journey.page
    runs = {"en": "httpd runs on {}", "ja": "httpd は {} で動作中"}[lang]
    journey.lab(CELL, lang=lang)
    journey.board()
    page.click(".hasim-script-next")
    journey.shows(".hasim-note", {"en": "One web server", "ja": "マシンが 2 台"}[lang])
    page.click(".hasim-open-teach")
    page.click(".hasim-large input")
    page.wait_for_selector(".hasim-board.hasim-large")
    journey.photograph("teach-large")
    page.click(".hasim-script-next")
    page.wait_for_selector(".hasim-veil")
    journey.photograph("teach-hidden")
    assert page.query_selector(".hasim-placement svg") is None
    page.click(".hasim-script-reveal")
    journey.says(runs.format("node2"))
    journey.photograph("teach-revealed")
    page.click(".hasim-script-back")
    journey.says(runs.format("node1"))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_whole_lesson_by_keyboard_only(lang: str, journey: Any) -> None:
    page, keys = journey.page, journey.page.keyboard
    runs = {"en": "httpd runs on {}", "ja": "httpd は {} で動作中"}[lang]
    journey.lab(CELL, lang=lang)
    journey.board()
    page.focus(".hasim-board")  # a learner tabs there
    keys.press("?")
    journey.shows(".hasim-keys", {"en": "next event", "ja": "次の出来事"}[lang])
    journey.photograph("keys")
    keys.press("Escape")
    page.wait_for_function("() => !document.querySelector('.hasim-keys')")
    keys.press("1")
    page.wait_for_selector(".hasim-menu button:focus")
    keys.press("Enter")
    journey.says({"en": "httpd failed once on node1", "ja": "httpd は node1 で 1 回故障"}[lang])
    keys.press("u")
    page.wait_for_function("() => !document.querySelector('.hasim-screen').innerText.includes('fail-count')")
    keys.press("PageDown")
    journey.shows(".hasim-note", {"en": "One web server", "ja": "マシンが 2 台"}[lang])
    keys.press("PageDown")
    page.wait_for_selector(".hasim-veil")
    keys.press("h")
    journey.says(runs.format("node2"))
    keys.press("w")
    journey.shows(".hasim-why", "vip")
    keys.press("ArrowLeft")
    keys.press("ArrowLeft")
    journey.says(runs.format("node1"))
    keys.press("m")
    page.wait_for_selector(".hasim-terminal-input")
    page.focus(".hasim-terminal-input")
    keys.type("echo nsu?")
    keys.press("Enter")
    journey.shows(".hasim-log", "echo nsu?")
