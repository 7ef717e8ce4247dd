"""A lesson speaks the language of the folder it lies in."""

from pathlib import Path

import pytest

from hasim.lab.lesson_language import language, system_language


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("JPY_SESSION_NAME", "HASIM_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def test_the_notebooks_folder_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HASIM_LANG", "en")
    monkeypatch.setenv("JPY_SESSION_NAME", "/home/me/hasim-lessons/ja/01-failover.ipynb")
    assert language() == "ja"


def test_then_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ja").mkdir()
    monkeypatch.chdir(tmp_path / "ja")
    assert language() == "ja"


def test_then_the_setting_then_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    assert language() == "ja"
    monkeypatch.setenv("HASIM_LANG", "en")
    assert language() == "en"


@pytest.mark.parametrize(("value", "expected"), [("ja_JP.UTF-8", "ja"), ("de_DE.UTF-8", "en"), ("C", "en")])
def test_other_languages_get_english(monkeypatch: pytest.MonkeyPatch, value: str, expected: str) -> None:
    monkeypatch.setenv("LC_ALL", value)
    assert system_language() == expected


def test_what_the_package_offers_is_what_a_notebook_gets() -> None:
    from hasim.lab import Board, check, language, predict, use

    assert [callable(each) for each in (Board, language, use)] == [True] * 3
    assert (check.__name__, predict.__name__) == ("hasim.lab.check", "hasim.lab.predict")
