"""How fast one gets in: the size of a fresh environment, and the seconds until the first picture in it.

python benchmarks/ways_in.py [FOLDER]

A virtual environment is made in FOLDER (a temporary one by default) from the pins of the Binder image and this project,
as Binder does. Then, each in a process of its own: JupyterLab until it answers, and a kernel until the first lesson's
Board has its first picture; once before anything was imported (as on a machine that has just been started, but for the
system's own caches), once after. What Binder adds, fetching the image and starting the machine, is not in it.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURE = """\
import time
begun = time.perf_counter()
from hasim import Session
from hasim.lab import Board
board = Board(Session("bare"), autosave=False)
assert "<svg" in board._html
print(time.perf_counter() - begun)
"""


def main() -> None:
    """Measure, and print a line for each figure."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        began = time.perf_counter()
        python = install(folder / "environment")
        print(f"installing from the pins: {time.perf_counter() - began:.0f} s")
        files = [path for path in (folder / "environment").rglob("*") if path.is_file() and not path.is_symlink()]
        print(f"a fresh environment: {sum(path.stat().st_size for path in files) / 1e6:.0f} MB, {len(files)} files")
        for when in ("the first time", "again"):
            print(f"JupyterLab answers, {when}: {until_lab_answers(python, folder):.1f} s")
            print(f"the first picture in a new process, {when}: {until_picture(python):.1f} s")


def install(environment: Path) -> str:
    """Make the environment; the path of its Python."""
    venv.create(environment, with_pip=True, clear=True)
    python = str(environment / ("Scripts" if sys.platform == "win32" else "bin") / "python")
    pip = [python, "-m", "pip", "install", "-q", "--no-compile"]
    subprocess.run([*pip, "-r", str(ROOT / "binder" / "requirements.txt")], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", str(ROOT)], check=True)
    return python


def until_picture(python: str) -> float:
    """Seconds from the start of a Python process to the first picture of a Board."""
    began = time.perf_counter()
    subprocess.run([python, "-c", PICTURE], check=True, stdout=subprocess.DEVNULL, cwd=ROOT.anchor)
    return time.perf_counter() - began


def until_lab_answers(python: str, folder: Path) -> float:
    """Seconds from the start of JupyterLab to its first answer."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    token = secrets.token_hex(16)
    options = [f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--allow-root"]
    options += ["--no-browser", "--ip=127.0.0.1", f"--ServerApp.root_dir={folder}"]
    environment = os.environ | {"JUPYTER_RUNTIME_DIR": str(folder / "run"), "JUPYTER_CONFIG_DIR": str(folder / "none")}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    began = time.perf_counter()
    with subprocess.Popen([python, "-m", "jupyterlab", *options], env=environment, **quiet) as server:  # type: ignore[call-overload]
        try:
            while server.poll() is None:
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/lab?token={token}", timeout=5).read()
                    return time.perf_counter() - began
                except (urllib.error.URLError, OSError):
                    time.sleep(0.1)
        finally:
            server.terminate()
    raise RuntimeError("JupyterLab did not start")


if __name__ == "__main__":
    main()
