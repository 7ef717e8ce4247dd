"""The table of commands is what the definitions say."""

from __future__ import annotations

import re
import subprocess

import pytest

from hasim.shell.catalogue import tools
from hasim.shell.tool import Manner
from tests.shell.command_table import PAGE, page
from tests.support import real_program


def test_the_page_is_up_to_date() -> None:
    """Where it is not: ``python -m tests.shell.command_table``."""
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("name", [each.name for each in tools() if each.manner is not Manner.SCRIPT])
def test_every_option_of_the_real_tool_is_known(name: str) -> None:
    """Supported or refused, but none is called unknown that the real tool's help lists."""
    word = "--help" if name in ("cibadmin", "crm_shadow") else "--help-all"
    done = subprocess.run([real_program(name), word], capture_output=True, text=True, check=False)
    lines = re.findall(r"(?m)^\s+(?:-., )?--([\w-]+)(?=[=\[\s])", done.stdout + done.stderr)
    listed = {word for word in lines if not word.startswith("help-")}
    own = next(each for each in tools() if each.name == name)
    assert len(listed) > 5
    assert listed - {long for option in own.options for long in option.spellings} - _PROSE == set()


_PROSE = {"force-"}
"""Words that begin a line of the help's sentences."""
