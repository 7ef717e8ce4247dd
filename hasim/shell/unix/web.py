"""curl and wget."""

from __future__ import annotations

import re

from hasim.cib import Dialect
from hasim.shell.machine_context import MachineContext
from hasim.shell.unix.command import Given, UsageFault, command, getopt, path_of
from hasim.sim.http_answers import Response
from hasim.sim.reach import NoAnswer, http_get, resolve

_URL = re.compile(r"(?:(\w+)://)?([^/:?#]+)(?::(\d+))?([/?][^#]*)?")
_NO_ROUTE_SECONDS = 3.0


def _fetch(context: MachineContext, url: str) -> tuple[str, int, Response | NoAnswer | None]:
    """The host and port of a URL, and what comes from there; None: the name is unknown."""
    match = _URL.fullmatch(url)
    if match is None or (match[1] or "http") != "http":
        raise UsageFault(f"hasim does not model this: fetching {url}", 3)
    host, port, path = match[2], int(match[3] or 80), match[4] or "/"
    address = resolve(context.stage, context.node, host)
    if address is None:
        return host, port, None
    answer = http_get(context.stage, context.node, address, port, path if path.startswith("/") else "/" + path)
    if answer is NoAnswer.NO_ROUTE:
        context.wait(_NO_ROUTE_SECONDS)
    return host, port, answer


_CURL_IDLE = "k insecure L location A= user-agent= 4 connect-timeout="
_CURL_REFUSED = "v verbose H= header= X= request= d= data= u="


@command("curl")
def curl(context: MachineContext, arguments: list[str]) -> int:
    """curl [-sSfIikLv] [-o FILE] [-w FORMAT] [-m SECONDS] URL..."""
    long = (
        "silent",
        "show-error",
        "fail",
        "head",
        "include",
        "output=",
        "write-out=",
        "max-time=",
    )
    given = getopt("curl", arguments, "sSfIio:w:m:", long, idle=_CURL_IDLE, refused=_CURL_REFUSED, status=2)
    if not given.operands:
        raise UsageFault("curl: try 'curl --help' or 'curl --manual' for more information", 2)
    status = 0
    for url in given.operands:
        status = _curl_one(context, given, url)
    return status


def _curl_one(context: MachineContext, given: Given, url: str) -> int:
    quiet = given.has("s", "silent") and not given.has("S", "show-error")
    host, port, answer = _fetch(context, url)
    if answer is None or isinstance(answer, NoAnswer) or not answer.status:
        code, text = _curl_trouble(context, given, host, port, answer)
        if not quiet:
            context.err(f"curl: ({code}) {text}\n")
        if form := given.value("w") or given.value("write-out"):
            context.out(_write_out(form, 0, 0))
        return code
    failed = answer.status >= 400 and given.has("f", "fail")
    if failed and not quiet:
        context.err(f"curl: (22) The requested URL returned error: {answer.status} {answer.reason}\n")
    text = ""
    if given.has("I", "i", "head", "include"):
        length = len(answer.body.encode())
        text = f"HTTP/1.1 {answer.status} {answer.reason}\r\nServer: Apache\r\nContent-Length: {length}\r\n"
        text += f"Content-Type: {answer.kind}\r\n\r\n"
    if not given.has("I", "head") and not failed:
        text += answer.body
    output = given.value("o") or given.value("output")
    if output:
        context.files.write(path_of(context, output), text)
    else:
        context.out(text)
    if form := given.value("w") or given.value("write-out"):
        context.out(_write_out(form, answer.status, len(answer.body.encode())))
    return 22 if failed else 0


def _write_out(form: str, status: int, size: int) -> str:
    text = form.replace("%{http_code}", f"{status:03d}").replace("%{response_code}", f"{status:03d}")
    return text.replace("%{size_download}", str(size)).replace("\\n", "\n").replace("\\t", "\t")


def _curl_trouble(
    context: MachineContext, given: Given, host: str, port: int, answer: Response | NoAnswer | None
) -> tuple[int, str]:
    if answer is None:
        unknown = "; Unknown error" if context.dialect is Dialect.V1_1 else ""
        return 6, f"Could not resolve host: {host}{unknown}"
    if isinstance(answer, NoAnswer):
        if context.dialect is Dialect.V1_1:
            return 7, f"Failed connect to {host}:{port}; {answer}"
        return 7, f"Failed to connect to {host} port {port}: {answer}"
    seconds = float(given.value("m") or given.value("max-time") or 60)
    context.wait(seconds)
    return 28, f"Operation timed out after {round(seconds * 1000)} milliseconds with 0 bytes received"


@command("wget")
def wget(context: MachineContext, arguments: list[str]) -> int:
    """wget [-q] [-O FILE|-] URL"""
    long = ("quiet", "output-document=", "spider", "timeout=")
    given = getopt("wget", arguments, "qO:T:", long, idle="t= tries= no-check-certificate", refused="S n v no-verbose")
    if not given.operands:
        raise UsageFault("wget: missing URL\nUsage: wget [OPTION]... [URL]...")
    url = given.operands[0]
    quiet = given.has("q", "quiet")
    host, port, answer = _fetch(context, url)
    if answer is None or isinstance(answer, NoAnswer) or not answer.status:
        reason = (
            "unable to resolve host address"
            if answer is None
            else str(answer)
            if isinstance(answer, NoAnswer)
            else "timed out"
        )
        if reason == "timed out":
            context.wait(float(given.value("T") or given.value("timeout") or 60))
        if not quiet:
            context.err(f"wget: {host}:{port}: failed: {reason}.\n")
        return 4
    if answer.status >= 400:
        if not quiet:
            context.err(f"ERROR {answer.status}: {answer.reason}.\n")
        return 8
    _save(context, given, url, answer.body, quiet)
    return 0


def _save(context: MachineContext, given: Given, url: str, body: str, quiet: bool) -> None:
    name = (
        given.value("O")
        or given.value("output-document")
        or url.partition("://")[2].partition("/")[2].rpartition("/")[2]
    )
    if "spider" in given:
        return
    if name == "-":
        context.out(body)
        return
    context.files.write(path_of(context, name or "index.html"), body)
    if not quiet:
        context.err(f"'{name or 'index.html'}' saved [{len(body.encode())}/{len(body.encode())}]\n")
