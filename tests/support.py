"""Where tests find reference recordings and real programs, or a reason to skip."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ON_CI = os.environ.get("CI") == "true"
RECORDINGS = Path(os.environ.get("HASIM_REFERENCE", ROOT.parent / "shared"))


def shared(*parts: str) -> Path:
    """A file or folder of the reference recordings; skips the test where it is absent."""
    path = RECORDINGS.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"reference recordings are absent: {'/'.join(parts) or RECORDINGS.name}")
    return path


def recordings(folder: str, pattern: str) -> list[Path]:
    """Recorded files to parametrise a test with; an empty list where the folder is absent."""
    return sorted((RECORDINGS / folder).glob(pattern))


def real_program(name: str) -> str:
    """The path of a real program; skips the test where it is absent, and fails it on CI."""
    path = shutil.which(name)
    if path is None and ON_CI:
        pytest.fail(f"the program {name} is needed on CI")
    if path is None:
        pytest.skip(f"the program {name} is absent")
    return path
