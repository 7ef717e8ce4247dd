"""Where a Board's session is kept: a file beside the notebook, the same one after the kernel was restarted."""

import json
import os
import re
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from IPython.core.getipython import get_ipython

from hasim.lab.sink import in_voila

SETTING = "HASIM_AUTOSAVE"
"""The environment variable: ``off``, ``on``, or the folder to keep sessions in."""
OFF, ON = frozenset({"off", "0", "no", "false"}), frozenset({"", "on", "1", "yes", "true"})
ENDING = ".hasim.jsonl"

_made: dict[str, tuple[str, int]] = {}
"""For each cell, the run in which a Board was made there last, and how many were made in that run."""


def place(wanted: bool | str | None, head: Mapping[str, Any]) -> str | None:
    """The path of the file for a Board that is being made; None where its session is not kept.

    `wanted` is what the Board was told: True, False, a folder, or None to go by `HASIM_AUTOSAVE`. Without either, a
    session is kept in a notebook, but not in Voila, where many visitors share one folder.
    """
    folder = _folder(wanted)
    if folder is None:
        return None
    cell, run = _cell(head)
    last, number = _made.get(cell, ("", 0))
    number = number + 1 if run == last else 1
    _made[cell] = (run, number)
    again = "" if number == 1 else f"-{number}"
    return str(folder / f"{_notebook(elsewhere=folder != _beside())}.{cell}{again}{ENDING}")


def _folder(wanted: bool | str | None) -> Path | None:
    setting = os.environ.get(SETTING, "")
    if wanted is None:
        lowered = setting.lower()
        if lowered in OFF or (not setting and (in_voila() or not _in_notebook())):
            return None
        return _beside() if lowered in ON else Path(setting).expanduser()
    if wanted is False:
        return None
    return _beside() if wanted is True else Path(wanted).expanduser()


def _in_notebook() -> bool:
    return hasattr(get_ipython(), "kernel")


def _beside() -> Path:
    """The folder of the notebook: a kernel starts there."""
    shell: Any = get_ipython()
    return Path(getattr(shell, "starting_dir", None) or os.getcwd())


def _notebook(*, elsewhere: bool) -> str:
    """The notebook's name; in a folder that several notebooks share, with a mark of where it lies."""
    shell: Any = get_ipython()
    named = os.environ.get("JPY_SESSION_NAME") or getattr(shell, "user_ns", {}).get("__vsc_ipynb_file__") or ""
    stem = re.sub(r"[^\w-]", "_", Path(str(named)).stem) or "session"
    return f"{stem}-{_mark(f'{_beside()}/{named}')}" if elsewhere else stem


def _cell(head: Mapping[str, Any]) -> tuple[str, str]:
    """A name for the cell that is running, and one for its run. A frontend that tells no cell is told by the head."""
    shell: Any = get_ipython()
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell = (parent.get("metadata") or {}).get("cellId")
    if cell:
        return _mark(str(cell)), str((parent.get("header") or {}).get("msg_id", ""))
    start = {name: value for name, value in head.items() if name != "lang"}
    return _mark(json.dumps(start, sort_keys=True)), "one"


def _mark(text: str) -> str:
    return f"{zlib.crc32(text.encode()):08x}"
