"""The real pcs and hasim's on many files: ``python -m tests.shell.pcs_sweep FOLDER [SEQUENCES [SEED]]``.

Each sequence of drawn commands begins on one of the CIBs of the folder and ends at the first difference, which is
printed. What the real program cannot do itself (a file that its own tools refuse, an agent that is not installed) is
passed over, and so is what hasim refuses by name.
"""

from __future__ import annotations

import sys
import tempfile
from difflib import unified_diff
from pathlib import Path

from hasim.cib import Unsupported, write_xml
from hasim.shell.filehost import MemoryFiles
from tests.shell.pcs_author import drawn_sequence
from tests.shell.pcs_real import Answer, Real, ours

_CANNOT = ("Traceback", "Application of update diff", "validation of configuration is disabled", "not installed")
_LENGTH = 7


def difference(theirs: Answer, mine: Answer) -> str:
    """In what two answers differ, as a few lines; empty if they do not."""
    one, other = (
        "\n".join([str(each.status), each.out, each.err, write_xml(each.configuration)]) for each in (theirs, mine)
    )
    if (theirs.status, theirs.out, theirs.err, theirs.configuration) == (
        mine.status,
        mine.out,
        mine.err,
        mine.configuration,
    ):
        return ""
    return "\n".join(list(unified_diff(one.split("\n"), other.split("\n"), "real", "hasim", lineterm="", n=0))[:12])


def play(real: Real, path: Path, seed: int) -> str:
    """Play a sequence on a file: its first difference, or nothing."""
    cib = path.read_text()
    real.path.write_text(cib)
    files = MemoryFiles({"/cib.xml": cib})
    for line in drawn_sequence(seed, cib, _LENGTH):
        theirs = real.run(line)
        if theirs.status > 2 or any(each in theirs.err for each in _CANNOT):
            return ""
        try:
            found = difference(theirs, ours(files, line))
        except Unsupported:
            return ""
        if found:
            return f"{path.name} (seed {seed}): pcs {line}\n{found}"
    return ""


def main(folder: str, sequences: int = 100, seed: int = 0) -> int:
    """Play sequences; returns how many differ."""
    real = Real(Path(tempfile.mkdtemp()))
    paths, different = sorted(Path(folder).glob("*.xml")), 0
    for number in range(seed, seed + sequences):
        found = play(real, paths[number % len(paths)], number)
        if found:
            different += 1
            print(found, end="\n\n", flush=True)
    real.close()
    print(f"{sequences} sequences, {different} differ")
    return different


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1], *(int(each) for each in sys.argv[2:4]))))
