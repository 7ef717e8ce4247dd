"""A learner's journey in a real browser: break the cluster by clicking, see it fail over, take it back."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.lab import browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NOTEBOOK = """\
from hasim import Session
from hasim.lab import Board, language

session = Session("tutorial", lang=language())
board = Board(session)
board
"""


def write_notebook(path: Path, *sources: str) -> None:
    """A notebook with these code cells."""
    cells = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for i, source in enumerate(sources)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    data = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data))


@pytest.fixture
def need_chromium() -> None:
    if browser.chromium() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is needed on CI")
        pytest.skip("Chromium is absent")


def panels(page: Any, lang: str, folder: Path) -> None:
    """Ask why, predict, type a command, look at the events, travel back: each panel answers in its place."""

    def shows(text: str, place: str) -> None:
        page.wait_for_function("([p, t]) => document.querySelector(p)?.innerText.includes(t)", arg=[place, text])

    page.click(".hasim-open-why")
    shows({"en": "vip runs on node1", "ja": "vip は node1 で動いています"}[lang], ".hasim-why")
    photograph(page, folder, "why")
    page.click(".hasim-open-predict")
    page.select_option(".hasim-predict-where select", index=3)
    shows("node2", ".hasim-predictions")
    page.click(".hasim-open-terminal")
    page.fill(".hasim-terminal-line input", "crm node standby node1")
    page.press(".hasim-terminal-line input", "Enter")
    shows("[root@node1 ~]# crm node standby node1", ".hasim-terminal")
    photograph(page, folder, "terminal")
    page.click(".hasim-open-predict")
    page.click(".hasim-predict-reveal")
    shows({"en": "1 of 1 right", "ja": "1 問中 1 問正解"}[lang], ".hasim-predictions")
    photograph(page, folder, "predict")
    page.click(".hasim-open-events")
    shows("start of httpd on node2: ok", ".hasim-events")
    photograph(page, folder, "events")
    page.click(".hasim-open-faults")
    page.wait_for_selector(".hasim-fault-host")
    photograph(page, folder, "faults")
    page.click(".hasim-open-travel")
    page.focus(".hasim-moment .noUi-handle")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    runs = {"en": "httpd runs on node1", "ja": "httpd は node1 で動作中"}[lang]
    sentence = "document.querySelector('.hasim-placement svg').getAttribute('aria-label')"
    page.wait_for_function(f"{sentence}.includes({runs!r})")
    shows("0.", ".hasim-inputs [aria-current]")
    photograph(page, folder, "travel")


def photograph(page: Any, folder: Path, name: str) -> None:
    """Keep a picture of the page where HASIM_SCREENSHOTS names a folder."""
    wanted = os.environ.get("HASIM_SCREENSHOTS")
    if wanted:
        page.wait_for_timeout(500)
        language = "ja" if (folder / "work" / "ja").exists() else "en"
        page.screenshot(path=Path(wanted) / f"{name}-{language}.png")


@pytest.mark.usefixtures("need_chromium")
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_three_kills_fail_over_and_undo_brings_it_back(lang: str, tmp_path: Path) -> None:
    write_notebook(tmp_path / "work" / lang / "board.ipynb", NOTEBOOK)
    with browser.lab(tmp_path / "work", tmp_path / "settings") as address, browser.page(tmp_path / "chromium") as page:
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        browser.open_notebook(page, address, f"{lang}/board.ipynb")
        browser.run_all(page)
        page.wait_for_selector(".hasim-placement svg")
        sentence = "() => document.querySelector('.hasim-placement svg').getAttribute('aria-label')"
        runs = {"en": "httpd runs on {}", "ja": "httpd は {} で動作中"}[lang]
        assert runs.format("node1") in page.evaluate(sentence)
        for _ in range(3):
            assert browser.click(page, ".hasim-kill-node1", ".hasim-placement svg")["blank"] == 0
        assert runs.format("node2") in page.evaluate(sentence)
        assert "Started node2" in page.inner_text(".hasim-screen")
        assert "kill -9" in page.inner_text(".hasim-log")
        for _ in range(3):
            browser.click(page, ".hasim-undo", ".hasim-placement svg")
        assert runs.format("node1") in page.evaluate(sentence)
        assert "fail-count" not in page.inner_text(".hasim-screen")
        panels(page, lang, tmp_path)
        assert errors == []
        page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save') }")
    saved = json.loads((tmp_path / "work" / lang / "board.ipynb").read_text())
    assert "hasim-placement" in json.dumps(saved["cells"][0]["outputs"])
