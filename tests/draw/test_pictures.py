"""Every picture, of every story, in both languages: readable, complete, and said in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hasim.draw import PICTURES, png, save, svg
from hasim.session import Session
from hasim.text import LANGUAGES
from tests.draw.looks import faults
from tests.draw.stories import RECORDED, STORIES, decidable, large, recorded, story

OF_DECISIONS = ("placement", "transition", "constraints", "scores")
"""The pictures that a bare configuration has."""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", PICTURES)
@pytest.mark.parametrize("told", STORIES)
def test_a_picture_is_readable_and_says_the_same_in_words(told: str, name: str, lang: str) -> None:
    session = story(told)
    assert faults(PICTURES[name].draw(session, lang)) == []
    said = PICTURES[name].sentence(session, lang)
    assert said.strip().endswith("。" if lang == "ja" else ".")
    assert "{" not in said


@pytest.mark.parametrize("name", OF_DECISIONS)
@pytest.mark.parametrize("case", RECORDED)
def test_a_recorded_configuration_is_readable(case: str, name: str) -> None:
    cib = recorded(case)
    if not decidable(cib):
        pytest.skip("hasim does not decide on it")
    lang = LANGUAGES[len(case) % 2]
    assert faults(PICTURES[name].draw(cib, lang)) == []
    assert PICTURES[name].sentence(cib, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", OF_DECISIONS)
def test_a_very_large_configuration_is_cut_short_and_says_so(name: str, lang: str) -> None:
    figure = PICTURES[name].draw(large(), lang)
    assert faults(figure) == []
    shown = " ".join(each.get_text() for each in figure.texts)
    assert ("省略" in shown or "ほか" in shown) if lang == "ja" else ("more" in shown)


@pytest.mark.parametrize("name", PICTURES)
def test_without_a_cluster_there_is_still_a_picture(name: str) -> None:
    session = Session("bare", dialect="1.1")
    for lang in LANGUAGES:
        assert faults(PICTURES[name].draw(session, lang)) == []
        assert PICTURES[name].sentence(session, lang)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_drawn_twice_is_the_same(name: str) -> None:
    first, second = (svg(PICTURES[name].draw(story("failover"), "en"), "alt", "one") for _ in range(2))
    assert first == second


def test_a_picture_is_kept_as_a_file(tmp_path: Path) -> None:
    figure = PICTURES["scores"].draw(story("failover"), "en")
    save(figure, tmp_path / "scores.png")
    save(figure, str(tmp_path / "scores.svg"), "what it says")
    assert (tmp_path / "scores.png").read_bytes() == png(figure)
    kept = (tmp_path / "scores.svg").read_text(encoding="utf-8")
    assert kept.startswith("<svg")
    assert 'aria-label="what it says"' in kept
    with pytest.raises(ValueError, match=r"\.png or \.svg"):
        save(figure, tmp_path / "scores.pdf")
    assert not (tmp_path / "scores.pdf").exists()


def test_the_examples_of_the_guide_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = Path(__file__).resolve().parents[2] / "docs" / "pictures.md"
    blocks = re.findall(r"```python\n(.*?)```", guide.read_text(encoding="utf-8"), re.DOTALL)
    assert blocks
    monkeypatch.chdir(tmp_path)
    for block in blocks:
        exec(compile(block, str(guide), "exec"), {})
    assert (tmp_path / "transition.png").exists()
    for image in re.findall(r"\]\((images/[^)]+)\)", guide.read_text(encoding="utf-8")):
        assert (guide.parent / image).exists()
