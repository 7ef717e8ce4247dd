"""The prepared lectures: each plays to its end, in both languages, and what its notes say is what happens."""

from typing import Any

import pytest

from hasim.lab import demo
from hasim.lab.demos import names
from hasim.lab.lecture import Scene
from hasim.session import Session
from hasim.text import LANGUAGES
from tests.lab.lesson_runs import NOTEBOOKS

ALL = names()


def script(name: str) -> tuple[Session, list[Scene]]:
    """A fresh session, and the scenes."""
    board = demo(name, lang="en")
    return board.session, board.lecture.scenes


def test_each_lesson_has_its_lecture() -> None:
    lessons = {path.stem for path in (NOTEBOOKS / "en").glob("*.ipynb") if "exam" not in path.stem}
    assert lessons == set(ALL)


@pytest.mark.parametrize("name", ALL)
def test_a_lecture_has_few_scenes_with_a_note_in_each_language(name: str) -> None:
    _, scenes = script(name)
    assert 4 <= len(scenes) <= 8
    for scene in scenes:
        assert set(LANGUAGES) == set(scene.note)
        assert scene.text("ja") != scene.text("en")
        assert not scene.text("ja").isascii()
    assert any(scene.hide for scene in scenes)
    assert all("?" in scene.text("en") for scene in scenes if scene.hide)


@pytest.mark.parametrize("name", ALL)
def test_a_lecture_plays_to_its_end_as_it_is_told(name: str) -> None:
    session, scenes = script(name)
    checked = 0
    for scene in scenes:
        for row in scene.inputs:
            result = session.input(row).result
            assert bool(row.get("fails")) == bool(result.exit), (row, result.stderr)
            if "running" in row:
                expected: dict[str, Any] = dict(row["running"])
                assert {each: session.running()[each] for each in expected} == expected, scene.text("en")
                checked += 1
    session.settle()
    assert checked or not session.running()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_board_speaks_the_language_of_the_class(lang: str) -> None:
    board = demo("04-scores", lang=lang)
    board.lecture.next()
    assert board.lecture.note == board.lecture.scenes[0].text(lang)
    assert board.session.lang == lang


def test_an_unknown_lecture_is_named_with_those_there_are() -> None:
    with pytest.raises(KeyError, match="04-scores"):
        demo("nonsense", lang="en")
