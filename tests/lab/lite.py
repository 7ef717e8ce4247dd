"""The JupyterLite site for tests: built once, and served so that nothing on it can ask another server unseen."""

from __future__ import annotations

import functools
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.support import ROOT

REPORTS = "/what-was-asked-elsewhere"
OWN = "'self' 'unsafe-inline' 'unsafe-eval' blob: data:"
POLICY = f"default-src {OWN}; report-uri {REPORTS}"
"""Sent with each file, so that it binds the page and all its workers: what they want from elsewhere is reported."""


def build(out: Path) -> Path:
    """The site, in a folder."""
    command = [sys.executable, str(ROOT / "binder" / "lite" / "build.py"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert 0 == done.returncode, done.stdout[-2000:] + done.stderr[-2000:]
    return out


@dataclass(slots=True)
class Site:
    """Where it is served, and what was asked of other servers."""

    address: str = ""
    elsewhere: list[str] = field(default_factory=list)


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, site: Site, *given: Any, **more: Any) -> None:
        self._site = site
        super().__init__(*given, **more)

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def do_POST(self) -> None:
        report = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._site.elsewhere.append(str(report.get("csp-report", {}).get("blocked-uri", report)))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    def handle_error(self, *_: object) -> None:
        """A browser may hang up before it has all of an answer."""


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """The site on a plain web server on loopback."""
    site = Site()
    with _Server(("127.0.0.1", 0), functools.partial(_Handler, site, directory=str(folder))) as server:
        site.address = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield site
        finally:
            server.shutdown()
