"""The lessons: equal code in each language, no outputs kept, and every one runs from top to bottom."""

import json
from pathlib import Path
from typing import Any

import pytest

from hasim.text import LANGUAGES
from tests.lab.lesson_runs import NOTEBOOKS, run

LESSONS = sorted(path.name for path in (NOTEBOOKS / "en").glob("*.ipynb"))


def read(lang: str, lesson: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((NOTEBOOKS / lang / lesson).read_text(encoding="utf-8"))
    return data


def code(lang: str, lesson: str) -> list[tuple[str, str]]:
    return [(c["id"], "".join(c["source"])) for c in read(lang, lesson)["cells"] if c["cell_type"] == "code"]


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_language_has_the_same_code(lesson: str) -> None:
    for lang in LANGUAGES:
        assert code(lang, lesson) == code("en", lesson)


@pytest.mark.parametrize("lesson", LESSONS)
def test_each_language_has_a_text_of_its_own_in_every_place(lesson: str) -> None:
    english, japanese = (read(lang, lesson)["cells"] for lang in ("en", "ja"))
    assert [cell["id"] for cell in japanese] == [cell["id"] for cell in english]
    same = [cell["id"] for cell, other in zip(english, japanese, strict=True) if _text(cell) == _text(other) != ""]
    assert same == []
    assert [cell["id"] for cell in japanese if _text(cell).isascii() and _text(cell)] == []


def _text(cell: dict[str, Any]) -> str:
    return "".join(cell["source"]) if cell["cell_type"] == "markdown" else ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_lessons_are_shipped_without_outputs(lesson: str, lang: str) -> None:
    cells = [cell for cell in read(lang, lesson)["cells"] if cell["cell_type"] == "code"]
    assert [cell["id"] for cell in cells if cell["outputs"] or cell["execution_count"]] == []


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
def test_every_lesson_runs_from_top_to_bottom(lesson: str, lang: str, tmp_path: Path) -> None:
    notebook = run(lang, lesson, tmp_path)
    failed = [cell.id for cell in notebook.cells if any(o.output_type == "error" for o in cell.get("outputs", ()))]
    assert failed == []
    told = "".join(
        o.get("text", "") for cell in notebook.cells for o in cell.get("outputs", ()) if o.get("name") == "stderr"
    )
    assert "Traceback" not in told
