"""`crm configure show` on configurations drawn from Pacemaker's schemas, against the real crm."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.crm_real import Call, Comparison, crashed, named_fault, play, real_crm
from tests.schema_cibs import draw, schemas
from tests.support import real_program

CALLS = (Call(("configure", "show")), Call(("configure", "show", "xml")))


@pytest.mark.parametrize("schema", schemas())
def test_show_says_what_the_real_one_says(schema, tmp_path):
    """Elements and attributes as the schema allows them, sparse and dense."""
    real_program("crm")
    wrong: list[Comparison] = []
    faults: Counter[str] = Counter()
    for seed, fill in ((0, 0.2), (1, 0.5), (2, 0.2)):
        for found in play(draw(schema, seed, fill), CALLS, tmp_path):
            if "does not conform" in found.theirs.stderr:  # two of the oldest schemas allow what cibadmin does not
                continue
            if crashed(found.theirs):
                assert named_fault(found.theirs), found.theirs.stderr
                faults[named_fault(found.theirs)] += 1
            elif not found.alike:
                wrong.append(found)
    print(f"{schema}: {dict(faults)}")
    assert "\n".join(map(str, wrong)) == ""


def test_the_server_says_what_the_program_says(tmp_path):
    """The real crm is started once for all these tests; what that answers is what a fresh start answers."""
    import subprocess

    program = real_program("crm")
    (tmp_path / "cib.xml").write_text(draw("pacemaker-3.7", 5, plain=True))
    environment = {
        "PATH": "/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(tmp_path),
        "CIB_file": str(tmp_path / "cib.xml"),
        "PYTHONUNBUFFERED": "1",  # what crm says and what its tools print, in the order of a terminal
    }
    for arguments in (("configure", "show"), ("configure", "show", "nosuch"), ("resource", "list"), ("nosuch",)):
        done = subprocess.run(
            [program, *arguments], env=environment, cwd=tmp_path, capture_output=True, text=True, input="", check=False
        )
        said = real_crm().run(arguments, "", tmp_path)
        assert (said.exit, said.stdout, said.stderr) == (done.returncode, done.stdout, done.stderr)
