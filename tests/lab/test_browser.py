"""A learner's journey in a real browser: break the cluster by clicking, see it fail over, take it back."""

import json
import os
from pathlib import Path

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
        assert errors == []
        page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save') }")
    saved = json.loads((tmp_path / "work" / lang / "board.ipynb").read_text())
    assert "hasim-placement" in json.dumps(saved["cells"][0]["outputs"])
