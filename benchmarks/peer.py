"""The real scheduler, timed by its own clock: the peer that hasim's decisions are measured beside."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

_LINE = re.compile(r"Testing (\S+) \.\.\. (\d+\.\d+) secs")


def real_milliseconds(folder: Path, repeats: int) -> dict[str, float]:
    """Milliseconds of processor time for one decision on each XML file of a folder; {} where crm_simulate is absent."""
    program = shutil.which("crm_simulate")
    if program is None:
        return {}
    command = [program, "-P", str(folder), "-N", str(repeats)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return {Path(name).stem: 1000 * float(seconds) / repeats for name, seconds in _LINE.findall(done.stdout)}
