"""The low-level tools: the same sequences through the real ones and through hasim's, on the same file."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from hasim.cib import CibError, parse_xml
from hasim.shell.context import Context
from hasim.shell.filehost import CibFile, MemoryFiles
from hasim.shell.registry import run_program
from tests.shell.tool_differences import DIFFERENCES, Outcome, accepted
from tests.shell.tool_generator import draw
from tests.shell.tool_sequences import PATCH, cib, other_cib, sequences
from tests.support import real_program

SEQUENCES = sequences()
DRAWN = int(os.environ.get("HASIM_EXAMPLES", "40"))
FILES = {"cib.xml": cib(), "other.xml": other_cib(), "patch.xml": PATCH}
ENVIRONMENT = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "USER": "root", "HOME": "/root", "HOSTNAME": socket.gethostname()}


def level(text: str) -> str:
    """Without the time of day, and without what the XML checker and assertions of the real programs write."""
    text = re.sub(r"(?m)^( *\d+ [< ].*|.*validity error.*| *\d+ |\(log_assertion_as\).*)\n", "", text)
    text = re.sub(r'(Last updated: |last_update time="|last-granted=["\']).*?(?=["\'\n])', r"\1", text)
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(Z| \+00:00)", "DATE", text)


def document(text: str) -> object:
    try:
        return parse_xml(level(text))
    except CibError:
        return text


def real(folder: Path, line: str) -> Outcome:
    name, *arguments = shlex.split(line)
    file = folder / "cib.xml"
    done = subprocess.run(
        [name, *arguments],
        executable=real_program(name),
        env={
            **ENVIRONMENT,
            "CIB_file": str(file),
            "CIB_shadow_dir": str(folder),
            "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        },
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return Outcome(done.returncode, level(done.stdout), level(done.stderr), document(file.read_text()))


class Ours:
    """hasim's programs on the same files, in memory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = MemoryFiles({f"{folder}/{name}": text for name, text in FILES.items()})
        self.access = CibFile(FILES["cib.xml"])

    def run(self, line: str) -> Outcome:
        name, *arguments = shlex.split(line)
        out: list[str] = []
        err: list[str] = []
        context = Context(
            *(out.append, err.append, self.files, self.access, time.time),
            environment={**ENVIRONMENT, "CIB_shadow_dir": str(self.folder)},
            cwd=str(self.folder),
        )
        status = run_program(context, name, arguments)
        return Outcome(status, level("".join(out)), level("".join(err)), document(self.access.text))


def play(sequence: list[str], tmp_path: Path) -> None:
    """The same commands on the same files, one after the other."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text)
    ours = Ours(tmp_path)
    for line in sequence:
        theirs, mine = real(tmp_path, line), ours.run(line)
        for part in sorted(theirs.differing(mine) - accepted(line, theirs)):
            assert (line, getattr(mine, part)) == (line, getattr(theirs, part)), part
        if theirs.differing(mine) & {"cib"}:
            break  # from here on the two work on different CIBs


@pytest.mark.parametrize("sequence", SEQUENCES)
def test_a_sequence_is_the_same(sequence: str, tmp_path: Path) -> None:
    play(sequence.split("; "), tmp_path)


@pytest.mark.parametrize("seed", range(DRAWN))
def test_a_drawn_sequence_is_the_same(seed: int, tmp_path: Path) -> None:
    """`HASIM_EXAMPLES=500` draws that many."""
    play(draw(seed), tmp_path)


def test_how_many(capsys: pytest.CaptureFixture[str]) -> None:
    """At least 200 sequences, and each tool has some; the numbers are printed."""
    drawn = [draw(seed) for seed in range(DRAWN)]
    listed = [*(sequence.split("; ") for sequence in SEQUENCES), *drawn]
    counted = Counter(line.split()[0] for sequence in listed for line in sequence)
    with capsys.disabled():
        print(f"\n{len(SEQUENCES)} sequences and {DRAWN} drawn ones, {counted.total()} commands")
        for name, number in sorted(counted.items()):
            print(f"  {name:<16}{number:>5}")
    assert len(SEQUENCES) >= 200
    assert len(set(SEQUENCES)) == len(SEQUENCES)
    assert min(counted.values()) >= 1


def test_differences_are_few_and_named() -> None:
    names = [difference.name for difference in DIFFERENCES]
    assert len(names) == len(set(names)) <= 12
