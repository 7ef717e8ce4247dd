"""JupyterLab in a real Chromium, for tests and benchmarks: start both, open a notebook, run it, measure a click."""

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
    if (done !== null && passed - done > 250) return resolve({ms: done, blank});
    if (passed > 20000) return reject(new Error('the picture did not change'));
    requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
})"""


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


@contextmanager
def lab(folder: Path, settings: Path) -> Iterator[str]:
    """JupyterLab on loopback with settings of its own; gives the address, with "{}" for the path within /lab."""
    port, token = free_port(), secrets.token_hex(16)
    quiet = settings / "lab" / "@jupyterlab" / "apputils-extension"
    quiet.mkdir(parents=True)
    news = {"fetchNews": "false", "checkForUpdates": False}
    (quiet / "notification.jupyterlab-settings").write_text(json.dumps(news))
    places = {"JUPYTER_CONFIG_DIR": "", "JUPYTER_RUNTIME_DIR": "run", "IPYTHONDIR": "ipython"}
    places |= {"JUPYTERLAB_SETTINGS_DIR": "lab", "JUPYTERLAB_WORKSPACES_DIR": "workspaces"}
    environment = os.environ | {name: str(settings / part) for name, part in places.items()}
    options = [f"--port={port}", "--ServerApp.port_retries=0", f"--IdentityProvider.token={token}", "--allow-root"]
    options += [f"--ServerApp.root_dir={folder}", "--no-browser", "--ip=127.0.0.1", "--LabApp.news_url=None"]
    options += ["--LabApp.expose_app_in_browser=True"]
    with (settings / "lab.log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *options], env=environment, stdout=log, stderr=log
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/api/status?token={token}", server, settings / "lab.log")
            yield f"http://127.0.0.1:{port}/lab/workspaces/w{{}}?token={token}"
        finally:
            server.terminate()
            server.wait(30)


def _wait_for(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    end = time.monotonic() + 90
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).read()
            return
        except (OSError, urllib.error.URLError):
            if server.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"JupyterLab did not start:\n{log.read_text()[-2000:]}")


@contextmanager
def page(settings: Path, width: int = 1400, height: int = 1200) -> Iterator[Any]:
    """A page in Chromium, which finds the Japanese font that matplotlib-fontja ships."""
    from playwright.sync_api import sync_playwright

    fonts = settings / "share" / "fonts"
    fonts.mkdir(parents=True)
    package = find_spec("matplotlib_fontja")
    for place in (package.submodule_search_locations or []) if package else []:
        for font in Path(place).glob("fonts/*.ttf"):
            shutil.copy(font, fonts)
    environment = {**os.environ, "XDG_DATA_HOME": str(settings / "share")}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), headless=True, args=FLAGS, env=environment)
        opened = browser.new_page(viewport={"width": width, "height": height})
        opened.set_default_timeout(90_000)
        yield opened
        browser.close()


def open_notebook(page: Any, address: str, path: str) -> None:
    """Open a notebook in a workspace of its own and wait until its kernel is connected and idle."""
    page.goto(address.format(f"{secrets.token_hex(3)}/tree/{path}"))
    page.wait_for_selector(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook")
    page.wait_for_function(READY)


def run_all(page: Any) -> None:
    """Run all cells and wait for the last one."""
    page.evaluate("async () => { await window.jupyterapp.commands.execute('notebook:run-all-cells') }")
    page.wait_for_function(READY)


def click(page: Any, button: str, picture: str) -> dict[str, float]:
    """Click and wait for the picture to change: {"ms": time to the changed picture, "blank": frames without any}."""
    found: dict[str, float] = page.evaluate(CLICK, [button, picture])
    return found
