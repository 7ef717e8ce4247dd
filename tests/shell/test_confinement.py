"""Nothing a learner types reaches the host: no process, no socket, no real file, from the session downwards."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "hasim"
ABOVE = {"cli.py", "host.py", "__main__.py"}
"""Modules that may touch the host, and the rooms above the session."""
ROOMS_ABOVE = {"lab", "draw"}
FORBIDDEN_MODULES = frozenset(
    {
        *("_posixsubprocess", "_socket", "_thread", "aiohttp", "asyncio", "concurrent", "ctypes", "fcntl", "ftplib"),
        *("glob", "http", "io", "mmap", "multiprocessing", "os", "pathlib", "pty", "random", "requests", "secrets"),
        *("select", "selectors", "shutil", "signal", "smtplib", "socket", "socketserver", "ssl", "subprocess"),
        *("tarfile", "tempfile", "threading", "time", "urllib", "uuid", "zipfile"),
    }
)
HARMLESS = frozenset({"urllib.parse"})
"""Parts of forbidden modules that only work on texts."""
FORBIDDEN_CALLS = frozenset({"open", "exec", "eval", "compile", "__import__", "input", "breakpoint"})


def below_the_session() -> list[Path]:
    """Every module at or below the session."""
    modules = sorted(PACKAGE.rglob("*.py"))
    inside = [(path, path.relative_to(PACKAGE)) for path in modules]
    return [path for path, name in inside if name.name not in ABOVE and name.parts[0] not in ROOMS_ABOVE]


def reaches(path: Path) -> list[str]:
    """What in a module could reach the host: imports and calls by name."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in FORBIDDEN_MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level and node.module not in HARMLESS:
            found += [node.module] if node.module.split(".")[0] in FORBIDDEN_MODULES else []
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORBIDDEN_CALLS:
            found.append(node.func.id)
    return found


@pytest.mark.parametrize("path", below_the_session(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_cannot_reach_the_host(path: Path) -> None:
    """No module at or below the session imports what reaches the host, nor calls what would."""
    assert [] == reaches(path)


SCRIPT = r"""
import sys
from hasim.sim import Stage, start_world, settle
from hasim.shell import registry
from hasim.shell.runner import run_line, write_file
from hasim.sim.clock import zone

zone("Asia/Tokyo")
for name in registry.names():
    try:
        registry.lookup(name)
    except ImportError:
        pass
import encodings.idna, encodings.punycode, stringprep, _strptime  # loaded lazily by the interpreter itself

seen = []
ALLOWED_READS = tuple(path for path in (sys.prefix, sys.base_prefix, *sys.path) if path)

def watch(event, arguments):
    if event in ("open",):
        path, mode = arguments[0], arguments[1]
        reading = isinstance(path, str) and path.endswith((".py", ".pyc", ".lark")) and (mode or "r").startswith("r")
        if not (reading and path.startswith(ALLOWED_READS)):
            seen.append((event, str(path)))
    elif event.split(".")[0] in ("socket", "subprocess", "pty", "shutil", "ctypes", "ftplib", "urllib", "tempfile"):
        seen.append((event, str(arguments)[:200]))
    elif event.startswith("os.") and event not in ("os.listdir", "os.scandir"):
        seen.append((event, str(arguments)[:200]))

sys.addaudithook(watch)
stage = Stage(start_world({"scenario": "tutorial", "timezone": "Asia/Tokyo", "start": "2020-05-03T09:00:00+09:00"}))
LINES = [
    "echo escaped > /tmp/hasim-escaped; cat /tmp/hasim-escaped",
    "python3 -c 'open(\"/tmp/hasim-escaped\", \"w\")'; perl -e 1; curl http://127.0.0.1/; wget -q http://192.168.0.1/",
    "rm -rf /tmp/hasim-escaped ~/nothing; cat /etc/shadow; ls /; find / -maxdepth 1",
    "ssh node2 'touch /tmp/x'; scp /etc/hosts node2:/tmp/; ping -c 1 192.168.0.1",
    "kill -9 $(cat /etc/httpd/run/httpd.pid); systemctl restart httpd; yum -y install pacemaker-all; sleep 3",
    "bash -c 'echo $(id)'; sh < /etc/hosts; eval 'date'; source /etc/hosts; exec ls",
    "crm status; crm_mon -1; crm configure show; cibadmin -Q; crm_simulate -sL; crm_resource -L; corosync-quorumtool",
    "CIB_file=/tmp/real.xml crm_mon -1; crm configure save /tmp/saved; crm_verify -L; crm_attribute -n x -v 1",
    "sed -i s/a/b/ /etc/hosts; sed 'w /tmp/out' /etc/hosts; sort -o /tmp/sorted /etc/hosts; tee /tmp/tee < /etc/hosts",
]
for line in LINES:
    try:
        run_line(stage, "node1", line)
    except ImportError:
        pass
write_file(stage, "node1", "/tmp/hasim-written", "text")
settle(stage)
print(seen)
"""


def test_a_session_touches_nothing_of_the_host() -> None:
    """Python's own audit events, while programs of every kind are run: no file but modules, no process, no socket."""
    done = subprocess.run([sys.executable, "-X", "utf8", "-c", SCRIPT], capture_output=True, text=True, timeout=300)
    assert (0, "[]\n") == (done.returncode, done.stdout), done.stderr[-2000:]
    assert not Path("/tmp/hasim-escaped").exists()


def test_the_checks_see_what_they_look_for(tmp_path: Path) -> None:
    """A module that imports os and opens a file is found, and so is a program that really opens one."""
    path = tmp_path / "bad.py"
    path.write_text("import os\nfrom subprocess import run\nopen('x')\n")
    assert ["os", "subprocess", "open"] == reaches(path)
    start = SCRIPT.index("stage = Stage")
    script = (
        SCRIPT[:start] + "open('/etc/hostname').close()\nimport socket\nsocket.socket().close()\nprint(len(seen))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert int(done.stdout) >= 2
