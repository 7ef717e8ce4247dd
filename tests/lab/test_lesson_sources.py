"""One source for all languages: code stands once, and a translation says which English text it translates."""

from pathlib import Path

import pytest

from notebooks import build

SOURCE = """\
<!-- text hello -->
Hello.
<!-- ja {stamp} -->
こんにちは。

<!-- code one -->
```python
%%on node1
date
```
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one lesson whose translation is up to date."""
    (tmp_path / "source").mkdir()
    put(tmp_path, SOURCE.format(stamp=build.stamp("Hello.")))
    return tmp_path


def put(folder: Path, text: str) -> None:
    (folder / "source" / "01-x.md").write_text(text, encoding="utf-8")


def test_the_lessons_say_what_their_sources_say() -> None:
    assert build.faults() == []


def test_building_makes_a_notebook_a_language_with_the_same_code(folder: Path) -> None:
    assert build.build(folder) == []
    english, japanese = (build.nbformat.read(folder / lang / "01-x.ipynb", 4) for lang in ("en", "ja"))
    assert [c.source for c in english.cells] == ["Hello.", "%%on node1\ndate"]
    assert [c.source for c in japanese.cells] == ["こんにちは。", "%%on node1\ndate"]
    assert [c.id for c in english.cells] == [c.id for c in japanese.cells] == ["hello", "one"]
    assert build.faults(folder) == []


def test_a_text_that_changed_makes_its_translation_stale(folder: Path) -> None:
    put(folder, SOURCE.format(stamp=build.stamp("Hello.")).replace("Hello.", "Hello, you."))
    assert ["01-x.md: hello: the text in 'ja' translates an older English one; mend it, then --stamp"] == build.build(
        folder
    )
    build.restamp(folder)
    assert build.build(folder) == []


def test_breaking_lines_anew_makes_nothing_stale() -> None:
    assert build.stamp("one two\nthree") == build.stamp("one\ntwo three")


def test_a_missing_translation_is_named(folder: Path) -> None:
    put(folder, "<!-- text hello -->\nHello.\n")
    assert build.build(folder) == ["01-x.md: hello: there is no text in 'ja'"]


def test_a_notebook_that_was_edited_by_hand_is_named(folder: Path) -> None:
    build.build(folder)
    (folder / "ja" / "01-x.ipynb").write_text("{}")
    (folder / "en" / "02-y.ipynb").write_text("{}")
    assert build.faults(folder) == [
        "ja/01-x.ipynb: not what its source says; run notebooks/build.py",
        "en/02-y.ipynb: there is no source for it",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Hello.", "begins with"),
        ("<!-- text a -->\nx\n<!-- text a -->\ny", "an id of its own"),
        ("<!-- code a -->\nx", "between ``` lines"),
        ("<!-- ja 1 -->\nx", "not expected here"),
    ],
)
def test_a_source_that_makes_no_sense_is_refused(text: str, fault: str) -> None:
    with pytest.raises(build.SourceError, match=fault):
        build.read(text)


def test_reading_what_was_written_gives_the_same_cells() -> None:
    for source in build.sources():
        cells = build.read(source.read_text(encoding="utf-8"))
        assert build.read(build.written(cells)) == cells
