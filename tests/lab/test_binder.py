"""The Binder image holds what hasim needs, pinned."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pins() -> dict[str, str]:
    lines = (ROOT / "binder" / "requirements.txt").read_text().splitlines()
    return dict(line.split("==") for line in lines if line and not line.startswith("#"))


def test_every_requirement_is_pinned_at_a_version_that_hasim_accepts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for requirement in project["dependencies"]:
        found = re.match(r"([\w-]+)>=([\d.]+)", requirement)
        assert found, requirement
        pinned = tuple(int(part) for part in re.findall(r"\d+", pins()[found[1].lower()]))
        assert pinned >= tuple(int(part) for part in found[2].split("."))


def test_the_image_can_be_described() -> None:
    program = shutil.which("jupyter-repo2docker")
    if program is None:
        pytest.skip("jupyter-repo2docker is absent")
    made = subprocess.run([program, "--no-build", "--debug", str(ROOT)], capture_output=True, text=True, timeout=120)
    assert made.returncode == 0
    assert "./binder/postBuild" in made.stdout + made.stderr
