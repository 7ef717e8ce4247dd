"""The report: complete, self-contained, well-formed, in both languages."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hasim.cli import main
from hasim.report import Prediction, report
from hasim.report.pieces import LONGEST
from hasim.session import Session
from hasim.text import LANGUAGES

VOID = {"meta", "br", "link", "img", "hr", "input"}
NASTY = '<script>alert(1)</script> & "quoted" 日本 \x1b[31m'


class Outline(HTMLParser):
    """Checks that tags nest, and collects what matters."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.links: list[str] = []
        self.pictures: list[str] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [
            values[name] or "" for name in ("href", "src") if tag in ("a", "img", "script") and name in values
        ]
        if tag == "svg":
            assert values["role"] == "img"
            self.pictures.append(values["aria-label"] or "")
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture(scope="module")
def session() -> Session:
    made = Session("tutorial")
    for _ in range(3):
        made.run("node1", "kill -9 $(cat /var/run/httpd/httpd.pid)")
        made.settle()
    made.run("node1", f"echo '{NASTY}'")
    made.write("node2", "/root/<x>", "a & b\n")
    made.run("node2", "crm_mon -1rAf")
    made.fault("cut", between=["node1", "node2"])
    made.wait(60)
    made.run("node1", "false")
    return made


PREDICTIONS = [
    Prediction(0, 60, "where", "httpd", "", "node2", "node2", True),
    Prediction(0, 60, "fail_count", "httpd", "node1", "2", "3", False),
]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_input_its_output_and_its_events_are_there(session: Session, lang: str) -> None:
    page = report(session, lang, predictions=PREDICTIONS)
    outline = Outline(page)
    assert [each for each in outline.ids if re.fullmatch(r"step-\d+", each)] == [
        f"step-{number}" for number in range(1, len(session.history) + 1)
    ]
    assert "Migration Summary" in page
    assert page.count('class="time"') == len(session.history) + len(session.records())
    assert {"en": "1 of 2 right", "ja": "2 問中 1 問正解"}[lang] in page
    assert f'<html lang="{lang}">' in page


def test_it_needs_nothing_from_outside(session: Session) -> None:
    page = report(session)
    outline = Outline(page)
    assert all(link.startswith("#") for link in outline.links)
    assert {link[1:] for link in outline.links} <= set(outline.ids)
    assert "script" not in outline.tags
    assert not re.search(r"url\(\s*['\"]?http|@import", page)


def test_identifiers_are_unique_and_pictures_have_words(session: Session) -> None:
    outline = Outline(report(session))
    assert len(outline.ids) == len(set(outline.ids))
    assert all(outline.pictures)


def test_there_is_a_picture_wherever_it_changed_and_nowhere_else(session: Session) -> None:
    page = report(session)
    articles = re.findall(r'<article id="step-(\d+)"( class="changed")?>(.*?)</article>', page, re.DOTALL)
    changed = [int(number) for number, mark, _ in articles if mark]
    assert all(("<svg" in body) == bool(mark) for _, mark, body in articles)
    assert {2, 4, 6, 10} <= set(changed)  # settled after each kill, and the cut
    assert not {7, 8, 9, 12} & set(changed)  # echo, a file, crm_mon, false


def test_what_somebody_typed_is_text(session: Session) -> None:
    page = report(session)
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert "\x1b" not in page


def test_a_long_output_is_clipped_and_says_so() -> None:
    session = Session("bare")
    session.write("node1", "/root/long", "x" * (LONGEST + 7))
    assert "7 more characters" in report(session)


def test_progress_comes_once_a_step(session: Session) -> None:
    seen: list[tuple[int, int]] = []
    report(session, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(number, len(session.history)) for number in range(1, len(session.history) + 1)]


def test_the_same_session_gives_the_same_page(session: Session) -> None:
    assert report(session) == report(Session.loads(session.dumps()))


@pytest.mark.parametrize("scenario", ["bare", "two-servers"])
def test_a_session_without_inputs_has_a_report(scenario: str) -> None:
    Outline(report(Session(scenario)))


def test_the_command_writes_it(session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, target = tmp_path / "s.jsonl", tmp_path / "o.html"
    source.write_text(session.dumps())
    assert main(["report", str(source), "-o", str(target), "--lang", "ja"]) == 0
    assert '<html lang="ja">' in target.read_text()
    assert f"writes {len(session.history)} of {len(session.history)}" in capsys.readouterr().err
    assert main(["report", str(source)]) == 0
    assert (tmp_path / "s.html").exists()
    assert main(["report", str(tmp_path / "missing.jsonl")]) == 66
    assert main(["report", str(target)]) == 65
    assert main(["report"]) == 64
    assert main(["report", str(source), "-o", str(tmp_path / "no" / "o.html")]) == 73
