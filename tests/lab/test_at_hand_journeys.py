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


@LANGUAGES
def test_the_configuration_is_edited_previewed_and_applied(lang: str, journey: Any) -> None:
    journey.lab(lang=lang)
    journey.board()
    page = journey.page
    page.click(".hasim-open-configure")
    text = ".hasim-configure-text textarea"
    page.wait_for_function("s => document.querySelector(s)?.value.includes('group web vip httpd')", arg=text)
    written = page.input_value(text)
    page.fill(text, written + "foo bar\n")
    page.click(".hasim-configure-preview")
    journey.shows(".hasim-trial", "Unknown command near <foo>")
    journey.photograph("configure-refused")
    page.fill(text, written.replace("group web vip httpd", "group web vip httpd meta target-role=Stopped"))
    page.click(".hasim-configure-preview")
    journey.shows(".hasim-trial", "Stop")
    journey.shows(".hasim-trial", {"en": "nowhere", "ja": "なし"}[lang])
    page.locator(".hasim-configure-preview").scroll_into_view_if_needed()
    journey.photograph("configure")
    page.click(".hasim-configure-apply")
    journey.shows(".hasim-log", "crm configure load update /root/cluster.crm")
    page.wait_for_function("s => document.querySelector(s)?.value.includes('target-role=Stopped')", arg=text)
    journey.click(".hasim-undo")
    journey.says({"en": "httpd runs on node1", "ja": "httpd は node1 で動作中"}[lang])


@LANGUAGES
def test_a_terminal_remembers_completes_takes_several_lines_and_clears(lang: str, journey: Any) -> None:
    journey.lab(lang=lang)
    journey.board()
    page = journey.page
    page.click(".hasim-open-terminal")
    line = ".hasim-terminal-input"
    page.click(line)
    page.keyboard.type("crm_mo")
    page.keyboard.press("Tab")
    page.wait_for_function("s => document.querySelector(s).value === 'crm_mon '", arg=line)
    page.keyboard.type("-1rAf")
    page.keyboard.press("Enter")
    journey.shows(".hasim-terminal", "Migration Summary")
    page.fill(line, "cd /etc\nhostname\npwd")
    page.press(line, "Enter")
    journey.shows(".hasim-terminal", "[root@node1 etc]# pwd")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.input_value(line) == "hostname"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.input_value(line) == ""
    page.keyboard.type("crm resource ")
    page.keyboard.press("Tab")
    journey.shows(".hasim-terminal", "cleanup")
    journey.photograph("terminal")
    page.keyboard.press("Control+l")
    page.wait_for_function("() => !document.querySelector('.hasim-terminal').textContent")
    assert page.input_value(line) == "crm resource "
    page.keyboard.press("Control+c")
    assert page.input_value(line) == ""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") != "hasim-terminal-input"


@LANGUAGES
def test_an_event_leads_to_its_moment_and_logs_show_what_is_new(lang: str, journey: Any) -> None:
    journey.lab(lang=lang)
    journey.board()
    page = journey.page
    for _ in range(3):
        journey.click(".hasim-kill-node1")
    page.click(".hasim-open-events")
    page.select_option(".hasim-events-kind select", label={"en": "fail-count", "ja": "フェイルカウント"}[lang])
    journey.shows(".hasim-events", {"en": "3 of", "ja": "件中 3 件"}[lang])
    page.select_option(".hasim-events-resource select", label="httpd")
    journey.photograph("events")
    page.click(".hasim-events tr:last-child button")
    journey.says({"en": "httpd runs on node1", "ja": "httpd は node1 で動作中"}[lang])
    journey.shows(".hasim-events", {"en": "(taken back)", "ja": "（取り消し済み）"}[lang])
    page.click(".hasim-open-logs")
    page.select_option(".hasim-logs-file select", label="/var/log/pacemaker/pacemaker.log")
    journey.click(".hasim-kill-node1")
    page.wait_for_selector(".hasim-new")
    below = (
        "(e => e.scrollTop + e.clientHeight >= e.scrollHeight - 2)(document.querySelector('.hasim-logs [role=log]'))"
    )
    page.wait_for_function(below)
    page.fill(".hasim-logs-text input", "transition")
    page.press(".hasim-logs-text input", "Enter")
    journey.photograph("logs")


@LANGUAGES
def test_a_file_is_broken_and_the_server_does_not_come_back(lang: str, journey: Any) -> None:
    journey.lab(lang=lang)
    journey.board()
    page = journey.page
    page.click(".hasim-open-files")
    text = ".hasim-files-text textarea"
    page.wait_for_function("s => document.querySelector(s)?.value.includes('ServerRoot')", arg=text)
    page.fill(text, page.input_value(text) + "NoSuchDirective\n")
    page.press(text, "Tab")
    journey.shows(".hasim-difference", "+ NoSuchDirective")
    journey.photograph("files")
    page.click(".hasim-files-save")
    journey.shows(".hasim-log", "/etc/httpd/conf/httpd.conf")
    journey.click(".hasim-kill-node1")
    journey.says({"en": "httpd runs on node2", "ja": "httpd は node2 で動作中"}[lang])


def test_a_dashboard_has_the_same_at_hand(journey: Any) -> None:
    journey.voila()
    journey.board()
    page = journey.page
    page.click(".hasim-open-terminal")
    page.fill(".hasim-terminal-input", "crm node standby node1")
    page.press(".hasim-terminal-input", "Enter")
    journey.says("httpd runs on node2")
    journey.shows(".hasim-terminal", "# crm node standby node1")
    journey.shows(".hasim-said", "pcs node standby node1")
    page.click(".hasim-open-events")
    page.click(".hasim-events tr:last-child button")
    journey.photograph("voila-events")
    page.click(".hasim-open-configure")
    page.click(".hasim-configure-preview")
    journey.shows(".hasim-trial", "Nothing in the configuration would change.")
