"""The lessons in the browser alone: the first half of lesson 1, with no request to anywhere but the site itself."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.lab import browser, lite
from tests.support import ROOT

pytestmark = [pytest.mark.browser, pytest.mark.slow]

HALF = "about-kill-23"
"""The cell of lesson 1 after the first failure and its repair."""
RUN_HALF = """async (end) => {
  const app = window.jupyterapp, notebook = app.shell.currentWidget.content;
  const place = notebook.widgets.findIndex(cell => cell.model.id === end);
  notebook.activeCellIndex = place;
  await app.commands.execute('notebook:run-all-above');
  return notebook.widgets.slice(0, place).filter(cell => cell.model.type === 'code').map(cell => [
    cell.model.id, cell.outputArea.node.textContent,
    cell.model.outputs.toJSON().filter(each => each.output_type === 'error').map(each => each.evalue).join()
  ]);
}"""
MINUTES = 60_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site; HASIM_SITE names one that was built before."""
    for program, there in (("npm", shutil.which("npm")), ("Chromium", browser.chromium())):
        if there is None:
            if os.environ.get("CI") == "true":
                pytest.fail(f"{program} is needed on CI")
            pytest.skip(f"{program} is absent")
    built = os.environ.get("HASIM_SITE")
    return Path(built) if built else lite.build(tmp_path_factory.mktemp("lite") / "site")


@pytest.fixture
def site(folder: Path) -> Iterator[lite.Site]:
    """The site, served."""
    with lite.served(folder) as served:
        yield served


def test_every_lesson_runs_in_the_browsers_interpreter(folder: Path) -> None:
    """Its cells are the same in each language."""
    command = ["node", str(Path(__file__).with_name("lite_lessons.mjs")), str(folder), "ja"]
    done = subprocess.run(command, capture_output=True, text=True)
    assert 0 == done.returncode, done.stderr[-2000:]
    found = {each["name"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert sorted(path.name for path in ROOT.glob("notebooks/ja/*.ipynb")) == sorted(found)
    assert {} == {name: each["errors"] for name, each in found.items() if each["errors"]}
    assert min(each["cells"] for each in found.values()) > 0


def test_the_site_names_no_other_server_for_packages(folder: Path) -> None:
    packages = json.loads((folder / "static" / "pyodide" / "pyodide-lock.json").read_text(encoding="utf-8"))["packages"]
    for package in packages.values():
        path = folder / "static" / "pyodide" / package["file_name"]
        assert package["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert set(package["depends"]) <= packages.keys()
    assert {"matplotlib", "pandas", "numpy"} & packages.keys() == set()


def test_lesson_1_runs_without_any_outside_request(site: lite.Site, tmp_path: Path) -> None:
    requests: list[str] = []
    errors: list[str] = []
    with browser.page(tmp_path) as page:
        page.context.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{site.address}/lab/index.html?path=ja/01-failover.ipynb")
        page.wait_for_selector(".jp-Notebook", timeout=2 * MINUTES)
        page.wait_for_function(browser.READY, timeout=4 * MINUTES)
        cells = page.evaluate(RUN_HALF, HALF)
        printed = {name: text for name, text, _ in cells}
        assert [] == [f"{name}: {error}" for name, _, error in cells if error]
        assert "fail-count=1" in printed["mon-1"]
        assert "transition" in printed["events-httpd"]  # a table, without pandas
        page.wait_for_selector(".hasim-placement svg")
        assert "httpd は node1 で動作中" in sentence(page)  # the language of the folder
        assert 1 <= page.locator(".hasim-controls").count()
        clicked(page)
        photograph(page)
    assert [] == errors
    assert {"127.0.0.1"} == {urlsplit(url).hostname for url in requests if urlsplit(url).scheme in ("http", "https")}
    assert [] == site.elsewhere


def test_a_request_to_elsewhere_would_be_seen(site: lite.Site, tmp_path: Path) -> None:
    """From the page and from a worker: what the other test holds could fail."""
    script = "fetch('http://localhost:9/{}').catch(() => 0)"
    with browser.page(tmp_path) as page:
        page.goto(f"{site.address}/nothing-is-here")  # the site's own pages lead on to others and may drop the script
        page.evaluate(script.format("page"))
        page.evaluate(f"new Worker(URL.createObjectURL(new Blob([{script.format('worker')!r}])))")
        for _ in range(50):
            if len(site.elsewhere) > 1:
                break
            page.wait_for_timeout(200)
    assert {"http://localhost:9"} == {url.rpartition("/")[0] or url for url in site.elsewhere}
    assert 2 == len(site.elsewhere)


def sentence(page: Any) -> str:
    return str(page.get_attribute(".hasim-placement svg", "aria-label"))


def clicked(page: Any) -> None:
    """A click on the Board's buttons is a failure, and undo takes it back; a click in the picture opens a menu."""
    before = sentence(page)
    browser.click(page, ".hasim-kill-node1", ".hasim-placement svg")
    assert before != sentence(page)
    browser.click(page, ".hasim-undo", ".hasim-placement svg")
    assert before == sentence(page)
    page.click("[data-hasim-pick='node:node1']", position={"x": 30, "y": 5})
    page.wait_for_selector(".hasim-menu [data-hasim-offer]")
    page.keyboard.press("Escape")


def photograph(page: Any) -> None:
    wanted = os.environ.get("HASIM_SCREENSHOTS")
    if wanted:
        page.locator(".hasim-placement svg").first.scroll_into_view_if_needed()
        page.screenshot(path=Path(wanted) / "lite-ja.png")
