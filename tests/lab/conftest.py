"""A Board for each test; and for journeys one JupyterLab and one Voila a test process, a page and a notebook each."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from hasim.lab import Board
from hasim.session import Session
from tests.lab import browser
from tests.lab.lesson_runs import NOTEBOOKS
from tests.lab.quiet import Quiet

_numbers = count(1)


@pytest.fixture(scope="session")
def start() -> Session:
    """The tutorial, to be forked and left as it is."""
    return Session("tutorial")


@pytest.fixture
def board(start: Session) -> Board:
    """A Board on the tutorial that displays nothing."""
    return Board(start.fork(""), sink=Quiet())


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Server]:
    """JupyterLab and Notebook 7."""
    place = tmp_path_factory.mktemp("jupyter")
    (place / "work").mkdir()
    with browser.lab(place / "work", place / "settings") as server:
        yield server


@pytest.fixture(scope="session")
def voila(tmp_path_factory: pytest.TempPathFactory) -> Iterator[browser.Server]:
    """Voila."""
    place = tmp_path_factory.mktemp("voila")
    (place / "work").mkdir()
    with browser.voila(place / "work", place / "settings") as server:
        yield server


@pytest.fixture(scope="session")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where Chromium keeps what it has loaded once."""
    return tmp_path_factory.mktemp("chromium")


@dataclass(slots=True)
class Journey:
    """A fresh page, and what a learner does there. Errors of the page fail the test at its end."""

    page: Any
    server: Callable[[str], browser.Server]
    name: str
    errors: list[str] = field(default_factory=list)
    lang: str = "en"
    path: Path = Path()

    def lab(self, *cells: str, lang: str = "en") -> None:
        """Open a notebook with these cells (by default, a Board on the tutorial) in JupyterLab and run it."""
        server = self.server("jupyter")
        browser.open_notebook(self.page, server, self._write(server, cells, lang))
        browser.run_all(self.page)

    def lesson(self, name: str, lang: str) -> None:
        """Open a lesson in JupyterLab; none of its cells has run."""
        server = self.server("jupyter")
        self.lang, self.path = lang, server.folder / lang / name
        self.path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(NOTEBOOKS / lang / name, self.path)
        browser.open_notebook(self.page, server, f"{lang}/{name}")

    def run_cell(self, cell: str) -> Any:
        """Run the cell of that id; its place on the page."""
        return browser.run_cell(self.page, cell)

    def add_cell(self, source: str) -> Any:
        """Add a cell below the one that ran last, and run it."""
        return browser.run_cell(self.page, "", source)

    def notebook_7(self, *cells: str, lang: str = "en") -> None:
        """The same in Notebook 7."""
        server = self.server("jupyter")
        browser.open_notebook_7(self.page, server, self._write(server, cells, lang))
        self.errors.clear()  # its own: some plugins of JupyterLab that are found beside it do not fit it
        browser.run_all(self.page)

    def voila(self, *cells: str, lang: str = "en") -> None:
        """The same as a Voila dashboard."""
        server = self.server("voila")
        browser.open_dashboard(self.page, server, self._write(server, cells, lang))

    def _write(self, server: browser.Server, cells: tuple[str, ...], lang: str) -> str:
        """A notebook in the language's folder; its path on the server."""
        self.lang = lang
        self.path = server.folder / lang / f"{self.name}-{next(_numbers)}.ipynb"
        browser.write_notebook(self.path, *(cells or (browser.BOARD,)))
        return str(self.path.relative_to(server.folder))

    def board(self) -> Any:
        """Wait until the Board's pictures are there."""
        return self.page.wait_for_selector(".hasim-placement svg")

    def shows(self, place: str, text: str) -> None:
        """Wait until the text stands in the first element that the selector finds."""
        self.page.wait_for_function("([p, t]) => document.querySelector(p)?.innerText.includes(t)", arg=[place, text])

    def sentence(self, figure: str = ".hasim-placement") -> str:
        """The alternative text of a figure."""
        return str(self.page.get_attribute(f"{figure} svg", "aria-label"))

    def says(self, text: str, figure: str = ".hasim-placement") -> None:
        """Wait until a figure's alternative text contains a text."""
        self.page.wait_for_function(
            "([p, t]) => document.querySelector(p + ' svg')?.getAttribute('aria-label').includes(t)", arg=[figure, text]
        )

    def click(self, button: str, picture: str = ".hasim-placement svg") -> dict[str, float]:
        """Click and wait for the picture to change; see `browser.click`."""
        return browser.click(self.page, button, picture)

    def focused(self) -> str:
        """Which place of a picture has the focus; "" for another one of the Board's page."""
        return str(self.page.evaluate("() => document.activeElement?.dataset.hasimPick ?? ''"))

    def save(self) -> str:
        """Save the notebook; what is then in its file."""
        self.page.evaluate("async () => { await window.jupyterapp.commands.execute('docmanager:save') }")
        return self.path.read_text(encoding="utf-8")

    def photograph(self, name: str) -> None:
        """Keep a picture of the page where HASIM_SCREENSHOTS names a folder."""
        wanted = os.environ.get("HASIM_SCREENSHOTS")
        if wanted:
            self.page.wait_for_timeout(500)
            self.page.screenshot(path=Path(wanted) / f"{name}-{self.lang}.png")


@pytest.fixture
def journey(request: pytest.FixtureRequest, profile: Path) -> Iterator[Journey]:
    """A learner's journey in a real browser; mark its test as `browser` and `slow`."""
    if browser.chromium() is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is needed on CI")
        pytest.skip("Chromium is absent")
    with browser.page(profile) as page:
        made = Journey(page, request.getfixturevalue, request.node.name.split("[")[0])
        page.on("pageerror", lambda error: made.errors.append(str(error)))
        yield made
        assert made.errors == []
