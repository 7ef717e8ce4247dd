"""The Binder image holds what hasim needs, pinned."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
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
    tools = tomllib.loads((ROOT / "pyproject.toml").read_text())["build-system"]["requires"]
    for requirement in (*project["dependencies"], *tools):
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


def container() -> list[tuple[str, str]]:
    """The instructions of the container file, each with what follows it."""
    text = (ROOT / "binder" / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE)).splitlines()
    return [(name, rest) for line in lines if line.strip() for name, _, rest in [line.partition(" ")]]


def test_the_container_installs_from_the_pins_and_runs_as_a_normal_user() -> None:
    steps = container()
    assert f"python:{(ROOT / 'binder' / 'runtime.txt').read_text().strip().removeprefix('python-')}-" in steps[0][1]
    installs = [rest for name, rest in steps if name == "RUN" and "pip install" in rest]
    installs += [line for line in (ROOT / "binder" / "postBuild").read_text().splitlines() if "pip install" in line]
    for rest in installs:
        assert "--require-hashes" in rest or {"--no-deps", "--no-build-isolation"} <= {*rest.split()}
    assert len(installs) == 3
    users = [rest for name, rest in steps if name == "USER"]
    assert users[-1] not in ("root", "0")
    assert ("CMD", '["hasim", "lab"]') == steps[-1]


def test_what_the_container_copies_is_enough_to_build_hasim(tmp_path: Path) -> None:
    """What lies beside the lessons where somebody worked on them does not come along."""
    for name, rest in container():
        *sources, target = rest.split() if name == "COPY" else ["", ""]
        if not target.startswith("/tmp/hasim"):
            continue
        folder = tmp_path / Path(target).relative_to("/tmp/hasim")
        for source in (ROOT / each for each in sources):
            if source.is_dir():
                shutil.copytree(source, folder, ignore=shutil.ignore_patterns("__pycache__", "*.jsonl"))
            else:
                shutil.copyfile(source, folder / source.name)
    (tmp_path / "notebooks" / "en" / ".ipynb_checkpoints").mkdir(exist_ok=True)
    strays = [".ipynb_checkpoints/01-failover-checkpoint.ipynb", "01-failover.5f0c29aa.hasim.jsonl"]
    for stray in strays:
        (tmp_path / "notebooks" / "en" / stray).write_text("mine")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert 0 == done.returncode, done.stdout + done.stderr
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert "hasim/_notebooks/en/01-failover.ipynb" in names
    assert [] == [name for name in names if name.endswith(tuple(strays))]
