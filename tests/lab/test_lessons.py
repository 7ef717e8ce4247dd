"""The lessons: equal code in each language, no outputs kept, and every one runs from top to bottom."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

from hasim.text import LANGUAGES

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
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


def run(lang: str, lesson: str, folder: Path) -> nbformat.NotebookNode:
    place = folder / lang
    place.mkdir()
    notebook = nbformat.read(NOTEBOOKS / lang / lesson, as_version=4)
    client = NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(place)}})
    client.execute()
    return notebook


def printed(notebook: nbformat.NotebookNode, cell: str) -> str:
    found = next(each for each in notebook.cells if each.id == cell)
    return "".join(output.get("text", "") for output in found.outputs if output.output_type == "stream")


def check_text(notebook: nbformat.NotebookNode, cell: str) -> str:
    found = next(each for each in notebook.cells if each.id == cell)
    return "".join(output.data["text/plain"] for output in found.outputs if "data" in output)


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_lesson_tells_the_story_that_its_text_tells(lang: str, tmp_path: Path) -> None:
    notebook = run(lang, "01-failover.ipynb", tmp_path)
    assert "command not found" in printed(notebook, "not-there")
    assert printed(notebook, "install").count("Complete!") == 4
    assert "Online: [ node1 node2 ]" in printed(notebook, "online")
    assert "Started node2" in printed(notebook, "look-first")
    assert "This is node1." in printed(notebook, "healthy")
    assert printed(notebook, "healthy").count("Started node1") == 2
    assert "fail-count" not in printed(notebook, "healthy")
    assert "fail-count=1 " in printed(notebook, "mon-1")
    assert printed(notebook, "mon-1").count("Started node1") == 2
    assert printed(notebook, "mon-3").count("Started node2") == 2
    assert "This is node2." in printed(notebook, "curl-node2")
    assert "Stopped" in printed(notebook, "mon-both")
    assert "1 received" in printed(notebook, "treacherous")
    assert "Connection refused" in printed(notebook, "treacherous")
    assert "Started node1" in printed(notebook, "mon-force")
    assert "cli-ban-web-on-node2 web role=Started -inf: node2" in printed(notebook, "show")
    assert "Stopped" in printed(notebook, "show")
    assert printed(notebook, "aftermath").count("Started node2") == 2
    assert "can't delete it" in printed(notebook, "erase-refused")
    assert "0 resources configured" in printed(notebook, "erase")
    assert {"en": "No answer yet", "ja": "まだ答えがありません"}[lang] in check_text(notebook, "check-first")
