"""Notebooks in a real Chromium, for tests and benchmarks: start the servers, open a notebook, run it, measure a click.

Tests use the fixture `journey` of `conftest.py`: it shares the servers among all tests of a process.
"""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

READY = """() => {
  const widget = window.jupyterapp && window.jupyterapp.shell.currentWidget;
  const context = widget && widget.sessionContext;
  if (!context || !widget.context || !widget.context.isReady || !context.isReady) return false;
  const kernel = context.session && context.session.kernel;
  return !!kernel && kernel.connectionStatus === 'connected' && kernel.status === 'idle';
}"""

CLICK = """([button, picture]) => new Promise((resolve, reject) => {
  const target = document.querySelector(button);
  if (!target) return reject(new Error('no button ' + button));
  if (target.disabled) return reject(new Error('the button is disabled: ' + button));
  const probe = () => { const found = document.querySelector(picture); return found ? found.outerHTML : null; };
  const before = probe();
  let blank = 0, done = null;
  const start = performance.now();
  target.click();
  const tick = () => {
    const now = probe(), passed = performance.now() - start;
    if (now === null) blank++;
    if (done === null && now !== null && now !== before) done = passed;
    if (done !== null && passed - done > 250) return resolve({ms: done, blank, at: performance.timeOrigin + start});
    if (passed > 20000) return reject(new Error('the picture did not change'));
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})"""


BOARD = """\
from hasim import Session
from hasim.lab import Board, language

session = Session("tutorial", lang=language())
board = Board(session)
board
"""
"""The one cell of most journeys' notebooks."""


def chromium() -> str | None:
    """The path of a Chromium, or None."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


def free_port() -> int:
    """A TCP port on loopback that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: the folder that it serves, where it listens, and what it wants to be told."""

    folder: Path
    address: str
    token: str = ""


@contextmanager
def lab(folder: Path, settings: Path) -> Iterator[Server]:
    """JupyterLab and Notebook 7 on loopback, on a folder, with settings of their own."""
    port, token = free_port(), secrets.token_hex(16)
    quiet = settings / "lab" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    news = {"fetchNews": "false", "checkForUpdates": False}
    (quiet / "notification.jupyterlab-settings").write_text(json.dumps(news))
    options = [f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--allow-root"]
    options += [f"--ServerApp.root_dir={folder}", "--no-browser", "--ip=127.0.0.1", "--LabApp.news_url=None"]
    options += [f"--{app}.expose_app_in_browser=True" for app in ("LabApp", "JupyterNotebookApp")]
    address = f"http://127.0.0.1:{port}"
    with _serving(["jupyterlab", *options], settings, f"{address}/api/status?token={token}"):
        yield Server(folder, address, token)


@contextmanager
def voila(folder: Path, settings: Path) -> Iterator[Server]:
    """Voila on loopback: the notebooks of a folder as dashboards."""
    port = free_port()
    options = ["--no-browser", "--Voila.ip=127.0.0.1", f"--port={port}", "--show_tracebacks=True", str(folder)]
    settings.mkdir(parents=True)
    with _serving(["voila", *options], settings, f"http://127.0.0.1:{port}/voila/static/voila.js"):
        yield Server(folder, f"http://127.0.0.1:{port}")


@contextmanager
def _serving(command: list[str], settings: Path, probe: str) -> Iterator[None]:
    """A server as a process of its own, from when `probe` answers until the end of the block."""
    places = {"JUPYTER_CONFIG_DIR": "", "JUPYTER_RUNTIME_DIR": "run", "IPYTHONDIR": "ipython"}
    places |= {"JUPYTERLAB_SETTINGS_DIR": "lab", "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
    environment = os.environ | {name: str(settings / part) for name, part in places.items()}
    with (settings / "server.log").open("w") as log:
        server = subprocess.Popen([sys.executable, "-m", *command], env=environment, stdout=log, stderr=log)
        try:
            _wait_for(probe, server, settings / "server.log")
            yield
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except urllib.error.HTTPError:
            return
        except (OSError, urllib.error.URLError):
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def page(profile: Path, width: int = 1400, height: int = 1200) -> Iterator[Any]:
    """A page in a Chromium of its own, which finds the Japanese font that matplotlib-fontja ships.

    `profile` may be used again, one after the other: then what the servers sent is still in its cache.
    """
    from playwright.sync_api import sync_playwright

    fonts = profile / "share" / "fonts"
    fonts.mkdir(parents=True, exist_ok=True)
    package = find_spec("matplotlib_fontja")
    for place in (package.submodule_search_locations or []) if package else []:
        for font in Path(place).glob("fonts/*.ttf"):
            shutil.copy(font, fonts)
    environment = {**os.environ, "XDG_DATA_HOME": str(profile / "share")}
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            profile / "chromium",
            executable_path=chromium(),
            headless=True,
            args=FLAGS,
            env=environment,
            viewport={"width": width, "height": height},
        )
        context.set_default_timeout(60_000)
        yield context.pages[0] if context.pages else context.new_page()
        context.close()


def write_notebook(path: Path, *sources: str) -> None:
    """A notebook with these code cells."""
    cells = [
        {"cell_type": "code", "id": f"c{i}", "metadata": {}, "source": source, "outputs": [], "execution_count": None}
        for i, source in enumerate(sources)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    data = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(data))


def open_notebook(page: Any, server: Server, path: str) -> None:
    """Open a notebook in a JupyterLab workspace of its own and wait until its kernel is connected and idle."""
    page.goto(f"{server.address}/lab/workspaces/w{secrets.token_hex(3)}/tree/{path}?token={server.token}")
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    page.wait_for_function(READY)


def open_notebook_7(page: Any, server: Server, path: str) -> None:
    """Open a notebook in Notebook 7 and wait until its kernel is connected and idle."""
    page.goto(f"{server.address}/notebooks/{path}?token={server.token}")
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook")
    page.wait_for_function(READY)


def open_dashboard(page: Any, server: Server, path: str) -> None:
    """Open a notebook as a Voila dashboard; its cells run while it loads."""
    page.goto(f"{server.address}/voila/render/{path}")


def run_all(page: Any) -> None:
    """Run all cells and wait for the last one."""
    page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    page.wait_for_function(READY)


RUN_CELL = """async ([id, source]) => {
  const commands = window.jupyterapp.commands, notebook = window.jupyterapp.shell.currentWidget.content;
  if (source) {
    await commands.execute('notebook:insert-cell-below');
    notebook.activeCell.model.sharedModel.setSource(source);
  } else {
    const index = notebook.widgets.findIndex(cell => cell.model.id === id);
    if (index < 0) throw new Error('no cell ' + id);
    notebook.activeCellIndex = index;
    await notebook.scrollToItem(index, 'start');
  }
  await commands.execute('notebook:run-cell');
  return notebook.activeCell.model.id;
}"""


def run_cell(page: Any, cell: str, source: str = "") -> Any:
    """Run the cell of that id, or a new one with this source below the active one; the place of its outputs."""
    page.evaluate(RUN_CELL, [cell, source])
    page.wait_for_function(READY)
    return page.locator(".jp-Cell.jp-mod-active .jp-Cell-outputArea")


def click(page: Any, button: str, picture: str) -> dict[str, float]:
    """Click and wait for the picture to change: {"ms": time to the changed picture, "blank": frames without any}."""
    found: dict[str, float] = page.evaluate(CLICK, [button, picture])
    return found
