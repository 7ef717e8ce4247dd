"""`hasim lab` works on a copy of the lessons and opens the one that was asked for."""

import json
import os
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from hasim.lab import launch, lessons
from tests.lab.browser import free_port


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, str]]:
    """What would have been opened in JupyterLab."""
    calls: list[tuple[Path, str]] = []

    def note(folder: Path, notebook: Path) -> int:
        calls.append((folder, notebook.as_posix()))
        return 0

    monkeypatch.setattr(launch, "open_lab", note)
    monkeypatch.setenv("HASIM_LESSONS", str(tmp_path / "mine"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return calls


def test_it_opens_the_first_lesson_in_a_copy(opened: list[tuple[Path, str]], tmp_path: Path) -> None:
    assert launch.main([]) == 0
    assert opened == [(tmp_path / "mine", "en/01-failover.ipynb")]
    assert (tmp_path / "mine" / "ja" / "01-failover.ipynb").exists()


@pytest.mark.parametrize("name", ["1", "01", "failover", "01-failover", "01-failover.ipynb"])
def test_a_lesson_is_found_by_number_and_name(opened: list[tuple[Path, str]], name: str) -> None:
    assert launch.main([name, "--lang", "ja"]) == 0
    assert opened[0][1] == "ja/01-failover.ipynb"


def test_the_systems_language_is_the_default(opened: list[tuple[Path, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert launch.main([]) == 0
    assert opened[0][1] == "ja/01-failover.ipynb"


def test_an_existing_copy_is_kept(opened: list[tuple[Path, str]], tmp_path: Path) -> None:
    launch.main([])
    own = tmp_path / "mine" / "en" / "01-failover.ipynb"
    own.write_text("my own notes")
    (tmp_path / "mine" / "ja" / "01-failover.ipynb").unlink()
    assert launch.main([]) == 0
    assert own.read_text() == "my own notes"
    assert (tmp_path / "mine" / "ja" / "01-failover.ipynb").exists()  # what is missing is brought back


def test_the_originals_are_left_alone(opened: list[tuple[Path, str]]) -> None:
    before = {path: path.read_bytes() for path in lessons.lessons_folder().rglob("*.ipynb")}
    launch.main([])
    Path(opened[0][0], opened[0][1]).write_text("changed")
    assert {path: path.read_bytes() for path in lessons.lessons_folder().rglob("*.ipynb")} == before


def test_an_unknown_lesson_is_named(opened: list[tuple[Path, str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert launch.main(["knitting"]) == 64
    names = ", ".join(lessons.lessons("en"))
    assert capsys.readouterr().err == f"hasim: There is no lesson 'knitting'; the lessons are {names}.\n"
    assert opened == []


def test_ones_own_cib_gets_a_notebook_with_a_board(opened: list[tuple[Path, str]], tmp_path: Path) -> None:
    cib = tmp_path / "shop.xml"
    cib.write_text("<cib><configuration/><status/></cib>")
    assert launch.main(["--cib", str(cib)]) == 0
    folder, notebook = opened[0]
    assert notebook == "en/own/shop.ipynb"
    source = json.loads((folder / notebook).read_text())["cells"][0]["source"]
    assert "Path('shop.xml')" in source
    assert "bring(" in source
    assert (folder / "en" / "own" / "shop.xml").read_text() == cib.read_text()


@pytest.mark.parametrize(("text", "status"), [(None, 66), ("<html/>", 65)])
def test_a_file_that_is_no_cib_is_refused(
    opened: list[tuple[Path, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None, status: int
) -> None:
    cib = tmp_path / "broken.xml"
    if text is not None:
        cib.write_text(text)
    assert launch.main(["--cib", str(cib)]) == status
    assert capsys.readouterr().err.startswith("hasim: ")
    assert opened == []


@pytest.mark.slow
def test_jupyterlab_really_opens_on_the_lesson(tmp_path: Path) -> None:
    port = free_port()
    settings = {"open_browser": False, "port": port, "port_retries": 0}
    (tmp_path / "jupyter_server_config.json").write_text(
        json.dumps({"ServerApp": settings, "IdentityProvider": {"token": "secret"}})
    )
    places = {"HASIM_LESSONS": str(tmp_path / "mine"), "JUPYTER_CONFIG_DIR": str(tmp_path)}
    places |= {"JUPYTER_RUNTIME_DIR": str(tmp_path / "run"), "JUPYTERLAB_WORKSPACES_DIR": str(tmp_path / "workspaces")}
    command = [sys.executable, "-m", "hasim.cli", "lab", "--lang", "ja"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | places, stdout=log, stderr=log)
        try:
            answer = wait_for(f"http://127.0.0.1:{port}/?token=secret", server)
        finally:
            server.terminate()
            server.wait(30)
    assert answer.endswith("/lab/tree/ja/01-failover.ipynb"), (tmp_path / "log").read_text()[-2000:]
    assert (tmp_path / "mine" / "ja" / "01-failover.ipynb").exists()


def wait_for(address: str, server: "subprocess.Popen[bytes]") -> str:
    """The address to which the server sends the browser, or "" where it does not come up."""
    end = time.monotonic() + 60
    while time.monotonic() < end and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                return str(answer.geturl()).partition("?")[0]
        except OSError:
            time.sleep(0.2)
    return ""
