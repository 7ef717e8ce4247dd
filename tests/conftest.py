"""Fixtures that tests of every room share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from tests import support

# No time limit for one example: it would judge the machine and what else runs there. The rest stays as it is.
settings.register_profile("hasim", settings(), deadline=None)
settings.load_profile("hasim")


@pytest.fixture
def shared() -> Callable[..., Path]:
    """`support.shared`: a recorded file or folder, or a skip."""
    return support.shared


@pytest.fixture
def real_program() -> Callable[[str], str]:
    """`support.real_program`: the path of a real program, or a skip (a failure on CI)."""
    return support.real_program
