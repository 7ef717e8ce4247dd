"""The real pcs and hasim's do and say the same, command by command, on the same file.

Help texts are hasim's own and are left out. Both work on `-f cib.xml`, in a folder that also holds a corosync.conf.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hasim.shell.filehost import MemoryFiles
from tests.shell.pcs_author import STARTED, drawn_sequence
from tests.shell.pcs_real import Real, ours
from tests.shell.pcs_sequences import BASE, SEQUENCES
from tests.shell.pcs_sequences_sections import SECTIONS


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Real]:
    """The real program."""
    program = Real(tmp_path_factory.mktemp("pcs"))
    yield program
    program.close()


def same(real: Real, lines: list[str], cib: str = BASE) -> None:
    """Play commands on both sides, from the same file on."""
    real.path.write_text(cib)
    files = MemoryFiles({"/cib.xml": cib})
    for line in lines:
        theirs, mine = real.run(line), ours(files, line)
        assert (mine.status, mine.out, mine.err) == (theirs.status, theirs.out, theirs.err), line
        assert mine.configuration == theirs.configuration, line
        assert mine.corosync == theirs.corosync, line


@pytest.mark.parametrize("name", SEQUENCES)
def test_every_verb_does_and_says_the_same(real: Real, name: str) -> None:
    same(real, [line for line in SEQUENCES[name].split("\n") if line])


@pytest.mark.parametrize("name", SECTIONS)
def test_verbs_used_less_do_and_say_the_same(real: Real, name: str) -> None:
    same(real, [line for line in SECTIONS[name].split("\n") if line], STARTED)


def test_older_schemas_have_older_names_of_roles(real: Real) -> None:
    lines = [
        "resource create s ocf:pacemaker:Stateful op monitor interval=7 role=Promoted promotable",
        "resource op add a monitor interval=8 role=Unpromoted",
        "constraint colocation add a with Promoted s-clone",
        "constraint location s-clone rule role=Promoted score=5 defined x",
        "constraint order set a b role=Promoted",
        "constraint ticket add T Promoted s-clone",
        "constraint --full",
        "resource config --output-format=json",
        "config --corosync_conf corosync.conf",
    ]
    same(real, lines, STARTED.replace("pacemaker-3.9", "pacemaker-3.0"))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(120))
def test_drawn_commands_do_and_say_the_same(real: Real, seed: int) -> None:
    same(real, drawn_sequence(seed), STARTED)
