"""The JupyterLite site for tests: built once, and served to a Chromium that cannot get at anything else unseen."""

from __future__ import annotations

import functools
import socket
import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.support import ROOT


def build(out: Path) -> Path:
    """The site, in a folder."""
    command = [sys.executable, str(ROOT / "binder" / "lite" / "build.py"), str(out)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert 0 == done.returncode, done.stdout[-2000:] + done.stderr[-2000:]
    return out


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a plain web server on loopback that hands out the site's files."""
    with ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()


@dataclass(slots=True)
class Outside:
    """A proxy that lets nothing through: what Chromium, in whichever of its workers, wants from elsewhere."""

    port: int
    asked: list[str] = field(default_factory=list)


@contextmanager
def outside() -> Iterator[Outside]:
    """Such a proxy on loopback; addresses on loopback do not go through it."""

    class Refuse(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            found.asked.append(self.rfile.readline(4096).decode("latin-1").strip())
            self.wfile.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            self.request.shutdown(socket.SHUT_WR)

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Refuse) as server:
        found = Outside(int(server.server_address[1]))
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield found
        finally:
            server.shutdown()
