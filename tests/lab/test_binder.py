"""The Binder image holds what hasim needs, pinned."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def pins() -> dict[str, str]:
    text = (ROOT / "binder" / "requirements.txt").read_text()
    return dict(re.findall(r"^([\w-]+)==(\S+)", text, re.MULTILINE))


def test_every_pin_has_a_hash_and_names_no_place_to_fetch_it_from() -> None:
    text = (ROOT / "binder" / "requirements.txt").read_text()
    entries = re.split(r"^(?=[\w-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(pins()) == len([entry for entry in entries if "--hash=sha256:" in entry])
    assert "://" not in text


def test_every_requirement_is_pinned_at_a_version_that_hasim_accepts() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for requirement in project["dependencies"]:
        found = re.match(r"([\w-]+)>=([\d.]+)", requirement)
        assert found, requirement
        pinned = tuple(int(part) for part in re.findall(r"\d+", pins()[found[1].lower()]))
        assert pinned >= tuple(int(part) for part in found[2].split("."))


def test_the_image_can_be_described() -> None:
    pytest.importorskip("repo2docker")
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", str(ROOT)]
    made = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert made.returncode == 0
    assert "./binder/postBuild" in made.stdout + made.stderr
