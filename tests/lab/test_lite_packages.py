"""The list of packages of the JupyterLite site: what is beside it, and what only another server has."""

import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests.support import ROOT

SITE = "https://packages.example/full"
NEEDS = {"matplotlib": ["numpy", "packaging", "pillow"], "pandas": ["numpy", "six"], "micropip": ["packaging"]}
BINARY = {"numpy", "matplotlib", "pandas", "pillow"}


def builder() -> Any:
    spec = spec_from_file_location("build", ROOT / "binder" / "lite" / "build.py")
    assert spec is not None
    assert spec.loader is not None
    made = module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def listed(build: Any) -> dict[str, Any]:
    """A list as the interpreter brings it, with one more package that nobody needs."""
    names = {*build.KERNEL, *build.FOREIGN, *NEEDS, "networkx", "pillow", "six", "scipy"}
    tags = {name: "cp314-cp314-wasm32" if name in BINARY else "py3-none-any" for name in names}
    return {
        name: {"name": name, "version": "1", "file_name": f"{name}-1-{tags[name]}.whl", "sha256": f"of {name}",
               "depends": NEEDS.get(name, [])}
        for name in names
    }  # fmt: skip


@pytest.fixture
def build(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The builder, with an index that has a pure wheel of everything."""
    made = builder()

    def download(wheels: Path, name: str, version: str) -> Path:
        wheels.mkdir(exist_ok=True)
        path = wheels / f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
        ZipFile(path, "w").close()
        return path

    monkeypatch.setattr(made, "download", download)
    monkeypatch.setattr(made, "own_wheel", lambda wheels: download(wheels, "hasim", "1"))
    return made


@pytest.mark.parametrize("site", ["", SITE])
def test_only_what_has_no_pure_wheel_is_fetched_elsewhere(build: Any, tmp_path: Path, site: str) -> None:
    known = listed(build)
    (tmp_path / build.LOCK).write_text(json.dumps({"packages": known}))
    build.distribute(tmp_path, tmp_path / "wheels", site)
    packages = json.loads((tmp_path / build.LOCK).read_text())["packages"]
    elsewhere = {name: each for name, each in packages.items() if "://" in each["file_name"]}
    assert set(elsewhere) == (BINARY if site else set())
    for name, each in elsewhere.items():
        assert (each["file_name"], each["sha256"]) == (f"{SITE}/{known[name]['file_name']}", f"of {name}")
    for name in packages.keys() - elsewhere.keys():
        wheel = tmp_path / packages[name]["file_name"]
        assert packages[name]["sha256"] == build.digest(wheel)
    assert {name for each in packages.values() for name in each["depends"]} <= packages.keys()
    assert {"matplotlib", "pandas"} & {*packages["hasim"]["depends"]} == ({"matplotlib", "pandas"} if site else set())
    assert "scipy" not in packages
