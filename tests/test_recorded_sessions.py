"""Sessions that were recorded on real clusters are played, and print and become what the real ones did."""

from __future__ import annotations

import os
import re
import subprocess
import sys

from tests.support import ROOT, shared


def test_every_recorded_output_and_state_is_met() -> None:
    command = [sys.executable, str(shared("tools", "play.py"))]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    told = re.search(r"sessions (\d+)  whole (\d+)  checks (\d+)  right (\d+)", done.stdout)
    assert told is not None, done.stdout + done.stderr
    sessions, whole, checks, right = map(int, told.groups())
    assert (sessions, checks) == (whole, right), done.stdout
    assert sessions > 0
