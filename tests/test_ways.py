"""Links to a lesson: what a browser would take out of them is what was meant."""

from __future__ import annotations

from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from hasim.cli import main
from hasim.ways import PLACEHOLDER, WaysError, published, ways
from tests.support import ROOT

LESSON = "ja/04-scores.ipynb"


def test_binder_opens_the_lesson_of_the_branch() -> None:
    link = urlsplit(ways("some-one", "hasim", "try/this", LESSON).binder)
    assert ["", "v2", "gh", "some-one", "hasim", "try/this"] == [unquote(part) for part in link.path.split("/")]
    assert {"urlpath": [f"lab/tree/notebooks/{LESSON}"]} == parse_qs(link.query)


def test_a_hub_pulls_the_project_and_opens_the_lesson_below_its_folder() -> None:
    link = urlsplit(ways("some-one", "hasim", "try/this", LESSON, hub="https://hub.example.org/base/").hub)
    assert ("hub.example.org", "/base/hub/user-redirect/git-pull") == (link.netloc, link.path)
    asked = parse_qs(link.query)
    assert ["try/this"] == asked["branch"]
    assert asked["repo"][0].endswith("/some-one/hasim")
    assert [f"lab/tree/hasim/notebooks/{LESSON}"] == asked["urlpath"]


def test_lite_opens_the_lesson_on_the_projects_pages_or_on_another_site() -> None:
    assert {"path": [LESSON]} == parse_qs(urlsplit(ways("Some-One", "hasim", "main", LESSON).lite).query)
    assert urlsplit(ways("Some-One", "hasim", "main", LESSON).lite).netloc.startswith("some-one.")
    there = ways("o", "n", "main", LESSON, site="http://127.0.0.1:8000/")
    assert f"http://127.0.0.1:8000/lab/index.html?path={LESSON}" == there.lite
    assert "" == there.hub


@pytest.mark.parametrize(
    "wrong",
    [
        {"owner": ""},
        {"owner": "a/b"},
        {"name": "x y"},
        {"branch": ""},
        {"branch": "a b"},
        {"branch": "../x"},
        {"hub": "hub.example.org"},
        {"hub": "https://hub.example.org/?x=1"},
        {"site": "ftp://x"},
    ],
)
def test_what_cannot_be_part_of_a_link_is_refused(wrong: dict[str, str]) -> None:
    given = {"owner": "o", "name": "n", "branch": "main", "hub": "", "site": ""} | wrong
    with pytest.raises(WaysError):
        ways(given["owner"], given["name"], given["branch"], LESSON, hub=given["hub"], site=given["site"])


def test_the_readme_names_the_project_once() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    owner, name = published(readme)
    assert ways(owner, name, "main", "en/01-failover.ipynb").binder in readme
    assert PLACEHOLDER == published("no link here")


def test_the_command_prints_a_line_for_each_way(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["link", "--owner", "o", "--name", "n", "--lesson", "4", "--lang", "ja", "--hub", "https://hub.example.org"]
    assert 0 == main(asked)
    meant = ways("o", "n", "main", LESSON, hub="https://hub.example.org")
    assert list(meant) == [line.split()[-1] for line in capsys.readouterr().out.splitlines()]
    assert 0 == main(["link", "--owner", "o", "--name", "n"])
    assert 2 == len(capsys.readouterr().out.splitlines())


@pytest.mark.parametrize("wrong", [["--lesson", "99"], ["--owner", "a b"], ["--hub", "x"], ["--colour", "red"]])
def test_the_command_says_what_is_wrong(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert 64 == main(["link", "--owner", "o", "--name", "n", *wrong])
    said = capsys.readouterr()
    assert "" == said.out
    assert wrong[-1] in said.err


def test_without_an_owner_the_placeholder_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert 0 == main(["link"])
    said = capsys.readouterr()
    assert "OWNER/NAME" in said.out
    assert "--owner" in said.err
