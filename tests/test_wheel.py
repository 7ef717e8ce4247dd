"""The wheel brings everything: it is built, installed outside the tree, and finds its lessons there."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
