"""The real pcs and hasim's on the same file."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from hasim.cib import Cib, Element
from hasim.shell.context import Context
from hasim.shell.filehost import MemoryFiles, NoCluster
from hasim.shell.registry import run_program
from tests.support import ON_CI, real_program

__all__ = ["Answer", "Real", "ours"]

_NOW = 1_700_000_000
COROSYNC = """totem {
    version: 2
    cluster_name: lab
    transport: knet
}

nodelist {
    node {
        ring0_addr: node1
        name: node1
        nodeid: 1
    }
    node {
        ring0_addr: node2
        name: node2
        nodeid: 2
    }
}

quorum {
    provider: corosync_votequorum
    two_node: 1
    wait_for_all: 1
}
"""
"""What `--corosync_conf corosync.conf` means, for commands that look at that file too."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command said, its exit status, and the configuration (and Corosync's) after it."""

    out: str
    err: str
    status: int
    configuration: Element
    corosync: str = ""


def _levelled(text: str) -> str:
    """Without help texts, which are hasim's own, and without the time at which the screen was made."""
    text = re.split(r"\n?^Usage: pcs", text, maxsplit=1, flags=re.M)[0]
    text = re.sub(r"<last_update time=.*/>", "<last_update/>", text)
    return re.sub(r"Last updated: .*", "Last updated: now", text).replace("/cib.xml", "cib.xml").strip("\n")


def _need_agents() -> None:
    """Skip without the resource agents, which pcs asks for their parameters; fail on CI."""
    if not Path("/usr/lib/ocf/resource.d/heartbeat/IPaddr2").exists():
        (pytest.fail if ON_CI else pytest.skip)("the resource agents are absent")


class Real:
    """The real pcs, in a process that stays."""

    def __init__(self, folder: Path) -> None:
        program = real_program("pcs")
        real_program("pacemakerd")  # whose package brings the daemons that describe the cluster's properties
        _need_agents()
        python = Path(program).read_text().split("\n")[0].removeprefix("#!").split()[0]
        self.path = folder / "cib.xml"
        script = Path(__file__).with_name("pcs_fork.py")
        self.process = subprocess.Popen(
            [python, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=folder
        )

    def run(self, line: str) -> Answer:
        """Run a command on the file; one that begins with a dash has no -f and goes on with corosync.conf as it is."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        conf, words = self.path.parent / "corosync.conf", shlex.split(line)
        if words[0] != "-":
            conf.write_text(COROSYNC)
        words = words[1:] if words[0] == "-" else ["-f", str(self.path), *words]
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        root = Cib.parse(self.path.read_text())
        texts = (_levelled(said[each].replace(str(self.path), "cib.xml")) for each in ("stdout", "stderr"))
        return Answer(*texts, said["exit"], root.configuration, conf.read_text())

    def close(self) -> None:
        """End the process."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def ours(files: MemoryFiles, line: str) -> Answer:
    """Run a command of hasim's on the file `/cib.xml`."""
    out: list[str] = []
    err: list[str] = []
    context = Context(out.append, err.append, files, NoCluster(), lambda: _NOW, cwd="/")
    words = shlex.split(line)
    if words[0] != "-":
        files.write("/corosync.conf", COROSYNC)
    words = words[1:] if words[0] == "-" else ["-f", "/cib.xml", *words]
    status = run_program(context, "pcs", words)
    root = Cib.parse(files.read("/cib.xml"))
    texts = (_levelled("".join(pieces)) for pieces in (out, err))
    return Answer(*texts, status, root.configuration, files.read("/corosync.conf"))
