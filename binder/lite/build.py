"""Build the JupyterLite site: the lessons in a browser, with no server but one that hands out files.

    python binder/lite/build.py OUT [--pictures] [--work FOLDER]

OUT becomes a folder for any web server. It takes Python 3.11 or newer, npm, and what pip and npm fetch: the builder
(`requirements.txt` beside this file, with hashes), the interpreter (npm's `pyodide`, whose version the builder names)
and pure wheels: those that the interpreter's own list names, and those of hasim in the versions of the Binder image.

numpy, matplotlib and pandas exist for the browser only on Pyodide's own site. So a page asks nobody but its own server,
hasim draws without matplotlib, and tables are plain. With `--pictures`, the learner's browser fetches these packages,
checked by their hashes, from Pyodide's site, and everything is as it is elsewhere.

FOLDER (a temporary one by default) keeps what was fetched for the next time.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import venv
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
KERNEL = ("micropip", "packaging", "ipython", "jedi", "traitlets", "typing-extensions")
"""Of the interpreter's list, what the kernel needs."""
FOREIGN = ("numpy", "matplotlib", "pandas")
"""What has no wheel for the browser but on Pyodide's site."""
ELSEWHERE = ("jupyterlab", "matplotlib-fontja", *FOREIGN)
"""What of hasim's requirements the site does without; jupyterlab is the page itself."""
WIDGETS = {"anywidget": ["ipywidgets", "psygnal", "typing-extensions"],
           "ipywidgets": ["comm", "jupyterlab-widgets", "traitlets", "ipython"]}  # fmt: skip
"""What pure wheels of the Binder image need in turn, as far as the browser's kernel has not got it."""
PURE = "-none-any.whl"
"""The end of the name of a wheel that the package index has for the browser too."""
LOCK = "pyodide-lock.json"
VERSIONS = "from jupyterlite_pyodide_kernel.constants import *; print(PYODIDE_VERSION, PYODIDE_CDN_URL)"

Packages = dict[str, dict[str, Any]]


def main(argv: list[str] | None = None) -> int:
    """Build the site that the arguments ask for; CalledProcessError where a step fails."""
    parser = argparse.ArgumentParser(description="Build the JupyterLite site.")
    parser.add_argument("out", type=Path, help="the folder of the site; it is made anew")
    parser.add_argument("--pictures", action="store_true", help="let browsers fetch matplotlib and pandas elsewhere")
    parser.add_argument("--work", type=Path, help="a folder to keep what is fetched in")
    options = parser.parse_args(argv)
    if shutil.which("npm") is None:
        parser.error("npm is needed: it brings the Python interpreter for the browser")
    with tempfile.TemporaryDirectory() as temporary:
        work = (options.work or Path(temporary)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        build(options.out.resolve(), work, pictures=options.pictures)
    print(options.out)
    return 0


def build(out: Path, work: Path, *, pictures: bool) -> None:
    """Build the site in `out`, with `work` for what is fetched on the way."""
    python = builder(work / "builder")
    version, site = output(python, "-c", VERSIONS).split()
    lite = work / "lite"
    shutil.rmtree(lite, ignore_errors=True)
    distribution = lite / "static" / "pyodide"
    shutil.copytree(interpreter(work, version), distribution)
    distribute(distribution, work / "wheels", site if pictures else "")
    contents = lessons(lite / "contents")
    (lite / "jupyter-lite.json").write_text(json.dumps(settings()), encoding="utf-8")
    shutil.rmtree(out, ignore_errors=True)
    command = ["-m", "jupyterlite_core", "build", "--lite-dir", str(lite), "--contents", str(contents)]
    run(python, *command, "--output-dir", str(out), "--apps", "lab", "--no-sourcemaps", cwd=lite)


def settings() -> dict[str, Any]:
    """The page's settings: hasim is loaded with the kernel, and nobody else's server is asked for packages."""
    kernel = {"disablePyPIFallback": True, "loadPyodideOptions": {"packages": ["hasim"]}}
    plugins = {"@jupyterlite/pyodide-kernel-extension:kernel": kernel}
    data = {"appName": "hasim", "exposeAppInBrowser": True, "litePluginSettings": plugins}
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def builder(folder: Path) -> str:
    """The Python of a virtual environment that has what builds the site."""
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    wanted = (HERE / "requirements.txt").read_text(encoding="utf-8")
    done = folder / "installed.txt"
    if not done.exists() or done.read_text(encoding="utf-8") != wanted:
        venv.create(folder, with_pip=True, clear=True)
        options = ["-q", "--no-deps", "--require-hashes"]
        run(str(python), "-m", "pip", "install", *options, "-r", str(HERE / "requirements.txt"))
        done.write_text(wanted, encoding="utf-8")
    return str(python)


def interpreter(work: Path, version: str) -> Path:
    """Npm's package with Python for the browser, unpacked."""
    folder = work / f"pyodide-{version}"
    if not folder.exists():
        run("npm", "pack", "--silent", f"pyodide@{version}", cwd=work)
        with tarfile.open(work / f"pyodide-{version}.tgz") as packed:
            packed.extractall(work / "unpacking", filter="data")
        (work / "unpacking" / "package").rename(folder)
    return folder


def lessons(folder: Path) -> Path:
    """The lessons in both languages, without what was kept beside them."""
    for source in sorted((ROOT / "notebooks").glob("*/*.ipynb")):
        target = folder / source.relative_to(ROOT / "notebooks")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    return folder


def distribute(folder: Path, wheels: Path, site: str) -> None:
    """Complete the interpreter's folder: wheels, and a list of packages that names only what is there.

    With `site`, the address of Pyodide's own folder, what only that has is listed as well, to be fetched from there.
    """
    listed: dict[str, Any] = json.loads((folder / LOCK).read_text(encoding="utf-8"))
    known: Packages = listed["packages"]
    needed = requirements()
    wanted = [*KERNEL, *(name for name in needed if name in known), *(FOREIGN if site else ())]
    foreign = (
        {name for name in closure(wanted, known) if not known[name]["file_name"].endswith(PURE)} if site else set()
    )
    local = closure(wanted, known) - foreign - set(FOREIGN)
    packages: Packages = {name: fetched(known[name], wheels, folder) for name in sorted(local)}
    packages |= {name: known[name] | {"file_name": f"{site}/{known[name]['file_name']}"} for name in sorted(foreign)}
    pins = pinned((ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8"))
    for name in sorted(closure_of_widgets(needed) - packages.keys()):
        wheel = download(wheels, name, pins[name])
        packages[name] = described(wheel, WIDGETS.get(name, []), folder)
    packages["hasim"] = described(own_wheel(wheels), sorted({*needed, *(FOREIGN[1:] if site else ())}), folder)
    for package in packages.values():
        package["depends"] = [name for each in package["depends"] if (name := plain(each)) in packages]
    listed["packages"] = packages
    (folder / LOCK).write_text(json.dumps(listed), encoding="utf-8")


def requirements() -> list[str]:
    """What hasim needs at run time, as far as the site brings it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [re.match(r"[\w-]+", line)[0].lower() for line in project["dependencies"]]  # type: ignore[index]
    return [name for name in names if name not in ELSEWHERE]


def closure(names: Iterable[str], known: Packages) -> set[str]:
    """The packages with all that they need, in the interpreter's list; what is foreign brings nothing unless asked."""
    wanted, found = list(names), set()
    foreign = set(FOREIGN) - set(wanted)
    while wanted:
        name = wanted.pop()
        key = plain(name)
        if key not in found and key in known and key not in foreign:
            found.add(key)
            wanted += known[key]["depends"]
    return found


def plain(name: str) -> str:
    """A package's name as the list has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def closure_of_widgets(needed: Iterable[str]) -> set[str]:
    """Hasim's requirements and what they need, as `WIDGETS` says."""
    found, wanted = set(), list(needed)
    while wanted:
        name = wanted.pop()
        if name not in found:
            found.add(name)
            wanted += WIDGETS.get(name, [])
    return found


def fetched(package: dict[str, Any], wheels: Path, folder: Path) -> dict[str, Any]:
    """A package of the interpreter's list, with its wheel from the package index.

    Pyodide may have built its wheel anew; then the one of the index, with a hash of its own, takes its place.
    """
    wheel = download(wheels, package["name"], package["version"])
    shutil.copyfile(wheel, folder / wheel.name)
    return package | {"file_name": wheel.name, "sha256": digest(wheel)}


def described(wheel: Path, depends: Iterable[str], folder: Path) -> dict[str, Any]:
    """An entry of the list for a pure wheel, which is put into the folder."""
    shutil.copyfile(wheel, folder / wheel.name)
    name, version = wheel.name.split("-")[:2]
    with ZipFile(wheel) as packed:
        tops = {
            each.split("/")[0] for each in packed.namelist() if each.count("/") == 1 and each.endswith("/__init__.py")
        }
    return {
        "name": plain(name),
        "version": version,
        "file_name": wheel.name,
        "install_dir": "site",
        "sha256": digest(wheel),
        "package_type": "package",
        "imports": sorted(each for each in tops if "/" not in each),
        "depends": list(depends),
        "unvendored_tests": False,
    }


def pinned(text: str) -> dict[str, str]:
    """The versions in a file of pins."""
    return dict(re.findall(r"^([\w-]+)==(\S+)", text, re.MULTILINE))


def download(wheels: Path, name: str, version: str) -> Path:
    """A pure wheel from the package index, unless it is there already."""
    wheels.mkdir(exist_ok=True)
    start = f"{re.sub(r'[-_.]+', '_', name)}-{version}-".lower()
    if not any(each.name.lower().startswith(start) for each in wheels.iterdir()):
        pure = ["--only-binary=:all:", "--python-version=3.14", "--platform=any", "--implementation=py", "--abi=none"]
        run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", *pure, "-d", str(wheels), f"{name}=={version}")
    return next(each for each in sorted(wheels.iterdir()) if each.name.lower().startswith(start))


def own_wheel(wheels: Path) -> Path:
    """Hasim itself, from this folder."""
    for old in wheels.glob("hasim-*.whl"):
        old.unlink()
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(wheels), str(ROOT))
    return next(wheels.glob("hasim-*.whl"))


def digest(path: Path) -> str:
    """The hash of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def run(*command: str, cwd: Path | None = None) -> None:
    """Run a step; CalledProcessError where it fails."""
    subprocess.run(command, check=True, cwd=cwd)


def output(*command: str) -> str:
    """What a step prints."""
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    sys.exit(main())
