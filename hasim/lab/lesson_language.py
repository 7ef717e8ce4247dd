"""In which language a lesson speaks."""

import locale
import os
from pathlib import Path

from hasim.text import LANGUAGES


def language() -> str:
    """The language of the notebook: that of the folder it lies in (`en`, `ja`), else HASIM_LANG, else the system's.

    So that the cells of a lesson are the same in every language.
    """
    notebook = Path(os.environ.get("JPY_SESSION_NAME", "") or ".").parent.name
    for name in (notebook, Path.cwd().name, os.environ.get("HASIM_LANG", "")):
        if name in LANGUAGES:
            return name
    return system_language()


def system_language() -> str:
    """The language of the user's system, "en" where hasim does not speak it."""
    named = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    found = (named or locale.getlocale()[0] or "")[:2].lower()
    return {"ja": "ja", "jp": "ja"}.get(found, "en")
