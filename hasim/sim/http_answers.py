"""What the simulated Apache answers to a request: documents, the status page, and who may have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hasim.sim.apache_config import Configuration, allowed
from hasim.sim.httpd import is_worker, listeners
from hasim.sim.machine import Machine

if TYPE_CHECKING:
    from hasim.sim.stage import Stage


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP answer; status 0: the connection was taken, but no answer ever comes."""

    status: int
    body: str = ""
    reason: str = ""
    kind: str = "text/html; charset=UTF-8"


_REASONS = {200: "OK", 403: "Forbidden", 404: "Not Found"}


def request(stage: Stage, node: str, address: str, port: int, path: str, source: str) -> Response | None:
    """What the server on a machine answers at one of its addresses; None: nobody listens there.

    ``source`` is the client's address as the server sees it.
    """
    machine = stage.machines[node]
    holders = listeners(machine, address, port)
    if not holders:
        return None
    workers = [process for process in holders if is_worker(machine, process) and not process.stopped]
    if not workers:
        return Response(0)
    return _answer(stage, machine, workers[0].data["server"], path, source)


def _answer(stage: Stage, machine: Machine, server: Configuration, path: str, source: str) -> Response:
    path, _, query = path.partition("?")
    locations = [s for s in server.sections if s.kind == "location" and _covers(s.path, path)]
    file = server.document_root.rstrip("/") + path
    folders = sorted(
        (s for s in server.sections if s.kind == "directory" and _covers(s.path, file)), key=lambda s: len(s.path)
    )
    if not allowed([*folders, *locations], source):
        return _error(403, path)
    handlers = [section.handler for section in locations if section.handler]
    if handlers and handlers[-1] == "server-status" and "status" in server.modules:
        return _status_page(stage, machine, server, query == "auto")
    return _document(machine, server, file, path)


def _covers(prefix: str, path: str) -> bool:
    prefix = prefix.rstrip("/")
    return path == prefix or path.startswith(prefix + "/")


def _document(machine: Machine, server: Configuration, file: str, path: str) -> Response:
    files = machine.files
    if files.is_dir(file):
        names = [f"{file.rstrip('/')}/{name}" for name in server.index]
        found = next((name for name in names if files.is_file(name)), None)
        return Response(200, files.read(found), "OK") if found else _error(403, path)
    if files.is_file(file):
        kind = "text/html; charset=UTF-8" if file.endswith((".html", ".htm")) else "text/plain; charset=UTF-8"
        return Response(200, files.read(file), "OK", kind)
    return _error(404, path)


def _error(status: int, path: str) -> Response:
    reason = _REASONS[status]
    words = f"You have no access to {path}." if status == 403 else f"There is no {path} on this server."
    head = f"<!DOCTYPE HTML>\n<html><head>\n<title>{status} {reason}</title>\n</head><body>\n"
    return Response(status, f"{head}<h1>{reason}</h1>\n<p>{words}</p>\n</body></html>\n", reason)


def _status_page(stage: Stage, machine: Machine, server: Configuration, plain: bool) -> Response:
    parents = [p for p in machine.processes.named("httpd") if not is_worker(machine, p)]
    uptime = (stage.time - min((p.started for p in parents), default=stage.time)) // 1000
    idle = sum(1 for p in machine.processes.named("httpd") if is_worker(machine, p)) - 1
    if plain:
        text = f"ServerUptimeSeconds: {uptime}\nBusyWorkers: 1\nIdleWorkers: {max(idle, 0)}\n"
        return Response(200, text, "OK", "text/plain; charset=ISO-8859-1")
    name = server.server_name or machine.name
    return Response(
        200,
        f"<!DOCTYPE HTML>\n<html><head>\n<title>Apache Status</title>\n</head><body>\n"
        f"<h1>Apache Server Status for {name}</h1>\n<dl><dt>Server uptime: {uptime} seconds</dt>\n"
        f"<dt>1 requests currently being processed, {max(idle, 0)} idle workers</dt></dl>\n</body></html>\n",
        "OK",
    )
