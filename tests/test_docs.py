"""The documentation: it is up to date, its links lead somewhere, and it becomes a site without a warning."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from importlib import import_module
from pathlib import Path

import pytest

from docs import lessons
from hasim.text import LANGUAGES
from tests import modelled
from tests.scheduler import conformance
from tests.support import ROOT
from tests.test_rooms import ROOMS

PAGES = [*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md")), ROOT / "benchmarks" / "README.md"]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def test_what_is_modelled_is_up_to_date() -> None:
    """Where it is not: ``python -m tests.modelled``."""
    assert modelled.PAGE.read_text(encoding="utf-8") == modelled.page()


def test_the_page_tells_of_the_whole_suite() -> None:
    at_hand = set(conformance.cases())
    if not at_hand or "HASIM_CTS" in os.environ:
        pytest.skip("the regression suite is absent, or another one")
    assert at_hand == modelled.cases()


def test_the_readme_tells_of_as_many_cases() -> None:
    right = min(len(names) for names in conformance.ratchet().values())
    assert f"| {right} of {len(modelled.cases())} cases |" in (ROOT / "README.md").read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The headings of a page as links name them."""
    headings = re.findall(r"(?m)^#+ (.*)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", page.read_text(encoding="utf-8"))
    dead = []
    for link in LINK.findall(text):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        made = path.startswith("lessons/")  # while the site is built
        if ":" not in path and not made and not (target.exists() and (not anchor or anchor in anchors(target))):
            dead.append(link)
    assert dead == []


def test_the_lessons_are_on_the_site_in_every_language() -> None:
    menu = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert [set(LANGUAGES)] * 2 == [set(lessons.LANGUAGES), set(lessons.LIVE)]
    assert [f"lessons/{lang}/index" for lang in LANGUAGES] == re.findall(r"(?m)^lessons/\w+/index$", menu)


@pytest.mark.slow
def test_the_site_is_built_with_a_lesson_in_each_language(tmp_path: Path) -> None:
    """Sphinx takes no warning: a dead link, a page that cannot be read, a name in the API that is not there."""
    command = [sys.executable, str(ROOT / "docs" / "build.py"), str(tmp_path / "site"), "--lessons", "05"]
    told = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert 0 == told.returncode, told.stderr
    site = tmp_path / "site"
    loaded = re.compile(
        r'(?:<script[^>]* src|<link[^>]* rel="(?:stylesheet|preload)"[^>]* href|<img[^>]* src)="(\w+:)?//'
    )
    for page in site.rglob("*.html"):
        assert loaded.findall(page.read_text(encoding="utf-8")) == [], page.name
    for lang in lessons.LANGUAGES:
        text = (site / "lessons" / lang / "05-together.html").read_text(encoding="utf-8")
        shown = set(re.findall(r'<img alt="[^"]+" src="\.\./\.\./(_images/[^"]+\.svg)"', text))
        assert len(shown) > 4
        assert {ET.parse(site / each).getroot().tag for each in shown} == {"{http://www.w3.org/2000/svg}svg"}
        assert "[root@node1 ~]# " in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_module_that_is_named_is_there(page: Path) -> None:
    """As a path from the project's root, from the package, or, where a page walks through one room, by its name."""
    folders = ("hasim", "tests", "notebooks", "docs", "benchmarks", "binder")
    known = [path.as_posix() for folder in folders for path in (ROOT / folder).rglob("*.py")]
    named = re.findall(r"`((?:[a-z_]+/)*[a-z_]+\.py)`", page.read_text(encoding="utf-8"))
    assert [name for name in named if not any(path == name or path.endswith(f"/{name}") for path in known)] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_name_that_is_imported_is_there(page: Path) -> None:
    imports = re.findall(r"from (hasim[\w.]*) import ([\w, ]+)", page.read_text(encoding="utf-8"))
    named = [(module, name.strip()) for module, names in imports for name in names.split(",")]
    assert [(module, name) for module, name in named if not hasattr(import_module(module), name)] == []


def test_the_rooms_of_the_design_are_those_that_are_held() -> None:
    rows = re.findall(r"(?m)^\| ((?:`[a-z]+(?:/|\.py)`(?:, )?)+) \|", (ROOT / "docs" / "design.md").read_text())
    told = [tuple(re.findall(r"`([a-z]+)", row)) for row in rows]
    assert told == list(ROOMS)
