"""The same commands through the real crm and through hasim's, on the same file: the same CIB, words and exit status."""

from __future__ import annotations

import os
import subprocess

import pytest

from hasim.cib import Cib
from hasim.shell.context import Context
from hasim.shell.crm import crm
from hasim.shell.filehost import CibFile, MemoryFiles
from tests.shell.crm_sequences import CIB, SEQUENCES, Call
from tests.support import real_program


def ours(cluster: CibFile, files: MemoryFiles, call: Call) -> tuple[int, str, str]:
    out: list[str] = []
    err: list[str] = []
    context = Context(
        out=out.append, err=err.append, files=files, cluster=cluster, clock=lambda: 0.0, stdin=call.stdin, cwd="/work"
    )
    status = crm(context, list(call.arguments))
    return status, "".join(out), "".join(err)


@pytest.mark.slow
@pytest.mark.parametrize("name", SEQUENCES)
def test_crm_does_and_says_what_the_real_one_does(name, tmp_path):
    program = real_program("crm")
    path = tmp_path / "cib.xml"
    path.write_text(CIB)
    cluster, files = CibFile(CIB), MemoryFiles()
    for call in SEQUENCES[name]:
        done = subprocess.run(
            [program, *call.arguments],
            env={**os.environ, "CIB_file": str(path)},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            input=call.stdin,
            check=False,
        )
        assert (call.arguments, *ours(cluster, files, call)) == (
            call.arguments,
            done.returncode,
            done.stdout,
            done.stderr,
        )
        real = Cib.parse(path.read_text())
        assert Cib.parse(cluster.text).configuration == real.configuration, call.arguments
        assert Cib.parse(cluster.text).version == real.version, call.arguments
