"""Journeys in a real browser: a kernel that dies, a session passed on, a report, one's own cluster."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hasim.session import Session
from tests.lab import browser
from tests.lab.test_keep_panel import OWN, REMOTE

pytestmark = [pytest.mark.browser, pytest.mark.slow]

RESTART = "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart() }"


def restart(journey: Any) -> None:
    """The kernel dies and a new one takes its place."""
    journey.page.evaluate(RESTART)
    journey.page.wait_for_function(browser.READY)


def downloaded(journey: Any, link: str, target: Path) -> str:
    """What the browser saves when a link is clicked."""
    with journey.page.expect_download() as waiting:
        journey.page.click(link)
    waiting.value.save_as(target)
    return target.read_text(encoding="utf-8")


def choose_file(journey: Any, button: str, file: Path) -> None:
    with journey.page.expect_file_chooser() as waiting:
        journey.page.click(button)
    waiting.value.set_files(file)


def counted(lang: str) -> str:
    return {"en": "httpd failed once on node1", "ja": "httpd は node1 で 1 回故障"}[lang]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_after_the_kernel_died_the_board_resumes(lang: str, journey: Any) -> None:
    journey.lab(lang=lang)
    journey.board()
    journey.click(".hasim-kill-node1")
    assert counted(lang) in journey.sentence()
    restart(journey)
    browser.run_all(journey.page)
    journey.page.wait_for_selector(".hasim-resume")
    assert counted(lang) not in journey.sentence()
    journey.photograph("resume")
    journey.click(".hasim-resume")
    journey.says(counted(lang))
    journey.page.wait_for_selector(".hasim-resume", state="hidden")
    journey.click(".hasim-undo")  # what the click did, in one go
    assert counted(lang) not in journey.sentence()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_a_session_is_passed_on_as_link_file_and_report(lang: str, journey: Any, tmp_path: Path) -> None:
    journey.lab(lang=lang)
    journey.board()
    page = journey.page
    journey.click(".hasim-kill-node1")
    page.click(".hasim-open-keep")
    page.click(".hasim-keep-link")
    page.wait_for_function("() => document.querySelector('.hasim-keep-link-text textarea').value.startsWith('hasim1.')")
    link = page.input_value(".hasim-keep-link-text textarea")
    kept = downloaded(journey, ".hasim-keep-file", tmp_path / "session.jsonl")
    assert Session.loads(kept).world == Session.from_link(link).world
    page.click(".hasim-keep-report")
    page.wait_for_selector(".hasim-keep-report-file")
    journey.photograph("keep")
    report = downloaded(journey, ".hasim-keep-report-file", tmp_path / "report.html")
    assert f'<html lang="{lang}">' in report
    assert counted(lang) in report
    journey.click(".hasim-undo")
    assert counted(lang) not in journey.sentence()
    page.fill(".hasim-keep-paste textarea", f"https://example.org/#{link}")
    journey.click(".hasim-keep-open")
    journey.says(counted(lang))
    three = Session("two-servers", nodes=["x", "y", "z"])
    (tmp_path / "three.jsonl").write_text(three.dumps())
    choose_file(journey, ".hasim-keep-upload", tmp_path / "three.jsonl")
    page.wait_for_selector(".hasim-power-z")
    journey.says({"en": "z is online", "ja": "z はオンライン"}[lang])


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_ones_own_cluster_is_pasted_and_broken(lang: str, journey: Any, tmp_path: Path) -> None:
    journey.lab(lang=lang)
    journey.board()
    page = journey.page
    page.click(".hasim-open-own")
    page.fill(".hasim-own-text textarea", "totem {\n}\n")
    page.click(".hasim-own-go")
    journey.page.wait_for_selector(".hasim-controls [role=alert] >> text=corosync.conf")
    page.fill(".hasim-own-text textarea", OWN)
    journey.click(".hasim-own-go")
    page.wait_for_selector(".hasim-power-alpha")
    journey.shows(".hasim-own-findings", "ocf:heartbeat:SAPInstance")
    journey.photograph("own")
    journey.click(".hasim-power-alpha")
    journey.says({"en": "sap runs on beta", "ja": "sap は beta で動作中"}[lang])
    (tmp_path / "remote.xml").write_text(REMOTE)
    choose_file(journey, ".hasim-own-upload", tmp_path / "remote.xml")
    page.wait_for_selector(".hasim-own-ask")
    page.click(".hasim-own-ask")
    journey.shows(".hasim-own-forecast tbody", {"en": "changed", "ja": "変わる"}[lang])
    journey.photograph("own-static")


def test_bring_alone_in_voila(journey: Any) -> None:
    journey.voila("from hasim.lab import bring\nbring(lang='en')")
    journey.page.fill(".hasim-own-text textarea", OWN)
    journey.page.click(".hasim-own-go")
    journey.page.wait_for_selector(".hasim-power-alpha")
    journey.board()
    journey.click(".hasim-power-alpha")
    journey.says("sap runs on beta")
    journey.photograph("bring-voila")
