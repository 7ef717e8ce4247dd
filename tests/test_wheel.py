"""The wheel brings everything: it is built, installed outside the tree, and finds its lessons there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

from tests.lab.browser import free_port
from tests.support import ROOT

ASK = """
import hasim, sys
from hasim.lab.launch import lessons_folder
folder = lessons_folder()
print(hasim.__file__)
print(*sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.ipynb")), sep="\\n")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert 0 == done.returncode, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


def test_lessons_are_found_in_an_installed_wheel(wheel: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--target",
        str(tmp_path / "site"),
        str(wheel),
    ]
    subprocess.run(command, check=True)
    code = f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r})\n{ASK}"
    asked = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    where, *lessons = asked.stdout.splitlines()
    assert where.startswith(str(tmp_path))
    assert (
        sorted(path.relative_to(ROOT / "notebooks").as_posix() for path in ROOT.glob("notebooks/*/*.ipynb")) == lessons
    )


def test_the_wheel_holds_the_package_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"hasim"} == {name.split("/")[0] for name in names} - {
        name.split("/")[0] for name in names if ".dist-info" in name
    }
    assert "hasim/py.typed" in names
    lectures = {path.name for path in ROOT.glob("hasim/course/demos/*.jsonl")}
    assert lectures == {Path(name).name for name in names if name.startswith("hasim/course/demos/")}


def test_what_the_page_loads_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    static = ROOT / "hasim" / "lab" / "static"
    assert [] == [each.name for each in static.iterdir() if f"hasim/lab/static/{each.name}" not in names]


@pytest.mark.slow
def test_an_empty_environment_gets_the_lessons_and_serves_them(wheel: Path, tmp_path: Path) -> None:
    """`pip install` of the wheel with all that it asks for; `hasim lab` from there, far from the source."""
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / "bin"
    subprocess.run([binaries / "python", "-m", "pip", "install", "-q", str(wheel)], check=True, cwd=tmp_path)
    port, token = free_port(), "a-token-for-this-test"
    settings = {"ip": "127.0.0.1", "port": port, "port_retries": 0, "open_browser": False}
    place = tmp_path / "settings"
    place.mkdir()
    config = {"ServerApp": settings, "IdentityProvider": {"token": token}}
    (place / "jupyter_server_config.json").write_text(json.dumps(config))
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    home = {"HOME": str(tmp_path), "JUPYTER_CONFIG_DIR": str(place), "JUPYTER_RUNTIME_DIR": str(tmp_path / "run")}
    command = [binaries / "hasim", "lab", "2", "--lang", "ja"]
    with (tmp_path / "log").open("w") as log:
        server = subprocess.Popen(command, env=clean | home, cwd=tmp_path, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/api/contents/ja/02-installation.ipynb?token={token}"
        served = answer(address, server, tmp_path / "log")
    finally:
        server.terminate()
        server.wait(30)
    source = json.loads((ROOT / "notebooks" / "ja" / "02-installation.ipynb").read_text(encoding="utf-8"))
    assert "".join(source["cells"][0]["source"]) == "".join(served["content"]["cells"][0]["source"])
    assert (tmp_path / "hasim-lessons" / "en" / "02-installation.ipynb").exists()


def answer(address: str, server: subprocess.Popen[bytes], log: Path) -> dict[str, dict[str, list[dict[str, str]]]]:
    """What the server says, as soon as it says something."""
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=10) as found:
                return dict(json.load(found))
        except (urllib.error.URLError, OSError):
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise AssertionError(f"no answer: {log.read_text()[-2000:]}")
