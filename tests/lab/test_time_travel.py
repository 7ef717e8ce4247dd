"""Time travel in a real browser: play what was recorded, jump, fork, and two branches side by side."""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_play_jump_fork_and_compare(lang: str, journey: Any) -> None:
    runs = {"en": "httpd runs on {}", "ja": "httpd は {} で動作中"}[lang]
    page = journey.page
    journey.lab(lang=lang)
    journey.board()
    for _ in range(3):
        journey.click(".hasim-kill-node1")
    page.click(".hasim-open-travel")
    page.select_option(".hasim-pace select", index=3)
    page.click(".hasim-unfold")
    page.wait_for_selector(".hasim-play:not([disabled])")
    page.click(".hasim-play")
    page.wait_for_selector(".hasim-play[disabled]")
    journey.says(runs.format("node2"))
    journey.photograph("travel-events")
    page.click(".hasim-delete")
    page.wait_for_selector(".hasim-delete[disabled]")
    for _ in range(3):
        journey.click(".hasim-undo")
    page.click(".hasim-play")
    journey.says(runs.format("node2"))
    page.wait_for_selector(".hasim-play[disabled]")
    page.select_option(".hasim-interest select", index=2)
    journey.click(".hasim-earlier")
    journey.shows(".hasim-log", {"en": "fail count changes", "ja": "フェイルカウントの変化"}[lang])
    journey.photograph("travel-jump")
    page.fill(".hasim-branch input", "what if")
    page.click(".hasim-fork")
    page.wait_for_function("() => document.querySelector('.hasim-branches select').value === 'what if'")
    journey.click(".hasim-standby-node1")
    page.click(".hasim-open-compare")
    page.wait_for_selector(".hasim-compare figure + figure svg")
    journey.shows(".hasim-compare table", "what if")
    journey.photograph("compare")
    page.click(".hasim-open-travel")
    page.click(".hasim-live")
    journey.shows(".hasim-log", {"en": "Nothing will happen", "ja": "何も起こりません"}[lang])
    page.click(".hasim-delete")
    page.wait_for_selector(".hasim-delete[disabled]")
    journey.says(runs.format("node1"))
