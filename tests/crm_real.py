"""The real crm and hasim's on the same file: one call after the other, compared in all that can be seen."""

from __future__ import annotations

import difflib
import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from hasim.cib import Cib, Unsupported
from hasim.shell.context import Context
from hasim.shell.crm import crm
from hasim.shell.filehost import CibFile, MemoryFiles
from tests.support import real_program

SERVER = Path(__file__).with_name("crm_server.py")


@dataclass(frozen=True, slots=True)
class Said:
    """What a run of crm said, and its exit status."""

    exit: int
    stdout: str
    stderr: str


def environment(folder: Path) -> dict[str, str]:
    """What leads the real tools and ours to files in `folder` and nowhere else."""
    return {"CIB_shadow_dir": str(folder), "COROSYNC_MAIN_CONFIG_FILE": str(folder / "corosync.conf")}


class RealCrm:
    """The real program, started once."""

    def __init__(self) -> None:
        first = Path(real_program("crm")).read_text().split("\n", 1)[0]
        self._process = subprocess.Popen(
            [first.removeprefix("#!").split()[0], str(SERVER)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/root"), "LC_ALL": "C", "TZ": "UTC"},
        )

    def run(self, arguments: tuple[str, ...], stdin: str, folder: Path) -> Said:
        """Run crm in `folder`, where the file cib.xml is its cluster and its home is."""
        request = {
            "arguments": arguments,
            "stdin": stdin,
            "cwd": str(folder),
            "environment": {"CIB_file": str(folder / "cib.xml"), "HOME": str(folder), **environment(folder)},
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return Said(*json.loads(self._process.stdout.readline()))


@cache
def real_crm() -> RealCrm:
    """The one real crm of this test run."""
    return RealCrm()


class OurCrm:
    """hasim's crm on a CIB in memory, with the same working directory."""

    def __init__(self, text: str, folder: Path) -> None:
        self.cluster = CibFile(text)
        self.files = MemoryFiles()
        self.folder = folder

    def run(self, arguments: tuple[str, ...], stdin: str) -> Said:
        out: list[str] = []
        err: list[str] = []
        context = Context(
            out=out.append,
            err=err.append,
            files=self.files,
            cluster=self.cluster,
            clock=lambda: 0.0,
            stdin=stdin,
            cwd=str(self.folder),
            environment=environment(self.folder),
        )
        try:
            status = crm(context, list(arguments))
        except Unsupported as refusal:
            status = 3
            err.append(f"hasim: {refusal}\n")
        return Said(status, "".join(out), "".join(err))


@dataclass(frozen=True)
class Call:
    """One run of crm."""

    arguments: tuple[str, ...]
    stdin: str = ""


_ADDRESS = re.compile("0x7[0-9a-f]{11}")
"""The real crm names a comment by an address in its memory, another one in each run."""


def _comparable(said: Said) -> Said:
    """Of several dangling references and missing agents the real checker tells the one or the other first."""
    return Said(said.exit, _ADDRESS.sub("0x7f0000000450", said.stdout), "\n".join(sorted(said.stderr.split("\n"))))


def crashed(said: Said) -> bool:
    """Whether the real crm ended with a fault of its own."""
    return "Traceback (most recent call last)" in said.stderr


_NAMED_FAULTS = (
    "in head_id_format",  # a set of properties or defaults that is only a reference to another
    "in quote_wrap",  # a recipient or a date without its value
    "in _is_complex",  # an alert whose sets stand in an order that it does not expect
    "in _attr_set_str",  # a bundle for podman or rkt
    "in match_rule_expression",  # a value that its own pattern for values does not fit
    "in _match_simple_exp",
    "in cli_format",  # operations whose statement is empty
    "in cli_path",
)
"""Where in its own code the real crm ends with a fault instead of an answer."""


def named_fault(said: Said) -> str:
    """Where in its own code it ended so; empty for a place that has no name here."""
    return next((each for each in reversed(_NAMED_FAULTS) if each in said.stderr), "")


@dataclass(frozen=True)
class Comparison:
    """What one call came to in the real crm and here, the CIB file afterwards included."""

    call: Call
    theirs: Said
    ours: Said
    their_cib: Cib
    our_cib: Cib

    @property
    def crashed(self) -> bool:
        """Whether there is nothing to compare with."""
        return crashed(self.theirs)

    @property
    def alike(self) -> bool:
        """Whether words, exit status and file are the same."""
        if _comparable(self.theirs) != _comparable(self.ours):
            return False
        theirs, ours = self.their_cib, self.our_cib
        return theirs.configuration == ours.configuration and theirs.status == ours.status

    def __str__(self) -> str:
        lines = [f"crm {' '.join(self.call.arguments)}"]
        typed = self.call.stdin.splitlines()
        lines += [f"  | {line}" for line in (typed if len(typed) < 20 else [f"{len(typed)} lines"])]
        if self.theirs.exit != self.ours.exit:
            lines.append(f"exit status: real {self.theirs.exit}, ours {self.ours.exit}")
        theirs, ours = _comparable(self.theirs), _comparable(self.ours)
        for what, real, own in (
            ("stdout", theirs.stdout, ours.stdout),
            ("stderr", theirs.stderr, ours.stderr),
            ("cib", self.their_cib.text(), self.our_cib.text()),
        ):
            if what != "cib" or self.their_cib.configuration != self.our_cib.configuration:
                pieces = real.split("\n"), own.split("\n")
                lines += difflib.unified_diff(*pieces, f"real {what}", f"our {what}", n=0, lineterm="")
        return "\n".join(lines)


def play(cib: str, calls: Iterable[Call], folder: Path) -> Iterator[Comparison]:
    """Make the calls one after the other on a file with that CIB, in `folder`, both ways.

    After each call hasim goes on from the real one's file, so that a difference is told once.
    """
    path = folder / "cib.xml"
    path.write_text(cib)
    own = OurCrm(cib, folder)
    for call in calls:
        theirs = real_crm().run(call.arguments, call.stdin, folder)
        ours = own.run(call.arguments, call.stdin)
        text = path.read_text()
        found = Comparison(call, theirs, ours, Cib.parse(text), Cib.parse(own.cluster.text))
        if not found.alike:
            own.cluster = CibFile(text)
        yield found
