"""Journeys through what is at hand: verbs with their commands, the configuration, logs, the terminal."""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LANGUAGES = pytest.mark.parametrize("lang", ["en", "ja"])


@LANGUAGES
def test_a_verb_shows_its_commands_and_does_them(lang: str, journey: Any) -> None:
    journey.lab(lang=lang)
    journey.board()
    page = journey.page
    page.click(".hasim-open-operate")
    page.check(".hasim-operate-more input")
    page.select_option(".hasim-operate-verb select", label={"en": "Move by force", "ja": "強制移動"}[lang])
    page.select_option(".hasim-operate-node select", label="node2")
    journey.shows(".hasim-commands", "crm resource move web node2 force")
    journey.shows(".hasim-commands", "crm_resource --move --resource web --node node2 --force")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click(".hasim-command:nth-child(2) button")
    journey.shows(".hasim-command:nth-child(2) button", {"en": "Copied", "ja": "コピー済み"}[lang])
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "crm_resource --move --resource web --node node2 --force"
    journey.photograph("operate")
    page.click(".hasim-operate-do")
    journey.says({"en": "httpd runs on node2", "ja": "httpd は node2 で動作中"}[lang])
